"""The EPUB container: ``mimetype`` comes first, stored, without an extra field (EPUB 3.3 §4.2)."""

from __future__ import annotations

from publish.formats.archive import Archive

MEDIA_TYPE = "application/epub+zip"


class Container(Archive):
    """The ``out`` of ebooklib's writer."""

    def __init__(self) -> None:
        super().__init__()
        self.writestr("mimetype", MEDIA_TYPE, stored=True)

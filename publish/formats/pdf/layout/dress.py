"""A theme's stylesheets and fonts as WeasyPrint's objects, made once in a process.

Parsing the sheets and installing the fonts takes as long as laying out some pages, and both are
the same for all articles of a theme.
"""

from __future__ import annotations

import atexit
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from publish.cascade.fetching import BASE, PageFiles, font_faces
from publish.cascade.sheets import sheet
from publish.page import FontFace

_OWN = re.compile(r"@(?:font-face|import|layer|[a-z-]*\\)", re.IGNORECASE)
"""Rules that depend on the other sheets, or load something; and escapes, which can hide them."""


Dress = tuple[Sequence[weasyprint.CSS], FontConfiguration]
"""The stylesheets of a layout, in order, and the fonts that they name."""


def dress(faces: tuple[FontFace, ...], texts: Iterable[str], files: PageFiles) -> Dress:
    """Stylesheets with these ``texts``, of which later ones overrule earlier ones, and fonts.

    Nobody may change them. ``files`` are those that the sheets can load. Raises
    ``FatalURLFetchingError`` where they import anything else, ``ThemeError`` as the cascade does.
    """
    filled = tuple(filter(str.strip, texts))
    if any(map(_OWN.search, filled)):
        own = _Fonts(faces)
        return [_parsed("\n".join(filled), files, own)], own
    installed = _installed(faces, tempfile.gettempdir(), os.getpid())
    if not installed.is_whole():
        _installed.cache_clear()
        installed = _installed(faces, tempfile.gettempdir(), os.getpid())
    return [sheet(text) for text in filled], installed


def _parsed(text: str, files: PageFiles, fonts: FontConfiguration) -> weasyprint.CSS:
    return weasyprint.CSS(string=text, url_fetcher=files, base_url=BASE, font_config=fonts)


class _Fonts(FontConfiguration):  # type: ignore[misc]  # WeasyPrint ships no types
    """Fonts that were installed for WeasyPrint, in a folder of this process."""

    def __init__(self, faces: tuple[FontFace, ...]) -> None:
        super().__init__()
        self._process = os.getpid()
        files = PageFiles({f"fonts/{face.name}": ("font/ttf", face) for face in faces})
        _parsed(font_faces(faces), files, self)
        self._files = frozenset(self._present())

    def is_whole(self) -> bool:
        """Whether nobody removed its files, as programs do that clean up temporary folders."""
        return self._files == frozenset(self._present())

    def _present(self) -> Iterator[Path]:
        try:
            yield from Path(self._folder).iterdir() if self._folder else ()
        except OSError:
            return

    def __del__(self) -> None:
        # A fork has the object, but not the folder.
        if getattr(self, "_process", 0) == os.getpid():
            super().__del__()


@lru_cache(maxsize=2)
def _installed(faces: tuple[FontFace, ...], folder: str, process: int) -> _Fonts:
    """``faces``, installed in a temporary ``folder`` by this ``process``."""
    return _Fonts(faces)


atexit.register(_installed.cache_clear)
"""Modules are gone when Python collects what is left at its end."""

"""Files of formats that have no folder here: read with the proof's reader of the format."""

from __future__ import annotations

from importlib.util import find_spec

from publish.content import Content, Figure, Unread
from publish.format import Format
from publish.formats import FORMATS
from publish.inspecting.document_metadata import Columns
from publish.inspecting.places import Place, RawPicture, ShownText


def is_inspectable(format: Format) -> bool:
    """Return whether files of ``format`` can be inspected."""
    return format.recognizes is not None or find_spec(f"{__package__}.{format.name}") is not None


def recognized(data: bytes) -> Format | None:
    """The format that recognizes the file; None if no format does."""
    formats = (format for format in FORMATS.values() if format.recognizes)
    return next(
        (format for format in formats if format.recognizes and format.recognizes(data)), None
    )


def read_content(data: bytes, format: Format) -> tuple[Columns, list[RawPicture]]:
    """Return the metadata and the pictures of a file; raises ``ProofError`` if it is broken."""
    content = format.read(data)
    decorations = () if isinstance(content.decorations, Unread) else content.decorations
    figures = (*content.figures, *decorations)
    pictures = [_picture(figure, n) for n, figure in enumerate(figures, 1)]
    return _columns(content), pictures


def _columns(content: Content) -> Columns:
    return {column: dict(stated) for column, stated in content.metadata.items()}


def _picture(figure: Figure, number: int) -> RawPicture:
    data = figure.picture.data if figure.picture else None
    picture = RawPicture(f"picture {number}", data=data or None)
    picture.alts.append(figure.alt)
    picture.captions.append(figure.legend if figure.caption is None else figure.caption)
    for text in figure.credits:
        picture.shown.append(ShownText(Place.FILE_CREDIT, text, marked=True))
    if not figure.credits and figure.legend:
        picture.shown.append(ShownText(Place.FILE_CAPTION, figure.legend))
    picture.add_use("the text")
    return picture

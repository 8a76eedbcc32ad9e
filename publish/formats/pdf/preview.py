"""The pages of a PDF as pictures, by PDFium."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image


def show(data: bytes, scale: float = 2) -> Iterator[Image.Image]:
    """Every page, in order; ``scale`` is the pixels of a point."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(document)):
            yield document[number].render(scale=scale).to_pil()
    finally:
        document.close()

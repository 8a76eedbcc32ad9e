"""The pages of a PDF as pictures, by PDFium."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image


def show(data: bytes) -> Iterator[Image.Image]:
    """Every page, in order."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(document)):
            yield document[number].render(scale=2).to_pil()
    finally:
        document.close()

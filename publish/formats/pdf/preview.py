"""The pages of a PDF as pictures, by PDFium."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image

from publish.errors import EnvironmentFault, Problem


def show(data: bytes) -> Iterator[Image.Image]:
    """Every page, in order; raises ``EnvironmentFault`` without pypdfium2."""
    try:
        import pypdfium2
    except ImportError as error:
        raise EnvironmentFault(
            Problem(
                "sheet-pdfium",
                "the pages of a PDF cannot be drawn",
                "pip install 'publish-toolkit[check]'",
            )
        ) from error
    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(document)):
            yield document[number].render(scale=2).to_pil()
    finally:
        document.close()

"""The pages of a Word document as pictures, as LibreOffice lays it out."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from publish.formats import pdf
from publish.formats.programs import run


def show(data: bytes) -> Iterator[Image.Image]:
    """Every page, in order; raises ``EnvironmentFault`` without LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "document.docx")
        source.write_bytes(data)
        run(
            "LibreOffice",
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            str(source),
        )
        yield from pdf.show(source.with_suffix(".pdf").read_bytes())

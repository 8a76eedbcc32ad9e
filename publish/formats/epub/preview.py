"""The documents of an EPUB as pictures, as Chromium shows them on a phone."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from publish.formats.programs import run

_PHONE = (390, 844)
_ORDER = {"cover": 0, "article": 1, "nav": 2}


def show(data: bytes) -> Iterator[Image.Image]:
    """The top of every document; raises ``EnvironmentFault`` without Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            archive.extractall(folder)
        documents = sorted(
            Path(folder).rglob("*.xhtml"), key=lambda path: _ORDER.get(path.stem, len(_ORDER))
        )
        for document in documents:
            yield _screenshot(document, Path(folder))


def _screenshot(page: Path, folder: Path) -> Image.Image:
    shot = folder / "page.png"
    width, height = _PHONE
    run(
        "Chromium",
        *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
        *("--no-first-run", "--disable-background-networking", "--disable-component-update"),
        *("--disable-sync", "--force-device-scale-factor=2"),
        f"--user-data-dir={folder / 'profile'}",
        f"--window-size={width},{height}",
        f"--screenshot={shot}",
        page.as_uri(),
    )
    return Image.open(io.BytesIO(shot.read_bytes()))

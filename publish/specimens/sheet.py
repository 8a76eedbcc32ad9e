"""The contact sheet: pages of all formats side by side, in one PNG.

The pages are those that other programs show: the DOCX as LibreOffice lays it
out, the EPUB as Chromium does, where the machine has them.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from publish.environment import tool
from publish.errors import EnvironmentFault, Problem

HEIGHT = 1100
"""Pixels of a page on the sheet."""
_PHONE = (390, 844)
_GAP, _GROUND = 24, (203, 207, 211)
_LAST = 4
"""Pages shown of each format."""
_SECONDS = 120


@dataclass(frozen=True)
class Strip:
    """One format's row: its first pages, or why there are none."""

    format: str
    pages: tuple[Image.Image, ...]
    missing: Problem | None = None


def strips(files: Mapping[str, bytes]) -> tuple[Strip, ...]:
    """The pages of every file that has any, by its format's name.

    What the machine lacks a program for gives a Strip without pages and with
    the Problem that says how to install it.
    """
    found = []
    for name, data in files.items():
        if name not in _VIEWERS:
            continue
        try:
            found.append(Strip(name, tuple(_VIEWERS[name](data))))
        except EnvironmentFault as fault:
            found.append(Strip(name, (), fault.problems[0]))
    return tuple(found)


def contact_sheet(rows: Sequence[Strip]) -> bytes:
    """A PNG with a row per format; raises ``EnvironmentFault`` if no row has a page."""
    shown = [row.pages for row in rows if row.pages]
    if not shown:
        raise EnvironmentFault(*(row.missing for row in rows if row.missing))
    width = max(sum(page.width + _GAP for page in pages) for pages in shown) + _GAP
    sheet = Image.new("RGB", (width, len(shown) * (HEIGHT + _GAP) + _GAP), _GROUND)
    for number, pages in enumerate(shown):
        left = _GAP
        for page in pages:
            sheet.paste(page, (left, _GAP + number * (HEIGHT + _GAP)))
            left += page.width + _GAP
    out = io.BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()


def _pdf(data: bytes) -> list[Image.Image]:
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
        return [
            _fitted(document[n].render(scale=2).to_pil()) for n in range(min(_LAST, len(document)))
        ]
    finally:
        document.close()


def _docx(data: bytes) -> list[Image.Image]:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "specimen.docx")
        source.write_bytes(data)
        _run(
            "LibreOffice",
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            str(source),
        )
        return _pdf(source.with_suffix(".pdf").read_bytes())


def _epub(data: bytes) -> list[Image.Image]:
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            archive.extractall(folder)
        documents = sorted(
            Path(folder).rglob("*.xhtml"), key=lambda path: _ORDER.get(path.stem, len(_ORDER))
        )
        return [_fitted(_screenshot(path, Path(folder))) for path in documents[:_LAST]]


_ORDER = {"cover": 0, "article": 1, "nav": 2}


def _screenshot(page: Path, folder: Path) -> Image.Image:
    shot = folder / "page.png"
    width, height = _PHONE
    _run(
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


def _run(name: str, *arguments: str) -> None:
    program = tool(name)
    found = program.look()
    if found is None or found.path is None:
        raise EnvironmentFault(
            Problem("sheet-program", f"{name} is not installed", program.install_line)
        )
    try:
        subprocess.run(
            [str(found.path), *arguments], capture_output=True, check=True, timeout=_SECONDS
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise EnvironmentFault(
            Problem("sheet-program", f"{name} could not show the specimen: {error}", "Try again.")
        ) from error


def _fitted(page: Image.Image) -> Image.Image:
    return page.convert("RGB").resize(
        (round(page.width * HEIGHT / page.height), HEIGHT), Image.Resampling.LANCZOS
    )


_VIEWERS: Mapping[str, Callable[[bytes], list[Image.Image]]] = {
    "pdf": _pdf,
    "epub": _epub,
    "docx": _docx,
}

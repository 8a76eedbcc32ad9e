"""``python -m tools.pictures``: the pictures of the README and of each theme's ``preview.png``.

They show the sample reports as readers get them: the PDF through PDFium, the DOCX through
LibreOffice, the EPUB in Chromium. The same programs give the same bytes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from publish import build
from publish.composing.theme.finding import known
from publish.formats.pdf.preview import show
from publish.values import dataclass

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "sources/the-slow-valley"
PICTURES = ROOT / ".github/pictures"
_PAGES = {"report": (1, 3, 9), "briefing": (1, 4, 6), "dispatch": (1, 3, 4), "journal": (1, 4, 6)}
"""The pages that say most about a theme, by its name; a new theme shows its first three."""
_FIRST = (1, 2, 3)
_HEIGHT = 620
"""Pixels that a page is high."""
_GAP, _GROUND, _EDGE = 18, (232, 234, 236), (198, 202, 206)
_COLORS = 160
"""A picture has so few that its file is light; type stays clear, and a small red is still red."""
_PLACE = "a-river-that-ran-short"
"""The chapter that the picture of all formats shows."""
_FRAME = (
    '<style>* {{ margin: 0; border: 0 }}</style><iframe width="800" height="1130" src="{address}">'
)
_SCREEN = (800, 1130)
"""Pixels of a window in which a reading system shows an EPUB."""


class _Missing(Exception):
    """A program that shows a format is not there."""


@dataclass(frozen=True)
class _Built:
    """The files of the sample in one theme."""

    pdf: Path
    epub: Path
    docx: Path


def main() -> int:
    """Write all pictures; exit code 4 if a program that shows a format is missing."""
    with tempfile.TemporaryDirectory() as place:
        try:
            return _drawn(Path(place))
        except _Missing as error:
            print(f"{error} is missing: `make judges` installs it", file=sys.stderr)
            return 4


def _drawn(place: Path) -> int:
    for theme in known(None):
        built = _built(theme, place / theme)
        pages = _pages(built.pdf, _PAGES.get(theme, _FIRST))
        _save(pages, ROOT / "themes" / theme / "preview.png")
        if theme == "report":
            formats = (*_pages(built.pdf, (6,)), _on_screen(built.epub), _in_word(built.docx, 6))
            _save(formats, PICTURES / "formats.png")
    return 0


def _built(theme: str, out: Path) -> _Built:
    outputs = {one.format: one.path for one in build(SAMPLE, theme=theme, out=out).outputs}
    return _Built(outputs["pdf"], outputs["epub"], outputs["docx"])


def _pages(pdf: Path, numbers: Sequence[int]) -> tuple[Image.Image, ...]:
    pages = tuple(show(pdf.read_bytes()))
    return tuple(pages[number - 1] for number in numbers)


def _in_word(docx: Path, number: int) -> Image.Image:
    """A page of a DOCX, as LibreOffice sets it."""
    profile = f"-env:UserInstallation={(docx.parent / 'profile').as_uri()}"
    pdf = [profile, "--headless", "--convert-to", "pdf", "--outdir", str(docx.parent / "word")]
    _run("soffice", *pdf, str(docx))
    return _pages(docx.parent / "word" / f"{docx.stem}.pdf", (number,))[0]


def _on_screen(epub: Path) -> Image.Image:
    """The chapter of an EPUB at the place that the other two formats show."""
    folder, picture = epub.parent / "unpacked", epub.parent / "screen.png"
    with zipfile.ZipFile(epub) as package:
        package.extractall(folder)
    text = next(folder.rglob("article.xhtml"))
    # A browser without a window shows the top of a page; a page within one can begin further down.
    frame = epub.parent / "frame.html"
    frame.write_text(_FRAME.format(address=f"{text.as_uri()}#{_PLACE}"), "utf-8")
    width, height = _SCREEN
    _run(
        "chromium",
        *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
        "--virtual-time-budget=3000",
        f"--user-data-dir={epub.parent / 'browser'}",
        f"--window-size={width},{height}",
        f"--screenshot={picture}",
        frame.as_uri(),
    )
    with Image.open(picture) as shown:
        return shown.convert("RGB")


def _run(program: str, *arguments: str) -> None:
    if not shutil.which(program):
        raise _Missing(program)
    subprocess.run([program, *arguments], check=True, capture_output=True, timeout=300)


def _save(pictures: Sequence[Image.Image], path: Path) -> None:
    """Put ``pictures`` side by side, with a thin edge each, into a PNG of few colors."""
    sized = [one.convert("RGB").resize(_size(one), Image.Resampling.LANCZOS) for one in pictures]
    width = sum(one.width + _GAP for one in sized) + _GAP
    sheet = Image.new("RGB", (width, _HEIGHT + 2 * _GAP), _GROUND)
    left = _GAP
    for one in sized:
        sheet.paste(_EDGE, (left - 1, _GAP - 1, left + one.width + 1, _GAP + one.height + 1))
        sheet.paste(one, (left, _GAP))
        left += one.width + _GAP
    path.parent.mkdir(exist_ok=True)
    sheet.quantize(_COLORS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        path, optimize=True
    )
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} kB")


def _size(page: Image.Image) -> tuple[int, int]:
    return round(page.width * _HEIGHT / page.height), _HEIGHT


if __name__ == "__main__":
    sys.exit(main())

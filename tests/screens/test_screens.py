"""On a phone, a tablet and a desk, light and dark, in large type: nothing is cut or hard to read.

``measure.cjs`` says what is wider than the screen, has too little contrast (WCAG 2.2, 1.4.3), is a
word broken without a hyphen, or is higher than its box or before its beginning, where nobody finds
it, at 390, 820 and 1280 pixels, in the usual type and twice as large.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from publish import FORMATS, compose, load_theme, read
from publish.composing.theme.finding import known
from publish.page import Page
from tests.judges.programs import call, program

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGES = [
    *((source, theme) for source in ("every-element", "the-slow-valley") for theme in known(None)),
    ("arabic", "dispatch"),
    ("chinese", "report"),
    ("formulas", "briefing"),
    ("german", "journal"),
    ("tables", "dispatch"),
]
"""Articles, and the themes in which they are shown."""
SOURCES = {
    file.parent.name: file.parent
    for place in ("sources", "tests/cases")
    for file in (ROOT / place).glob("*/article.md")
}
ADDRESS = re.compile(r"^broken: \S+ in a\S* “[^”]*[/@][^”]*”")
"""An address breaks anywhere."""


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What a browser objects to, by article, theme and format."""
    folder = tmp_path_factory.mktemp("screens")
    pages = dict(addresses(folder))
    environment = {
        "NODE_PATH": str(program("Ace").parents[1]),
        "PUPPETEER_EXECUTABLE_PATH": str(program("Chromium")),
    }
    given = "".join(f"{name}\t{address}\n" for name, address in pages.items())
    done = call([program("Node"), HERE / "measure.cjs"], given, environment)
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = {name.rpartition("/")[0]: [] for name in pages}
    for name, screen, said in map(json.loads, done.stdout.splitlines()):
        if not ADDRESS.match(said):
            found[name.rpartition("/")[0]].append(f"{screen}: {said}")
    return found


def addresses(folder: Path) -> Iterator[tuple[str, str]]:
    """The addresses of all documents, unpacked, by article, theme, format and file."""
    for name, theme in PAGES:
        page = compose(read(SOURCES[name]), load_theme(theme))
        for format in ("epub", "html"):
            place = f"{name}/{theme}/{format}"
            for file in documents(page, format, folder / place):
                yield f"{place}/{file.name}", file.as_uri()


def documents(page: Page, format: str, place: Path) -> list[Path]:
    """The documents that readers see, but for the cover, which is a picture."""
    place.mkdir(parents=True)
    packed = place / "packed.zip"
    packed.write_bytes(FORMATS[format].written(page).data)
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(place)
    found = [*place.rglob("*.xhtml"), *place.rglob("index.html")]
    return sorted(file for file in found if file.name != "cover.xhtml")


@pytest.mark.parametrize(("article", "theme"), PAGES)
@pytest.mark.parametrize("format", ["epub", "html"])
def test_nothing_is_cut_or_hard_to_read(
    complaints: dict[str, list[str]], article: str, theme: str, format: str
) -> None:
    assert complaints[f"{article}/{theme}/{format}"] == []


def test_a_browser_finds_what_is_wrong(tmp_path: Path) -> None:
    """The measure itself: a wide box, gray on white, a narrow cell, boxes that hide their parts."""
    place = tmp_path / "bad.html"
    place.write_text(
        "<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>x</title><body>"
        "<p style='color:#bbb'>Gray</p><div style='width:1500px'>Wide</div>"
        "<p style='width:3em;overflow-wrap:anywhere'>Incomprehensible</p>"
        "<div style='height:20px;overflow-x:auto'><p style='height:29px;margin:0'>High</p></div>"
        "<div style='display:flex;justify-content:center;width:9em;overflow-x:auto'>"
        "<p style='flex:none;width:19em'>Long</p></div></body></html>",
        "utf-8",
    )
    environment = {
        "NODE_PATH": str(program("Ace").parents[1]),
        "PUPPETEER_EXECUTABLE_PATH": str(program("Chromium")),
    }
    done = call([program("Node"), HERE / "measure.cjs"], f"bad\t{place.as_uri()}\n", environment)
    said = {
        re.sub(r"[\d.]+", "", json.loads(line)[2].split(":")[0]).strip()
        for line in done.stdout.splitlines()
    }
    assert said == {
        "contrast",
        "px wide",
        "broken",
        "px higher than its box",
        "px out of reach",
        "not moved by keyboard",
    }

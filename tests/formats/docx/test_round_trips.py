"""What other programs lose when they save our documents again: ARCHITECTURE's table, measured.

Google Docs and Word have no program here. What they are known to drop is data (``DROPS``), and is
taken out of a document, to see what ``publish inspect`` still finds.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping

import pytest
from docx import Document as PythonDocx
from lxml import etree

from publish.inspecting import inspect
from tests import judges
from tests.built import ROOT, file
from tests.formats.docx.document import Document, W
from tests.judges.programs import call, program

ARTICLE = "every-element"
_DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"

DROPS: Mapping[str, tuple[str, ...]] = {
    # Google, "Work with Office files in Drive": what Docs has no counterpart for is not exported.
    "Google Docs": (r"customXml/", r"docProps/custom\.xml", r"word/fonts/"),
    # Microsoft, "Remove hidden data and personal information by inspecting documents".
    "Word's Document Inspector": (r"customXml/", r"docProps/custom\.xml", r"docProps/app\.xml"),
}
"""The parts that programs are known to drop, each list with its source."""


@pytest.fixture(scope="module")
def sent() -> bytes:
    return file(ARTICLE, "docx").read_bytes()


@pytest.fixture(scope="module")
def returned(sent: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The document as each program saves it again, by its name in the table."""
    folder = tmp_path_factory.mktemp("returned")
    path = file(ARTICLE, "docx")
    result = call([program("pandoc"), path, "-f", "docx+styles", "-o", folder / "pandoc.docx"])
    assert not result.returncode, result.stderr
    out = io.BytesIO()
    PythonDocx(io.BytesIO(sent)).save(out)
    return {
        "LibreOffice": judges.saved_by_libreoffice(path).read_bytes(),
        "pandoc": (folder / "pandoc.docx").read_bytes(),
        "python-docx": out.getvalue(),
    }


def _words(document: Document) -> Counter[str]:
    texts = (e.text or "" for part in _stories(document) for e in part.iter(f"{W}t", _MATH))
    return Counter(re.findall(r"\w+", " ".join(texts).casefold()))


def _stories(document: Document) -> list[etree._Element]:
    names = ("word/document.xml", "word/footnotes.xml")
    return [document.xml(name) for name in names if name in document.names]


def _notes(document: Document) -> Counter[str]:
    notes = document.xml("word/footnotes.xml").iter(f"{W}footnote")
    texts = ("".join(t.text or "" for t in note.iter(f"{W}t")) for note in notes)
    return Counter(filter(None, ("".join(re.findall(r"\w", text)) for text in texts)))


def _alternatives(document: Document) -> Counter[str]:
    described = (e.get("descr") or "" for e in document.body.iter(_DESCRIBED))
    return Counter(" ".join(words.split()) for words in described if words)


def _languages(document: Document) -> Counter[str]:
    langs = (e.get(f"{W}val") or "" for e in document.body.iter(f"{W}lang"))
    return Counter({lang.partition("-")[0] for lang in langs} - {"en", ""})


def _marks(document: Document) -> Counter[str]:
    names = (e.get(f"{W}name") or "" for e in document.body.iter(f"{W}bookmarkStart"))
    return Counter(name for name in names if name.startswith("_p"))


def _records(document: Document) -> Counter[str]:
    items = [n for n in document.names if re.fullmatch(r"customXml/item\d+\.xml", n)]
    return Counter(document.xml(name).tag.rpartition("}")[2] for name in items)


def _pictures(document: Document) -> Counter[str]:
    """The pictures that say their credit themselves, by its title."""
    found = inspect(_bytes(document), "x.docx").images
    said = (c for image in found for c in image.credits if "image:xmp" in c.found_in)
    return Counter({credit.fields.get("title", "") for credit in said})


def _beside(document: Document) -> Counter[str]:
    """The credits that readers see."""
    found = inspect(_bytes(document), "x.docx").images
    shown = (c for image in found for c in image.credits if c.shown)
    return Counter({credit.fields.get("title", "") for credit in shown})


def _drawings(document: Document) -> Counter[str]:
    return Counter(".svg" for name in document.names if name.endswith(".svg"))


def _title(document: Document) -> Counter[str]:
    return Counter([document.xml("docProps/core.xml").findtext("{*}title") or ""])


def _fonts(document: Document) -> Counter[str]:
    faces = document.xml("word/fontTable.xml").iter()
    return Counter(str(e.tag).rpartition("}")[2] for e in faces if "}embed" in str(e.tag))


def _bytes(document: Document) -> bytes:
    file = document.archive.fp
    assert isinstance(file, io.BytesIO)
    return file.getvalue()


ROWS: Mapping[str, Callable[[Document], Counter[str]]] = {
    "words": _words,
    "notes": _notes,
    "credits at pictures": _beside,
    "credits in pictures' bytes": _pictures,
    "alternative texts": _alternatives,
    "languages of words": _languages,
    "bookmarks of origins": _marks,
    "credits, formulas, origins as custom XML": _records,
    "title in the properties": _title,
    "drawings as SVG": _drawings,
    "embedded fonts": _fonts,
}
"""The rows of the table, and how each is measured."""


def test_the_table_says_what_is_kept(sent: bytes, returned: Mapping[str, bytes]) -> None:
    names, *rows = _table()
    before = Document(sent)
    found = {
        row: [_amount(measure(before), measure(Document(returned[name]))) for name in names]
        for row, measure in ROWS.items()
    }
    assert names == [*returned]
    assert {row[0]: row[1:] for row in rows} == found


def _amount(before: Counter[str], after: Counter[str]) -> str:
    """How much is kept: numbers of pages and captions are counted anew, and are no loss."""
    assert before
    kept = (before & after).total() / before.total()
    steps = (("all", 0.99), ("most", 0.5), ("some", 0.001))
    return next((word for word, least in steps if kept >= least), "none")


def _table() -> list[list[str]]:
    whole = (ROOT / "ARCHITECTURE.md").read_text()
    lines = whole.partition("| saved again by |")[2].splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines]
    end = next(n for n, line in enumerate(lines) if n and not line.startswith("|"))
    head, _, *body = [[cell.strip() for cell in row] for row in rows[:end]]
    return [head, *body]


@pytest.mark.parametrize("program", DROPS)
def test_credits_are_found_after_what_programs_drop(sent: bytes, program: str) -> None:
    """Pictures carry their credits, so no list beside them is needed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sent)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            if not any(re.match(pattern, name) for pattern in DROPS[program]):
                after.writestr(name, before.read(name))
    whole, left = (inspect(data, "x.docx") for data in (sent, out.getvalue()))
    assert len(left.images) == len(whole.images) == 8
    for image in left.images:
        assert any(credit.credits for credit in image.credits)
        places = {place for credit in image.credits for place in credit.found_in}
        assert "image:xmp" in places
        assert "docx:custom-xml" not in places

"""Every case, built once and put before everybody: the judges, other readers, and ourselves.

A case is a folder in ``tests/cases``: ``article.md`` with its pictures, and in
``expected/blocks.txt`` every paragraph, heading, cell, caption and credit that
must be found in all three files, one a line, as other people's programs read them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from unicodedata import category, normalize

import pytest
from lxml import etree

from publish.languages.locale import direction
from publish.model.people import creators
from publish.page import RESERVED
from tests import judges
from tests.built import CASES, ROOT, SOURCES, built, file
from tests.judges import letters

EXPECTED = {
    name: (CASES.get(name) or ROOT / "tests/sources" / name) / "expected/blocks.txt"
    for name in SOURCES
}
NS = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "opf": "http://www.idpf.org/2007/opf",
}

# What stands on every page of the PDF, in points from its edges, is not the article's text:
# 25 mm above, 27 mm below.
TEXT_AREA = ("-x", "0", "-y", "71", "-W", "596", "-H", "695")


@pytest.fixture(scope="session")
def chosen(request: pytest.FixtureRequest) -> list[str]:
    """The cases that this run looks at: all, or those that ``-k`` chose."""
    here = [i for i in request.session.items if i.path == Path(__file__) and hasattr(i, "callspec")]
    names = {item.callspec.params.get("name") for item in here}
    return [name for name in SOURCES if name in names]


def lacking(name: str, path: Path) -> list[str]:
    """The blocks that poppler does not read in a PDF.

    It turns ligatures of Arabic around, and parts words at marks and at spaced letters, in
    anybody's PDF. So where lines run from right to left, words count as found by their letters in
    any order, and one in ten need not be: our own proof looks at the others.
    """
    if direction(built(name).metadata.lang) == "rtl":
        said = set(bags(judges.pdf_text(path, *TEXT_AREA)))
        words = [word for block in blocks(name) for word in bags(block)]
        lost = [word for word in words if word not in said]
        return lost if len(lost) > len(words) / 10 else []
    pages = [letters(page) for page in judges.pdf_text(path, "-raw", *TEXT_AREA).split("\f")]
    text = "".join(pages)
    return [
        one
        for one in blocks(name)
        if (block := letters(one)) not in text and not goes_on(block, pages)
    ]


def goes_on(block: str, pages: Sequence[str]) -> bool:
    """Whether a block begins on one page and ends on the next, with notes or a figure between."""
    return any(
        block[:part] in here and block[part:] in then
        for here, then in pairwise(pages)
        for part in range(1, len(block))
    )


def bags(text: str) -> Iterator[str]:
    """The letters of every word that is in no Latin letters, sorted."""
    seen = "".join(c for c in normalize("NFKC", text) if category(c) not in ("Mn", "Cf"))
    yield from ("".join(sorted(word)) for word in re.findall(r"[^\W\d_A-Za-z]+", seen))


def blocks(name: str) -> list[str]:
    return [line for line in EXPECTED[name].read_text("utf-8").splitlines() if line]


@pytest.mark.parametrize(("judge", "format"), judges.BY_FORMAT)
@pytest.mark.parametrize("name", SOURCES)
def test_the_judge_finds_nothing(chosen: list[str], name: str, judge: str, format: str) -> None:
    # All cases in one batch: some judges take longer to start than to judge.
    verdicts = judges.judge(judge, [file(case, format) for case in chosen])
    assert verdicts[file(name, format)] == ()


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("format", ["epub", "docx"])
def test_pandoc_reads_every_block(name: str, format: str) -> None:
    text = letters(judges.plain_text(file(name, format)))
    assert [block for block in blocks(name) if letters(block) not in text] == []


@pytest.mark.parametrize("name", SOURCES)
def test_poppler_reads_every_block(name: str) -> None:
    assert lacking(name, file(name, "pdf")) == []


@pytest.mark.parametrize("name", SOURCES)
def test_libreoffice_prints_every_block(chosen: list[str], name: str) -> None:
    printed = judges.as_pdf(file(case, "docx") for case in chosen)[file(name, "docx")]
    assert lacking(name, printed) == []


@pytest.mark.parametrize("name", SOURCES)
def test_every_picture_is_credited(name: str) -> None:
    assert built(name).credited == built(name).shown


def packed(name: str, format: str) -> dict[str, bytes]:
    """The files of an EPUB or DOCX without the drawings that publish itself adds, as badges are."""
    book, archive = (zipfile.ZipFile(file(name, one)) for one in ("epub", format))
    own = {book.read(n) for n in book.namelist() if Path(n).name in RESERVED}
    data = {n: archive.read(n) for n in archive.namelist() if "thumb" not in n}
    drawn = {n.removesuffix(".svg") for n in data if data[n] in own}
    return {n: bytes for n, bytes in data.items() if n.rpartition(".")[0] not in drawn}


@pytest.mark.parametrize("name", SOURCES)
def test_exiftool_reads_the_credits_in_every_picture(name: str, tmp_path: Path) -> None:
    """In EPUB and DOCX by the bytes, in the PDF by the image object's own metadata."""
    for format in ("epub", "docx"):
        # Beside each drawing Word has its pixels, which are credited as well.
        kinds = (".jpg", ".png") if format == "docx" else (".jpg", ".png", ".svg")
        pictures = {n: data for n, data in packed(name, format).items() if n.endswith(kinds)}
        shown = built(name).shown
        if format == "epub":  # its cover shows the first of them once more
            assert [n for n in pictures if n.endswith("/cover.jpg")] == ["EPUB/cover.jpg"]
            if not shown:
                pictures.clear()
        assert len(pictures) == shown + bool(shown and format == "epub")
        for picture, data in pictures.items():
            path = tmp_path / f"{format}-{Path(picture).name}"
            path.write_bytes(data)
            said = judges.metadata(path)
            assert any(
                key in said
                for key in ("XMP-photoshop:Credit", "XMP-dc:Creator", "XMP-photoshop:Source")
            )
            assert any(key in said for key in ("XMP-dc:Rights", "XMP-xmpRights:UsageTerms"))


@pytest.mark.parametrize("name", SOURCES)
def test_the_files_own_metadata_say_what_the_article_says(name: str) -> None:
    data = built(name).metadata
    pdf = judges.metadata(file(name, "pdf"))
    opf = part(file(name, "epub"), ".opf")
    core = part(file(name, "docx"), "core.xml")
    authors = [person.name for person in creators(data.authors)]
    assert pdf["XMP-dc:Title"] == opf.findtext(".//dc:title", namespaces=NS) == data.title
    assert core.findtext("dc:title", namespaces=NS) == data.title
    assert listed(pdf.get("XMP-dc:Creator")) == authors
    assert [e.text for e in opf.iterfind(".//dc:creator", NS)] == authors
    assert (core.findtext("dc:creator", namespaces=NS) or "") == "; ".join(authors)
    day = data.date.isoformat()
    assert str(pdf["XMP-xmp:CreateDate"])[:10].replace(":", "-") == day
    assert (opf.findtext(".//dc:date", namespaces=NS) or "")[:10] == day
    assert (core.findtext("dcterms:created", namespaces=NS) or "")[:10] == day
    assert listed(pdf["XMP-dc:Language"]) == [data.lang]
    assert opf.findtext(".//dc:language", namespaces=NS) == data.lang
    assert core.findtext("dc:language", namespaces=NS) == data.lang
    if data.category:
        assert data.category in listed(pdf["XMP-dc:Subject"])
        assert data.category in [e.text for e in opf.iterfind(".//dc:subject", NS)]
        assert core.findtext("cp:category", namespaces=NS) == data.category


def listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value] if value is not None else []


def part(path: Path, suffix: str) -> etree._Element:
    archive = zipfile.ZipFile(path)
    return etree.fromstring(archive.read(next(n for n in archive.namelist() if n.endswith(suffix))))


def test_the_seeds_credit_line_and_paragraphs_are_in_all_three() -> None:
    """The delivered text, to the letter: its credit line is never hyphenated."""
    line = (
        "Picture: U.S. Troops Begin Historic Withdrawal from Iraq"
        " | Wikimedia Commons / Public domain"
    )
    texts = [
        judges.pdf_text(file("end-of-an-era", "pdf"), "-raw"),
        judges.plain_text(file("end-of-an-era", "epub")),
        judges.plain_text(file("end-of-an-era", "docx")),
    ]
    assert [" ".join(text.split()).count(line) >= 2 for text in texts] == [True] * 3


def test_what_is_reserved_and_what_ai_made_is_said_in_all_three(tmp_path: Path) -> None:
    """By the article for its text, and by each picture for itself (TDMRep, PLUS, IPTC)."""
    reserved = "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED"
    partly = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
    policy = "https://example.org/mining?lang=de"
    pdf = judges.metadata(file("terms", "pdf"))
    assert pdf["XMP-tdm:Reservation"] == 1
    assert pdf["XMP-tdm:Policy"] == policy
    assert pdf["XMP-plus:DataMining"] == reserved
    assert pdf["XMP-iptcExt:DigitalSourceType"] == partly
    opf = part(file("terms", "epub"), ".opf")
    assert "tdm: http://www.w3.org/ns/tdmrep#" in opf.get("prefix", "")
    meta = {e.get("property"): e.text for e in opf.iterfind(".//opf:meta", NS)}
    assert (meta["tdm:reservation"], meta["tdm:policy"]) == ("1", policy)
    assert meta["plus:DataMining"] == reserved
    assert meta["Iptc4xmpExt:DigitalSourceType"] == partly
    custom = part(file("terms", "docx"), "custom.xml")
    told = {e.get("name"): "".join(map(str, e.itertext())) for e in custom}
    assert (told["TDM reservation"], told["TDM policy"]) == ("1", policy)
    assert (told["Data mining"], told["Digital source type"]) == (reserved, partly)
    for format in ("epub", "docx"):
        (chart,) = [data for name, data in packed("terms", format).items() if name.endswith(".png")]
        path = tmp_path / f"{format}.png"
        path.write_bytes(chart)
        said = judges.metadata(path)
        assert said["XMP-plus:DataMining"] == f"{reserved}-AIMLTRAINING"
        assert said["XMP-iptcExt:DigitalSourceType"] == partly

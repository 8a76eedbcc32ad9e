"""Numbers and references as Word's own fields, and that updating them changes nothing."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats import FORMATS, docx
from publish.model.article import Guide
from tests import judges

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FIGURE = '<figure data-image="specimen.jpg" id="fig-a"></figure>'
FORMULA = (
    '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="E = m" display="block"><semantics>'
    "<mrow><mi>E</mi><mo>=</mo><mi>m</mi></mrow>"
    '<annotation encoding="application/x-tex">E = m</annotation></semantics></math>'
)
TABLE = '<table id="{}"><caption>{}</caption><tbody><tr><td>One</td></tr></tbody></table>'
BODY = (
    '<p>See {fig-a}, {tbl-b}, {eq-a}, {sub}, {top}, {fn-2}.<a href="#fn-1" role="doc-noteref"></a>'
    '<a href="#fn-2" role="doc-noteref"></a></p>'
    f'<h2 id="top">Top</h2><h3 id="sub">Below</h3><p>Here is {{sub}} again.</p>{FIGURE}'
    f"{TABLE.format('tbl-a', 'Ships')}{TABLE.format('tbl-b', 'Harbors')}"
    f'<div class="equation" id="eq-a">{FORMULA}<span class="equation-number">(1)</span></div>'
    '<h2 id="end" class="unnumbered">End</h2>'
    '<aside id="fn-1" role="doc-footnote"><p>One.</p></aside>'
    '<aside id="fn-2" role="doc-footnote"><p>Two, with {tbl-a}.</p></aside>'
)


def written(lang: str = "en", numbered: int | None = 3, theme: str = "briefing") -> bytes:
    body = re.sub(r"\{([\w-]+)\}", r'<a class="xref" href="#\1"></a>', BODY)
    guide = Guide(numbered, 3, ("figures", "tables"))
    article = replace(specimen_article(lang), body=body, guide=guide, abstract=None)
    return docx.write(compose(article, load(theme)))


@pytest.fixture(scope="module")
def data() -> bytes:
    return written()


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def codes(root: etree._Element) -> list[str]:
    return [(e.text or "").strip() for e in root.iter(f"{W}instrText")]


def held(root: etree._Element, name: str) -> str:
    """The text in a bookmark."""
    (start,) = [e for e in root.iter(f"{W}bookmarkStart") if e.get(f"{W}name") == name]
    text = ""
    for element in start.itersiblings():
        if element.tag == f"{W}bookmarkEnd" and element.get(f"{W}id") == start.get(f"{W}id"):
            return text
        text += "".join(t.text or "" for t in element.iter(f"{W}t"))
    raise AssertionError(name)


def test_captions_count_and_references_repeat_bookmarks(data: bytes) -> None:
    root = part(data)
    found = codes(root)
    assert [c for c in found if c.startswith("SEQ")] == [
        "SEQ Figure \\* ARABIC", "SEQ Table \\* ARABIC", "SEQ Table \\* ARABIC",
        "SEQ Equation \\* ARABIC",
    ]  # fmt: skip
    names = [m[1] for c in found if (m := re.match(r"REF (_Ref\d{9}) \\h$", c))]
    *own, credited = [held(root, name) for name in names]
    assert own == ["Figure\u00a01", "Table\u00a02", "1"]
    assert credited == "1"  # “Fig. 1” in the list of image credits


def test_word_numbers_sections_and_references_repeat_the_numbers(data: bytes) -> None:
    root, found = part(data), codes(part(data))
    assert [c for c in found if "\\r" in c] == [
        "REF sub \\r \\h",
        "REF top \\r \\h",
        "REF sub \\r \\h",
    ]
    styles = part(data, "word/styles.xml")
    for name, level in (("Heading1", None), ("Heading2", "1")):
        (style,) = [s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == name]
        number = style.find(f".//{W}numPr")
        assert number is not None
        ilvl = number.find(f"{W}ilvl")
        assert (None if ilvl is None else ilvl.get(f"{W}val")) == level
    texts = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]
    assert "Top" in texts and "Below" in texts
    levels = [e.get(f"{W}val") for e in part(data, "word/numbering.xml").iter(f"{W}lvlText")]
    assert {"%1", "%1.%2", "%1.%2.%3"} <= set(levels)


def test_notes_and_their_references_are_fields(data: bytes) -> None:
    root = part(data)
    (code,) = [c for c in codes(root) if c.startswith("NOTEREF")]
    assert "\\f" not in code
    assert any(c.startswith("REF") for c in codes(part(data, "word/footnotes.xml")))


def test_contents_and_lists_are_fields_with_their_entries(data: bytes) -> None:
    root = part(data)
    found = [c for c in codes(root) if c.startswith("TOC")]
    assert found == ['TOC \\o "1-2" \\h \\z', 'TOC \\h \\z \\c "Figure"', 'TOC \\h \\z \\c "Table"']
    styles = [e.get(f"{W}val") for e in root.iter(f"{W}pStyle")]
    assert [s[:4] for s in styles if s and s.startswith("TOC") and s[3].isdigit()] == [
        "TOC1",
        "TOC2",
        "TOC1",
    ]
    assert sum(bool(s and s.startswith("TableofFigures")) for s in styles) == 3
    assert "updateFields" not in etree.tostring(part(data, "word/settings.xml"), encoding="unicode")
    kinds = [e.get(f"{W}fldCharType") for e in root.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_where_the_text_has_another_word_only_the_number_is_repeated() -> None:
    root = part(written("fr"))
    names = [m[1] for c in codes(root) if (m := re.match(r"REF (_Ref\d{9}) \\h$", c))]
    *own, credited = [held(root, name) for name in names]
    assert own == ["1", "2", "1"]
    assert credited == "1"  # in the list of image credits


def test_digits_that_word_cannot_count_are_text() -> None:
    counted = [c for c in codes(part(written("fa"))) if c.startswith("SEQ")]
    assert counted == ["SEQ Equation \\* ARABIC"]  # whose digits the markup has


def test_the_proof_finds_a_stale_field(data: bytes) -> None:
    assert FORMATS["docx"].read(data).stale == ()
    archive = zipfile.ZipFile(io.BytesIO(data))
    text = archive.read("word/document.xml").decode()
    at = text.index("SEQ Table")
    changed = text[:at] + text[at:].replace(">1<", ">7<", 1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as copy:
        for name in archive.namelist():
            copy.writestr(name, changed if name == "word/document.xml" else archive.read(name))
    stale = FORMATS["docx"].read(out.getvalue()).stale
    assert any("SEQ Table shows “7”, but would show “1”" in said for said in stale)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not there")
@pytest.mark.parametrize("theme", ["briefing", "journal"])
def test_libreoffice_computes_the_same_results(theme: str, tmp_path: Path) -> None:
    """It computes fields when it opens a file, whatever results are in that."""
    path = tmp_path / "fields.docx"
    path.write_bytes(written(theme=theme))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=240)
    text = " ".join(judges.pdf_text(tmp_path / "fields.pdf", "-raw").split())
    assert "See Figure 1, Table 2, Equation 1, Section 1.1, Section 1, note 2." in text
    assert "Here is Section 1.1 again." in text
    for words in ("1 Top", "1.1 Below", "Table 1. Ships", "Table 2. Harbors"):
        assert words.casefold() in text.casefold()  # one theme has capitals there


def test_the_validator_finds_nothing(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "fields.docx"
    path.write_bytes(data)
    assert judges.judge("Open XML validator", [path])[path] == ()


def test_a_label_of_another_language_says_so_in_fields() -> None:
    """Turkish has no words of its own here: "Table" is English, its number is not."""
    data = written("tr")
    runs = [
        (
            "".join(t.text or "" for t in run.iter(f"{W}t")),
            None if lang is None else lang.get(f"{W}val"),
        )
        for run in part(data).iter(f"{W}r")
        for lang in [run.find(f"{W}rPr/{W}lang")]
    ]
    for label in ("Table", "Figure"):
        # The number in a caption, and references to it.
        langs = [lang for text, lang in runs if text.strip() == label]
        assert langs
        assert set(langs) == {"en"}
    assert not any(lang and any(c.isdigit() for c in text) for text, lang in runs)

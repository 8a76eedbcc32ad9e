"""Formulas in the three formats: native in each, and none without the proof seeing it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pikepdf import Array, Name

from publish.errors import SourceError
from publish.formats import FORMATS
from publish.formats.docx.xml.omml import formula
from publish.formats.pdf.formula_outlines import UNITS, outlines
from publish.formats.pdf.structure.tree import elements
from publish.formulas import markup
from publish.page import Page
from publish.proof import compare, read_page
from publish.proof.readers.formulas import of_mathml, of_omml
from tests import judges
from tests.formulas.expressions import expressions
from tests.formulas.pages import EVERYWHERE, page
from tests.profiles import examples
from tests.proof import sabotage

OMML = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ALTS = [
    "a_1 + b",
    r"\frac{x}{2}",
    r"\int_0^1 t\,\mathrm{d}t",
    r"\sum_{k=0}^{n} \binom{n}{k} = 2^n",
    r"\left| x \right| = \begin{cases} x & x \ge 0 \\ -x & x < 0 \end{cases}",
    "E_0",
    r"\alpha",
    r"\sqrt{2}",
    r"\begin{aligned} a &= b \\ &= \underbrace{c + d}_{\text{two}} \end{aligned}",
    r"\sqrt[3]{y}",
    r"\vec{v} \cdot \hat{n}",
]


@pytest.fixture(scope="module")
def whole() -> Page:
    return page(EVERYWHERE)


@pytest.fixture(scope="module")
def outputs(whole: Page) -> dict[str, bytes]:
    return {name: format.write(whole) for name, format in FORMATS.items()}


@pytest.mark.parametrize("theme", ["briefing", "dispatch", "journal"])
def test_the_proof_finds_every_formula_in_every_format(theme: str) -> None:
    made = page(EVERYWHERE, theme)
    expected = read_page(made)
    assert len(expected.formulas) == len(ALTS)
    for format in FORMATS.values():
        assert compare(expected, format.read(format.write(made))) == ()


# -- PDF --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pdf(outputs: dict[str, bytes]) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(outputs["pdf"]))


def tagged(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return [e for e, _ in elements(pdf.Root.StructTreeRoot) if e.S == Name.Formula]


def test_a_formula_is_tagged_as_one_and_says_its_latex(pdf: pikepdf.Pdf) -> None:
    found = tagged(pdf)
    assert [str(element.Alt) for element in found] == ALTS
    assert all(element.A.BBox for element in found)


def test_a_formula_is_drawn_and_no_image(pdf: pikepdf.Pdf) -> None:
    assert not [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Width" in o]


def test_a_linked_formula_is_in_its_link(pdf: pikepdf.Pdf) -> None:
    (linked,) = (e for e in tagged(pdf) if str(e.Alt) == "E_0")
    assert linked.P.S == Name.Link
    kinds = [str(k.get("/Type")) for k in linked.P.K if isinstance(k, pikepdf.Dictionary)]
    assert kinds.count("/OBJR") == 1
    assert all(not isinstance(k, pikepdf.Dictionary) for k in linked.K)


def test_the_outline_says_a_headings_formula(outputs: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(outputs["pdf"])).open_outline() as outline:
        titles = [child.title for item in outline.root for child in item.children]
    assert r"The case of \alpha" in titles


def test_a_formula_sits_on_the_baseline() -> None:
    low, high = outlines(markup("y")), outlines(markup("A"))
    assert high.depth < 20 < 150 < low.depth
    assert low.height < high.height


def test_what_is_too_wide_for_its_line_is_reported() -> None:
    long = " + ".join(f"x_{{{n}}}" for n in range(40))
    with pytest.raises(SourceError, match="times as wide as its line") as caught:
        FORMATS["pdf"].write(page(f"$${long}$$"))
    assert caught.value.problems[0].rule == "formula-wide"


def test_a_character_without_a_glyph_is_reported() -> None:
    with pytest.raises(SourceError, match=r"日 \(U\+65E5\)") as caught:
        FORMATS["pdf"].write(page("$日$"))
    assert caught.value.problems[0].rule == "formula-glyph"


def test_a_formula_has_the_color_of_its_text() -> None:
    data = FORMATS["pdf"].write(page("A word, and [a link on $x^2$](https://example.org/)."))
    file = pikepdf.open(io.BytesIO(data))
    content = b"".join(sheet.Contents.read_bytes() for sheet in file.pages)
    begins = content.index(outlines(markup("x^2")).content[:40])
    colors = re.findall(rb"[\d.]+ [\d.]+ [\d.]+ rg", content[:begins])
    assert colors[-1] != colors[-2], "the link looks like the rest"
    # It is the link's, set for the words before and for nothing since.
    assert content.rindex(colors[-1], 0, begins) < content.rindex(b" Tf", 0, begins)


# -- EPUB -------------------------------------------------------------------------------------


def parts(data: bytes, ending: str) -> dict[str, bytes]:
    package = zipfile.ZipFile(io.BytesIO(data))
    return {name: package.read(name) for name in package.namelist() if name.endswith(ending)}


def test_the_epub_says_that_it_holds_mathml_and_brings_a_font(outputs: dict[str, bytes]) -> None:
    (opf,) = parts(outputs["epub"], ".opf").values()
    assert b'properties="mathml"' in opf
    assert re.search(rb'accessibilityFeature">MathML<', opf)
    assert [name for name in parts(outputs["epub"], ".ttf") if "STIX" in name]
    assert not [n for n in parts(FORMATS["epub"].write(page("No formula.")), ".ttf") if "STIX" in n]


def test_contents_say_a_headings_formula_once(outputs: dict[str, bytes]) -> None:
    (nav,) = parts(outputs["epub"], "nav.xhtml").values()
    assert rb"The case of \alpha<" in nav


# -- Word -------------------------------------------------------------------------------------


def document(data: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def test_a_number_has_a_bookmark_around_it(outputs: dict[str, bytes]) -> None:
    root = document(outputs["docx"])
    (start,) = (e for e in root.iter(f"{W}bookmarkStart") if e.get(f"{W}name") == "eq_sum")
    paragraph = start.getparent()
    assert paragraph is not None
    assert "".join(str(t.text) for t in paragraph.iter(f"{W}t")) == "(1)"
    assert [str(code.text).split()[:2] for code in paragraph.iter(f"{W}instrText")] == [
        ["SEQ", "Equation"]
    ]
    (row,) = (r for r in root.iter(f"{W}tr") if start in set(r.iter()))
    assert [len(list(cell.iter(f"{OMML}oMathPara"))) for cell in row.iter(f"{W}tc")] == [0, 1, 0]


def test_formulas_alone_are_paragraphs_of_their_own(outputs: dict[str, bytes]) -> None:
    root = document(outputs["docx"])
    alone = [e.getparent() for e in root.iter(f"{OMML}oMathPara")]
    assert len(alone) == 3
    assert all(p is not None and not list(p.iter(f"{W}t")) for p in alone)


def test_word_keeps_the_latex_beside(outputs: dict[str, bytes]) -> None:
    (record,) = (p for p in parts(outputs["docx"], ".xml").values() if b"<formulas" in p)
    texts = [e.text for e in etree.fromstring(record).iter("{*}formula")]
    assert sorted(map(str, texts)) == sorted(ALTS)


def test_sums_and_functions_hold_what_they_are_of() -> None:
    root = word(r"\sum_{i=1}^{n} a_i b = \sin x + \log_2 (y + 1)")
    (large,) = root.iter(f"{OMML}nary")
    assert of_omml(large.find(f"{OMML}e")).content == "a_⟪i⟫b"  # type: ignore[arg-type]
    functions = [of_omml(e.find(f"{OMML}e")).content for e in root.iter(f"{OMML}func")]  # type: ignore[arg-type]
    assert functions == ["x", "(y+1)"]


def test_brackets_grow_only_where_the_formula_asks() -> None:
    assert not list(word("f(x)").iter(f"{OMML}d"))
    (grown,) = word(r"\left( x \right.").iter(f"{OMML}d")
    ends = [grown.find(f".//{OMML}{name}") for name in ("begChr", "endChr")]
    assert [end.get(f"{OMML}val") for end in ends if end is not None] == ["(", ""]


def word(latex: str, *, display: bool = True) -> etree._Element:
    """A formula as Word gets it, on a line of its own or not."""
    import xml.etree.ElementTree as ElementTree

    return formula(ElementTree.fromstring(markup(latex, display=display)))


# -- any formula ------------------------------------------------------------------------------


@given(expressions(), st.booleans())
@examples(150)
def test_word_has_what_mathml_has(latex: str, display: bool) -> None:
    mathml = of_mathml(etree.fromstring(markup(latex, display=display)))
    assert of_omml(word(latex, display=display)).content == mathml.content


def fits(latex: str) -> bool:
    """Whether a line of every theme holds it; a wider one is refused (formula-wide)."""
    return outlines(markup(latex, display=False)).width <= 30 * UNITS


@given(st.lists(expressions().filter(fits), min_size=10, max_size=10))
@examples(2)
def test_any_formulas_stay_themselves_in_every_format(latex: list[str]) -> None:
    made = page("\n\n".join(f"Before ${one}$ behind." for one in latex))
    expected = read_page(made)
    assert [f.latex for f in expected.formulas] == latex
    for format in FORMATS.values():
        assert compare(expected, format.read(format.write(made))) == ()


def test_pandoc_reads_words_formulas_as_latex(outputs: dict[str, bytes], tmp_path: object) -> None:
    from pathlib import Path
    from subprocess import run

    path = Path(str(tmp_path)) / "formulas.docx"
    path.write_bytes(outputs["docx"])
    assert judges.plain_text(path)
    said = run(
        ["pandoc", "--to", "markdown", "--wrap", "none", path], capture_output=True, check=True
    )
    text = re.sub(r"[ {}]", "", said.stdout.decode())
    for latex in (
        "$a_{1} + b$",
        r"$\frac{x}{2}$",
        r"\sum_{k = 0}^{n}\left( \frac{n}{k} \right) = 2^{n}",
        r"\int_{0}^{1}t\,dt",
        r"$\sqrt[3]{y}$",
        r"$\overrightarrow{v} \cdot \widehat{n}$",
    ):
        assert re.sub(r"[ {}]", "", latex) in text


# -- sabotage ---------------------------------------------------------------------------------

DOCX = {
    "a letter": (">a</m:t>", ">z</m:t>"),
    "a number of a root": (">3</m:t>", ">4</m:t>"),
    "what is below a line": ("<m:den>", "<m:den><m:r><m:t>7</m:t></m:r>"),
    "a bracket": ('<m:begChr m:val="|"/>', '<m:begChr m:val="["/>'),
    "an operator": ('<m:chr m:val="∑"/>', '<m:chr m:val="∏"/>'),
    "an accent": ('<m:chr m:val="\u0302"/>', '<m:chr m:val="\u0303"/>'),
    "what is unknown": ("<m:f>", "<m:phant>"),
}


@pytest.mark.parametrize("case", DOCX)
def test_a_formula_changed_in_word_is_found(
    case: str, whole: Page, outputs: dict[str, bytes]
) -> None:
    old, new = DOCX[case]
    change = sabotage.swapped(old, new)
    if case == "what is unknown":
        change = both(change, sabotage.swapped("</m:f>", "</m:phant>"))
    spoiled = sabotage.zipped(outputs["docx"], "word/document.xml", change)
    assert sabotage.rules(read_page(whole), "docx", spoiled) == ["proof-formula"]


def both(
    first: Callable[[bytes], bytes], second: Callable[[bytes], bytes]
) -> Callable[[bytes], bytes]:
    return lambda content: second(first(content))


def test_a_formula_lost_in_word_is_found(whole: Page, outputs: dict[str, bytes]) -> None:
    def change(content: bytes) -> bytes:
        return re.sub(rb"<m:oMath>.*?</m:oMath>", b"", content, count=1, flags=re.DOTALL)

    spoiled = sabotage.zipped(outputs["docx"], "word/document.xml", change)
    rules = sabotage.rules(read_page(whole), "docx", spoiled)
    # A note's call is told by the words before it.
    assert set(rules) - {"proof-note"} == {"proof-formula", "proof-words"}


def test_latex_lost_beside_word_is_found(whole: Page, outputs: dict[str, bytes]) -> None:
    part = sabotage.part_with(outputs["docx"], "<formulas")
    spoiled = sabotage.zipped(outputs["docx"], part, sabotage.swapped("E_0", "E_1"))
    assert sabotage.rules(read_page(whole), "docx", spoiled) == ["proof-credit-embedded"]


EPUB = {
    "its alternative": ('alttext="a_1 + b"', 'alttext="a_2 + b"'),
    "its annotation": (">a_1 + b</annotation>", ">a_2 + b</annotation>"),
    "what is shown": ("<mi>a</mi><mn>1</mn>", "<mi>a</mi><mn>2</mn>"),
    "its place": ("A line with ", "A line  "),
}


@pytest.mark.parametrize("case", EPUB)
def test_a_formula_changed_in_the_epub_is_found(
    case: str, whole: Page, outputs: dict[str, bytes]
) -> None:
    old, new = EPUB[case]
    part = sabotage.part_with(outputs["epub"], "a_1 + b", ".xhtml")
    spoiled = sabotage.zipped(outputs["epub"], part, sabotage.swapped(old, new))
    found = sabotage.rules(read_page(whole), "epub", spoiled)
    if case == "its annotation":
        # alttext is what is read out, and it is still right.
        assert found == []
    elif case == "its place":
        assert set(found) - {"proof-note"} == {"proof-words"}
    else:
        assert found == ["proof-formula"]


def test_formulas_changed_in_the_pdf_are_found(whole: Page, outputs: dict[str, bytes]) -> None:
    def alternative(file: pikepdf.Pdf) -> None:
        next(e for e, _ in elements(file.Root.StructTreeRoot) if e.S == Name.Formula).Alt = "b"

    def exchange(file: pikepdf.Pdf) -> None:
        one, two, *_ = [e for e, _ in elements(file.Root.StructTreeRoot) if e.S == Name.Formula]
        one.Alt, two.Alt = two.Alt, one.Alt

    def drop(file: pikepdf.Pdf) -> None:
        found = next(e for e, _ in elements(file.Root.StructTreeRoot) if e.S == Name.Formula)
        found.P.K = Array([k for k in found.P.K if getattr(k, "objgen", None) != found.objgen])

    expected = read_page(whole)
    for change, rules in (
        (alternative, {"proof-formula"}),
        (exchange, {"proof-formula"}),
        (drop, {"proof-formula", "proof-words"}),
    ):
        found = sabotage.rules(expected, "pdf", sabotage.pdf(outputs["pdf"], change))
        assert set(found) - {"proof-note"} == rules

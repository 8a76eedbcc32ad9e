"""Letters stay the letters they are: our own reader reads what an import writes."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from publish.intake.journal import Journal
from publish.intake.markdown.inlines import Writer
from publish.intake.markdown.reading_back import folded
from publish.intake.model import Break, Inline, Look, Paragraph, Place, Text
from publish.reading.body import read_body
from publish.reading.findings import Findings

_SIGNS = "\\`*_[]<>~^$@&{}|#+-.!:=?%/()'\";,0123456789"
_PIECES = st.one_of(
    st.text(alphabet=_SIGNS + "ab Z", min_size=1, max_size=12),
    st.sampled_from(
        ("1. ", "- ", "# ", "> ", ":::note", "[^1]", "{#id}", "https://example.org/a_b*c", "&amp;",
         "www.example.org", "ada@example.org", "==x==", "![](x)", "a\u00a0b", "€ 5", "“so”", "שלום")
    ),
)  # fmt: skip
_LOOKS = st.sampled_from(
    (Look(), Look(bold=True), Look(italic=True), Look(bold=True, italic=True), Look(raised=True),
     Look(lowered=True), Look(struck=True), Look(code=True), Look(small_caps=True, lang="fr"),
     Look(link="https://example.org/a_(b)"))
)  # fmt: skip
_INLINES = st.lists(
    st.one_of(st.builds(Text, _PIECES, _LOOKS), st.just(Break())), min_size=1, max_size=5
)


def letters(html: str) -> str:
    """The letters of a text, by its HTML and nothing of the import's."""
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"<br[^>]*>", " ", html)))


@given(_INLINES)
def test_every_text_is_read_as_it_was(inlines: list[Inline]) -> None:
    if not any(isinstance(i, Text) and i.text.strip() for i in inlines):
        return
    while isinstance(inlines[0], Break) or not getattr(inlines[0], "text", "x").strip():
        inlines = inlines[1:]
    while isinstance(inlines[-1], Break) or not getattr(inlines[-1], "text", "x").strip():
        inlines = inlines[:-1]
    written = Writer("en", Journal()).block(Paragraph(tuple(inlines), Place()))
    findings = Findings("article.md")
    body = read_body(written, "en", lambda *_: None, findings)
    assert not [p for p in findings.problems if p.rule == "raw-html"], written
    wanted = "".join(i.text if isinstance(i, Text) else " " for i in inlines)
    assert folded(letters(body.html)) == folded(wanted), written


def test_signs_that_mean_nothing_here_have_no_backslash() -> None:
    text = "It cost €5 (not 6), said A-B_C & Co: “yes” - 50% of http://example.org/a_b."
    assert Writer("en", Journal()).block(Paragraph((Text(text),), Place())) == text


def test_a_look_that_cannot_be_written_is_told() -> None:
    journal = Journal()
    raised = Text("two words", Look(raised=True))
    written = Writer("en", journal).block(Paragraph((Text("a"), raised), Place()))
    assert written == "atwo words"
    assert [changed.what for changed in journal.changed] == ["raised, lowered or struck letters"]


def test_letters_are_lowered_only_after_a_letter() -> None:
    low = Text("2", Look(lowered=True))
    write = Writer("en", Journal()).block
    assert write(Paragraph((Text("H"), low, Text("O")), Place())) == "H~2~O"
    assert write(Paragraph((Text("H "), low, Text("O")), Place())) == "H 2O"

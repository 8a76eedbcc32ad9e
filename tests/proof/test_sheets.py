"""Stylesheets as the proof reads them: a rule is left out only where it can match nothing."""

from __future__ import annotations

from collections.abc import Iterator

import cssselect2
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from publish.proof.sight.stylesheets import Sheets, names

NAMES = ("p", "Section", "b", "c-d", "é", "x")
ENDS = (
    *("", ":first-child", "::before", ":not(.q)", ":is(.q, p)", ":nth-child(2n + 1)"),
    *("[id=b]", "[class~='q']", ":hover", "::-epub-thing", ":lang(de)", ":has(b)"),
)


@st.composite
def compounds(draw: st.DrawFn) -> str:
    """``ns|p.b#x:first-child`` and the like, and at least ``*``."""
    kind = draw(st.sampled_from(("", "*", "*|p", "*|*", *NAMES)))
    classes = "".join(f".{name}" for name in draw(st.lists(st.sampled_from(NAMES), max_size=2)))
    id = draw(st.sampled_from(("", "", "#x", "#b", r"#\62 ")))
    return kind + classes + id + draw(st.sampled_from(ENDS)) or "*"


SELECTORS = st.lists(compounds(), min_size=1, max_size=3).flatmap(
    lambda parts: st.sampled_from((" ", " > ", " + ", " ~ ", ", ")).map(lambda by: by.join(parts))
)


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> etree._Element:
    element = etree.Element(f"{{http://www.w3.org/1999/xhtml}}{draw(st.sampled_from(NAMES))}")
    if classes := draw(st.lists(st.sampled_from((*NAMES, "q")), max_size=2)):
        element.set("class", "\n ".join(classes))
    if id := draw(st.sampled_from(("", "x", "b"))):
        element.set("id", id)
    if depth:
        element.extend(draw(st.lists(trees(depth=depth - 1), max_size=2)))
    return element


def matched(root: etree._Element, sheets: Sheets) -> Iterator[list[str]]:
    wrapper = cssselect2.ElementWrapper.from_xml_root(root)
    for element in wrapper.iter_subtree():
        found = sheets.matches(element)
        yield [match[3].declared[0].written + str(match[2]) for match in found]


@given(trees(), st.lists(SELECTORS, min_size=1, max_size=6))
def test_what_a_document_names_decides_no_match(root: etree._Element, selectors: list[str]) -> None:
    rules = [f"{one} {{ opacity: 0.{n}1 }}" for n, one in enumerate(selectors)]
    text = "\n".join(
        f"@media print {{ {rule} }}" if n % 2 else rule for n, rule in enumerate(rules)
    )
    whole, fewer = Sheets({"a": text}), Sheets({"a": text}, names=names([root]))
    assert list(matched(root, fewer)) == list(matched(root, whole))
    assert len(fewer.rules) <= len(whole.rules)


def test_a_rule_for_nobody_is_left_out() -> None:
    root = etree.fromstring("<p class='a'><b id='c'/></p>")
    text = ".a b, .z b { opacity: 0 } .z { opacity: 0 } i { opacity: 0 } #c { opacity: 0 }"
    assert len(Sheets({"": text}, names=names([root])).rules) == 2

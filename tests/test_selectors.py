"""Selectors, and a stylesheet of WeasyPrint's own, are made when they are needed: the same ones."""

from __future__ import annotations

from xml.etree import ElementTree

import cssselect2
import pytest
import weasyprint
from cssselect2 import compiler
from weasyprint import html

from publish.importing import selectors

TREE = '<a><b class="c d" lang="de">x</b><b id="e"/><f><b class="c"/><b/></f></a>'
WRITTEN = (
    *(
        "b",
        "*",
        ".c",
        "b.c",
        "#e",
        "a > b",
        "f b + b",
        "b ~ f",
        "[lang]",
        "[class~=d]",
        ":is(b, f)",
    ),
    *("b:not(.c)", ":nth-child(2n+1)", "f:has(.c)", ":lang(de)", ":empty", "b, f > .c", ":hover"),
)


@pytest.mark.parametrize("selector", WRITTEN)
def test_a_selector_finds_what_it_finds_when_compiled_at_once(
    selector: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = found(selector)
    monkeypatch.setitem(vars(compiler), "eval", eval)
    assert found(selector) == late


def found(selector: str) -> list[int]:
    root = cssselect2.ElementWrapper.from_xml_root(ElementTree.fromstring(TREE))
    compiled = cssselect2.compile_selector_list(selector)
    return [n for n, e in enumerate(root.iter_subtree()) if any(c.test(e) for c in compiled)]


def test_equal_selectors_are_compiled_once_and_none_before_it_is_needed() -> None:
    selectors._late.cache_clear()
    one, other = (cssselect2.compile_selector_list("p.only-here:not(.there)")[0] for _ in range(2))
    assert one is not other
    assert one.test is other.test
    assert selectors._late.cache_info().misses == 1


def test_what_python_cannot_compile_is_refused_at_once() -> None:
    deep = ":not(" * 120 + "p" + ")" * 120
    with pytest.raises((cssselect2.SelectorError, SyntaxError, MemoryError, RecursionError)):
        cssselect2.compile_selector_list(deep)


def test_the_sheet_of_old_attributes_is_parsed_when_somebody_asks_for_it() -> None:
    late = html.PH_STYLESHEET
    if type(late) is weasyprint.CSS:
        pytest.fail("weasyprint.html has another shape: publish/importing/sheets.py does nothing")
    found = late.matcher.lower_local_name_selectors.keys()
    assert found == weasyprint.CSS(string=html.PH).matcher.lower_local_name_selectors.keys()
    assert late.matcher is late.matcher
    assert weasyprint.CSS(string="p { color: red }").matcher.order == 1

"""Stylesheets that pass every check and ask for the absurd all the same: they are told."""

from dataclasses import replace

import pytest

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.errors import ThemeError
from publish.formats import FORMATS
from tests.composing.hostile.attack import BRIEFING

ABSURD = {
    "* { font-size: 5em }": "pdf-layout-failed",
    "* { columns: 2 }": "theme-css-columns",
    "section, article, ul { columns: 2 }": "theme-css-columns",
    "li, ul, p { break-inside: avoid; columns: 3 }": "theme-css-columns",
    "* { position: absolute }": "theme-picture-lost",
}

SPECIMEN = specimen_article("en")
# Short, since the text of its deepest list is 5 ** 8 times as large as it should be.
LISTS = "<ul><li>One<ul><li>Two<ul><li>Three</li></ul></li></ul></li></ul>"
BODY = (
    SPECIMEN.body[SPECIMEN.body.index("<figure") :].partition("</figure>")[0] + "</figure>" + LISTS
)


@pytest.mark.parametrize(("css", "rule"), ABSURD.items())
def test_a_layout_without_end_or_sense_is_reported(css: str, rule: str) -> None:
    sheets = {**BRIEFING.sheets, "style": BRIEFING.sheets["style"] + css}
    page = compose(replace(SPECIMEN, body=BODY), replace(BRIEFING, sheets=sheets))
    with pytest.raises(ThemeError) as failure:
        FORMATS["pdf"].write(page)
    problem = failure.value.problems[0]
    assert problem.rule == rule
    assert problem.fix

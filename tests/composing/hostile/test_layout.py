"""Stylesheets that pass every check and ask for the absurd all the same: they are told."""

import re
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


@pytest.mark.parametrize(("css", "rule"), ABSURD.items())
def test_a_layout_without_end_or_sense_is_told(css: str, rule: str) -> None:
    sheets = {**BRIEFING.sheets, "style": BRIEFING.sheets["style"] + css}
    specimen = specimen_article("en")
    # A formula that fits no line is told first, as one.
    plain = replace(specimen, body=re.sub(r"<math.*?</math>", "x", specimen.body, flags=re.DOTALL))
    page = compose(plain, replace(BRIEFING, sheets=sheets))
    with pytest.raises(ThemeError) as failure:
        FORMATS["pdf"].write(page)
    problem = failure.value.problems[0]
    assert problem.rule == rule
    assert problem.fix

"""Lines of text are on one grid over a page, whatever stands between them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pypdfium2
import pytest

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats.pdf import write
from tests.formats.pdf.test_placement import picture

STEPS = {"briefing": 7.5, "dispatch": 13.5, "journal": 15.4, "report": 7.5}
"""Points from one step of the grid to the next: half a line where paragraphs are that apart."""
TEXT = (
    "A baseline is here, with <code>code</code> and a <sup>raised</sup> word, "
    "and what else makes lines higher than they are; a baseline goes on. "
)
ODD = (
    "<pre><code>one = 1\ntwo = 2\nthree = 3</code></pre>",
    "<table><thead><tr><th>Year</th></tr></thead><tbody><tr><td>2001</td></tr></tbody></table>",
    '<figure data-image="odd.jpg"></figure>',
    "<h2>A heading</h2>",
    '<aside class="box note"><p class="note-title">Note</p><p>Words in it.</p></aside>',
    "<blockquote><p>Words of somebody.</p></blockquote>",
    "<ul><li>One</li><li>Two</li></ul>",
    "<hr/>",
)


def body() -> str:
    """Blocks of all heights, each between paragraphs."""
    return "".join(f"<p>{TEXT * 3}</p>{block}<p>{TEXT * 2}</p>" for block in ODD * 2)


@pytest.mark.parametrize("theme", STEPS)
def test_lines_of_a_page_are_on_its_grid(theme: str) -> None:
    specimen = specimen_article("en", around=False, guided=False)
    size: dict[str, Any] = {"width": 300, "height": 411, "share": "full", "data": picture()}
    image = replace(specimen.images[0], name="odd.jpg", caption="A picture", id=None, **size)
    article = replace(specimen, body=body(), images=(image,), abstract=None)
    sheets = list(pypdfium2.PdfDocument(write(compose(article, load(theme)))))
    assert len(sheets) > 3
    for sheet in sheets[1:-1]:
        texts, places = sheet.get_textpage(), []
        search = texts.search("baseline")
        while (at := search.get_next()) is not None:
            places.append(texts.get_charbox(at[0], loose=True)[1] % STEPS[theme])
        away = [min((p - places[0]) % STEPS[theme], (places[0] - p) % STEPS[theme]) for p in places]
        assert max(away) < 0.4, sorted(round(one, 2) for one in away)

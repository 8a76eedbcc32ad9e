"""A table that goes on over pages or columns is one table, with its head above each part."""

from __future__ import annotations

import io
import re
from collections import Counter

import pikepdf
import pypdfium2
import pytest

from publish import verify
from publish.composing.compose import compose
from publish.composing.theme.loading import load
from publish.formats.pdf import write
from publish.formats.pdf.structure.tree import elements
from publish.model.article import Article
from publish.page import Page
from tests.proof.conftest import METADATA

LINK = "https://example.org/told"
HEAD = f"""<thead><tr><th scope="col">Queried</th>
<th scope="col"><a href="{LINK}">Answered</a></th><th scope="col">Who</th></tr>
<tr><th scope="col">asked</th><th scope="col">told</th><th scope="col"><em>whom</em></th></tr>
</thead>"""
TALL = "the council met and heard how the line would be paid for " * 80
SHORT_WORDS = "yes " * 60
ROWS = (("Long", TALL, "A"), ("Last", SHORT_WORDS, "B"), *(("Town", "old", "C") for _ in range(40)))


def page(theme: str) -> Page:
    cells = "".join(
        "<tr>{}</tr>".format("".join(f"<td>{cell}</td>" for cell in row)) for row in ROWS
    )
    caption = '<caption><span class="caption">Salt</span></caption>'
    table = f'<table id="tbl-salt">{caption}{HEAD}<tbody>{cells}</tbody></table>'
    text = f'<p>Before <a class="xref" href="#tbl-salt"></a>.</p>{table}<p>After.</p>'
    return compose(Article("salt", METADATA, text), load(theme))


@pytest.mark.parametrize("theme", ["briefing", "dispatch", "journal"])
def test_a_table_that_goes_on_is_one_with_its_head_above_each_part(theme: str) -> None:
    made = page(theme)
    data = write(made)
    assert verify({"pdf": data}, made).problems == ()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tags = Counter(str(element.S) for element, _ in elements(pdf.Root.StructTreeRoot))
        links = [note for sheet in pdf.pages for note in sheet.obj.get("/Annots", ())]
        led = [str(link.A.URI) for link in links if "/A" in link]
    rows = len(ROWS) + 2
    assert (tags["/Table"], tags["/THead"], tags["/TBody"], tags["/TR"]) == (1, 1, 1, rows)
    assert tags["/TH"] + tags["/TD"] == rows * 3
    assert led.count(LINK) == 1, "a repeated head is no content, so its link is none"

    texts = [
        " ".join(sheet.get_textpage().get_text_bounded().split())
        for sheet in pypdfium2.PdfDocument(data)
    ]
    parts = [text for text in texts if re.search("council|Town", text)]
    assert len(parts) > 1
    for text in parts:
        assert "Queried" in re.split("council|Town", text)[0], "a part without its head above"
    assert len(re.findall("Table.1, continued", parts[0])) == parts[0].count("Queried") - 1
    for text in parts[1:]:
        assert re.search("Table.1, continued Queried", text)

"""Numbers of pages in references: right wherever the target is, at the price of few layouts."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats.pdf import write
from publish.formats.pdf.layout import fitting
from publish.formats.pdf.layout.lines import kept
from publish.model.article import Guide
from tests import judges

_NUMBER = '" (" target-counter(attr(data-to), page) ")"'
_FILL = "<p>Some words that fill the page. </p>" * 70
_TARGET = '<h2 id="{0}">Target {0}</h2><p>Words.</p>'
_REFERENCE = '<p>{1} of {0}: <a class="xref" href="#{0}"></a>.</p>'

ahead = _REFERENCE.format("one", "Ahead")
beside = (
    _REFERENCE.format("one", "Before it")
    + _TARGET.format("one")
    + _REFERENCE.format("one", "Behind it")
)
behind = _REFERENCE.format("one", "Later") + _REFERENCE.format("two", "Later")


def written(body: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], int]:
    """The text of each page of a PDF with ``body``, and how many pages were laid out for it."""
    theme = load("briefing")
    theme = replace(theme, tokens={**theme.tokens, "xref-page": _NUMBER})
    article = replace(specimen_article("en"), body=body, images=(), abstract=None, guide=Guide())
    made: list[Any] = []
    make = kept._weasyprint_page

    def counted(*given: Any, **named: Any) -> Any:
        made.append(1)
        return make(*given, **named)

    monkeypatch.setattr(kept, "_weasyprint_page", counted)
    monkeypatch.setattr(fitting, "_TRIALS", 0)
    path.write_bytes(write(compose(article, theme)))
    return judges.pdf_text(path, "-layout").split("\f")[:-1], len(made)


@pytest.mark.parametrize(
    ("body", "again"),
    [
        (_TARGET.format("one") + _TARGET.format("two") + _FILL + behind, 0),
        (_FILL + beside, 1),
        (ahead + _FILL + _TARGET.format("one") + _FILL, 1),
        (ahead + _TARGET.format("two") + _FILL + beside + _FILL + behind, 3),
    ],
    ids=["behind", "beside", "ahead", "all"],
)
def test_a_reference_has_the_page_of_its_target(
    body: str, again: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets, made = written(body, tmp_path / "pages.pdf", monkeypatch)
    text = [sheet.replace("\N{NO-BREAK SPACE}", " ") for sheet in sheets]
    for name in re.findall(r'h2 id="(\w+)"', body):
        heading = re.compile(rf"^[\d ]*Target {name}$", re.MULTILINE)
        (page,) = (n for n, sheet in enumerate(text, 1) if heading.search(sheet))
        shown = re.findall(rf"of {name}: .*?\((\d+)\)", " ".join("\n".join(text).split()))
        assert len(shown) == body.count(f'href="#{name}"')
        assert set(shown) <= {str(page)}
    assert made <= len(sheets) + again

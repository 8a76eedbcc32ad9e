"""A page that paints the same is not looked at again, and any other is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from publish.formats import FORMATS
from publish.owed import Unseen
from publish.page import Page
from publish.proof import read_page
from publish.proof.readers.pdf import sight
from publish.proof.readers.pdf.canvas import PageInk, Pages
from tests import samples

HIDE = '[role="doc-credit"] { color: #fff }'


def two_pages(word: str = "goes", css: str = "") -> Page:
    body = (
        '<p>The ferry.</p><p role="doc-credit">Photo: Ada Example</p><hr class="page-break"/>'
        f'<p>The ferry {word}.</p><p role="doc-credit">Photo: Ben Example</p>'
    )
    page = samples.page(body, bare=True, images=(), assets=())
    break_ = "hr { break-after: page }"
    return replace(page, look=replace(page.look, style=f"{page.look.style}{break_}{css}"))


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The pages that are painted."""
    pages: list[int] = []
    paint = Pages.ink

    def counted(self: Pages, page: int, marks: frozenset[int]) -> PageInk:
        pages.append(page)
        return paint(self, page, marks)

    sight._FOUND.clear()
    monkeypatch.setattr(Pages, "ink", counted)
    yield pages
    sight._FOUND.clear()


def looked(page: Page) -> tuple[Unseen, ...]:
    content = FORMATS["pdf"].read(FORMATS["pdf"].write(page))
    assert content.sight is not None
    return tuple(content.sight(read_page(page).owed))


def test_only_what_changed_is_painted_again(painted: list[int]) -> None:
    assert looked(two_pages()) == ()
    assert painted == [0, 1]
    assert looked(two_pages("egos")) == ()
    assert painted == [0, 1, 1]
    hidden = looked(two_pages("egos", HIDE))
    assert [one.owed.text for one in hidden] == ["Photo: Ada Example", "Photo: Ben Example"]
    assert painted == [0, 1, 1, 0, 1]


def test_what_was_hidden_is_told_again(painted: list[int]) -> None:
    first = looked(two_pages(css=HIDE))
    assert len(first) == 2
    assert looked(two_pages(css=HIDE)) == first
    assert painted == [0, 1]
    assert looked(two_pages()) == ()

"""The cascade of a Page on paper, computed once for all that ask before its layout."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from publish.cascade import Cascade, parse
from publish.keeping.answers import Answers
from publish.page import Page

_T = TypeVar("_T")
_answers: Answers[Any] = Answers(8)


def on_paper(page: Page) -> Cascade:
    """The cascade of ``page`` by its stylesheets for paper; the last one is kept.

    Nobody may change its tree.
    """
    return _cascade(page.markup, (page.look.style, page.look.paper))


def of_shape(page: Page, question: Callable[[Cascade], _T]) -> _T:
    """The answer to a ``question`` about the cascade that no words change.

    It depends on elements, their attributes, and whether there is any text in them, as selectors
    do. So it is still the same after a word has changed: the last answers are kept.
    """
    key = question, _outline(page.markup), page.look.style, page.look.paper
    found: _T = _answers.get(key, lambda: question(on_paper(page)))
    return found


def let_go() -> None:
    """Forget the cascade that is kept: for a long article it takes as much memory as its layout."""
    _cascade.cache_clear()


@lru_cache(maxsize=1)
def _cascade(markup: str, sheets: tuple[str, ...]) -> Cascade:
    return Cascade(parse(markup), sheets)


@lru_cache(maxsize=2)
def _outline(markup: str) -> str:
    """The hash of the elements in ``markup``, whatever their words."""
    about = [
        (e.tag, len(e), e.items(), _filled(e.text), _filled(e.tail)) for e in parse(markup).iter()
    ]
    return hashlib.sha256(repr(about).encode()).hexdigest()


def _filled(text: str | None) -> int:
    """0 without any text, 1 for blanks, 2 for words."""
    return 1 + bool(text.strip()) if text else 0

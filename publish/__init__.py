"""Publish: one article source, three formats, no credit lost.

The flow, in the words that are its functions::

    article = read(Path("sources/end-of-an-era"))
    page = compose(article, load_theme("briefing"))
    data = FORMATS["pdf"].write(page)

``build`` does all of it, proves the files, and puts them in their place;
``verify`` proves files again. What can go wrong is a ``PublishError``; what is
merely doubtful is a ``Problem``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from publish.importing import finding

if TYPE_CHECKING:
    from publish.building.build import build
    from publish.composing.compose import compose
    from publish.composing.theme.loading import load as load_theme
    from publish.errors import Problem, PublishError
    from publish.formats import FORMATS
    from publish.formats.proving import verify
    from publish.model.article import Article
    from publish.page import Page
    from publish.reading import read

_PLACES = {
    "Article": ("publish.model.article", "Article"),
    "FORMATS": ("publish.formats", "FORMATS"),
    "Page": ("publish.page", "Page"),
    "Problem": ("publish.errors", "Problem"),
    "PublishError": ("publish.errors", "PublishError"),
    "build": ("publish.building.build", "build"),
    "compose": ("publish.composing.compose", "compose"),
    "load_theme": ("publish.composing.theme.loading", "load"),
    "read": ("publish.reading", "read"),
    "verify": ("publish.formats.proving", "verify"),
}

__all__ = [
    "FORMATS",
    "Article",
    "Page",
    "Problem",
    "PublishError",
    "build",
    "compose",
    "load_theme",
    "read",
    "verify",
]

finding.install()


def __getattr__(name: str) -> Any:
    # Looked up on first use: `publish --help` must not wait for WeasyPrint.
    if name in _PLACES:
        module, attribute = _PLACES[name]
        return getattr(import_module(module), attribute)
    raise AttributeError(f"module 'publish' has no attribute {name!r}")

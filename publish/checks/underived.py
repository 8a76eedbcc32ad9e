"""Edits of pictures that nobody may change: what the rules about NoDerivatives look for."""

from __future__ import annotations

from collections.abc import Iterator

from publish.checks.edits import edited
from publish.checks.rule import cleared, credited, place
from publish.errors import Where
from publish.model.article import Article


def derived(article: Article, weight: str) -> Iterator[tuple[Where | None, str, str, list[str]]]:
    """Pictures under a NoDerivatives license with edits of that weight.

    Of each its place, what it is called, its terms, and the edits. What its maker
    permitted is not among them.
    """
    for image, credit, name in credited(article):
        license = credit.license
        if license is None or not license.no_derivatives or cleared(credit):
            continue
        if done := edited(credit, weight):
            yield place(image, credit), name, license.short or license.name, list(done)

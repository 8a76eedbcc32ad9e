"""A rule: a title that is too long for a list of articles."""

from __future__ import annotations

from publish.checks import RULES
from publish.cli import main
from tests.house.tree import Addition

_RULE = '''"""Rule: a title fits into a list of articles."""

from __future__ import annotations

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, start_of
from publish.errors import Severity
from publish.model.article import Article

MOST = 120


def _find(article: Article, _: Occasion) -> Found:
    length = len(article.metadata.title)
    if length > MOST:
        message = f"the title has {length} letters, more than {MOST}"
        yield start_of(article), message, "Shorten it, or move a part into `subtitle:`."


RULE = Rule(
    "title-long",
    Severity.HINT,
    "Lists of articles, and the screens of phones, cut a long title off.",
    _find,
    more=f"A title may have {MOST} letters, with spaces. The subtitle does not count.",
    example="title: The Ferry\\nsubtitle: How a town got it back",
)
'''
_ARTICLE = """---
title: {title}
date: 2026-03-01
lang: en
description: About a ferry.
images:
  ferry.jpg:
    alt: A white ferry at its pier
    credit:
      license: public domain
---
The ferry sails again.

![](ferry.jpg)
"""
_EXPECTED = """article.md:2: hint[title-long]: the title has 140 letters, more than 120
  Shorten it, or move a part into `subtitle:`.
"""
_CASE = "tests/checks/cases/title-long"

ADDITION = Addition(
    "a rule",
    4,
    {
        "publish/checks/rules/title_long.py": _RULE,
        f"{_CASE}/article.md": _ARTICLE.format(title=" ".join(["A Ferry"] * 17 + ["Here"])),
        f"{_CASE}/expected.txt": _EXPECTED,
        f"{_CASE}/mended.md": _ARTICLE.format(title="The Ferry"),
    },
    ("tests/checks/test_cases.py", "tests/explanations", "-k", "title-long or explain"),
)


def prove() -> None:
    """It is the last of its severity, since it states no order; and it is explained."""
    assert [rule.id for rule in RULES][-1] == "title-long"
    assert main(["explain", "title-long"]) == 0

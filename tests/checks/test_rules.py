"""Each rule: what it finds, where, and that it leaves a good article alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from publish import checks
from publish.article import Article, Credit, Image, Metadata
from publish.checks import RULES, check
from publish.errors import Severity, Where
from publish.rights.registry import find
from tests.metadata import private_pictures
from tests.metadata.strategies import picture as drawn

ENTRY, CREDIT = Where("article.md", 9, 3), Where("article.md", 12, 7)
PUBLIC_DOMAIN = Credit(license=find("public domain"), where=CREDIT)
GOOD_IMAGE = Image(
    "ferry.jpg", b"", "image/jpeg", 1748, 1000, alt="A ferry", credits=(PUBLIC_DOMAIN,), where=ENTRY
)
GOOD = Article(
    "an-article",
    Metadata(
        "A title", "en", date(2026, 3, 1), datetime(2026, 3, 1, tzinfo=UTC), "urn:uuid:0",
        description="About it",
    ),
    "<p>Text</p>",
    (GOOD_IMAGE,),
    where=Where("sources/an-article/article.md"),
)  # fmt: skip


def with_image(**changes: object) -> Article:
    return replace(GOOD, images=(replace(GOOD_IMAGE, **changes),))  # type: ignore[arg-type]


def with_credits(*credits: Credit) -> Article:
    return with_image(credits=credits)


NOBODY = Credit(creator="Ada", where=CREDIT)
CASES = {
    "image-credit-missing": [
        (with_credits(), ENTRY, "ferry.jpg has no credit"),
        (with_credits(NOBODY), CREDIT, "ferry.jpg has no license"),
        (
            with_credits(PUBLIC_DOMAIN, NOBODY),
            CREDIT,
            "the part by Ada of ferry.jpg has no license",
        ),
    ],
    "image-alt-missing": [(with_image(alt=None), ENTRY, "ferry.jpg has no alternative text")],
    "stand-in": [
        (
            with_credits(replace(PUBLIC_DOMAIN, stand_in_for="File:Ferry.jpg")),
            CREDIT,
            "ferry.jpg is a stand-in for File:Ferry.jpg",
        )
    ],
    "image-content-credentials": [
        (
            with_image(data=private_pictures.sealed("JPEG")),
            ENTRY,
            "ferry.jpg carries Content Credentials",
        )
    ],
    "image-private": [
        (
            with_image(data=drawn("JPEG", exif=private_pictures.exif()), keep=("serial-numbers",)),
            ENTRY,
            "where it was taken (GPS), notes in the camera maker's own form",
        )
    ],
    "image-resolution": [(with_image(width=600), ENTRY, "600 pixels wide, 103 dpi")],
    "description-missing": [
        (
            replace(GOOD, metadata=replace(GOOD.metadata, description=None)),
            Where("sources/an-article/article.md", 2),
            "no description",
        )
    ],
}


def test_a_good_article_has_no_problems() -> None:
    assert check(GOOD) == ()
    assert check(with_credits(Credit(basis="own"))) == ()
    assert check(with_image(width=875)) == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_finds_its_fault_and_no_other(rule: checks.Rule) -> None:
    for article, where, words in CASES.get(rule.id, ()):
        (problem,) = check(article)
        assert problem.rule == rule.id
        assert problem.severity == rule.severity
        assert problem.where == where
        assert words in problem.message
        assert problem.fix
    assert rule.why


def test_a_sealed_picture_that_says_too_much_asks_its_editor() -> None:
    data = private_pictures.sealed("JPEG", exif=private_pictures.exif())
    problems = check(with_image(data=data))
    assert [problem.rule for problem in problems] == [
        "image-content-credentials-private",
        "image-content-credentials",
    ]
    assert problems[0].where == ENTRY
    assert "where it was taken (GPS), a serial number" in problems[0].message
    assert "keep: [location, serial-numbers]" in problems[0].fix
    (kept,) = check(with_image(data=data, keep=("location", "serial-numbers")))
    assert kept.rule == "image-content-credentials"


def test_ids_are_unique_and_what_is_owed_is_an_error() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    errors = {rule.id for rule in RULES if rule.severity is Severity.ERROR}
    assert errors == {
        "image-credit-missing",
        "image-alt-missing",
        "image-content-credentials-private",
    }


def test_the_fix_of_a_missing_credit_shows_what_to_write() -> None:
    (problem,) = check(with_credits())
    for line in ("images:", "ferry.jpg:", "credit:", "license: CC-BY-SA-4.0", "basis:"):
        assert line in problem.fix

"""The rules on occasions, over all licenses, and what they leave alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from publish.checks import RULES, Occasion, check, discovered, rules
from publish.errors import Severity, Where
from publish.model.article import Article, Image, Metadata
from publish.model.credit import Credit, License
from publish.rights import demands
from publish.rights.registry import edits, find, licenses

ENTRY, CREDIT = Where("article.md", 9, 3), Where("article.md", 12, 7)
TODAY = Occasion(date(2026, 6, 1), first=True, commercial=False)
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
WHOLE = Credit(
    title="Ferry from above",
    creator="Ben Example",
    source="https://example.org/ferry",
    copyright="© Ben Example",
    provider="Example Pictures",
    where=CREDIT,
)


def with_credits(*credits: Credit) -> Article:
    return replace(GOOD, images=(replace(GOOD_IMAGE, credits=credits),))


def found(credit: Credit, occasion: Occasion = TODAY) -> dict[str, Severity]:
    return {p.rule: p.severity for p in check(with_credits(credit), occasion)}


def test_a_good_article_has_no_problems() -> None:
    assert check(GOOD, TODAY) == ()
    assert found(Credit(basis="own")) == {}


OWED = [
    (license, part)
    for license in licenses()
    if (row := demands.demand(license)) is not None
    for part in row.owed
]
"""Every part that any license of the register wants."""


def test_a_whole_credit_owes_nothing_more() -> None:
    for license in licenses():
        credit = replace(WHOLE, license=license, basis="permission", evidence="a mail")
        assert {*found(credit)} <= {"editorial-only"}, license.id


@pytest.mark.parametrize(
    ("license", "part"), OWED, ids=[f"{license.id}-{part.name}" for license, part in OWED]
)
def test_without_an_owed_part_the_build_stops_there(license: License, part: demands.Owed) -> None:
    credit = replace(WHOLE, license=license, basis="permission", evidence="a mail")
    without = replace(credit, **dict.fromkeys(part.paid_by))  # type: ignore[arg-type]
    problems = [p for p in check(with_credits(without), TODAY) if p.severity is Severity.ERROR]
    assert [(p.rule, p.where) for p in problems] == [(f"credit-{part.name}-owed", CREDIT)]
    assert part.clause in problems[0].message
    settled = replace(without, not_supplied=(part.name,))
    assert not any(rule.startswith("credit-") for rule in found(settled))


def test_the_table_and_the_register_agree() -> None:
    for license in licenses():
        row = demands.demand(license)
        assert license.attribution == bool(row and row.owed), license.id
        assert license.notice_of_changes == bool(row and row.notice), license.id


def test_creative_commons_demands_differ_by_version() -> None:
    by = [one for one in licenses() if one.id.startswith("CC-BY")]
    assert len(by) > 600
    for license in by:
        row = demands.demand(license)
        assert row is not None
        parts = {part.name for part in row.owed}
        version = license.id.split("-")[-1 if license.id[-1].isdigit() else -2]
        assert license.link
        assert "creator" in parts
        assert ("title" in parts) == (version < "4.0"), license.id
        assert ("source" in parts) == (version > "1.0"), license.id
        # No adaptation is licensed by ND before 4.0, so there is none to be told.
        assert bool(row.notice) == (version == "4.0" or not license.no_derivatives), license.id
        assert ("crop" in row.notice) == (version == "4.0"), license.id


@pytest.mark.parametrize("written", ["public domain", "CC0", "PDM", "No restrictions", "Unsplash"])
def test_what_demands_no_credit_owes_none(written: str) -> None:
    assert found(Credit(license=find(written))) == {}


def test_converting_and_resizing_never_fire() -> None:
    harmless = tuple(id for id, weight in edits().items() if weight == "none")
    assert {"resized", "converted"} <= set(harmless)
    for license in licenses():
        plain = replace(WHOLE, license=license)
        assert found(replace(plain, edits=harmless)) == found(plain), license.id


@pytest.mark.parametrize("rule", ["rights-expired", "rights-not-yet-valid"])
@pytest.mark.parametrize("first", [True, False])
def test_time_stops_a_first_publication_and_warns_of_a_rebuild(rule: str, first: bool) -> None:
    days = {"rights-expired": "expires", "rights-not-yet-valid": "valid_from"}
    shift = {"rights-expired": date(2026, 5, 31), "rights-not-yet-valid": date(2026, 6, 2)}
    bad = replace(PUBLIC_DOMAIN, **{days[rule]: shift[rule]})  # type: ignore[arg-type]
    severity = Severity.ERROR if first else Severity.WARNING
    assert found(bad, replace(TODAY, first=first)) == {rule: severity}
    on_the_day = replace(PUBLIC_DOMAIN, **{days[rule]: TODAY.as_of})  # type: ignore[arg-type]
    assert found(on_the_day) == {}


@pytest.mark.parametrize(
    ("commercial", "severity"), [(True, Severity.ERROR), (None, Severity.WARNING), (False, None)]
)
def test_non_commercial_is_judged_by_what_the_publication_says(
    commercial: bool | None, severity: Severity | None
) -> None:
    credit = replace(WHOLE, license=find("CC BY-NC 4.0"))
    expected = {"non-commercial-use": severity} if severity else {}
    assert found(credit, replace(TODAY, commercial=commercial)) == expected


@pytest.mark.parametrize("basis", ["permission", "own", "agency"])
def test_a_permission_overrules_the_limits_of_a_license(basis: str) -> None:
    credit = replace(
        WHOLE,
        license=find("CC BY-NC-ND 4.0"),
        basis=basis,
        evidence="a mail",
        edits=("cropped", "composite"),
        changes="put together of two pictures",
    )
    assert found(credit, replace(TODAY, commercial=True)) == {}


@pytest.mark.parametrize(
    "name",
    ["Wikimedia Commons", "via Flickr", "unsplash.com", "https://www.pexels.com/", "Google Images",
     "the internet", "Photo: Pixabay"],
)  # fmt: skip
def test_a_repository_is_no_author(name: str) -> None:
    credit = replace(WHOLE, creator=name, license=find("CC BY 4.0"))
    assert found(credit) == {"repository-as-author": Severity.WARNING}


@pytest.mark.parametrize("name", ["Reuters", "dpa", "Ben Example / Flickr", "Commons Deeds Ltd"])
def test_agencies_and_people_pass(name: str) -> None:
    assert found(replace(WHOLE, creator=name, license=find("CC BY 4.0"))) == {}


def test_a_free_text_that_names_an_adaptation_counts_as_one() -> None:
    credit = replace(WHOLE, license=find("CC BY-ND 4.0"), changes="Background removed")
    assert found(credit) == {"no-derivatives-adapted": Severity.ERROR}
    harmless = replace(credit, changes="scaled down, not cropped")
    assert found(harmless) == {}


def test_ids_are_unique_and_what_is_owed_is_an_error() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    errors = {rule.id for rule in RULES if rule.severity is Severity.ERROR}
    assert errors >= {"image-credit-missing", "image-alt-missing", "credit-creator-owed"}
    assert {rule.id for rule in RULES if rule.firm} == {
        "image-credit-missing",
        "license-permission-missing",
        "image-alt-missing",
    }


def test_a_module_of_rules_without_one_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "forgotten.py").write_text('"""Rule: none yet."""\n')
    monkeypatch.setattr(rules, "__path__", [str(tmp_path)])
    with pytest.raises(TypeError, match="forgotten has no rule"):
        discovered()


def test_the_fix_of_a_missing_credit_shows_what_to_write() -> None:
    (problem,) = check(with_credits(), TODAY)
    for line in ("images:", "ferry.jpg:", "credit:", "license: CC-BY-SA-4.0", "basis:"):
        assert line in problem.fix

"""A publication's policy: which severity a rule has, in which article, until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from publish.checks import RULES, Occasion
from publish.checks.policy import judged, troubles
from publish.errors import Problem, Severity, SourceError
from publish.model.publication import Exemption
from publish.reading.publication.settings import read_publication

TODAY = Occasion(date(2026, 6, 1))
LOOSE = Exemption("credit-source-owed", "warning", "prints of the archive")
FOUND = (Problem("credit-source-owed", "no source"), Problem("image-alt-missing", "no text"))


def severities(*policy: Exemption, slug: str = "ferry") -> dict[str, str]:
    return {p.rule: p.severity for p in judged(FOUND, policy, RULES, slug, TODAY)}


def test_without_a_policy_all_stays_as_it_is() -> None:
    assert judged(FOUND, (), RULES, "ferry", TODAY) == FOUND


def test_a_rule_is_made_lighter_and_says_why() -> None:
    (problem, other) = judged(FOUND, (LOOSE,), RULES, "ferry", TODAY)
    assert problem.severity is Severity.WARNING
    assert "by policy: prints of the archive" in problem.message
    assert other == FOUND[1]


def test_off_is_off_and_heavier_is_possible() -> None:
    assert severities(replace(LOOSE, severity="off")) == {"image-alt-missing": "error"}
    hint = (Problem("stand-in", "a stand-in", severity=Severity.WARNING),)
    strict = (Exemption("stand-in", "error", "none leaves the house"),)
    assert judged(hint, strict, RULES, "ferry", TODAY)[0].severity is Severity.ERROR


@pytest.mark.parametrize(
    ("until", "severity"),
    [(None, "warning"), (date(2026, 6, 1), "warning"), (date(2026, 5, 31), "error")],
)
def test_it_holds_to_the_end_of_its_last_day(until: date | None, severity: str) -> None:
    assert severities(replace(LOOSE, until=until))["credit-source-owed"] == severity


def test_it_holds_for_the_articles_it_names() -> None:
    only = replace(LOOSE, articles=("ferry",))
    assert severities(only)["credit-source-owed"] == "warning"
    assert severities(only, slug="another")["credit-source-owed"] == "error"


def test_of_several_the_last_counts() -> None:
    assert severities(LOOSE, replace(LOOSE, severity="hint"))["credit-source-owed"] == "hint"


@pytest.mark.parametrize("severity", ["off", "hint", "warning"])
def test_a_firm_rule_stays_firm(severity: str) -> None:
    soft = Exemption("image-alt-missing", severity, "a hurry")
    assert severities(soft)["image-alt-missing"] == "error"
    (problem,) = troubles((soft,), RULES, (), TODAY)
    assert problem.rule == "policy-firm"


def test_a_firm_rule_may_warn_for_a_time() -> None:
    allowed = Exemption("image-alt-missing", "warning", "an archive", date(2026, 12, 31))
    assert severities(allowed)["image-alt-missing"] == "warning"
    assert list(troubles((allowed,), RULES, (), TODAY)) == []


def test_rules_of_other_rooms_that_only_warn_are_known() -> None:
    one = Exemption("image-unused", "off", "templates name pictures that few articles have")
    assert list(troubles((one,), RULES, {"image-unused"}, TODAY)) == []
    (problem,) = troubles((replace(one, rule="image-missing"),), RULES, {"image-unused"}, TODAY)
    assert problem.rule == "policy-rule-unknown"


HEAD = '[publication]\nid = "3f0d2f5e-7d0b-4a56-9c58-0e1d8c3e5f11"\n'


def read(tmp_path: Path, text: str) -> tuple[Exemption, ...]:
    (tmp_path / "publish.toml").write_text(HEAD + text)
    return read_publication(tmp_path / "publish.toml").policy


def test_a_policy_is_read_with_its_places(tmp_path: Path) -> None:
    first, second = read(
        tmp_path,
        '\n[[policy]]\nrule = "stand-in"\nseverity = "error"\nreason = "no stand-ins"\n'
        '\n[[policy]]\nseverity = "off"\nrule = "editorial-only"\nreason = "we only report"\n'
        'until = 2026-12-31\narticles = ["ferry", "pier"]\n',
    )
    assert first == Exemption("stand-in", "error", "no stand-ins")
    assert (first.where.line, second.where.line) == (5, 11)  # type: ignore[union-attr]
    assert second.until == date(2026, 12, 31)
    assert second.articles == ("ferry", "pier")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("policy = 3", "publish.toml:1: error[value-type]"),
        ('[[policy]]\nrule = "stand-in"', ":4: error[policy-incomplete]"),
        ('[[policy]]\nrule = "x"\nseverity = "loud"\nreason = "y"', ":6: error[policy-severity]"),
        ('[[policy]]\nrule = "x"\nseverity = "off"\nreason = "y"\nuntil = 3', ":8: error[date]"),
        (
            '[[policy]]\nrule = "x"\nseverity = "off"\nreason = "y"\nuntil = "soon"',
            ":8: error[date]",
        ),
        (
            '[[policy]]\nrule = "x"\nseverity = "off"\nreason = "y"\nunitl = 2026-01-01',
            "Did you mean `until`?",
        ),
        (
            '[[policy]]\nrule = "x"\nseverity = "off"\nreason = "y"\narticles = "ferry"',
            ":8: error[value-type]",
        ),
        ('[[policy]]\nrule = 3\nseverity = "off"\nreason = "y"', ":5: error[policy-incomplete]"),
    ],
)
def test_what_is_wrong_with_a_policy_is_reported_with_its_line(
    tmp_path: Path, table: str, said: str
) -> None:
    with pytest.raises(SourceError) as caught:
        if table.startswith("policy"):
            (tmp_path / "publish.toml").write_text(f"{table}\n{HEAD}")
            read_publication(tmp_path / "publish.toml")
        else:
            read(tmp_path, f"\n{table}\n")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("line", "value"), [("commercial = true", True), ("commercial = false", False), ("", None)]
)
def test_a_publication_says_whether_it_is_commercial(
    tmp_path: Path, line: str, value: bool | None
) -> None:
    (tmp_path / "publish.toml").write_text(f"{HEAD}{line}\n")
    assert read_publication(tmp_path / "publish.toml").commercial is value


def test_commercial_is_true_or_false(tmp_path: Path) -> None:
    (tmp_path / "publish.toml").write_text(f'{HEAD}commercial = "no"\n')
    with pytest.raises(SourceError, match=r"publish.toml:3: error\[value-type\]"):
        read_publication(tmp_path / "publish.toml")

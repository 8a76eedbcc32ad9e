"""A license: Korea's, with its demand in the same file."""

from __future__ import annotations

from dataclasses import replace

from publish.checks import check
from publish.rights.registry import find
from tests.checks.test_rules import TODAY, WHOLE, with_credits
from tests.house.tree import Addition, at_end

_LICENSE = """
[[license]]
id = "KOGL-1"
name = "Korea Open Government License Type 1"
short = "KOGL Type 1"
url = "https://www.kogl.or.kr/info/licenseType1.do"
aliases = ["KOGL1"]
attribution = true
open = true

[[demand]]
licenses = "KOGL-1"
owed = [
    { name = "creator", paid_by = ["creator", "provider"], clause = "KOGL Type 1, 1" },
]
"""

ADDITION = Addition(
    "a license",
    1,
    {"publish/rights/licenses.toml": at_end(_LICENSE)},
    ("tests/checks/test_rules.py", "tests/rights/test_registry.py", "-k", "KOGL or register"),
)


def prove() -> None:
    """It is found as people write it, and a credit without what it demands is an error."""
    for spelling in ("kogl1", "KOGL Type 1", "http://www.kogl.or.kr/info/licenseType1.do"):
        assert find(spelling).id == "KOGL-1", spelling
    whole = replace(WHOLE, license=find("KOGL-1"))
    assert check(with_credits(whole), TODAY) == ()
    (problem,) = check(with_credits(replace(whole, creator=None, provider=None)), TODAY)
    assert problem.rule == "credit-creator-owed"
    assert "KOGL Type 1 wants (KOGL Type 1, 1)" in problem.message

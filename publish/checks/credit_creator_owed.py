"""Rule: a credit names the creator where its license wants that."""

from __future__ import annotations

from publish.checks.owed_part import owed_part

RULE = owed_part(
    "creator",
    "who made it",
    "Write `creator:` as the page names them that the picture comes from. If it names nobody, "
    "write `not-supplied: [creator]`.",
    "Without the name the license does not hold, and the picture is used without a right to it.",
    "credit:\n  creator: Ben Example\n  source: https://example.org/ferry\n  license: CC-BY-SA-4.0",
)

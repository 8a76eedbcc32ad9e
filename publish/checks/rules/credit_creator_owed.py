"""Rule: a credit names the creator where its license wants that."""

from __future__ import annotations

from publish.checks.owed_parts import owed_part

RULE = owed_part(
    "creator",
    "who made it",
    "Write `creator:` with the name that the picture's page gives. If it gives none, write "
    "`not-supplied: [creator]`.",
    "Without the name the license does not hold, and the picture is used without a right to it.",
    "credit:\n  creator: Ben Example\n  source: https://example.org/ferry\n  license: CC-BY-SA-4.0",
)

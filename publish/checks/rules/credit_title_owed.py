"""Rule: a credit gives the work's title where its license wants that."""

from __future__ import annotations

from publish.checks.owed_parts import owed_part

RULE = owed_part(
    "title",
    "what the work is called",
    "Write `title:` as the page has it that offers the picture. If it has no title, write "
    "`not-supplied: [title]`.",
    "Creative Commons licenses before version 4.0 ask for the work's title, if it has one.",
    "credit:\n"
    "  title: Ferry from above\n"
    "  creator: Ben Example\n"
    "  source: https://example.org/ferry\n"
    "  license: CC-BY-3.0",
)

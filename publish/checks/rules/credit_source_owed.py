"""Rule: a credit says where the work is found where its license wants that."""

from __future__ import annotations

from publish.checks.owed_parts import owed_part

RULE = owed_part(
    "source",
    "where it is found",
    "Write `source:` with the address of the page that offers the picture. If there is none "
    "(a print, a message), write `not-supplied: [source]`.",
    "The address lets readers find the original and its terms; most licenses ask for it.",
    "credit:\n"
    "  creator: Ben Example\n"
    "  source: https://commons.wikimedia.org/wiki/File:Ferry.jpg\n"
    "  license: CC-BY-4.0",
)

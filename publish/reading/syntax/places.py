"""``place=here``: what stays at its place in the text on the pages, too."""

from __future__ import annotations

from publish.reading.findings import Findings

HERE = "here"


def stays(written: str | None, findings: Findings, place: tuple[int, int]) -> tuple[str, ...]:
    """The classes for the place of a group, a table or a box; any other place is noted."""
    if written is None:
        return ()
    if written.strip().casefold() == HERE:
        return (f"place-{HERE}",)
    message = f"`{written}` is not a place of a group, a table or a box"
    fix = f"Write place={HERE} to keep it at its place in the text, or delete it."
    findings.error("image-place", message, fix, *place)
    return ()

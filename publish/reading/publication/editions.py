"""``[editions]`` in ``publish.toml``: the settings of each of a PDF's editions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from publish.formats.channels import defaults
from publish.model.edition import (
    BUILT_IN,
    PAPERS,
    PRESS,
    PRESSES,
    SCREEN,
    STANDARDS,
    Edition,
    Paper,
)
from publish.model.publication import Channel
from publish.reading.findings import Findings
from publish.reading.front_matter.values import Unfit
from publish.reading.publication import press
from publish.reading.publication.channels import LONGEST_NAME, NAME
from publish.reading.toml import line_in, unknown
from publish.suggest import did_you_mean

BASE = "based-on"
SECTION = "editions"
_LENGTHS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)")
_SMALLEST, _LARGEST = 70, 1200
"""Millimeters of a page's side."""
_RESOLUTIONS = range(72, 1201)
"""Pixels an inch: from a coarse screen to the finest press."""


def _paper(value: Any, _: Path) -> Paper:
    """A named size, or a width and a height with units."""
    if isinstance(value, str) and value.lower() in PAPERS:
        return PAPERS[value.lower()]
    sides = _SIZE.findall(value) if isinstance(value, str) else []
    known = f"Write one of {', '.join(PAPERS)}, or a size such as 170mm x 240mm."
    if len(sides) != 2 or re.search(r"[^\dx×*\s.]", re.sub(r"mm|cm|in|pt", "", value)):
        fix = did_you_mean(value, PAPERS, known) if isinstance(value, str) else known
        raise Unfit("edition-paper", f"{value!r} is no size of a page", fix)
    width, height = (round(float(number) * _LENGTHS[unit], 3) for number, unit in sides)
    if not all(_SMALLEST <= side <= _LARGEST for side in (width, height)):
        message = f"a page of {width:g} mm by {height:g} mm cannot be made"
        fix = f"Each side can be {_SMALLEST} mm to {_LARGEST} mm."
        raise Unfit("edition-paper", message, fix)
    if width > height:
        message = f"a page of {width:g} mm by {height:g} mm is wider than high"
        raise Unfit("edition-paper", message, "Themes set upright pages: give the width first.")
    return Paper(width, height)


def _standard(value: Any, _: Path) -> str:
    if value in STANDARDS:
        return str(value)
    known = f"Known are: {', '.join(STANDARDS)}."
    fix = did_you_mean(value, STANDARDS, known) if isinstance(value, str) else known
    raise Unfit("edition-standard", f"the standard {value!r} is not known", fix)


def _resolution(value: Any, _: Path) -> int | None:
    """Pixels an inch, or None for ``all``."""
    if value == "all":
        return None
    if isinstance(value, int) and not isinstance(value, bool) and value in _RESOLUTIONS:
        return value
    known = f"{_RESOLUTIONS[0]} to {_RESOLUTIONS[-1]} pixels an inch"
    fix = f'Write a number of {known}, such as 200, or "all" for every pixel.'
    raise Unfit("edition-resolution", f"{value!r} is no resolution for pictures", fix)


def switch(value: Any, _: Path) -> bool:
    """A value that is true or false."""
    if isinstance(value, bool):
        return value
    raise Unfit("value-type", f"{value!r} must be true or false", "Write it without quotes.")


def _tokens(value: Any, _: Path) -> tuple[tuple[str, str], ...]:
    if isinstance(value, dict) and all(isinstance(text, str) for text in value.values()):
        return tuple(value.items())
    fix = 'Write [editions.NAME.tokens], and below it page-margin = "18mm 15mm".'
    raise Unfit("value-type", "`tokens` must be a section with texts", fix)


KEYS: Mapping[str, Callable[[Any, Path], object]] = {
    "standard": _standard,
    "paper": _paper,
    "resolution": _resolution,
    "attachments": switch,
    "tokens": _tokens,
    **press.KEYS,
}
"""The keys of an edition, each with the function that reads its value. It gets the publication's
folder, too, and raises ``Unfit``."""


def read_editions(
    section: Any, root: Path, channels: tuple[Channel, ...], source: str, findings: Findings
) -> tuple[Edition, ...]:
    """The editions in ``section``, in its order.

    None has the name of a format or of one of the ``channels``. Faults are noted in ``findings``.
    """
    if not isinstance(section, dict):
        fix = 'Write [editions.archive-letter], and below it paper = "letter".'
        line = line_in(SECTION, "", None, source)
        findings.error("value-type", f"`{SECTION}` must be a section", fix, line)
        return ()
    taken = {*defaults(), *(channel.name for channel in channels)}
    done: dict[str, Edition] = {}
    for name, table in section.items():
        line = line_in(SECTION, name, None, source)
        if not isinstance(table, dict):
            fix = f'Write [editions.{name}], and below it paper = "a5".'
            findings.error("value-type", f"the edition `{name}` must be a section", fix, line)
        elif not NAME.fullmatch(name) or len(name) > LONGEST_NAME or name in taken:
            why = "is a channel's name" if name in taken else "becomes part of file names"
            findings.error(
                "edition-name",
                f"the edition `{name[:LONGEST_NAME]}` cannot be called so: that {why}",
                "Choose another name of small letters, digits and single hyphens, such as pocket.",
                line,
            )
        elif (base := _base(name, table, done, source, findings)) is not None:
            done[name] = _edition(base, name, table, root, source, findings)
    return tuple(done.values())


def _base(
    name: str,
    table: Mapping[str, Any],
    done: Mapping[str, Edition],
    source: str,
    findings: Findings,
) -> Edition | None:
    """The edition whose settings hold where ``table`` has none; None if it does not exist."""
    known = {**BUILT_IN, **done}
    usual = PRESS if table.get("standard") in PRESSES else SCREEN
    own = name if name in BUILT_IN else usual.name
    wanted = table.get(BASE, own)
    if isinstance(wanted, str) and wanted in known:
        return known[wanted]
    fix = did_you_mean(str(wanted), known, f"Before it are: {', '.join(known)}.")
    line = line_in(SECTION, name, BASE, source)
    findings.error("edition-base", f"the edition {wanted!r} is not there", fix, line)
    return None


def _edition(
    base: Edition,
    name: str,
    table: Mapping[str, Any],
    root: Path,
    source: str,
    findings: Findings,
) -> Edition:
    values: dict[str, Any] = {}
    pressed: dict[str, Any] = {}
    for key, value in table.items():
        line = line_in(SECTION, name, key, source)
        if key == BASE:
            continue
        if key not in KEYS:
            unknown(key, (BASE, *KEYS), f"[editions.{name}]", source, findings, line)
            continue
        try:
            found = KEYS[key](value, root)
        except Unfit as unfit:
            findings.error(unfit.rule, f"[editions.{name}]: {unfit.message}", unfit.fix, line)
            continue
        (pressed if key in press.KEYS else values)[key.replace("-", "_")] = found
    values["press"] = replace(base.press, **pressed)
    where = findings.where(line_in(SECTION, name, None, source))
    return replace(base, **{**values, "name": name, "where": where})

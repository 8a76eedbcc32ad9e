"""The keys of an edition for a printing press, and ``[brand.print]``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from publish import files
from publish.files import CannotRead
from publish.model.press import RENDERINGS, Percents
from publish.pictures.icc import read_profile
from publish.reading.findings import Findings
from publish.reading.front_matter.values import Unfit
from publish.reading.toml import line_in
from publish.suggest import did_you_mean

OWN = "iso-coated-v2-300"
"""The profile that comes with Publish: ISO Coated v2 300 % (FOGRA39), by basICColor."""
_MOST_BYTES = 32 << 20
_MOST_BLEED = 25
_LENGTH = re.compile(r"(\d+(?:\.\d+)?) *(mm|cm|in|pt)")
_UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_FILLS = (1, 2, 4, 8, 16)


def _bleed(value: Any, _: Path) -> float:
    found = _LENGTH.fullmatch(value) if isinstance(value, str) else None
    length = float(found[1]) * _UNITS[found[2]] if found else value
    if isinstance(length, bool) or not isinstance(length, int | float):
        raise Unfit("value-type", f"`bleed` is {value!r}", 'Write bleed = "3mm".')
    if not 0 <= length <= _MOST_BLEED:
        message = f"a bleed of {length:g} mm cannot be made"
        raise Unfit("edition-bleed", message, f"It can be 0 mm to {_MOST_BLEED} mm; 3 mm is usual.")
    return round(float(length), 3)


def _marks(value: Any, _: Path) -> bool:
    if isinstance(value, bool):
        return value
    raise Unfit("value-type", f"`marks` is {value!r}", "Write marks = true or marks = false.")


def _profile(value: Any, root: Path) -> bytes:
    fix = f'Write profile = "profiles/….icc", a file of your printer\'s, or "{OWN}".'
    if not isinstance(value, str):
        raise Unfit("value-type", f"`profile` is {value!r}", fix)
    if value == OWN:
        return b""
    try:
        data = files.read(root, value, _MOST_BYTES)
    except CannotRead as error:
        message = f"the profile {value!r} cannot be read: the file {error}"
        raise Unfit("edition-profile", message, fix) from error
    if fault := read_profile(data).fault:
        raise Unfit("edition-profile", f"{value} {fault}", fix)
    return data


def _condition(value: Any, _: Path) -> str:
    if isinstance(value, str) and value.strip():
        return " ".join(value.split())
    raise Unfit("value-type", f"`condition` is {value!r}", 'Write condition = "FOGRA51".')


def _rendering(value: Any, _: Path) -> str:
    if value in RENDERINGS:
        return str(value)
    known = f"Known are: {', '.join(RENDERINGS)}."
    fix = did_you_mean(value, RENDERINGS, known) if isinstance(value, str) else known
    raise Unfit("edition-rendering", f"the rendering intent {value!r} is not known", fix)


def _ink_limit(value: Any, _: Path) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 100 <= value <= 400:
        return value
    message = f"`ink-limit` is {value!r}, and must be percent, from 100 to 400"
    raise Unfit("value-type", message, "Write ink-limit = 300.")


def _fill_to(value: Any, _: Path) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value in _FILLS:
        return value
    message = f"`fill-to` is {value!r}, and must be one of {', '.join(map(str, _FILLS))}"
    raise Unfit("value-type", message, "Write fill-to = 4 for a booklet.")


KEYS: Mapping[str, Callable[[Any, Path], object]] = {
    "bleed": _bleed,
    "marks": _marks,
    "profile": _profile,
    "condition": _condition,
    "rendering": _rendering,
    "ink-limit": _ink_limit,
    "fill-to": _fill_to,
}
"""The keys, each with the function that reads its value and raises ``Unfit``."""

Inks = tuple[tuple[str, Percents, str], ...]
"""Tokens of colors, each with its device values and the name of its spot color, or none."""


def read_inks(table: Any, source: str, findings: Findings) -> Inks:
    """The colors in ``[brand.print]``; faults are noted in ``findings``."""
    if not isinstance(table, dict):
        fix = "Write [brand.print], and below it accent = [100, 30, 0, 20]."
        findings.error(
            "value-type", "`print` must be a section", fix, line_in("brand", "print", None, source)
        )
        return ()
    found = []
    for token, value in sorted(table.items()):
        line = line_in("brand", "print", token, source)
        spot = value.get("spot", "") if isinstance(value, dict) else ""
        cmyk = value.get("cmyk") if isinstance(value, dict) else value
        example = f'{token} = {{ spot = "PANTONE 3025 C", cmyk = [100, 30, 0, 20] }}'
        if isinstance(value, dict) and spot and cmyk is None:
            message = f"the spot color {spot!r} has no fallback for presses without that ink"
            findings.error("brand-ink", message, f"Write {example}.", line)
        elif not _is_percents(cmyk) or not isinstance(spot, str) or not _is_plain(value):
            message = f"the ink of `{token}` is no color of a press"
            fix = f"Write {token} = [100, 30, 0, 20] (percent of C, M, Y, K), or {example}."
            findings.error("brand-ink", message, fix, line)
        else:
            parts: Percents = tuple(map(float, cmyk or ()))  # type: ignore[assignment]
            found.append((token, parts, spot.strip()))
    return tuple(found)


def _is_plain(value: Any) -> bool:
    return not isinstance(value, dict) or value.keys() <= {"spot", "cmyk"}


def _is_percents(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 4:
        return False
    return all(
        isinstance(part, int | float) and not isinstance(part, bool) and 0 <= part <= 100
        for part in value
    )

"""A printer's view of a PDF as JSON for programs and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from publish.inspecting.pdf.press.facts import MILLIMETRE, Box, Intent, Printing, Sheet

_MOST = 8
"""Items of a list that are shown in a line."""
COARSE = 300
"""Pixels an inch that offset printing asks for."""


def as_json(found: Printing) -> dict[str, object]:
    """All facts, with what follows from them; lengths are in points."""
    value: dict[str, object] = asdict(found)
    value["pages"] = len(found.sheets)
    value["spaces"] = [name for name, _ in found.spaces]
    value["ink_limit"] = found.ink_limit
    value["highest_ink"] = found.most_ink
    coarsest = found.coarsest
    value["lowest_dpi"] = asdict(coarsest) if coarsest else None
    for key in ("info", "xmp"):
        value[key] = dict(getattr(found, key))
    return value


def as_lines(found: Printing) -> Iterator[tuple[str, str]]:
    """Yield lines with their style, as a printer asks for them."""
    yield "  for print", "bold"
    for label, text, style in _rows(found):
        yield f"    {label:16} {text}", style


def _rows(found: Printing) -> Iterator[tuple[str, str, str]]:
    claims = ", ".join(found.claims) or "none"
    yield "standard", f"{claims}; PDF {found.version}", ""
    yield "pages", str(len(found.sheets)), ""
    for pages, sheet in _kinds(found.sheets):
        yield "trimmed page", f"{_size(sheet.finished)}{pages}", ""
        bleed = f"{sheet.margin:.1f} mm" if sheet.bleed and sheet.margin > 0.05 else "none"
        yield "bleed", f"{bleed}; the sheet is {_size(sheet.media)}", ""
    yield "output intent", _intent(found.intent or next(iter(found.intents), None)), ""
    ink = found.ink_limit
    limit = f"the profile's limit is {ink} %" if ink else "no limit is known"
    over = bool(ink and found.most_ink > ink + 1)
    yield "highest ink", f"{found.most_ink:.0f} %; {limit}", "yellow" if over else ""
    if coarsest := found.coarsest:
        text = f"{coarsest.dpi:.0f} dpi, {coarsest.name} on page {coarsest.page}"
        yield "coarsest picture", text, "yellow" if coarsest.dpi < COARSE else ""
    yield "colors", _listed([name for name, _ in found.spaces if name != "Pattern"]), ""
    spots = [f"{spot.name} (else {spot.fallback})" for spot in found.spots]
    yield "spot colors", _listed(spots), ""
    missing = [font.name for font in found.fonts if not font.embedded]
    fonts = f"{len(found.fonts)}, all in the file" if not missing else _listed(missing)
    yield "fonts", fonts if not missing else f"not in the file: {fonts}", "red" if missing else ""
    yield "overprint", "yes" if found.overprint else "no", ""
    yield "transparency", _listed([each.what for each in found.transparency]), ""
    yield from _troubles(found)


def _troubles(found: Printing) -> Iterator[tuple[str, str, str]]:
    for label, marks in (("hairlines", found.hairlines), ("small white type", found.reversed)):
        if marks:
            least = min(marks, key=lambda mark: mark.size)
            text = f"{len(marks)}; the smallest has {least.size:g} pt, on page {least.page}"
            yield label, text, "yellow"


def _intent(intent: Intent | None) -> str:
    if intent is None:
        return "none"
    parts = [intent.identifier or "unnamed"]
    if intent.profile:
        parts.append(f"profile {intent.profile.name or 'without a name'} ({intent.profile.space})")
    return ", ".join(parts)


def _kinds(sheets: tuple[Sheet, ...]) -> list[tuple[str, Sheet]]:
    """The different pages, each with the words for where they are; the first few of them."""
    kinds: dict[tuple[Box, Box | None, Box], list[Sheet]] = {}
    for sheet in sheets:
        kinds.setdefault((sheet.finished, sheet.bleed, sheet.media), []).append(sheet)
    if len(kinds) == 1:
        return [("", sheets[0])]
    return [
        (f" (page {alike[0].number}{' and others' if len(alike) > 1 else ''})", alike[0])
        for alike in list(kinds.values())[:_MOST]
    ]


def _size(box: Box) -> str:
    wide, high = ((box[at + 2] - box[at]) / MILLIMETRE for at in (0, 1))
    return f"{wide:.1f} × {high:.1f} mm"


def _listed(items: list[str]) -> str:
    more = f" and {len(items) - _MOST} more" if len(items) > _MOST else ""
    return ", ".join(items[:_MOST]) + more if items else "none"

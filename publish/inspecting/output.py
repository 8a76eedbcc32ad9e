"""Formats an inspection as JSON for programs and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from publish.errors import Problem
from publish.inspecting.findings import printable
from publish.inspecting.inspection import (
    Credentials,
    Difference,
    FoundCredit,
    FoundImage,
    Inspection,
)
from publish.inspecting.pdf.press import output as press
from publish.inspecting.places import PLACE_NAMES, Place
from publish.inspecting.text_matching import license_of

_ALWAYS = ("title", "creator", "source", "provider", "license", "license_url", "line", "changes")
"""Keys that every credit has in JSON, null if not stated."""
_LONG = 300
"""Characters of one value shown in a line."""


def as_json(found: Inspection) -> dict[str, object]:
    """Return the whole inspection as JSON values; the README lists the optional keys."""
    value: dict[str, object] = {
        "file": found.name,
        "format": found.format,
        "media_type": found.media_type,
        "metadata": dict(found.metadata),
        "differences": [_difference(difference) for difference in found.differences],
        "images": [_image(image) for image in found.images],
        "problems": [_problem(problem) for problem in found.problems],
    }
    if found.printing:
        value["print"] = press.as_json(found.printing)
    return {key: _writable(part) for key, part in value.items()}


def _writable(value: object) -> object:
    """Replace lone surrogates, which UTF-8 cannot encode, by question marks."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list | tuple):
        return [_writable(part) for part in value]
    if isinstance(value, dict):
        return {key: _writable(part) for key, part in value.items()}
    return value


def _image(image: FoundImage) -> dict[str, object]:
    value: dict[str, object] = {
        "name": image.name,
        "alt": image.alt,
        "caption": image.caption,
        "credits": [_credit(credit) for credit in image.credits],
        "media_type": image.media_type,
        "width": image.width,
        "height": image.height,
        "sha256": image.sha256,
        "uses": list(image.uses),
    }
    if image.pages:
        value["pages"] = list(image.pages)
    if image.external:
        value["external"] = image.external
    if image.differences:
        value["differences"] = [_difference(difference) for difference in image.differences]
    if image.credentials:
        value["content_credentials"] = _without_none(vars(image.credentials))
    return value


def _credit(credit: FoundCredit) -> dict[str, object]:
    fields = dict(credit.fields)
    id_, name = fields.pop("license_id", None), fields.pop("license_name", None)
    value: dict[str, object] = dict.fromkeys(_ALWAYS)
    value |= {"license": id_ or name}
    if name:
        value["license_name"] = name
    value |= fields
    value["found_in"] = list(credit.found_in)
    if credit.shown:
        value["shown"] = list(credit.shown)
    if credit.differences:
        value["differences"] = [_difference(difference) for difference in credit.differences]
    return value


def _difference(difference: Difference) -> dict[str, object]:
    values = [{"value": v.text, "found_in": list(v.places)} for v in difference.values]
    return {"field": difference.field, "values": values}


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "rule": problem.rule,
        "severity": str(problem.severity),
        "message": problem.message,
        "fix": problem.fix,
    }


def _without_none(values: Mapping[str, Any]) -> dict[str, object]:
    return {k: list(v) if isinstance(v, tuple) else v for k, v in values.items() if v is not None}


# -- for people -----------------------------------------------------------------------------


def as_lines(found: Inspection) -> Iterator[tuple[str, str]]:
    """Yield lines with their style: the file, its metadata, then each picture with credits."""
    what = found.format if found.format != "image" else (found.media_type or "image")
    yield f"{printable(found.name)}  ({what})", "bold"
    for key, value in found.metadata.items():
        text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
        yield f"  {_label(key):16} {_short(text)}", ""
    for difference in found.differences:
        yield from _difference_lines(difference, "  ", places={})
    if found.format != "image":
        yield _count(found), ""
    if found.printing:
        yield "", ""
        yield from press.as_lines(found.printing)
    for image in found.images:
        yield "", ""
        yield from _image_lines(image)


def _count(found: Inspection) -> str:
    total, bare = len(found.images), len(found.uncredited)
    if not total:
        return "  no pictures"
    return f"  {total} picture{'s' if total > 1 else ''}, {total - bare} credited"


def _image_lines(image: FoundImage) -> Iterator[tuple[str, str]]:
    size = f"  {image.width} × {image.height}" if image.width else ""
    kind = f"  {image.media_type}" if image.media_type else ""
    yield f"  {_short(image.name)}{kind}{size}", "bold"
    where = "; ".join(image.uses) if image.uses else "nowhere; it is only in the file"
    yield f"    {'shown':16} {_short(where)}", ""
    if image.external:
        yield f"    {'linked':16} {_short(image.external)}", "yellow"
    for label, text in (("alt", image.alt), ("caption", image.caption)):
        if text:
            yield f"    {label:16} {_short(text)}", ""
    for number, credit in enumerate(image.credits, 1):
        if len(image.credits) > 1:
            yield f"    credit {number} of {len(image.credits)}", ""
        yield from _credit_lines(credit)
    if not image.credited:
        yield f"    {'credit':16} none found", "red"
    for difference in image.differences:
        yield from _difference_lines(difference, "    ", places=PLACE_NAMES)
    if image.credentials:
        yield from _credentials_lines(image.credentials)


def _credit_lines(credit: FoundCredit) -> Iterator[tuple[str, str]]:
    fields = dict(credit.fields)
    known = license_of(fields)
    id_, name = fields.pop("license_id", ""), fields.pop("license_name", "")
    license_ = (known.short or known.id if known else "") or name or id_
    fields.pop("license_url" if license_ and known else "", None)
    for key, text in {**fields, **({"license": license_} if license_ else {})}.items():
        if text.strip():
            yield f"    {_label(key):16} {_short(text)}", ""
    places = ", ".join(dict.fromkeys(PLACE_NAMES[Place(place)] for place in credit.found_in))
    yield f"    {'found in':16} {places}", ""
    for difference in credit.differences:
        yield from _difference_lines(difference, "    ", places=PLACE_NAMES)


def _difference_lines(
    difference: Difference, indent: str, *, places: Mapping[Place, str]
) -> Iterator[tuple[str, str]]:
    yield f"{indent}{_label(difference.field)} differs:", "yellow"
    for value in difference.values:
        where = ", ".join(places[Place(p)] if places else p for p in value.places)
        yield f"{indent}  “{_short(value.text)}” in {where}", "yellow"


def _credentials_lines(found: Credentials) -> Iterator[tuple[str, str]]:
    if not found.read:
        yield f"    {'C2PA':16} has Content Credentials, which were not read", "yellow"
        return
    signer = f"signed by {found.signer}" if found.signer else None
    parts = filter(None, [found.generator, signer, found.state])
    yield f"    {'C2PA':16} {', '.join(parts)}", ""
    if found.actions:
        yield f"    {'':16} {_short(', '.join(found.actions))}", ""
    if found.made_by_ai:
        yield f"    {'':16} states that AI made it, or part of it", "yellow"


def _label(key: str) -> str:
    return key.replace("_", " ")


def _short(text: str) -> str:
    """Shorten a text to one line."""
    line = printable(text)
    return line if len(line) <= _LONG else f"{line[: _LONG - 1]}…"

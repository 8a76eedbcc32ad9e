"""The license of a file on Commons, out of the several places where its page states one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publish.acquiring.commons_api import Found
from publish.acquiring.html_text import read_html
from publish.model.credit import License
from publish.rights.registry import Unknown, find

FIELDS = ("LicenseUrl", "LicenseShortName", "UsageTerms", "License")
"""Where the page's best license is named; one statement, in four spellings."""

COMMONS_NAMES = {
    "gfdl": "GFDL-1.2-or-later",
    "gnu free documentation license": "GFDL-1.2-or-later",
}
"""What the templates of Commons mean by names that are several licenses elsewhere."""

_CATEGORY = re.compile(r"(?P<kind>CC-(?:BY|SA|Zero|PD-Mark)[A-Z-]*|CC0|GFDL|FAL|OGL)\b", re.ASCII)
_VERSIONS = re.compile(r"(?P<kind>.+?-)(?P<numbers>\d\.\d(?:,\d\.\d)+)")


@dataclass(frozen=True)
class Terms:
    """What was found: the license to go by, and what else is true of it."""

    license: License | None
    others: tuple[License, ...] = ()
    """Under which it may be used as well."""
    free_too: License | None = None
    """A statement that it is in the public domain, beside the license."""
    conflict: tuple[License, ...] = ()
    """Licenses between which the page contradicts itself; then ``license`` is None."""
    stated: str = ""
    """What the page calls its terms."""


def terms(found: Found) -> Terms:
    """The license of a file: the most usable, where it may be chosen.

    A choice is only between licenses. Where public domain stands beside a
    license, one may be the work's and the other its photograph's, so that the
    license is kept; contradictions are not decided.
    """
    stated = _stated(found)
    best = tuple(dict.fromkeys(_named(found)))
    if len(best) > 1 and any(license.attribution for license in best):
        return Terms(None, conflict=best, stated=stated)
    if not best and found.said.get("Copyrighted", "").casefold() == "false":
        best = (find("public-domain"),)
    offered = tuple(dict.fromkeys((*best, *_in_categories(found.categories))))
    if not best:
        # Categories alone are too weak a statement to publish on.
        return Terms(None, stated=stated)
    owing = sorted((license for license in offered if license.attribution), key=_usability)
    free = next((license for license in offered if not license.attribution), None)
    if not owing:
        return Terms(best[0], stated=stated)
    return Terms(owing[0], tuple(owing[1:]), free, stated=stated)


def _stated(found: Found) -> str:
    texts = (read_html(found.said.get(name, "")).text for name in ("UsageTerms", *FIELDS[1:]))
    return next((text for text in texts if text), "")


def _named(found: Found) -> Iterator[License]:
    for name in FIELDS:
        text = read_html(found.said.get(name, "")).text
        license = _find(text)
        if license:
            yield license
        elif name == "LicenseShortName" and _find(found.said.get("License", "")) is None:
            # Several in one field, which old pages have: the most usable of them.
            parts = re.split(r"\s*(?:[;,|]|\bor\b|\band\b)\s*", text)
            several = [license for part in parts if (license := _find(part))]
            yield from sorted(several, key=_usability)[:1]


def _in_categories(categories: Iterable[str]) -> Iterator[License]:
    for category in categories:
        if not _CATEGORY.match(category):
            continue
        name = category.removesuffix("-migrated").replace("CC-PD-Mark", "CC-PDM-1.0")
        several = _VERSIONS.fullmatch(name)
        names = (
            [several["kind"] + number for number in several["numbers"].split(",")]
            if several
            else [name]
        )
        yield from (license for one in names if (license := _find(one)))


def _find(text: str) -> License | None:
    known = COMMONS_NAMES.get(text.strip().casefold(), text)
    try:
        return find(known) if known.strip() else None
    except Unknown:
        return None


def _usability(license: License) -> tuple[object, ...]:
    """The less it demands, the earlier; then the newest; then that for all countries."""
    version = re.search(r"\d+\.\d+", license.id)
    whole_text = not license.id.startswith(("CC", "OGL"))  # it must be reprinted with the work
    return (
        license.permission,
        license.editorial,
        license.no_derivatives,
        license.non_commercial,
        not license.open,
        whole_text,
        license.share_alike,
        -float(version[0]) if version else 0.0,
        license.id.count("-"),
    )

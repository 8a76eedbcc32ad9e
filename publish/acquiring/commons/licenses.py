"""Decides the license of a file on Commons, which its page states in several places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from publish.acquiring.commons.api import CommonsFile
from publish.acquiring.html_text import read_html
from publish.model.credit import License
from publish.rights.registry import Unknown, find
from publish.values import dataclass

FIELDS = ("LicenseUrl", "LicenseShortName", "UsageTerms", "License")
"""Fields with the page's best license: one statement in four spellings."""

COMMONS_NAMES = {
    "gfdl": "GFDL-1.2-or-later",
    "gnu free documentation license": "GFDL-1.2-or-later",
}
"""Names that mean one license in Commons' templates, and several elsewhere."""

_CATEGORY = re.compile(r"(?P<kind>CC-(?:BY|SA|Zero|PD-Mark)[A-Z-]*|CC0|GFDL|FAL|OGL)\b", re.ASCII)
_VERSIONS = re.compile(r"(?P<kind>.+?-)(?P<numbers>\d\.\d(?:,\d\.\d)+)")


@dataclass(frozen=True)
class Terms:
    """The chosen license, and the page's other statements."""

    license: License | None
    others: tuple[License, ...] = ()
    """Other licenses that can be chosen."""
    public_domain_too: License | None = None
    """A public domain statement beside the license."""
    conflict: tuple[License, ...] = ()
    """Contradicting licenses; then ``license`` is None."""
    stated: str = ""
    """The page's own wording of its terms."""


def find_terms(file: CommonsFile) -> Terms:
    """Find the license of a file; the most usable one if there is a choice.

    A choice is only between licenses. Public domain beside a license may apply to the
    work and the license to its photograph, so the license is kept. Contradictions are
    not decided.
    """
    stated = _stated_terms(file)
    best = tuple(dict.fromkeys(_named_licenses(file)))
    if len(best) > 1 and any(license.attribution for license in best):
        return Terms(None, conflict=best, stated=stated)
    if not best and file.metadata.get("Copyrighted", "").casefold() == "false":
        best = (find("public-domain"),)
    offered = tuple(dict.fromkeys((*best, *_category_licenses(file.categories))))
    if not best:
        # Categories alone are too weak a statement to rely on.
        return Terms(None, stated=stated)
    owing = sorted((license for license in offered if license.attribution), key=_usability)
    free = next((license for license in offered if not license.attribution), None)
    if not owing:
        return Terms(best[0], stated=stated)
    return Terms(owing[0], tuple(owing[1:]), free, stated=stated)


def _stated_terms(file: CommonsFile) -> str:
    texts = (read_html(file.metadata.get(name, "")).text for name in ("UsageTerms", *FIELDS[1:]))
    return next((text for text in texts if text), "")


def _named_licenses(file: CommonsFile) -> Iterator[License]:
    for name in FIELDS:
        text = read_html(file.metadata.get(name, "")).text
        license = _known_license(text)
        if license:
            yield license
        elif (
            name == "LicenseShortName" and _known_license(file.metadata.get("License", "")) is None
        ):
            # Old pages list several in one field: take the most usable one.
            parts = re.split(r"\s*(?:[;,|]|\bor\b|\band\b)\s*", text)
            several = [license for part in parts if (license := _known_license(part))]
            yield from sorted(several, key=_usability)[:1]


def _category_licenses(categories: Iterable[str]) -> Iterator[License]:
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
        yield from (license for one in names if (license := _known_license(one)))


def _known_license(text: str) -> License | None:
    known = COMMONS_NAMES.get(text.strip().casefold(), text)
    try:
        return find(known) if known.strip() else None
    except Unknown:
        return None


def _usability(license: License) -> tuple[object, ...]:
    """Sort key: fewest demands first, then the newest version, then the international one."""
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

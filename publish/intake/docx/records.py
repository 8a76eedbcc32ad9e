"""The records in Word files that Publish made; other programs keep them when they save."""

from __future__ import annotations

from collections.abc import Mapping

from publish.inspecting.docx.credit_records import records
from publish.intake.docx.package import Package

_KEYS = (
    "title",
    "creator",
    "source",
    "provider",
    "license",
    "basis",
    "line",
    "copyright",
    "usage-terms",
    "acquire",
    "asset-id",
    "origin",
    "changes",
    "valid-from",
    "expires",
    "data-mining",
    "stand-in-for",
)
"""Keys of a credit whose value is a text, in the order of the front matter."""


_LICENSE = ("license-id", "license-url", "license-name")


def credits_of(package: Package) -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """The names and credits of pictures by their parts; a credit of several works is left out."""
    near = package.relations(package.main).values()
    parts = [relation.target for relation in near if relation.type == "customXml"]
    return {
        part.lstrip("/"): (record.name, _credit(record.stated.credits))
        for part, record in records(package.archive, parts)
    }


def is_ours(package: Package) -> bool:
    """Whether Publish made the file."""
    return bool(credits_of(package)) or _has_identifier(package)


def _has_identifier(package: Package) -> bool:
    for relation in package.relations("").values():
        if relation.type == "custom-properties":
            root = package.archive.xml(relation.target)
            names = () if root is None else (e.get("name") for e in root.iterchildren("*"))
            return "Edition identifier" in names
    return False


def _credit(credits: tuple[Mapping[str, str], ...]) -> Mapping[str, str]:
    if len(credits) != 1:
        return {}
    fields = {name.replace("_", "-"): value for name, value in credits[0].items()}
    license = next(
        (fields[k] for k in ("license-id", "license-url", "license-name") if k in fields), ""
    )
    fields["license"] = license
    return {key: fields[key] for key in _KEYS if fields.get(key)}

"""Entries of the list of credits: all that the terms of a picture demand, and nothing twice.

An entry says where the picture is, its title, creator, source and license, and further statements
with their labels. The full name and the address of each license follow the entries, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from publish.composing.wording.byline import shown_address
from publish.composing.wording.credits import (
    Part,
    basis,
    changing,
    data_mining,
    disclosure,
    edits_done,
    spelled_day,
)
from publish.metadata.values import address
from publish.model.article import Image
from publish.model.credit import Credit, License
from publish.rights import demands

_LABELED = ("creator", "title", "source", "license")
"""Parts of a credit that can be owed, and for which themes have a word."""


def entry(
    credit: Credit, labels: Mapping[str, str], lang: str, reason: Iterable[Part] = ()
) -> list[Part]:
    """The parts of a picture's entry in their order, each with the separator ``before`` it.

    A part that another one already holds is left out: of a line that is shown to the letter, or of
    a copyright notice. ``reason`` says why the picture is withheld. A part that is owed and missing
    is named, with the words that it is not stated.
    """
    parts = [*_unlabeled(credit, labels), *reason, *_missing(credit, labels)]
    parts += _labeled(credit, labels, lang)
    if not parts:
        parts = [_gap(credit, "creator", labels)]
    separators = [labels["semicolon" if part.get("label") else "comma"] for part in parts]
    return [
        {"label": None, "kind": None, "url": None, **part, "before": between}
        for part, between in zip(parts, ["", *separators[1:]], strict=True)
    ]


def licenses(images: Iterable[Image]) -> list[Part]:
    """The licenses of pictures, each once: ``{short, name, url, shown}``.

    A reader of paper needs the address (CC 4.0 §3(a)(1)(C)). One with neither a short form nor an
    address is in the entries with its whole name.
    """
    used = (credit.license for image in images for credit in image.credits if credit.license)
    return [
        {
            "short": _short(license) if _short(license) != license.name else None,
            "name": license.name,
            "url": address(license.url),
            "shown": shown_address(license.url) if license.url else None,
        }
        for license in sorted(dict.fromkeys(used), key=lambda one: one.name)
        if license.url or _short(license) != license.name
    ]


def _unlabeled(credit: Credit, labels: Mapping[str, str]) -> list[Part]:
    """The line that a source demands, and what it leaves open of the parts that need no label."""
    license = credit.license
    found: list[Part] = [{"text": credit.line}] if credit.line else []
    marked = _holds([credit.copyright], credit.creator)
    candidates: Sequence[Part] = (
        {"text": credit.title, "kind": "work"},
        {"text": None if marked else credit.creator},
        {"text": credit.copyright},
        {"text": credit.provider},
        {"text": _address(credit.source), "url": address(credit.source)},
        _license(license) if license else {"text": None},
        {"text": basis(credit, labels)},
        {"text": credit.changes},
        {"text": _edits(credit, labels)},
        {"text": disclosure(credit, labels), "kind": "disclosure"},
    )
    for part in candidates:
        held = [other["text"] for other in found if other.get("kind") != "work"]
        # Its link is owed, too, where only the name of the place is in a line.
        url = part.get("url")
        whole = credit.source if url and url == credit.source else part["text"]
        if part["text"] and not _holds(held, whole):
            found.append(part)
    return found


def _labeled(credit: Credit, labels: Mapping[str, str], lang: str) -> Iterator[Part]:
    """Further statements, which need a label to be understood."""
    rows: tuple[tuple[str, str | None, str | None], ...] = (
        ("usage-terms", credit.usage_terms, None),
        ("acquire", _address(credit.acquire), credit.acquire),
        ("asset-id", credit.asset_id, None),
        ("data-mining", data_mining(credit.data_mining, labels), None),
        ("valid-from", spelled_day(credit.valid_from, labels, lang), None),
        ("expires", spelled_day(credit.expires, labels, lang), None),
        ("stand-in", credit.stand_in_for, None),
    )
    for key, text, url in rows:
        if text:
            yield {"label": labels[key], "text": text, "url": address(url)}


def _missing(credit: Credit, labels: Mapping[str, str]) -> Iterator[Part]:
    """The parts that are owed and not there: the licensor did not supply them, or nobody did."""
    gaps = {part.name for part in demands.missing(credit)}
    gaps |= {name for name in credit.not_supplied if not getattr(credit, name, None)}
    return (_gap(credit, name, labels) for name in _LABELED if name in gaps)


def _gap(credit: Credit, field: str, labels: Mapping[str, str]) -> Part:
    words = labels["not-supplied" if field in credit.not_supplied else "not-stated"]
    return {"label": labels[field], "text": words}


def _edits(credit: Credit, labels: Mapping[str, str]) -> str | None:
    """The edits that a license can regulate, without those that the notice of changes names."""
    words = ((edit, edits_done((edit,), labels)) for edit in changing(credit))
    return edits_done((edit for edit, said in words if not _holds([credit.changes], said)), labels)


def _license(license: License) -> Part:
    kind = "short" if license.short else None
    return {"text": _short(license), "url": address(license.url), "kind": kind}


def _short(license: License) -> str:
    return license.short or license.name


def _address(text: str | None) -> str | None:
    return shown_address(text) if address(text) and text else text


def _holds(texts: Iterable[str | None], part: str | None) -> bool:
    """Whether one of ``texts`` has ``part`` to the letter, as whole words."""
    return bool(part) and any(_has_words(text, part) for text in texts if text)


def _has_words(text: str, part: str | None) -> bool:
    words, around = " ".join((part or "").split()), f" {' '.join(text.split())} "
    at = around.find(words)
    return at >= 0 and not (around[at - 1].isalnum() or around[at + len(words)].isalnum())

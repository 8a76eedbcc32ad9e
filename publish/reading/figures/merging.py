"""One credit from all sources of a picture; contradictions are Problems.

The front matter leads, then the sidecar, then an XMP sidecar, then the picture. Each source fills
in what the ones before it leave open, so that no name in a picture stays hidden; no source
overwrites another.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

from publish.errors import Problem, Severity
from publish.metadata.agreement import COMPARED, covers, whole, words
from publish.model.credit import Credit
from publish.reading.figures.sources import Claim, CreditSource

_NEVER = frozenset(("license", "basis", "line", "title", "found_in", "where"))
"""Fields of a picture that are not simply filled in; see :func:`_filled`."""
_LONGEST_SHOWN = 120


def join(
    name: str, sources: Sequence[CreditSource]
) -> tuple[tuple[Credit, ...], tuple[Problem, ...]]:
    """The credits of the picture ``name``, and the contradictions between its sources.

    The sources come in order of precedence. A composite's credits are compared as a whole and not
    filled in: nobody knows which part a statement belongs to.
    """
    stated = [source for source in sources if source.credits]
    if not stated or not any(map(_says_something, stated[0].credits)):
        return (), ()
    lead, *others = stated
    if any(credit.stand_in_for for credit in lead.credits) and not lead.pictured:
        # The credit belongs to another picture, which readers do not see.
        others = [source for source in others if not source.pictured]
    credits = lead.credits
    for source in others:
        if len(credits) == source.parts == 1:
            credits = (_filled(credits[0], source),)
    problems = [
        *_conflicts(name, [lead, *others]),
        *_supplied(name, lead, others),
        *_lines(name, credits, lead, others),
        *_terms(name, credits, lead, others),
    ]
    return credits, tuple(problems)


def _says_something(credit: Credit) -> bool:
    """Whether a credit is more than a title: programs write titles that nobody chose."""
    return replace(credit, title=None, changes=None, acquire=None, found_in=()) != Credit()


def _filled(credit: Credit, source: CreditSource) -> Credit:
    """The credit, with statements from ``source`` in its gaps.

    A picture's title is taken only where the license demands one: agencies write slugs there. Its
    credit line would replace the whole record, so it becomes a question. A license is not taken
    where there is a basis, nor usage terms where there is a license.
    """
    other = source.credits[0]
    names = {field.name for field in fields(Credit)} - _NEVER
    if not source.pictured:
        names |= {"line", "title"}
    elif credit.license is not None:
        names.discard("usage_terms")
    if credit.license is None and credit.basis is None:
        names |= {"license", "basis"}
    license = credit.license or (other.license if "license" in names else None)
    if license is not None and license.attribution:
        names.add("title")
    new = {
        name: getattr(other, name)
        for name in sorted(names - set(credit.not_supplied))
        if getattr(credit, name) in (None, ()) and getattr(other, name) not in (None, ())
    }
    if not new:
        return credit
    firsts = (_leading(source, name)[:1] for name in new)
    found_in = [claim.source for claims in firsts for claim in claims] or other.found_in
    return replace(credit, **new, found_in=tuple(dict.fromkeys((*credit.found_in, *found_in))))


def _conflicts(name: str, sources: Sequence[CreditSource]) -> Iterator[Problem]:
    for field in COMPARED:
        lead = next((v for v in sources if any(c.field == field for c in v.claims)), None)
        if lead is None:
            continue
        stated = _leading(lead, field)
        values = [claim.value for claim in stated]
        apart: dict[str, list[Claim]] = {}
        for source in sources:
            for claim in source.claims:
                if claim.field != field or claim in stated:
                    continue
                if not covers(field, values, claim.value, claim.most):
                    apart.setdefault(claim.value, []).append(claim)
        for value, claims in apart.items():
            yield _conflict(name, lead, whole(values), stated[0], value, claims)


def _leading(source: CreditSource, field: str) -> list[Claim]:
    """The first claim of each part on a field."""
    found: dict[int, Claim] = {}
    for claim in source.claims:
        if claim.field == field:
            found.setdefault(claim.part, claim)
    return list(found.values())


def _conflict(
    name: str, lead: CreditSource, text: str, first: Claim, value: str, claims: Sequence[Claim]
) -> Problem:
    key = first.field.replace("_", "-")
    here = f"{_quoted(text)} ({first.place})"
    return Problem(
        "credit-conflict",
        f"{name}: `{key}` is {here}, but {_quoted(value)} ({_places(claims)})",
        f"{_quoted(text)} is taken. {_settled(name, lead, text, claims)}",
        lead.where,
        Severity.HINT if first.field == "title" else Severity.WARNING,
    )


def _settled(name: str, lead: CreditSource, text: str, claims: Sequence[Claim]) -> str:
    """The way to settle a conflict: correct words here or there."""
    here, there = lead.name, claims[0].mend
    options = list(dict.fromkeys(claim.option for claim in claims if claim.option))
    end = "."
    if options and len(text) <= _LONGEST_SHOWN:
        options_text = " ".join(f"{option}={shlex.quote(text)}" for option in options)
        apart = "-sep '; ' " if "; " in text else ""
        end = f" with: exiftool {apart}{options_text} {shlex.quote(name)}"
    if lead.pictured:
        key = claims[0].field.replace("_", "-")
        return (
            f"Find out which is right, and write it into the credit in the front matter, as "
            f"`{key}:`; then correct {there}{end}"
        )
    return f"Find out which is right, then correct the {here}, or {there}{end}"


def _places(claims: Sequence[Claim]) -> str:
    return ", ".join(dict.fromkeys(claim.place for claim in claims))


def _quoted(text: str) -> str:
    shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
    return f"“{shown}”"


def _supplied(name: str, lead: CreditSource, others: Sequence[CreditSource]) -> Iterator[Problem]:
    """Fields that the record calls not supplied, although the picture has them."""
    for credit in lead.credits:
        for field in credit.not_supplied:
            claims = [c for source in others for c in source.claims if c.field == field]
            if claims:
                yield Problem(
                    "credit-conflict",
                    f"{name}: the {field} is marked as not supplied ({lead.name}), but "
                    f"{_quoted(claims[0].value)} is in {_places(claims[:1])}",
                    f"If it is right, remove {field} from `not-supplied:`.",
                    credit.where,
                    Severity.WARNING,
                )


def _lines(
    name: str, credits: Sequence[Credit], lead: CreditSource, others: Sequence[CreditSource]
) -> Iterator[Problem]:
    """Credit lines that the picture demands and the record does not show."""
    if lead.pictured or any(credit.line for credit in credits):
        return
    texts = [t for c in credits for t in (c.creator, c.provider, c.copyright, c.title) if t]
    shown = words(" ".join(texts))
    for claim in (c for source in others for c in source.claims if c.field == "line"):
        if claim.most is None and not words(claim.value) <= shown:
            yield Problem(
                "credit-line-wanted",
                f"{name} asks for the credit line {_quoted(claim.value)} ({claim.place}), which "
                "its credit does not show",
                "If its supplier demands that line, add it to the credit as `line:`.",
                lead.where,
                Severity.WARNING,
            )
            return


def _terms(
    name: str, credits: Sequence[Credit], lead: CreditSource, others: Sequence[CreditSource]
) -> Iterator[Problem]:
    """Usage terms in the picture that the record's license may not cover."""
    if lead.pictured or any(credit.usage_terms for credit in credits):
        return
    claims = [claim for source in others for claim in source.claims]
    compared = {claim.place for claim in claims if claim.field == "license"}
    terms = [c for c in claims if c.field == "usage_terms" and c.place not in compared]
    for claim in terms[:1]:
        yield Problem(
            "image-usage-terms",
            f"{name} came with usage terms: {_quoted(claim.value)} ({claim.place})",
            "Check them against its license; if they apply, add them to the credit as "
            "`usage-terms:`.",
            lead.where,
            Severity.HINT,
        )

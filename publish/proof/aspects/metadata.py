"""The article's metadata in a file, compared row by row of ``publish.metadata.fields``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from publish.content import Content
from publish.metadata.fields import FIELDS, Field
from publish.model.edition import FOR_READERS
from publish.proof.finding import Check, Finding, quoted


def metadata(expected: Content, found: Content) -> Check:
    """Every field in each of its places in the format; counted by fields."""
    owed = right = 0
    findings: dict[tuple[str, str], Finding] = {}
    for row in FIELDS:
        wrong = dict(_differences(row, expected, found))
        if expected.metadata["article"].get(row.name):
            owed += 1
            right += not wrong
        findings.update(wrong)
    want, got = expected.standard, found.standard
    if want in FOR_READERS and got is not None and want != got:
        message = f"the file claims {quoted(got or 'nothing')}, and was made as {quoted(want)}"
        findings["", "standard"] = Finding("proof-metadata", message)
    there = expected.attached if found.attached is None else found.attached
    for name, file in (expected.attached or {}).items():
        if (there or {}).get(name) != file:
            message = f"the attached file {name} is missing, or is not the article's"
            findings["", name] = Finding("proof-metadata", message)
    return Check("metadata", owed, right, tuple(findings.values()))


def _slots(row: Field, found: Content) -> Iterator[tuple[str, str]]:
    """Column and name of every place that the file's format has for a field."""
    for column in found.promise.columns if found.promise else found.metadata:
        for slot in row.slots(column):
            yield column, slot.name


def _differences(
    row: Field, expected: Content, found: Content
) -> Iterator[tuple[tuple[str, str], Finding]]:
    for column, slot in _slots(row, found):
        want, got = expected.metadata[column], found.metadata.get(column, {})
        for name in sorted({n for n in (*want, *got) if n.partition("@")[0] == slot}):
            finding = _compare(f"{column} {name}", want.get(name, ()), got.get(name, ()))
            if finding:
                yield (column, name), finding


def _compare(place: str, want: tuple[str, ...], got: tuple[str, ...]) -> Finding | None:
    got = tuple(text for text in got if text.strip())
    if len(want) == len(got) and all(map(_same, want, got)):
        return None
    if not got:
        message = f"{place} is missing; it should be {_joined(want)}"
    elif not want:
        message = f"{place} says {_joined(got)}, which the article does not"
    else:
        message = f"{place} says {_joined(got)} instead of {_joined(want)}"
    return Finding("proof-metadata", message)


def _joined(values: tuple[str, ...]) -> str:
    return ", ".join(map(quoted, values))


def _same(want: str, got: str) -> bool:
    """Whether two values agree: in their words, or as the same moment in two forms."""
    if want.split() == got.split():
        return True
    one, other = _moment(want), _moment(got)
    return one is not None and one == other


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

"""The article's metadata in a file, compared row by row of ``publish.metadata.fields``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from publish.content import Content
from publish.metadata.fields import FIELDS, Field
from publish.proof.finding import Check, Finding, quoted


def metadata(expected: Content, found: Content) -> Check:
    """Every field in every place that the format has for it; counted by fields."""
    owed = right = 0
    findings: dict[tuple[str, str], Finding] = {}
    for row in FIELDS:
        wrong = dict(_differences(row, expected, found))
        if expected.metadata["article"].get(row.name):
            owed += 1
            right += not wrong
        findings.update(wrong)
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
        said, says = expected.metadata[column], found.metadata.get(column, {})
        for name in sorted({n for n in (*said, *says) if n.partition("@")[0] == slot}):
            finding = _compare(f"{column} {name}", said.get(name, ()), says.get(name, ()))
            if finding:
                yield (column, name), finding


def _compare(place: str, said: tuple[str, ...], says: tuple[str, ...]) -> Finding | None:
    says = tuple(text for text in says if text.strip())
    if len(said) == len(says) and all(map(_same, said, says)):
        return None
    if not says:
        message = f"{place} is missing; it should be {_joined(said)}"
    elif not said:
        message = f"{place} says {_joined(says)}, which the article does not"
    else:
        message = f"{place} says {_joined(says)} instead of {_joined(said)}"
    return Finding("proof-metadata", message)


def _joined(values: tuple[str, ...]) -> str:
    return ", ".join(map(quoted, values))


def _same(said: str, says: str) -> bool:
    """Whether two values agree: in their words, or as one moment written in two ways."""
    if said.split() == says.split():
        return True
    one, other = _moment(said), _moment(says)
    return one is not None and one == other


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

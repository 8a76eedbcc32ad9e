"""Records of the front matter: their keys, and the type of each key's value."""

from __future__ import annotations

from collections.abc import Mapping as Table
from dataclasses import field
from typing import Any

from publish.reading.findings import Findings
from publish.reading.front_matter.tree import Mapping, Node, Scalar
from publish.reading.front_matter.values import Convert, Unfit, is_empty
from publish.suggest import nearest, question
from publish.values import dataclass


@dataclass(frozen=True)
class Key:
    """One key of a record."""

    convert: Convert
    synonyms: tuple[str, ...] = ()
    """Words that people write instead, too different for a search by likeness."""
    required: str = ""
    """An example, if the key is required."""


@dataclass(frozen=True)
class Record:
    """A kind of mapping. ``name`` is its name in messages: "an article"."""

    name: str
    keys: Table[str, Key]
    elsewhere: Table[str, str] = field(default_factory=dict)
    """Keys of other records, with the name of the record that has them."""
    needless: Table[str, str] = field(default_factory=dict)
    """Keys that other programs want, and what to do instead."""

    @property
    def synonyms(self) -> dict[str, str]:
        """The key that each synonym means."""
        return {word: name for name, key in self.keys.items() for word in key.synonyms}

    def belonging(self) -> dict[str, str]:
        """All keys of this record with its name, for another's ``elsewhere``."""
        return dict.fromkeys(self.keys, self.name)


def read_record(mapping: Mapping, record: Record, findings: Findings) -> dict[str, Any]:
    """The values of ``mapping`` by attribute name; invalid ones are noted and left out.

    An empty value counts as no key.
    """
    values: dict[str, Any] = {}
    seen: set[str | None] = set()
    for key, node in mapping.entries:
        if key.text not in record.keys:
            message, fix, meant = _unknown(key.text, record)
            findings.error("unknown-key", message, fix, key.line, key.column)
            seen.add(meant)
            continue
        seen.add(key.text)
        if is_empty(node):
            _refuse_empty(key, record, findings)
            continue
        try:
            values[key.text.replace("-", "_")] = record.keys[key.text].convert(node, findings)
        except Unfit as unfit:
            _note_unfit(unfit, key, node, findings)
    for name, row in record.keys.items():
        if row.required and name not in seen:
            message = f"{record.name} needs `{name}:`"
            fix = f"Write `{row.required}`."
            findings.error("missing-key", message, fix, mapping.line, mapping.column)
    return values


def _refuse_empty(key: Scalar, record: Record, findings: Findings) -> None:
    example = record.keys[key.text].required
    if example:
        message = f"`{key.text}:` is empty"
        findings.error("missing-key", message, f"Write `{example}`.", key.line, key.column)


def _note_unfit(unfit: Unfit, key: Scalar, node: Node, findings: Findings) -> None:
    at = unfit.node or node
    message = f"`{key.text}`: {unfit.message}"
    findings.error(unfit.rule, message, unfit.fix, at.line, at.column)


def _unknown(word: str, record: Record) -> tuple[str, str, str | None]:
    """Message and fix for an unknown key, and the key that was probably meant."""
    message = f"`{word}` is not a key of {record.name}"
    lowered = word.casefold().replace("_", "-")
    if lowered in record.keys:
        return message, question(f"`{lowered}`"), lowered
    synonym = record.synonyms.get(lowered)
    if lowered in record.needless and not synonym:
        return message, record.needless[lowered], None
    if lowered in record.elsewhere and not synonym:
        return message, f"It belongs to {record.elsewhere[lowered]}; move it there.", None
    if meant := synonym or nearest(lowered, record.keys):
        return message, question(f"`{meant}`"), meant
    if meant := nearest(lowered, record.elsewhere):
        fix = f"{question(f'`{meant}`')} It belongs to {record.elsewhere[meant]}; move it there."
        return message, fix, None
    return message, f"The keys of {record.name} are {', '.join(record.keys)}.", None

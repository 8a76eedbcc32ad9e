"""Notes placeholders (TK, XXX, lorem ipsum, U+FFFD) in metadata: nothing there is text yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

from publish.errors import Problem, Severity, Where
from publish.model.article import Image
from publish.model.publication import Publication
from publish.pictures.metadata_reading import Source
from publish.reading.dialects.placeholders import placeholders, remark
from publish.reading.figures.xmp_sidecars import SOURCE as XMP_SIDECAR
from publish.reading.findings import Findings
from publish.reading.front_matter.tree import Mapping, Node, Scalar, Sequence


def note_all_unfinished(
    tree: Node | None, images: Iterable[Image], house: Publication, file: str, findings: Findings
) -> None:
    """Warn of what is unfinished in an article's metadata; ``file`` is its house's, by name."""
    note_unfinished(tree, findings)
    _note_open_quotes(tree, findings)
    _note_credits(images, findings)
    _note_house(house, (Path(house.root) / file).as_posix(), findings)


def note_unfinished(tree: Node | None, findings: Findings) -> None:
    """Warn of every placeholder in the values of a front matter or a sidecar, each once."""
    noted = {problem.where for problem in findings.problems if problem.rule == "placeholder"}
    for key, scalar in _scalars(tree, ""):
        if findings.where(scalar.line, scalar.column) in noted:
            continue  # a text in Markdown, which is read as the body is
        for _, text in placeholders(scalar.text):
            message, fix = remark(text)
            findings.warn("placeholder", f"`{key}`: {message}", fix, scalar.line, scalar.column)


def _note_open_quotes(tree: Node | None, findings: Findings) -> None:
    """Warn of a curved quotation mark that begins a value and closes nowhere in it.

    A word processor curves the straight marks of YAML, which then are part of the text.
    """
    for key, scalar in _scalars(tree, ""):
        mark, rest = scalar.text[:1], scalar.text[1:]
        if scalar.plain and mark in _CLOSING and not any(c in rest for c in _CLOSING[mark]):
            findings.warn(
                "quotes-open",
                f"`{key}`: the quotation mark {mark} that begins the text is never closed",
                f"Delete it, or add {_CLOSING[mark][0]} behind the last word that it quotes.",
                scalar.line,
                scalar.column,
            )


_CLOSING = {"“": "”", "„": "“”", "«": "»", "»": "«"}


def _note_credits(images: Iterable[Image], findings: Findings) -> None:
    """Warn of placeholders that a credit took from its picture alone."""
    for image in images:
        for credit in image.credits:
            if not credit.found_in or not _KINDS.issuperset(credit.found_in):
                continue
            stated = {field.name: getattr(credit, field.name) for field in fields(credit)}
            for name, value in stated.items():
                for _, text in placeholders(value if isinstance(value, str) else ""):
                    message, fix = remark(text)
                    message = f"{image.source_name} itself, `{name}`: {message}"
                    problem = Problem("placeholder", message, fix, image.where, Severity.WARNING)
                    findings.note(problem)


_KINDS = frozenset((*map(str, Source), XMP_SIDECAR))
"""Kinds of metadata in a picture or beside it, as a credit names the places it was found in."""


def _note_house(house: Publication, file: str, findings: Findings) -> None:
    """Warn of placeholders in what ``publish.toml`` says of every article."""
    stated = {
        "name": house.name,
        "publisher": house.publisher,
        "contact": house.contact,
        "brand name": house.brand.name,
        "legal": house.brand.legal,
    }
    for key, value in stated.items():
        for _, text in placeholders(value or ""):
            message, fix = remark(text)
            where, severity = Where(file), Severity.WARNING
            findings.note(Problem("placeholder", f"`{key}`: {message}", fix, where, severity))


def _scalars(node: Node | None, key: str) -> Iterator[tuple[str, Scalar]]:
    """Every value with the key that it has."""
    match node:
        case Scalar():
            yield key, node
        case Sequence():
            for item in node.items:
                yield from _scalars(item, key)
        case Mapping():
            for name, below in node.entries:
                yield from _scalars(below, name.text)

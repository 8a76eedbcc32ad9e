"""Notes placeholders (TK, XXX, lorem ipsum, U+FFFD) in metadata: nothing there is text yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from publish.errors import Problem, Severity, Where
from publish.model.article import Image
from publish.model.publication import Publication
from publish.pictures.metadata_reading import Source
from publish.reading.dialects.placeholders import placeholders, remark
from publish.reading.findings import Findings
from publish.reading.front_matter.tree import Mapping, Node, Scalar, Sequence


def note_unfinished(tree: Node | None, findings: Findings) -> None:
    """Warn of every placeholder in the values of a front matter or a sidecar, each once."""
    noted = {problem.where for problem in findings.problems if problem.rule == "placeholder"}
    for key, scalar in _scalars(tree, ""):
        if findings.where(scalar.line, scalar.column) in noted:
            continue  # a text in Markdown, which is read as the body is
        for _, text in placeholders(scalar.text):
            message, fix = remark(text)
            findings.warn("placeholder", f"`{key}`: {message}", fix, scalar.line, scalar.column)


def note_unfinished_credits(images: Iterable[Image], findings: Findings) -> None:
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


_KINDS = frozenset(map(str, Source))
"""Kinds of metadata in a picture, as a credit names the places that it was found in."""


def note_unfinished_house(house: Publication, file: str, findings: Findings) -> None:
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

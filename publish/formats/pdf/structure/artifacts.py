"""Marks headers, footers and decorations as artifacts, which screen readers skip.

WeasyPrint marks margin boxes like the article's content, but leaves the marks out of
the structure tree. Pagination must be an artifact (ISO 14289-1 7.1 and 7.8).
"""

from __future__ import annotations

import re

import pikepdf
from pikepdf import Dictionary

from publish.errors import EnvironmentFault, Problem
from publish.formats.pdf.structure.decorations import NONE, Marks
from publish.formats.pdf.structure.tree import elements

_BEGIN_MARKED = re.compile(rb"/\w+\s*<<\s*/MCID (\d+)\s*>>\s*BDC")
"""The only form in which WeasyPrint starts marked content."""

_PAGINATION_ARTIFACT = b"/Artifact <</Type /Pagination>> BDC"
_LAYOUT_ARTIFACT = b"/Artifact <</Type /Layout>> BDC"
"""Artifact type of decorations (ISO 32000-1 §14.8.2.2.2)."""


def mark_artifacts(pdf: pikepdf.Pdf, decorations: Marks = NONE) -> None:
    """Turn all marked content outside the structure tree into artifacts.

    ``decorations`` become layout artifacts, all others pagination. Raises
    ``EnvironmentFault`` if a mark is not in WeasyPrint's form.
    """
    tree = pdf.Root.StructTreeRoot
    known = {element.objgen for element, _ in elements(tree)}
    numbers = tree.ParentTree.Nums
    parents = {int(numbers[n]): numbers[n + 1] for n in range(0, len(numbers), 2)}
    for sheet in pdf.pages:
        marks = parents[int(sheet.obj.StructParents)]
        orphans = {
            n
            for n in range(len(marks))
            if isinstance(marks[n], Dictionary) and marks[n].objgen not in known
        }
        if orphans:
            layout = {n for n in orphans if (sheet.obj.objgen, n) in decorations}
            content, left = _mark_content(sheet.Contents.read_bytes(), orphans, layout)
            sheet.obj.Contents = pdf.make_stream(content)
            _require_none(_mark_groups(sheet.obj.Resources, left, layout, set()) if left else left)
            for n in orphans:
                marks[n] = pikepdf.Object.parse(b"null")


def _mark_groups(
    resources: pikepdf.Object, orphans: set[int], layout: set[int], seen: set[object]
) -> set[int]:
    """Mark in the groups of a page, such as a margin box with opacity; return what is left."""
    for form in dict(resources.get("/XObject", {})).values():
        if form.get("/Subtype") != "/Form" or form.objgen in seen or not orphans:
            continue
        seen.add(form.objgen)
        content, left = _mark_content(form.read_bytes(), orphans, layout)
        if left != orphans:
            form.write(content)
        orphans = _mark_groups(form.get("/Resources", Dictionary()), left, layout, seen)
    return orphans


def _mark_content(content: bytes, orphans: set[int], layout: set[int]) -> tuple[bytes, set[int]]:
    """The content with its ``orphans`` marked, and those that are not in it."""
    left = set(orphans)

    def mark(match: re.Match[bytes]) -> bytes:
        number = int(match[1])
        if number not in orphans:
            return match[0]
        left.discard(number)
        return _LAYOUT_ARTIFACT if number in layout else _PAGINATION_ARTIFACT

    return _BEGIN_MARKED.sub(mark, content), left


def _require_none(left: set[int]) -> None:
    if left:
        raise EnvironmentFault(
            Problem(
                "pdf-furniture",
                f"{len(left)} headers or footers cannot be distinguished from the text",
                "Install the supported version: pip install -c constraints.txt weasyprint",
            )
        )

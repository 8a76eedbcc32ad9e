"""Running heads and feet are artifacts: a screen reader must not read them into the text.

WeasyPrint marks the content of margin boxes as if it were the article's, and
then leaves the marks out of the structure tree. ISO 14289-1 7.1 and 7.8 want
pagination to be marked as an artifact.
"""

from __future__ import annotations

import re

import pikepdf
from pikepdf import Dictionary

from publish.errors import EnvironmentFault, Problem
from publish.formats.pdf.structure.decoration import NONE, Marks
from publish.formats.pdf.structure.tree import elements

_MARK = re.compile(rb"/\w+\s*<<\s*/MCID (\d+)\s*>>\s*BDC")
"""The only form in which WeasyPrint opens marked content."""

_ARTIFACT = b"/Artifact <</Type /Pagination>> BDC"
_ADORNING = b"/Artifact <</Type /Layout>> BDC"
"""What only adorns (ISO 32000-1 §14.8.2.2.2)."""


def set_apart(pdf: pikepdf.Pdf, decorations: Marks = NONE) -> None:
    """Turn all marked content that the structure tree does not know into artifacts.

    Of these, ``decorations`` stand in the text, and are no furniture of the page.

    Raises ``EnvironmentFault`` if a mark is not written as WeasyPrint writes it.
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
            adorning = {n for n in orphans if (sheet.obj.objgen, n) in decorations}
            content = _without(sheet.Contents.read_bytes(), orphans, adorning)
            sheet.obj.Contents = pdf.make_stream(content)
            for n in orphans:
                marks[n] = pikepdf.Object.parse(b"null")


def _without(content: bytes, orphans: set[int], adorning: set[int]) -> bytes:
    left = set(orphans)

    def mark(match: re.Match[bytes]) -> bytes:
        number = int(match[1])
        if number not in orphans:
            return match[0]
        left.discard(number)
        return _ADORNING if number in adorning else _ARTIFACT

    changed = _MARK.sub(mark, content)
    if left:
        raise EnvironmentFault(
            Problem(
                "pdf-furniture",
                f"{len(left)} running heads cannot be told apart from the text",
                "pip install -c constraints.txt weasyprint  # another version marks as ours did",
            )
        )
    return changed

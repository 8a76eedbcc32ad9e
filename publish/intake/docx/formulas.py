"""Formulas: Word's mathematics (ISO 29500-1 §22.1) to LaTeX, by pandoc, in one call for all."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from publish import formulas
from publish.errors import EnvironmentFault
from publish.formulas import FormulaError
from publish.intake.docx.markup import has_around, name, within

_MOST_SECONDS = 60
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships'
    '+xml"/><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="d.xml"/></Relationships>'
)
_STRICT = b"http://purl.oclc.org/ooxml/officeDocument/math"
_MATH = b"http://schemas.openxmlformats.org/officeDocument/2006/math"
_END = re.compile(r"(?:(?<!\\)\\ |\s)+$")
"""A space that pandoc writes at the end."""
_MENDS = (
    (re.compile(r"\\underset\{︸\}"), r"\\underbrace"),
    (re.compile(r"\\overset\{︷\}"), r"\\overbrace"),
    (re.compile(r"︸"), r"\\underbrace{}"),
    (re.compile(r"\\text\{\s*\}"), " "),
    (re.compile(r"\\mspace\{[^}]*\}"), r"\\ "),
)
"""Spellings of pandoc that our grammar has otherwise."""


def shown_in(formula: etree._Element) -> str:
    """The letters of a formula."""
    return "".join(text.text or "" for text in within(formula, "m:t"))


def found_in(root: etree._Element) -> list[etree._Element]:
    """The formulas under an element, without those in fallbacks."""
    outside = frozenset({"mc:Fallback", "m:oMath"})
    return [e for e in within(root, "m:oMath") if not has_around(e, outside, root)]


def in_latex(found: Sequence[etree._Element]) -> Mapping[etree._Element, str]:
    """The formulas with their LaTeX, those that our grammar takes; none without pandoc."""
    if not found:
        return {}
    written = _convert(found)
    if len(written) != len(found):
        return {}
    return {e: latex for e, text in zip(found, written, strict=True) if (latex := _mended(text))}


def _mended(latex: str) -> str:
    for pattern, instead in _MENDS:
        latex = pattern.sub(instead, latex)
    latex = " ".join(_END.sub("", latex).split())
    try:
        formulas.markup(latex)
    except FormulaError:
        return ""
    return latex


def _convert(found: Sequence[etree._Element]) -> list[str]:
    paragraphs = b"".join(b"<w:p>" + _bytes(formula) + b"</w:p>" for formula in found)
    body = f'<w:document xmlns:w="{_W}"><w:body>'.encode() + paragraphs + b"</w:body></w:document>"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for part, data in (
            ("[Content_Types].xml", _TYPES.encode()),
            ("_rels/.rels", _RELATIONS.encode()),
            ("d.xml", body),
        ):
            file.writestr(zipfile.ZipInfo(part), data)
    answer = _pandoc(held.getvalue())
    blocks = [block for block in answer.get("blocks", ()) if block["t"] in ("Para", "Plain")]
    return ["".join(_latex(block["c"])) for block in blocks]


def _pandoc(docx: bytes) -> dict[str, Any]:
    """pandoc's own tree of a file; empty without pandoc, or if that fails."""
    from publish.reading.citations.processor import program

    try:
        command = [str(program()), "-f", "docx", "-t", "json", "--sandbox"]
        done = subprocess.run(
            command, input=docx, capture_output=True, check=True, timeout=_MOST_SECONDS
        )
        answer = json.loads(done.stdout)
    except (EnvironmentFault, OSError, subprocess.SubprocessError, ValueError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _bytes(formula: etree._Element) -> bytes:
    return etree.tostring(formula, with_tail=False).replace(_STRICT, _MATH)


def _latex(inlines: Sequence[dict[str, object]]) -> Iterator[str]:
    for inline in inlines:
        content = inline.get("c")
        if inline["t"] == "Math" and isinstance(content, list):
            yield str(content[1])


def is_display(formula: etree._Element) -> bool:
    """Whether a formula is on a line of its own."""
    parent = formula.getparent()
    return parent is not None and name(parent) == "m:oMathPara"

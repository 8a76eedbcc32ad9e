"""A formula's LaTeX as MathML, with the LaTeX itself beside it (MathML 3 §5.1, §2.2.1)."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from publish.formulas.elements import made
from publish.formulas.grammar import Parser, Style
from publish.formulas.tokens import tokenized

TEX = "application/x-tex"
"""The encoding of the annotation that holds the LaTeX."""


@lru_cache(maxsize=512)
def markup(latex: str, *, display: bool = False) -> str:
    """``latex`` as a ``math`` element, which says the LaTeX in ``alttext`` and an annotation.

    ``display``: it stands on a line of its own. Raises ``FormulaError`` for whatever is
    not known, with its offset in ``latex``.
    """
    shape = Parser(latex, tokenized(latex)).whole(Style(display))
    if not shape.tag.endswith("}mrow"):
        shape = made("mrow", shape)
    annotation = made("annotation", latex, encoding=TEX)
    said = {"display": "block"} if display else {}
    math = made("math", made("semantics", shape, annotation), alttext=latex, **said)
    etree.cleanup_namespaces(math)
    return etree.tostring(math, encoding="unicode")

"""A formula's LaTeX as MathML, with the LaTeX itself as annotation (MathML 3 §5.1, §2.2.1)."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from publish.formulas.elements import make
from publish.formulas.grammar import READERS
from publish.formulas.namespace import TEX
from publish.formulas.parser import Parser, Style


@lru_cache(maxsize=512)
def markup(latex: str, *, display: bool = False) -> str:
    """``latex`` as a ``math`` element, with the LaTeX in ``alttext`` and in an annotation.

    ``display``: the formula is on a line of its own. Raises ``FormulaError`` for anything
    unknown, with its offset in ``latex``.
    """
    presentation = Parser(latex, READERS).formula(Style(display))
    if not presentation.tag.endswith("}mrow"):
        presentation = make("mrow", presentation)
    annotation = make("annotation", latex, encoding=TEX)
    block = {"display": "block"} if display else {}
    math = make("math", make("semantics", presentation, annotation), alttext=latex, **block)
    etree.cleanup_namespaces(math)
    return etree.tostring(math, encoding="unicode")

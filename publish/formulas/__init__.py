"""Formulas: LaTeX as authors write it, converted once to MathML for all formats.

The grammar is closed: a command that is not in the tables of ``grammar`` is an error at
its place. So no command is ever shown as typed or dropped in silence.
"""

from __future__ import annotations

from publish.formulas.errors import FormulaError
from publish.formulas.namespace import MATHML, TEX

__all__ = ["MATHML", "TEX", "FormulaError", "markup"]


def markup(latex: str, *, display: bool = False) -> str:
    """``latex`` as a ``math`` element: see :func:`publish.formulas.mathml.markup`."""
    from publish.formulas import mathml  # late: few articles have a formula

    return mathml.markup(latex, display=display)

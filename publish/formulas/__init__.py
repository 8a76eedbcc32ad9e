"""Formulas: LaTeX as authors write it, converted once to MathML for all formats.

The grammar is closed: a command that is not in the tables of ``grammar`` is an error at
its place. So no command is ever shown as typed or dropped in silence.
"""

from __future__ import annotations

from publish.formulas.elements import MATHML
from publish.formulas.errors import FormulaError
from publish.formulas.mathml import TEX, markup

__all__ = ["MATHML", "TEX", "FormulaError", "markup"]

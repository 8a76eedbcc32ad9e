"""Formulas: LaTeX as authors write it, made MathML once for all formats.

The grammar is closed. What is not in the tables of ``symbols`` and ``commands`` is an
error at its place, so that no command is ever shown as typed or lost in silence.
"""

from __future__ import annotations

from publish.formulas.elements import MATHML
from publish.formulas.errors import FormulaError
from publish.formulas.mathml import TEX, markup

__all__ = ["MATHML", "TEX", "FormulaError", "markup"]

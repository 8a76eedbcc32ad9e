"""What is wrong in a formula, and where."""

from __future__ import annotations


class FormulaError(Exception):
    """A fault in a formula's LaTeX: what, how to mend it, and the offset of its first letter."""

    def __init__(self, message: str, fix: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.offset = offset

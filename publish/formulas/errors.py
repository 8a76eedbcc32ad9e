"""The error for a formula that cannot be read."""

from __future__ import annotations


class FormulaError(Exception):
    """An error in a formula's LaTeX: the message, the fix, and the offset of its first letter."""

    def __init__(self, message: str, fix: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.offset = offset

"""Compares formulas by their LaTeX and by their parts.

MathML and Office's mathematics both become one line: every identifier, number and operator in its
order, with marks for parts above, below and after it. So a formula in Word differs from another
one, although Word keeps no LaTeX in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from publish.content import Content, Formula
from publish.proof.finding import Check, Finding, contrast, quoted, tally
from publish.proof.readers.formulas import spaceless


def formulas(expected: Content, found: Content) -> Check:
    """Every formula, in its order: its LaTeX where the file has it, and its parts."""
    return tally("formulas", len(expected.formulas), tuple(_formulas(expected, found)))


def _formulas(expected: Content, found: Content) -> Iterator[Finding]:
    # Imported late: the other aspects use this module's check, and it uses their pairs.
    from publish.proof.aspects.text import pairs

    by_latex = any(formula.latex is not None for formula in found.formulas)

    def key(formula: Formula) -> str | None:
        return spaceless(formula.latex if by_latex else formula.content)

    for want, got in pairs(expected.formulas, found.formulas, key):
        if want is None:
            if got:
                shown = quoted(got.latex or got.content or "")
                message = f"there is a formula that the article does not have: {shown}"
                yield Finding("proof-formula", message, extra=True)
        elif got is None:
            yield Finding("proof-formula", f"the formula {quoted(want.latex or '')} is missing")
        else:
            yield from _differences(want, got)


def _differences(want: Formula, got: Formula) -> Iterator[Finding]:
    if got.latex is None and got.content is None:
        yield Finding(
            "proof-formula", f"the reader did not read the formula {quoted(want.latex or '')}"
        )
    elif got.latex is not None and spaceless(want.latex) != spaceless(got.latex):
        yield Finding("proof-formula", f"a formula: {contrast(want.latex or '', got.latex)}")
    elif got.content is not None and want.content != got.content:
        message = (
            f"the formula {quoted(want.latex or '')} differs: "
            f"{contrast(want.content or '', got.content)}"
        )
        yield Finding("proof-formula", message)


# -- MathML ---------------------------------------------------------------------------------


# -- Office's mathematics -------------------------------------------------------------------

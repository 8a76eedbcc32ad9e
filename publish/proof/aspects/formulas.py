"""Formulas, compared by their LaTeX and by what they are made of.

MathML and Office's mathematics are both taken down as one line: every identifier, number and
operator in its order, with marks for what stands above, below and behind it. So a formula in
Word can be told from another one, though Word keeps no LaTeX in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from publish.content import Content, Formula
from publish.proof.finding import Check, Finding, contrast, quoted, tally
from publish.proof.readers.formulas import spaceless


def formulas(expected: Content, found: Content) -> Check:
    """Every formula, in its order: its LaTeX where the file has it, and what it is made of."""
    return tally("formulas", len(expected.formulas), tuple(_formulas(expected, found)))


def _formulas(expected: Content, found: Content) -> Iterator[Finding]:
    # Imported here: the aspects need this module's check, and this their way of pairing.
    from publish.proof.aspects.text import pairs

    by_latex = any(formula.latex is not None for formula in found.formulas)

    def key(formula: Formula) -> str | None:
        return spaceless(formula.latex if by_latex else formula.content)

    for said, says in pairs(expected.formulas, found.formulas, key):
        if said is None:
            if says:
                shown = quoted(says.latex or says.content or "")
                message = f"there is a formula that the article does not have: {shown}"
                yield Finding("proof-formula", message, extra=True)
        elif says is None:
            yield Finding("proof-formula", f"the formula {quoted(said.latex or '')} is missing")
        else:
            yield from _differences(said, says)


def _differences(said: Formula, says: Formula) -> Iterator[Finding]:
    if says.latex is None and says.content is None:
        yield Finding("proof-formula", f"nobody read the formula {quoted(said.latex or '')}")
    elif says.latex is not None and spaceless(said.latex) != spaceless(says.latex):
        yield Finding("proof-formula", f"a formula: {contrast(said.latex or '', says.latex)}")
    elif says.content is not None and said.content != says.content:
        message = (
            f"the formula {quoted(said.latex or '')} is not itself: "
            f"{contrast(said.content or '', says.content)}"
        )
        yield Finding("proof-formula", message)


# -- MathML ---------------------------------------------------------------------------------


# -- Office's mathematics -------------------------------------------------------------------

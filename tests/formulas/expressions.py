"""Expressions that nobody wrote, from a grammar, with the leaves that no format may lose."""

from __future__ import annotations

from hypothesis import strategies as st

Expression = tuple[str, tuple[str, ...]]
"""LaTeX, and the identifiers, numbers and operators in it, in the order of reading."""

_ATOMS: list[Expression] = [
    *((letter, (letter,)) for letter in "abcxyzABN"),
    *((number, (number,)) for number in ("0", "1", "42", "3.14")),
    (r"\alpha", ("α",)),
    (r"\Omega", ("Ω",)),
    (r"\infty", ("∞",)),
    (r"\mathbb{R}", ("ℝ",)),
    (r"\mathrm{rank}", ("rank",)),
    (r"\partial", ("∂",)),
]
_INFIX = ["+", "-", "=", r"\le", r"\cdot", r"\to", r"\in", ","]
_SHOWN = ["+", "−", "=", "≤", "⋅", "→", "∈", ","]


def _infix(pair: tuple[Expression, Expression, int]) -> Expression:
    (left, one), (right, two), n = pair
    return f"{left} {_INFIX[n]} {right}", (*one, _SHOWN[n], *two)


_SHAPES = (
    r"\frac{<1>}{<2>}",
    "{<1>}^{<2>}",
    "{<1>}_{<2>}",
    r"\sqrt[<2>]{<1>}",
    r"\left( <1> , <2> \right]",
    r"\left\{ <1> \middle| <2> \right.",
    r"\sum_{<1>} <2>",
    r"\int_0^{<1>} <2>\,\mathrm{d}x",
    r"\sin <1> + \log_2 {<2>}",
    r"\begin{pmatrix} <1> & <2> \end{pmatrix}",
    r"\begin{aligned} <1> &= <2> \\ &\ne <1> \end{aligned}",
    r"\begin{gathered} <1> \\ <2> \end{gathered}",
    r"\overset{<2>}{{<1>}}",
    r"\underbrace{<1>}_{<2>}",
    r"\hat{<1>} \text{ and } <2>",
    r"\xrightarrow[<1>]{<2>}",
    r"\binom{<1>}{<2>}",
)


def _filled(parts: tuple[str, str, str]) -> str:
    shape, one, two = parts
    return shape.replace("<1>", one).replace("<2>", two)


def expressions() -> st.SearchStrategy[str]:
    """LaTeX of any shape."""
    return st.recursive(
        sums().map(lambda expression: expression[0]),
        lambda inner: st.tuples(st.sampled_from(_SHAPES), inner, inner).map(_filled),
        max_leaves=6,
    )


def sums() -> st.SearchStrategy[Expression]:
    """Rows of atoms and operators, with what they hold."""
    atoms = st.sampled_from(_ATOMS)
    return st.recursive(
        atoms,
        lambda inner: st.tuples(inner, inner, st.integers(0, len(_INFIX) - 1)).map(_infix),
        max_leaves=8,
    )

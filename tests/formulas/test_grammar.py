"""LaTeX that becomes MathML, and LaTeX that is refused at its place."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from lxml import etree

from publish.formulas import FormulaError, markup
from publish.formulas.alphabets import ALPHABETS, shaped
from publish.formulas.commands import ENVIRONMENTS, REFUSED
from publish.formulas.grammar import READERS
from publish.formulas.symbols import SYMBOLS
from publish.formulas.tokens import LONGEST
from publish.proof.readers.formulas import of_mathml
from tests.formulas.expressions import Expression, expressions, sums

M = "{http://www.w3.org/1998/Math/MathML}"


def made(latex: str, *, display: bool = False) -> str:
    """A formula in one line, as the proof takes it down."""
    content = of_mathml(etree.fromstring(markup(latex, display=display))).content
    assert content is not None
    return content


def leaves(latex: str) -> tuple[str, ...]:
    root = etree.fromstring(markup(latex))
    texts = (leaf.text or "" for leaf in root.iter(f"{M}mi", f"{M}mn", f"{M}mo", f"{M}mtext"))
    return tuple(text for text in texts if text != "\u2061")


MADE = {
    "E = mc^2": "E=mc^⟪2⟫",
    "3in": "3in",  # no length
    "a-b*c/d": "a−b∗c/d",
    "x'": "x^⟪′⟫",
    "x''_1": "x_⟪1⟫^⟪′′⟫",
    "x_i^2": "x_⟪i⟫^⟪2⟫",
    "x^2_i": "x_⟪i⟫^⟪2⟫",
    "{}^{14}C": "^⟪14⟫C",
    r"\frac12": "÷⟪1⟫⟪2⟫",
    r"\frac{a+b}{2}": "÷⟪a+b⟫⟪2⟫",
    r"\binom nk": "(|⟪n⟫⟪k⟫)",
    r"\sqrt[3]{x}": "√⟪3⟫⟪x⟫",
    r"\sqrt x": "√⟪⟫⟪x⟫",
    r"\sin^2 x": "sin^⟪2⟫x",
    r"\operatorname*{arg\,max}_x f": "argmax_⟪x⟫f",
    r"\left\{ a \middle| b \right.": "{a|b",
    r"\big( x \Big\|": "(x‖",
    r"\mathbb{NR} \mathcal{L} \mathbf{v}_1": "ℕℝℒ𝐯_⟪1⟫",
    r"\boldsymbol{\alpha A 1}": "𝜶𝑨𝟏",
    r"\mathrm{kg\,m}": "kgm",
    r"\hat{x}\vec{v}\overline{AB}": "x↑⟪^⟫v↑⟪→⟫AB↑⟪‾⟫",
    r"\underbrace{a+b}_{n}": "a+b↓⟪⏟⟫↓⟪n⟫",
    r"\overset{!}{=}\underset{x}{y}": "=↑⟪!⟫y↓⟪x⟫",
    r"\xrightarrow[b]{a}": "→↓⟪b⟫↑⟪a⟫",
    r"\not= \not\in": "≠∉",
    r"1{,}000 + 2.5": "1,000+2.5",
    r"\text{if $x > 0$, \& so}": "ifx>0,&so",
    r"a\ b\quad c~d": "abcd",
    r"\begin{pmatrix}a&b\\c&d\end{pmatrix}": "(⊞⟪a⇥b⏎c⇥d⟫)",
    r"\begin{cases}a&b\\[2pt]c\end{cases}": "{⊞⟪a⇥b⏎c⇥⟫",
    r"\begin{aligned}a&=b\\&=c\\\end{aligned}": "⊞⟪a⇥=b⏎⇥=c⟫",
    r"\begin{array}{lr}a&b\end{array}": "⊞⟪a⇥b⟫",
    r"\sum_{\substack{i<n\\j<m}} a": "∑_⟪⊞⟪i<n⏎j<m⟫⟫a",
    r"a \pmod n": "a(modn)",
    "日": "日",
}


@pytest.mark.parametrize("latex", MADE)
def test_latex_becomes_what_it_says(latex: str) -> None:
    assert made(latex) == MADE[latex]


def test_limits_are_below_and_above_only_where_a_formula_is_alone() -> None:
    assert made(r"\sum_{i=1}^n i") == "∑_⟪i=1⟫^⟪n⟫i"
    assert made(r"\sum_{i=1}^n i", display=True) == "∑↓⟪i=1⟫↑⟪n⟫i"
    assert made(r"\lim_{x\to0} f", display=True) == "lim↓⟪x→0⟫f"
    assert made(r"\int_0^1 x", display=True) == "∫_⟪0⟫^⟪1⟫x"
    assert made(r"\int\limits_0^1 x") == "∫↓⟪0⟫↑⟪1⟫x"
    assert made(r"\frac{\sum_i}{2}", display=True) == "÷⟪∑_⟪i⟫⟫⟪2⟫"


def test_a_sign_is_close_to_its_number_and_an_operator_is_not() -> None:
    root = etree.fromstring(markup("-a = -b - c"))
    assert [mo.get("form") for mo in root.iter(f"{M}mo")] == ["prefix", None, "prefix", None]


REFUSED_LATEX = {
    r"x + \foo": (4, r"\foo is not a known command"),
    r"\alhpa": (0, r"\alhpa is not a known command"),
    r"a \color{red}{b}": (2, r"\color is not allowed"),
    r"\newcommand{\x}{y}": (0, r"\newcommand is not allowed"),
    r"x \tag{1}": (2, r"\tag is not allowed"),
    r"a \over b": (2, r"\over is not allowed"),
    r"\begin{tikz}x\end{tikz}": (7, r"\begin{tikz} is not a known environment"),
    r"\begin{multline}x\end{multline}": (7, r"\begin{multline} is not allowed"),
    r"\frac{a}": (0, r"\frac has no argument"),
    "a}": (1, "a } without a {"),
    "{a": (0, "a { is never closed"),
    r"x \left( a": (2, r"\left without \right"),
    r"a \right)": (2, r"\right without \left"),
    r"\left( {a \right)": (10, r"\right without \left"),
    r"\left x y \right)": (6, "x is not a delimiter"),
    "x^a^b": (3, "a second superscript"),
    "x_a_b": (3, "a second subscript"),
    "x'^2'": (4, "a second superscript"),
    "x^10": (1, "^10 applies only to the 1"),
    "x_": (1, "_ has no argument"),
    "^2": (0, "nothing comes before the ^"),
    "50% of x": (2, "a % starts a comment"),
    "a & b": (2, "a & outside a matrix"),
    r"a \\ b": (2, r"\\ outside a matrix"),
    r"\begin{matrix}a\end{pmatrix}": (20, r"\begin{matrix} is closed by \end{pmatrix}"),
    r"\begin{matrix}a": (0, r"\begin is never closed"),
    r"\begin{array}{l|r}a&b\end{array}": (14, "{l|r} does not describe columns"),
    r"\begin{cases}a&b&c\end{cases}": (16, "2 columns"),
    r"\boldsymbol{\to \aleph}": (16, r"\boldsymbol has no form of \aleph"),
    r"\text{a \foo{b}}": (8, r"\foo is not allowed in \text"),
    r"\text{a $b": (5, "a { is never closed"),
    r"\text{x $\foo$}": (9, r"\foo is not a known command"),
    r"\text{x $5%$}": (10, "a % starts a comment"),
    r"x \limits_1": (2, r"\limits belongs after an operator"),
    r"\not a": (0, "a has no form with a stroke"),
    '"': (0, "is not allowed"),
    "": (0, "an empty formula"),
}


@pytest.mark.parametrize("latex", REFUSED_LATEX)
def test_what_is_not_known_is_named_with_its_place(latex: str) -> None:
    offset, message = REFUSED_LATEX[latex]
    with pytest.raises(FormulaError) as caught:
        markup(latex)
    assert message in caught.value.message
    assert caught.value.fix.endswith((".", "?"))
    assert caught.value.offset == offset


def test_every_refusal_says_what_to_write_instead() -> None:
    for name in REFUSED:
        latex = (
            rf"\begin{{{name}}}" if name in ("multline", "equation", "eqnarray") else rf"\{name}"
        )
        with pytest.raises(FormulaError, match="is not allowed"):
            markup(f"{latex} x")


def test_no_symbol_is_unknown_and_none_is_refused() -> None:
    for name, symbol in SYMBOLS.items():
        assert leaves(rf"\{name} x")[0] == symbol.character, name
    assert not set(REFUSED) & (set(READERS) | set(ENVIRONMENTS))


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_every_alphabet_has_all_the_letters(alphabet: str) -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    shapes = [shaped(letter, alphabet) for letter in letters]
    assert None not in shapes
    assert len(set(shapes)) == len(letters)


HOSTILE = {
    "groups": "{" * 2000,
    "fractions": r"\frac" * 800,
    "roots": r"\sqrt[" * 600,
    "brackets": r"\left(" * 600,
    "matrices": r"\begin{matrix}" * 280,
    "styles": r"\displaystyle" * 300,
    "texts in texts": r"\text{$" * 500,
    "alphabets": r"\mathbf" * 500,
    "cells": r"\begin{matrix}" + "&" * 3000,
    "rows": r"\begin{matrix}" + r"\\" * 1500,
    "strokes": r"\not" * 900,
    "length": "x" * (LONGEST + 1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_refused_at_once(name: str) -> None:
    begin = time.process_time()
    with pytest.raises(FormulaError):
        markup(HOSTILE[name])
    assert time.process_time() - begin < 1


@pytest.mark.parametrize("latex", ["'".join("x" * 1900), "x" * LONGEST, "{}" * (LONGEST // 2)])
def test_long_input_takes_no_longer_than_it_is_long(latex: str) -> None:
    begin = time.process_time()
    markup(latex)
    assert time.process_time() - begin < 2


@given(sums())
def test_leaves_stay_in_their_order(expression: Expression) -> None:
    latex, expected = expression
    assert leaves(latex) == expected


@given(expressions())
def test_a_formula_says_its_latex_twice(latex: str) -> None:
    root = etree.fromstring(markup(latex))
    assert root.get("alttext") == root.findtext(f".//{M}annotation") == latex
    assert "⟪" not in latex
    assert "?⟫" not in (of_mathml(root).content or "")

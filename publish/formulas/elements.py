"""MathML's elements, made; and atoms set side by side, with the space that LaTeX gives them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from publish.formulas.symbols import Kind, Symbol

MATHML = "http://www.w3.org/1998/Math/MathML"
APPLY = "\N{FUNCTION APPLICATION}"
THIN = "0.1667em"

Element = etree._Element

_NSMAP: Any = {None: MATHML}  # the stubs know no default namespace

_TIGHT = frozenset("/|‖.@?\\:")
"""Operators that MathML would give space, and LaTeX gives none where they are ordinary."""
_NO_OPERAND = frozenset({Kind.BINARY, Kind.OPERATOR, Kind.RELATION, Kind.OPENING, Kind.PUNCTUATION})


@dataclass
class Atom:
    """An element, what it is to its neighbors, and the operator at its core if it has one.

    A ``space`` is nothing to its neighbors; scripts of what has ``limits`` go above and
    below it; a ``function`` is applied to what follows.
    """

    element: Element
    kind: Kind = Kind.ORDINARY
    core: Element | None = None
    limits: bool = False
    function: bool = False
    space: bool = False


def made(name: str, *children: Element | str, **attributes: str) -> Element:
    """An element of MathML."""
    element = etree.Element(f"{{{MATHML}}}{name}", nsmap=_NSMAP)
    for key, value in attributes.items():
        element.set(key, value)
    for child in children:
        if isinstance(child, str):
            element.text = (element.text or "") + child
        else:
            element.append(child)
    return element


def space(width: str) -> Atom:
    """An empty space."""
    return Atom(made("mspace", width=width), space=True)


def symbol(found: Symbol) -> Atom:
    """A character of its own kind."""
    character = found.character
    if found.letter:
        # LaTeX slants small letters, and leaves ∇, Γ and the Hebrew letters upright.
        upright = not character.isascii() and not ("α" <= character <= "ϵ" or character in "ϕϱϖ∂")
        normal = {"mathvariant": "normal"} if upright and character.isalpha() else {}
        normal = {"mathvariant": "normal"} if character == "∇" else normal
        return Atom(made("mi", character, **normal))
    element = made("mo", character)
    if found.kind in (Kind.OPENING, Kind.CLOSING) and character not in "!?":
        element.set("stretchy", "false")
    elif character in "!?":
        element.set("form", "postfix")
        _tighten(element)
    elif found.kind is Kind.ORDINARY or character in "/.":
        element.set("stretchy", "false")
        _tighten(element)
    elif found.kind is Kind.PUNCTUATION and character in _TIGHT:
        _tighten(element)
        element.set("rspace", THIN)
    elif found.kind is Kind.RELATION:
        element.set("stretchy", "false")
    return Atom(element, found.kind, element, limits=_has_limits(found))


def _has_limits(found: Symbol) -> bool:
    return found.kind is Kind.OPERATOR and not found.integral


def function(name: str, limits: bool = False) -> Atom:
    """The name of a function or an operator, upright."""
    normal = {"mathvariant": "normal"} if len(name) == 1 else {}
    return Atom(made("mi", name, **normal), Kind.OPERATOR, limits=limits, function=True)


def row(atoms: Sequence[Atom]) -> Element:
    """What the atoms make side by side; a single one is itself."""
    elements = list(_spaced(atoms))
    return elements[0] if len(elements) == 1 else made("mrow", *elements)


def _spaced(atoms: Sequence[Atom]) -> Iterable[Element]:
    before: Atom | None = None
    for n, atom in enumerate(atoms):
        if atom.space:
            yield atom.element
            before = before and Atom(before.element, before.kind, space=True)
            continue
        if atom.kind is Kind.BINARY and atom.core is not None and _is_sign(before):
            atom.core.set("form", "prefix")
            _tighten(atom.core)
        operand = before and not before.space and before.kind in (Kind.ORDINARY, Kind.CLOSING)
        if atom.function and operand:
            yield space(THIN).element
        yield atom.element
        if atom.function:
            yield made("mo", APPLY)
            after = atoms[n + 1] if n + 1 < len(atoms) else None
            if after and not after.space and after.kind in (Kind.ORDINARY, Kind.OPERATOR):
                yield space(THIN).element
        before = atom


def _is_sign(before: Atom | None) -> bool:
    """Is a + or a − with this before it a sign, which stands close to its number?"""
    return before is None or before.kind in _NO_OPERAND


def _tighten(element: Element) -> None:
    element.set("lspace", "0")
    element.set("rspace", "0")

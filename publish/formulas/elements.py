"""MathML elements, and rows of atoms with the space that LaTeX puts between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree

from publish.formulas.namespace import MATHML
from publish.formulas.symbols import Kind, Symbol
from publish.values import dataclass

APPLY = "\N{FUNCTION APPLICATION}"
THIN = "0.1667em"

Element = etree._Element

_NSMAP: Any = {None: MATHML}  # the stubs know no default namespace

_TIGHT = frozenset("/|‖.@?\\:")
"""Ordinary characters that MathML would put space around, and LaTeX does not."""
_NO_OPERAND = frozenset({Kind.BINARY, Kind.OPERATOR, Kind.RELATION, Kind.OPENING, Kind.PUNCTUATION})


@dataclass
class Atom:
    """An element, its kind, and the operator at its core if it has one.

    A ``space`` has no kind for its neighbors. With ``limits`` scripts go above and below.
    A ``function`` is applied to the next atom.
    """

    element: Element
    kind: Kind = Kind.ORDINARY
    core: Element | None = None
    limits: bool = False
    function: bool = False
    space: bool = False


def make(name: str, *children: Element | str, **attributes: str) -> Element:
    """A MathML element with these children and attributes."""
    element = etree.Element(f"{{{MATHML}}}{name}", nsmap=_NSMAP)
    for key, value in attributes.items():
        element.set(key, value)
    for child in children:
        if isinstance(child, str):
            element.text = (element.text or "") + child
        else:
            element.append(child)
    return element


def space_atom(width: str) -> Atom:
    """A space of this width."""
    return Atom(make("mspace", width=width), space=True)


def symbol_atom(found: Symbol) -> Atom:
    """A character with the attributes that its kind needs."""
    character = found.character
    if found.letter:
        # LaTeX slants small letters, and leaves ∇, Γ and the Hebrew letters upright.
        upright = not character.isascii() and not ("α" <= character <= "ϵ" or character in "ϕϱϖ∂")
        normal = {"mathvariant": "normal"} if upright and character.isalpha() else {}
        normal = {"mathvariant": "normal"} if character == "∇" else normal
        return Atom(make("mi", character, **normal))
    element = make("mo", character)
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


def function_atom(name: str, limits: bool = False) -> Atom:
    """The name of a function or an operator, set upright."""
    normal = {"mathvariant": "normal"} if len(name) == 1 else {}
    return Atom(make("mi", name, **normal), Kind.OPERATOR, limits=limits, function=True)


def row(atoms: Sequence[Atom]) -> Element:
    """The atoms as one element: an ``mrow``, or the element of a single atom."""
    elements = list(_spaced(atoms))
    return elements[0] if len(elements) == 1 else make("mrow", *elements)


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
            yield space_atom(THIN).element
        yield atom.element
        if atom.function:
            yield make("mo", APPLY)
            after = atoms[n + 1] if n + 1 < len(atoms) else None
            if after and not after.space and after.kind in (Kind.ORDINARY, Kind.OPERATOR):
                yield space_atom(THIN).element
        before = atom


def _is_sign(before: Atom | None) -> bool:
    """Is a + or − after this atom a sign, which is set close to its number?"""
    return before is None or before.kind in _NO_OPERAND


def _tighten(element: Element) -> None:
    element.set("lspace", "0")
    element.set("rspace", "0")

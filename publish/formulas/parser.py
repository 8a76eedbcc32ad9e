"""The parser: tokens of LaTeX become atoms of MathML, or an error at their place.

The parser does not know the meaning of a command: each has a reader (``grammar`` lists them), which
takes its arguments from the parser and returns an atom.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from publish.formulas import commands
from publish.formulas.alphabets import in_alphabet, number_in_alphabet
from publish.formulas.elements import Atom, Element, make, row, space_atom, symbol_atom
from publish.formulas.errors import FormulaError
from publish.formulas.symbols import Kind, typed
from publish.formulas.tokens import Token, tokenize
from publish.formulas.unknown_commands import unknown_command
from publish.values import dataclass

DEEPEST = 16
"""Levels of nesting; nobody reads a formula that goes deeper."""
_SCRIPTS = ("_", "^", "'")
_SWITCHES = frozenset({*commands.STYLES, *commands.SILENT, "limits", "nolimits"})
"""Commands that the parser reads itself, since they make no atom."""


@dataclass(frozen=True)
class Style:
    """The style of a part of a formula: display style or not, and its alphabet."""

    display: bool = False
    alphabet: str = ""

    def inner(self) -> Style:
        """The style of a script, or of a part of a fraction."""
        return replace(self, display=False)


class Parser:
    """Reads one formula. Every method leaves ``at`` after the text that it read."""

    def __init__(self, latex: str, readers: Mapping[str, Reader], depth: int = 0) -> None:
        self.latex = latex
        self.tokens = tokenize(latex)
        self.readers = readers
        self.at = 0
        self.depth = depth

    # -- tokens ------------------------------------------------------------------------------

    def peek(self) -> Token | None:
        """The next token that is not a space."""
        while self.at < len(self.tokens) and self.tokens[self.at].kind == "space":
            self.at += 1
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, what: str, owner: Token) -> Token:
        """The next token, which ``owner`` needs as its ``what``."""
        token = self.peek()
        if token is None:
            fix = f"Write it after {owner.text}."
            raise FormulaError(f"{owner.text} has no {what}", fix, owner.offset)
        self.at += 1
        return token

    def skip_to(self, offset: int) -> None:
        """Continue with the first token at or after ``offset``."""
        while self.at < len(self.tokens) and self.tokens[self.at].offset < offset:
            self.at += 1

    def group_text(self, owner: Token) -> tuple[str, int]:
        """The source between braces, and its offset."""
        opening = self.take("{…}", owner)
        if opening.text != "{":
            message = f"{owner.text} needs its argument in braces"
            raise FormulaError(message, f"Write {owner.text}{{…}}.", opening.offset)
        depth, start = 1, opening.end
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            depth += {"{": 1, "}": -1}.get(token.text, 0)
            if not depth:
                return self.latex[start : token.offset], start
        raise _unclosed(opening)

    # -- rows --------------------------------------------------------------------------------

    def formula(self, style: Style) -> Element:
        """The whole formula."""
        atoms = self.atoms(style, lambda token: False)
        if not atoms:
            fix = "Write the formula, or put a backslash before the $."
            raise FormulaError("an empty formula", fix, 0)
        return row(atoms)

    def atoms(self, style: Style, stops: Callable[[Token], bool]) -> list[Atom]:
        """Atoms up to a token that ``stops``, which is not read, or to the end."""
        found: list[Atom] = []
        while (token := self.peek()) is not None and not stops(token):
            if token.name in commands.STYLES:
                self.at += 1
                display = commands.STYLES[token.name]
                rest = self.row(token, replace(style, display=display), stops)
                found.append(Atom(styled(rest, display)))
            elif token.name in commands.SILENT:
                self.at += 1
            else:
                found.append(self.scripted(self.nucleus(style), style))
        return found

    def row(self, owner: Token, style: Style, stops: Callable[[Token], bool]) -> Element:
        """The atoms up to a token that ``stops``, as one element, a level deeper."""
        return self.nested(owner, lambda: row(self.atoms(style, stops)))

    def nested(self, owner: Token, read: Callable[[], Element]) -> Element:
        """The element that ``read`` returns, a level deeper."""
        self.depth += 1
        if self.depth > DEEPEST:
            message = f"a formula nested more than {DEEPEST} levels deep"
            raise FormulaError(message, "Give names to its parts, and use these.", owner.offset)
        element = read()
        self.depth -= 1
        return element

    def inside(self, latex: str, offset: int, style: Style) -> Element:
        """A formula inside this one, which begins at ``offset``, a level deeper."""

        def read() -> Element:
            try:
                return Parser(latex, self.readers, self.depth).formula(style.inner())
            except FormulaError as error:
                raise FormulaError(error.message, error.fix, error.offset + offset) from error

        return self.nested(Token("\\text", offset, "command"), read)

    def group(self, opening: Token, style: Style) -> Element:
        """The inside of a group whose ``{`` has been read, and its end."""

        def read() -> Element:
            element = row(self.atoms(style, lambda token: token.text == "}"))
            if self.peek() is None:
                raise _unclosed(opening)
            self.at += 1
            return element

        return self.nested(opening, read)

    def argument(self, owner: Token, style: Style) -> Element:
        """An argument: a group or a single atom."""
        token = self.take("argument", owner)
        if token.text == "{":
            return self.group(token, style)
        if token.text in ("}", "&", "\\\\", *_SCRIPTS) or token.name in ("end", "right"):
            raise FormulaError(f"{owner.text} has no argument", "Write one.", owner.offset)
        self.at -= 1
        if token.kind == "number" and len(token.text) > 1:
            if owner.text in _SCRIPTS:
                message = f"{owner.text}{token.text} applies only to the {token.text[0]}"
                fix = f"Write {owner.text}{{{token.text}}}."
                raise FormulaError(message, fix, owner.offset)
            first = Token(token.text[0], token.offset, "number")
            rest = Token(token.text[1:], token.offset + 1, "number")
            self.tokens[self.at : self.at + 1] = [first, rest]
        return self.nested(token, lambda: row([self.nucleus(style)]))

    def bracketed(self, owner: Token, style: Style) -> Element | None:
        """The optional argument of ``owner``, between ``[`` and ``]``."""
        opening = self.peek()
        if opening is None or opening.text != "[":
            return None
        self.at += 1
        element = self.row(owner, style, lambda token: token.text in ("]", "}"))
        if self.take("]", opening).text != "]":
            raise FormulaError("a [ is never closed", "Write ] after it.", opening.offset)
        return element

    # -- scripts -----------------------------------------------------------------------------

    def scripted(self, atom: Atom, style: Style) -> Atom:
        """``atom`` with its subscript, superscript and primes."""
        above: list[Element] = []
        below: Element | None = None
        raised = primed = False
        stacked = atom.limits and (style.display or atom.kind is not Kind.OPERATOR)
        while (token := self.peek()) is not None:
            if token.name in ("limits", "nolimits"):
                if atom.kind is not Kind.OPERATOR:
                    message = f"{token.text} belongs after an operator such as \\sum"
                    raise FormulaError(message, "Delete it.", token.offset)
                stacked = token.name == "limits"
            elif token.text == "'":
                if raised or (primed and self.tokens[self.at - 1].text != "'"):
                    raise _second("superscript", token)
                primed = True
                above.append(make("mo", "′"))
            elif token.text == "^":
                if raised:
                    raise _second("superscript", token)
                raised = True
                self.at += 1
                above.append(self.argument(token, style.inner()))
                continue
            elif token.text == "_":
                if below is not None:
                    raise _second("subscript", token)
                self.at += 1
                below = self.argument(token, style.inner())
                continue
            else:
                break
            self.at += 1
        over = above[0] if len(above) == 1 else make("mrow", *above) if above else None
        return replace(atom, element=_with_scripts(atom, below, over, stacked))

    # -- atoms -------------------------------------------------------------------------------

    def nucleus(self, style: Style) -> Atom:
        """An atom without its scripts."""
        token = self.peek()
        assert token is not None
        self.at += 1
        if token.kind == "number":
            return Atom(make("mn", number_in_alphabet(token.text, style.alphabet)))
        if token.kind == "command":
            reader = self.readers.get(token.name)
            if reader is None:
                raise unknown_command(token, _SWITCHES.union(self.readers))
            return reader(self, token, style)
        if token.text == "{":
            return Atom(self.group(token, style))
        if token.text == "~":
            return space_atom(commands.SPACES[" "])
        found = typed(token.text)
        if found is None:
            raise _misplaced(token)
        if found.letter and style.alphabet:
            return in_alphabet(found.character, token, style.alphabet)
        return symbol_atom(found)


Reader = Callable[[Parser, Token, Style], Atom]
"""Reads the arguments of a command, whose token has been read, and returns its atom."""

_MISPLACED = {
    "}": ("a } without a {", "Write \\} for the sign."),
    "&": ("a & outside a matrix", "Write \\& for the sign."),
    **{
        script: (f"nothing comes before the {script}", f"Write {{}}{script} for an empty base.")
        for script in _SCRIPTS
    },
}
"""Characters with a meaning in LaTeX, in a place where they have none."""


def _misplaced(token: Token) -> FormulaError:
    code = f"U+{ord(token.text):04X}"
    other = f"the character {token.text} ({code}) is not allowed"
    message, fix = _MISPLACED.get(token.text, (other, "Put words into \\text{…}."))
    return FormulaError(message, fix, token.offset)


def styled(element: Element, display: bool) -> Element:
    """``element`` in display style, or in text style."""
    value = "true" if display else "false"
    return make("mstyle", element, displaystyle=value, scriptlevel="0")


def _with_scripts(
    atom: Atom, below: Element | None, over: Element | None, stacked: bool
) -> Element:
    """The element of an atom with scripts: beside it, or (``stacked``) below and above."""
    scripts = [script for script in (below, over) if script is not None]
    if not scripts:
        return atom.element
    if stacked and atom.core is not None:
        atom.core.set("movablelimits", "false")
    names = ("munder", "mover", "munderover") if stacked else ("msub", "msup", "msubsup")
    name = names[2] if len(scripts) == 2 else names[0] if below is not None else names[1]
    return make(name, atom.element, *scripts)


def _unclosed(opening: Token) -> FormulaError:
    return FormulaError("a { is never closed", "Write } where it ends.", opening.offset)


def _second(kind: str, token: Token) -> FormulaError:
    return FormulaError(f"a second {kind}", "Put braces around its base.", token.offset)

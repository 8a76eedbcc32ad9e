"""The grammar: tokens of LaTeX become atoms of MathML, or an error at their place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar
from unicodedata import normalize

from publish.formulas import commands, texts
from publish.formulas.alphabets import ALPHABETS, shaped
from publish.formulas.elements import Atom, Element, function, made, row, space, symbol
from publish.formulas.errors import FormulaError
from publish.formulas.naming import unknown
from publish.formulas.symbols import DELIMITERS, FUNCTIONS, LIMITS, SYMBOLS, Kind, typed
from publish.formulas.tokens import Token

DEEPEST = 16
"""Groups in each other; a formula that nests deeper is read by nobody."""
MOST = 200
"""Rows of a matrix."""
_LENGTH = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*(em|mu)\s*")
_GAP = re.compile(r"\[\s*-?\d+(?:\.\d+)?\s*[a-z]{2}\s*\]")
_COLUMNS = {"l": "left", "c": "center", "r": "right"}
_SCRIPTS = ("_", "^", "'")


@dataclass(frozen=True)
class Style:
    """In what a piece stands: is it in display style, and in which alphabet."""

    display: bool = False
    alphabet: str = ""

    def inner(self) -> Style:
        """The style of a script, or of a part of a fraction."""
        return replace(self, display=False)


class Parser:
    """Reads one formula. Every method leaves ``at`` behind what it read."""

    def __init__(self, latex: str, tokens: list[Token]) -> None:
        self.latex = latex
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    # -- tokens ------------------------------------------------------------------------------

    def peek(self) -> Token | None:
        """The next token that is no space."""
        while self.at < len(self.tokens) and self.tokens[self.at].kind == "space":
            self.at += 1
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, what: str, after: Token) -> Token:
        """The next token; an error where there is none."""
        token = self.peek()
        if token is None:
            raise FormulaError(f"{after.text} lacks {what}", "Write it behind.", after.offset)
        self.at += 1
        return token

    def skip_to(self, offset: int) -> None:
        """Go on with the first token from ``offset``."""
        while self.at < len(self.tokens) and self.tokens[self.at].offset < offset:
            self.at += 1

    def group_text(self, owner: Token) -> tuple[str, int]:
        """What stands between braces, as it is written, and its offset."""
        opening = self.take("its {…}", owner)
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
        raise FormulaError("a { that nothing closes", "Write } where it ends.", opening.offset)

    # -- rows --------------------------------------------------------------------------------

    def whole(self, style: Style) -> Element:
        """The formula."""
        atoms = self.atoms(style, lambda token: False)
        if not atoms:
            raise FormulaError("an empty formula", "Write it, or put a backslash before the $.", 0)
        return row(atoms)

    def atoms(self, style: Style, stops: Callable[[Token], bool]) -> list[Atom]:
        """Atoms up to a token that ``stops``, which is not read, or to the end."""
        found: list[Atom] = []
        while (token := self.peek()) is not None and not stops(token):
            if token.name in commands.STYLES:
                self.at += 1
                display = commands.STYLES[token.name]
                rest = self.rest(token, replace(style, display=display), stops)
                said = "true" if display else "false"
                found.append(Atom(made("mstyle", rest, displaystyle=said, scriptlevel="0")))
            elif token.name in commands.SILENT:
                self.at += 1
            else:
                found.append(self.scripted(self.nucleus(style), style))
        return found

    def rest(self, owner: Token, style: Style, stops: Callable[[Token], bool]) -> Element:
        """All that is left of a row."""
        return self.nested(owner, lambda: row(self.atoms(style, stops)))

    def nested(self, owner: Token, read: Callable[[], Element]) -> Element:
        """What ``read`` reads, a level deeper."""
        self.depth += 1
        if self.depth > DEEPEST:
            message = f"a formula nested more than {DEEPEST} levels deep"
            raise FormulaError(message, "Give its parts names, and use these.", owner.offset)
        element = read()
        self.depth -= 1
        return element

    def group(self, opening: Token, style: Style) -> Element:
        """The inside of a group whose ``{`` was read, and its end."""

        def read() -> Element:
            element = row(self.atoms(style, lambda token: token.text == "}"))
            if self.peek() is None:
                fix = "Write } where it ends."
                raise FormulaError("a { that nothing closes", fix, opening.offset)
            self.at += 1
            return element

        return self.nested(opening, read)

    def argument(self, owner: Token, style: Style) -> Element:
        """A group, or a single atom."""
        token = self.take("its argument", owner)
        if token.text == "{":
            return self.group(token, style)
        if token.text in ("}", "&", "\\\\", *_SCRIPTS) or token.name in ("end", "right"):
            raise FormulaError(f"{owner.text} lacks its argument", "Write it.", owner.offset)
        self.at -= 1
        if token.kind == "number" and len(token.text) > 1:
            if owner.text in _SCRIPTS:
                message = f"{owner.text}{token.text} would move only the {token.text[0]}"
                fix = f"Write {owner.text}{{{token.text}}}."
                raise FormulaError(message, fix, owner.offset)
            first = Token(token.text[0], token.offset, "number")
            rest = Token(token.text[1:], token.offset + 1, "number")
            self.tokens[self.at : self.at + 1] = [first, rest]
        return self.nested(token, lambda: row([self.nucleus(style)]))

    # -- scripts -----------------------------------------------------------------------------

    def scripted(self, atom: Atom, style: Style) -> Atom:
        """``atom`` with what stands below, above and behind it."""
        above: list[Element] = []
        below: Element | None = None
        raised = primed = False
        stacked = atom.limits and (style.display or atom.kind is not Kind.OPERATOR)
        while (token := self.peek()) is not None:
            if token.name in ("limits", "nolimits"):
                if atom.kind is not Kind.OPERATOR:
                    message = f"{token.text} belongs behind an operator such as \\sum"
                    raise FormulaError(message, "Delete it.", token.offset)
                stacked = token.name == "limits"
            elif token.text == "'":
                if raised or (primed and self.tokens[self.at - 1].text != "'"):
                    raise _twice(token, "superscript")
                primed = True
                above.append(made("mo", "′"))
            elif token.text == "^":
                if raised:
                    raise _twice(token, "superscript")
                raised = True
                self.at += 1
                above.append(self.argument(token, style.inner()))
                continue
            elif token.text == "_":
                if below is not None:
                    raise _twice(token, "subscript")
                self.at += 1
                below = self.argument(token, style.inner())
                continue
            else:
                break
            self.at += 1
        over = above[0] if len(above) == 1 else made("mrow", *above) if above else None
        return replace(atom, element=_attached(atom, below, over, stacked))

    # -- atoms -------------------------------------------------------------------------------

    def nucleus(self, style: Style) -> Atom:
        """An atom without its scripts."""
        token = self.peek()
        assert token is not None
        self.at += 1
        if token.kind == "number":
            return Atom(made("mn", _number(token, style)))
        if token.kind == "command":
            return self.command(token, style)
        if token.text == "{":
            return Atom(self.group(token, style))
        if token.text == "~":
            return space(commands.SPACES[" "])
        if token.text in ("_", "^", "'"):
            message = f"nothing stands before the {token.text}"
            raise FormulaError(message, f"Write {{}}{token.text} if that is meant.", token.offset)
        if token.text in ("}", "&"):
            what = "a } without its {" if token.text == "}" else "a & outside a matrix"
            raise FormulaError(what, f"Write \\{token.text} for the sign.", token.offset)
        found = typed(token.text)
        if found is None:
            message = f"the character {token.text} (U+{ord(token.text):04X}) has no place here"
            raise FormulaError(message, "Put words into \\text{…}.", token.offset)
        if found.letter and style.alphabet:
            return _shaped(found.character, token, style)
        return symbol(found)

    def command(self, token: Token, style: Style) -> Atom:
        """What a command makes."""
        name = token.name
        if name in SYMBOLS:
            found = SYMBOLS[name]
            if found.letter and style.alphabet:
                return _shaped(found.character, token, style)
            return symbol(found)
        if name in FUNCTIONS or name in LIMITS:
            return function(LIMITS.get(name, name), name in LIMITS)
        if name in commands.SPACES:
            return space(commands.SPACES[name])
        if name in commands.SIZES:
            return self.sized(token)
        if name in commands.TEXTS:
            return Atom(texts.of(self, token, style))
        if name in ALPHABETS or name in ("mathrm", "mathit", "mathnormal"):
            alphabet = "" if name == "mathnormal" else name
            return Atom(_joined(self.argument(token, replace(style, alphabet=alphabet))))
        reader = self.READERS.get(name)
        if reader is not None:
            return reader(self, token, style)
        for table, read in self.TABLES:
            if name in table:
                return read(self, token, style)
        raise unknown(token)

    def fraction(self, token: Token, style: Style) -> Atom:
        """A fraction, or a binomial."""
        display, binomial = commands.FRACTIONS[token.name]
        parts = [self.argument(token, style.inner()) for _ in range(2)]
        thin = {"linethickness": "0"} if binomial else {}
        element = made("mfrac", *parts, **thin)
        if binomial:
            element = fenced("(", [element], ")")
        if display is not None and (display or style.display):
            said = "true" if display else "false"
            element = made("mstyle", element, displaystyle=said, scriptlevel="0")
        return Atom(element)

    def root(self, token: Token, style: Style) -> Atom:
        """A square root, or another: ``\\sqrt[3]{x}``."""
        following = self.peek()
        if following is None or following.text != "[":
            return Atom(made("msqrt", self.argument(token, style)))
        self.at += 1
        index = self.nested(
            token, lambda: row(self.atoms(style.inner(), lambda t: t.text in ("]", "}")))
        )
        if self.take("its ]", following).text != "]":
            raise FormulaError("a [ that nothing closes", "Write ].", following.offset)
        return Atom(made("mroot", self.argument(token, style), index))

    def over(self, token: Token, style: Style) -> Atom:
        """An accent, a brace, a line or an arrow above its argument."""
        character, grows = commands.ACCENTS[token.name]
        mark = made("mo", character, stretchy="true" if grows else "false")
        labeled = token.name in commands.LABELED
        accent = {} if labeled else {"accent": "true"}
        return Atom(made("mover", self.argument(token, style), mark, **accent), limits=labeled)

    def under(self, token: Token, style: Style) -> Atom:
        """A brace, a line or an arrow below its argument."""
        character, grows = commands.UNDER[token.name]
        mark = made("mo", character, stretchy="true" if grows else "false")
        labeled = token.name in commands.LABELED
        accent = {} if labeled else {"accentunder": "true"}
        return Atom(made("munder", self.argument(token, style), mark, **accent), limits=labeled)

    def stack(self, token: Token, style: Style) -> Atom:
        """Something above or below something else."""
        mark = self.argument(token, style.inner())
        base = self.argument(token, style)
        name = "munder" if token.name == "underset" else "mover"
        operator = base.tag.endswith("}mo")
        kind = Kind.RELATION if operator or token.name == "stackrel" else Kind.ORDINARY
        return Atom(made(name, base, mark), kind, base if operator else None)

    def arrow(self, token: Token, style: Style) -> Atom:
        """An arrow as long as the words on it: ``\\xrightarrow[below]{above}``."""
        below = None
        following = self.peek()
        if following is not None and following.text == "[":
            self.at += 1
            below = self.nested(
                token, lambda: row(self.atoms(style.inner(), lambda t: t.text in ("]", "}")))
            )
            if self.take("its ]", following).text != "]":
                raise FormulaError("a [ that nothing closes", "Write ].", following.offset)
        above = self.argument(token, style.inner())
        shaft = made("mo", commands.ARROWS[token.name], stretchy="true")
        name = "mover" if below is None else "munderover"
        parts = [shaft, above] if below is None else [shaft, below, above]
        return Atom(made(name, *parts), Kind.RELATION, shaft)

    def delimiter(self, owner: Token) -> str:
        """What stands behind ``\\left`` and the like."""
        token = self.take("its delimiter", owner)
        if token.text == ".":
            return ""
        found = DELIMITERS.get(token.text)
        if found is None:
            message = f"{token.text} is no delimiter for {owner.text}"
            raise FormulaError(message, "Write a bracket, |, or a point for none.", token.offset)
        return found

    def sized(self, token: Token) -> Atom:
        """A delimiter of a stated height."""
        height = commands.SIZES[token.name]
        mark = made("mo", self.delimiter(token), minsize=height, maxsize=height, stretchy="true")
        kind = {"l": Kind.OPENING, "r": Kind.CLOSING, "m": Kind.RELATION}.get(token.name[-1])
        if kind in (Kind.OPENING, Kind.CLOSING):
            mark.set("form", "prefix" if kind is Kind.OPENING else "postfix")
        return Atom(mark, kind or Kind.ORDINARY, mark)

    def left(self, token: Token, style: Style) -> Atom:
        """``\\left( … \\right)``, with what ``\\middle`` parts."""
        opening = self.delimiter(token)

        def read() -> Element:
            inside: list[Element] = []
            while True:
                inside.append(row(self.atoms(style, _parts)))
                after = self.peek()
                if after is None or after.name not in ("middle", "right"):
                    fix = "Write \\right and a bracket, or \\right. for none."
                    raise FormulaError("\\left without its \\right", fix, token.offset)
                self.at += 1
                mark = self.delimiter(after)
                if after.name == "right":
                    return fenced(opening, inside, mark)
                inside.append(made("mo", mark, fence="true", stretchy="true"))

        return Atom(self.nested(token, read))

    def stray(self, token: Token, style: Style) -> Atom:
        """``\\right``, ``\\end`` or ``\\\\`` where nothing began."""
        fixes = {
            "right": "Write \\left before it.",
            "middle": "Write \\left before it.",
            "end": "Write \\begin{…} before it.",
        }
        fix = fixes.get(token.name, "Write \\begin{aligned} … \\end{aligned} around the lines.")
        raise FormulaError(f"{token.text} where nothing began", fix, token.offset)

    def named(self, token: Token, style: Style) -> Atom:
        """``\\operatorname{name}``."""
        text, offset = self.group_text(token)
        name = text.replace("\\,", " ").replace("-", "-").strip()
        if not re.fullmatch(r"[A-Za-z0-9 -]+", name):
            message = f"the name {text} is not made of letters"
            raise FormulaError(message, "Write a name such as \\operatorname{rank}.", offset)
        return function(name, limits=token.name.endswith("*"))

    def modulo(self, token: Token, style: Style) -> Atom:
        """``\\pmod{n}``."""
        words = [made("mi", "mod"), space("0.3333em").element, self.argument(token, style)]
        inside = made("mrow", *words)
        return Atom(made("mrow", space("1em").element, fenced("(", [inside], ")", grows=False)))

    def negated(self, token: Token, style: Style) -> Atom:
        """``\\not=``: the character with a stroke."""
        following = self.take("its sign", token)
        found = SYMBOLS.get(following.name) if following.name else typed(following.text)
        struck = normalize("NFC", f"{found.character}\u0338") if found else ""
        if found is None or len(struck) != 1:
            message = f"{following.text} has no form with a stroke"
            raise FormulaError(message, "Say it in another way.", token.offset)
        return symbol(replace(found, character=struck))

    def gap(self, token: Token, style: Style) -> Atom:
        """``\\hspace{1em}``."""
        text, offset = self.group_text(token)
        length = _LENGTH.fullmatch(text)
        if length is None or abs(float(length[1])) > 40:
            message = f"{text} is no length for a space"
            raise FormulaError(message, "Write it in em, as in \\hspace{1em}.", offset)
        width = float(length[1]) / (18 if length[2] == "mu" else 1)
        return space(f"{width:.4g}em")

    def substack(self, token: Token, style: Style) -> Atom:
        """Lines below each other, under a sum."""
        opening = self.take("its {…}", token)
        if opening.text != "{":
            raise FormulaError("\\substack needs braces", "Write {…}.", opening.offset)
        lines = commands.Environment(columns=1, name="substack")
        rows = self.cells(token, lines, style.inner(), lambda t: t.text == "}")
        self.take("its }", opening)
        return Atom(_table(rows, lines, ("center",)))

    # -- environments ------------------------------------------------------------------------

    def environment(self, token: Token, style: Style) -> Atom:
        """``\\begin{…}`` to ``\\end{…}``."""
        name, offset = self.group_text(token)
        found = commands.ENVIRONMENTS.get(name)
        if found is None:
            raise unknown(Token(f"\\{name}", offset, "command"), environment=True)
        align = self.columns(token) if name == "array" else found.align
        inner = replace(style, display=found.display)
        rows = self.cells(token, found, inner, lambda t: t.name == "end")
        end = self.take(f"its \\end{{{name}}}", token)
        closes, place = self.group_text(end)
        if closes != name:
            message = f"\\begin{{{name}}} is closed by \\end{{{closes}}}"
            raise FormulaError(message, f"Write \\end{{{name}}}.", place)
        element = _table(rows, found, align)
        if found.script:
            element = made("mstyle", element, displaystyle="false", scriptlevel="1")
        if found.opening or found.closing:
            element = fenced(found.opening, [element], found.closing)
        return Atom(element)

    def columns(self, token: Token) -> tuple[str, ...]:
        """The columns of an array: ``{lcr}``."""
        text, offset = self.group_text(token)
        letters = text.replace(" ", "")
        if not letters or set(letters) - set(_COLUMNS):
            fix = "Write l, c or r for each; Word has no rules in a matrix."
            raise FormulaError(f"{{{text}}} are no columns", fix, offset)
        return tuple(_COLUMNS[letter] for letter in letters)

    def cells(
        self,
        token: Token,
        found: commands.Environment,
        style: Style,
        ends: Callable[[Token], bool],
    ) -> list[list[Element]]:
        """The rows of a table, up to what ``ends`` it."""

        def stops(following: Token) -> bool:
            return following.text in ("&", "\\\\") or following.name == "cr" or ends(following)

        rows: list[list[Element]] = [[]]
        self.depth += 1
        while True:
            rows[-1].append(self.nested(token, lambda: row(self.atoms(style, stops))))
            after = self.peek()
            if after is None:
                fix = "Write where it ends."
                raise FormulaError(f"{token.text} that nothing ends", fix, token.offset)
            if ends(after):
                break
            self.at += 1
            if after.text != "&":
                gap = _GAP.match(self.latex, after.end)
                if gap:
                    self.skip_to(gap.end())
                rows.append([])
            if len(rows) > MOST or len(rows[-1]) >= found.columns:
                most = f"{found.columns} columns and {MOST} rows are the most here"
                raise FormulaError(most, "Take away an & or a line.", after.offset)
        self.depth -= 1
        last = rows[-1]
        if len(rows) > 1 and len(last) == 1 and not len(last[0]) and not last[0].text:
            rows.pop()
        return rows

    READERS: ClassVar[dict[str, Callable[[Parser, Token, Style], Atom]]] = {
        "sqrt": root,
        "left": left,
        "right": stray,
        "middle": stray,
        "end": stray,
        "\\": stray,
        "cr": stray,
        "begin": environment,
        "operatorname": named,
        "operatorname*": named,
        "pmod": modulo,
        "not": negated,
        "hspace": gap,
        "hspace*": gap,
        "substack": substack,
        "overset": stack,
        "underset": stack,
        "stackrel": stack,
    }
    TABLES: tuple[tuple[dict[str, object], Callable[[Parser, Token, Style], Atom]], ...] = (
        (dict(commands.FRACTIONS), fraction),
        (dict(commands.ACCENTS), over),
        (dict(commands.UNDER), under),
        (dict(commands.ARROWS), arrow),
    )


def fenced(opening: str, inside: list[Element], closing: str, *, grows: bool = True) -> Element:
    """Brackets around something; an empty one is none."""
    said = "true" if grows else "false"
    marks = [
        [made("mo", mark, fence="true", form=form, stretchy=said)] if mark else []
        for mark, form in ((opening, "prefix"), (closing, "postfix"))
    ]
    return made("mrow", *marks[0], *inside, *marks[1])


def _attached(atom: Atom, below: Element | None, over: Element | None, stacked: bool) -> Element:
    """A base with its scripts, beside it or above and below."""
    parts = [part for part in (below, over) if part is not None]
    if not parts:
        return atom.element
    if stacked and atom.core is not None:
        atom.core.set("movablelimits", "false")
    names = ("munder", "mover", "munderover") if stacked else ("msub", "msup", "msubsup")
    name = names[2] if len(parts) == 2 else names[0] if below is not None else names[1]
    return made(name, atom.element, *parts)


def _table(
    rows: list[list[Element]], found: commands.Environment, align: tuple[str, ...]
) -> Element:
    width = max(map(len, rows))
    lines = []
    for cells in rows:
        padded = [*cells, *(made("mrow") for _ in range(width - len(cells)))]
        sides = (align[n % len(align)] for n in range(width))
        lines.append(
            made(
                "mtr",
                *(
                    made("mtd", cell, columnalign=side, **{"class": f"align-{side}"})
                    for cell, side in zip(padded, sides, strict=True)
                ),
            )
        )
    display = {"displaystyle": "true"} if found.display else {}
    return made("mtable", *lines, **{"class": found.name}, **display)


def _number(token: Token, style: Style) -> str:
    text = token.text.replace("{,}", ",")
    if style.alphabet not in ALPHABETS:
        return text
    return "".join((shaped(c, style.alphabet) or c) if c.isdigit() else c for c in text)


def _shaped(character: str, token: Token, style: Style) -> Atom:
    if style.alphabet == "mathrm":
        return Atom(made("mi", character, mathvariant="normal"))
    if style.alphabet == "mathit":
        return Atom(made("mi", character))
    found = shaped(character, style.alphabet)
    if found is None:
        message = f"\\{style.alphabet} has no form of {token.text}"
        raise FormulaError(message, "Take it out of the braces.", token.offset)
    return Atom(made("mi", found))


def _joined(element: Element) -> Element:
    """Upright letters that stand side by side are one word: ``\\mathrm{max}``."""
    if not element.tag.endswith("}mrow"):
        return element
    for child in list(element):
        before = child.getprevious()
        if before is not None and _is_upright(child) and _is_upright(before):
            before.text = (before.text or "") + (child.text or "")
            element.remove(child)
    return element[0] if len(element) == 1 else element


def _is_upright(element: Element) -> bool:
    return element.tag.endswith("}mi") and element.get("mathvariant") == "normal"


def _parts(token: Token) -> bool:
    return token.name in ("middle", "right", "end", "\\") or token.text in ("}", "&")


def _twice(token: Token, what: str) -> FormulaError:
    return FormulaError(f"a second {what}", "Put braces around what it belongs to.", token.offset)

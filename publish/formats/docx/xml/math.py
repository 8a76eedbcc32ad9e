"""Formulas as Word writes them: Office's own mathematics (ISO 29500-1 §22.1).

A table of MathML's elements, each with what Word has for it, so that a formula can be
edited there like one that was typed. The only library for it on PyPI, mathml2omml 0.0.2,
knows neither matrices nor operators with limits, and drops in silence what it does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from unicodedata import category
from xml.etree.ElementTree import Element as Source

from lxml import etree

from publish.errors import Problem, SourceError
from publish.formats.docx.xml.elements import NAMESPACES, Element, qn, w
from publish.formulas import MATHML

_NS = f"{{{MATHML}}}"
MATH = f"{_NS}math"
APPLY = "\N{FUNCTION APPLICATION}"
_EMPTY = "\N{ZERO WIDTH SPACE}"
"""What stands where Word would show a dotted box for something forgotten."""
_FONT = "Cambria Math"

_LARGE = frozenset("∑∏∐⋂⋃⋁⋀⨁⨂⨀⨄⨆∫∬∭∮∯∰")
_ACCENTS = {
    "^": "\u0302",
    "~": "\u0303",
    "¯": "\u0304",
    "→": "\u20d7",
    "←": "\u20d6",
    "↔": "\u20e1",
    "˙": "\u0307",
    "¨": "\u0308",
    "\u20db": "\u20db",
    "ˇ": "\u030c",
    "˘": "\u0306",
    "´": "\u0301",
    "`": "\u0300",
    "˚": "\u030a",
}
"""Accents, as the combining characters that Word has for them."""
_GROUPS = {"⏞": "top", "⎴": "top", "⏟": "bot", "⎵": "bot"}
_SPACES = ((0.15, "\u2009"), (0.2, "\u205f"), (0.24, "\u2004"), (0.45, "\u2002"), (0.9, "\u2003"))
"""How wide, in sizes of the type, a space is at least that each of these characters stands for."""
_ENDS = frozenset("=<>≤≥≠≈≡∼→⇒⇔⟹⟺∈,;)]}|⟩⌉⌋")
"""Operators at which what a sum is taken of has its end."""
_SCRIPTED = frozenset({"msub", "msup", "msubsup", "munder", "mover", "munderover"})
_BETWEEN = frozenset("∗")
_ALONE = _LARGE | frozenset("+−±∓¬∀∃∂∇")
"""Mathematical signs that need nothing before them."""
_PLAIN = frozenset("|‖/#%&\\_$@?")
"""Signs that are written as text: they have no space around them, and LibreOffice would take
them for commands of its own."""
_PAIRS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉"}
_SIDES = {"left": "left", "center": "center", "right": "right"}


def m(name: str, *children: Element | None, val: object = None) -> Element:
    """An element of Office's mathematics."""
    element = etree.Element(qn(f"m:{name}"), nsmap={"m": NAMESPACES["m"]})
    if val is not None:
        element.set(qn("m:val"), str(val))
    for child in children:
        if child is not None:
            element.append(child)
    return element


def formula(math: Source, style: str | None = None, *, display: bool = False) -> Element:
    """A ``math`` element as ``m:oMath``; on a line of its own (``display``) as ``m:oMathPara``.

    ``style`` is the id of the character style that the text around it has. Raises
    ``SourceError`` for an element that has no row in the table.
    """
    semantics = math.find(f"{_NS}semantics")
    root = semantics[0] if semantics is not None else math
    written = m("oMath", *_Writer(style).row([root]))
    if not display:
        return written
    return m("oMathPara", m("oMathParaPr", m("jc", val="center")), written)


class _Writer:
    """Writes one formula."""

    def __init__(self, style: str | None) -> None:
        self.style = style
        self.lone: set[Source] = set()
        """Brackets without another."""

    # -- rows --------------------------------------------------------------------------------

    def row(self, sources: Sequence[Source]) -> list[Element]:
        """Elements side by side: sums with what they are of, functions with their argument."""
        items = list(_flat(sources))
        self.lone |= _lone(items)
        out: list[Element] = []
        at = 0
        while at < len(items):
            item = items[at]
            following = items[at + 1 : at + 3]
            if _is_space(item) and len(following) == 2 and _is_apply(following[1]):
                at += 1  # Word sets its own space before a function
            elif following and _is_apply(following[0]):
                end = _argument(items, at + 2)
                if end == at + 2:
                    out += self.element(item)
                else:
                    argument = [i for i in items[at + 2 : end] if not _is_space(i)]
                    name = m("fName", *self.element(item))
                    out.append(m("func", name, self.part("e", *argument)))
                at = end
            elif (operator := _large(item)) is not None and (
                end := _operand(items, at + 1)
            ) > at + 1:
                out.append(self.nary(item, operator, items[at + 1 : end]))
                at = end
            else:
                out += self.element(item)
                at += 1
        # LibreOffice shows no formula at all if one of its relations lacks a side.
        if items and _is_between(items[0], _ALONE):
            out.insert(0, self.nothing())
        if items and _is_between(items[-1], _LARGE):
            out.append(self.nothing())
        return _merged(out)

    def part(self, name: str, *sources: Source) -> Element:
        """An argument of a structure."""
        return m(name, *(self.row(sources) or [self.nothing()]))

    def element(self, source: Source) -> list[Element]:
        """What one element becomes."""
        write = _WRITERS.get(source.tag.removeprefix(_NS))
        if write is None:
            raise _unknown(source)
        return write(self, source)

    # -- leaves ------------------------------------------------------------------------------

    def run(self, text: str, *properties: Element, look: Sequence[Element] = ()) -> Element:
        """A run of a formula's text, in the font that formulas need."""
        style = w("rStyle", val=self.style) if self.style else None
        fonts = w("rFonts", ascii=_FONT, hAnsi=_FONT)
        words = m("t")
        words.text = text
        if text != text.strip():
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        own = m("rPr", *properties) if properties else None
        return m("r", own, w("rPr", style, fonts, *look), words)

    def nothing(self) -> Element:
        """An operand that is not seen."""
        return self.run(_EMPTY, m("nor"))

    def identifier(self, source: Source) -> list[Element]:
        """A variable is slanted; a name, or what is said to be upright, is not."""
        text = source.text or ""
        upright = len(text) > 1 or source.get("mathvariant") == "normal"
        return [self.run(text, *([m("sty", val="p")] if upright else []))]

    def sign(self, source: Source) -> list[Element]:
        """A number or an operator."""
        text = source.text or ""
        if text == APPLY:
            return []
        return [self.run(text, *([m("nor")] if text in _PLAIN or source in self.lone else []))]

    def text(self, source: Source) -> list[Element]:
        """Running text."""
        looks = {"bold": [w("b")], "italic": [w("i")]}
        look = looks.get(source.get("mathvariant", ""), [])
        return [self.run(source.text or "", m("nor"), look=look)]

    def space(self, source: Source) -> list[Element]:
        """White space as wide as Word has it; it has none that draws together."""
        width = float(source.get("width", "0").removesuffix("em"))
        whole, rest = divmod(max(width, 0.0), 1.0)
        small = [character for least, character in _SPACES if rest >= least]
        text = "\u2003" * int(whole) + (small[-1] if small else "")
        # Where it is wide, it is text, of which LibreOffice keeps white space.
        return [self.run(text, *([m("nor")] if width >= 1 else []))] if text else []

    # -- structures --------------------------------------------------------------------------

    def inside(self, source: Source) -> list[Element]:
        """A row: with brackets around it, or as it comes."""
        opening, closing = _fences(source)
        if opening is None and closing is None:
            return self.row(list(source))
        inner = list(source)[opening is not None : len(source) - (closing is not None)]
        first = opening if opening is not None else closing
        grows = first is not None and first.get("stretchy") != "false"
        parts, marks = _parted(inner)
        separator = marks[0] if marks else None
        return [
            m(
                "d",
                m(
                    "dPr",
                    m("begChr", val="" if opening is None else opening.text),
                    m("sepChr", val=separator) if separator else None,
                    m("endChr", val="" if closing is None else closing.text),
                    None if grows else m("grow", val=0),
                ),
                *(self.part("e", *part) for part in parts),
            )
        ]

    def fraction(self, source: Source) -> list[Element]:
        """A fraction; one without a line is the inside of a binomial."""
        bare = source.get("linethickness") == "0"
        kind = m("fPr", m("type", val="noBar")) if bare else None
        return [m("f", kind, self.part("num", source[0]), self.part("den", source[1]))]

    def root(self, source: Source) -> list[Element]:
        """A root, with its degree if it has one."""
        if source.tag == f"{_NS}msqrt":
            hidden = m("radPr", m("degHide", val=1))
            return [m("rad", hidden, m("deg"), self.part("e", *source))]
        return [m("rad", self.part("deg", source[1]), self.part("e", source[0]))]

    def scripts(self, source: Source) -> list[Element]:
        """What stands at the lower and upper right."""
        kind = source.tag.removeprefix(_NS)
        name, parts = {
            "msub": ("sSub", ("e", "sub")),
            "msup": ("sSup", ("e", "sup")),
            "msubsup": ("sSubSup", ("e", "sub", "sup")),
        }[kind]
        return [m(name, *(self.part(p, s) for p, s in zip(parts, source, strict=True)))]

    def limits(self, source: Source) -> list[Element]:
        """What stands below and above."""
        kind = source.tag.removeprefix(_NS)
        mark = source[-1].text or ""
        if source.get("accent") == "true" and kind == "mover":
            return [self.accent(source, mark)]
        if kind == "munder" and mark == "_":
            return [m("bar", m("barPr", m("pos", val="bot")), self.part("e", source[0]))]
        if mark in _GROUPS and source[-1].tag == f"{_NS}mo":
            return [self.grouped(source, mark)]
        # Right on an operator, LibreOffice wants nothing beside it.
        bare = source[0].tag == f"{_NS}mo"
        base = m("e", *self.element(source[0])) if bare else self.part("e", source[0])
        if kind == "munderover":
            low = m("limLow", base, self.part("lim", source[1]))
            return [m("limUpp", m("e", low), self.part("lim", source[2]))]
        name = "limUpp" if kind == "mover" else "limLow"
        return [m(name, base, self.part("lim", source[1]))]

    def accent(self, source: Source, mark: str) -> Element:
        """An accent, or a line."""
        if mark == "‾":
            return m("bar", m("barPr", m("pos", val="top")), self.part("e", source[0]))
        return m("acc", m("accPr", m("chr", val=_ACCENTS[mark])), self.part("e", source[0]))

    def grouped(self, source: Source, mark: str) -> Element:
        """A brace above or below."""
        side = _GROUPS[mark]
        other = "bot" if side == "top" else "top"
        properties = m("groupChrPr", m("chr", val=mark), m("pos", val=side), m("vertJc", val=other))
        return m("groupChr", properties, self.part("e", source[0]))

    def nary(self, source: Source, operator: Source, operand: Sequence[Source]) -> Element:
        """A sum or an integral, with its limits and what it is of."""
        kind = source.tag.removeprefix(_NS)
        below, above = {
            "mo": (None, None),
            "msub": (1, None),
            "munder": (1, None),
            "msup": (None, 1),
            "mover": (None, 1),
        }.get(kind, (1, 2))
        place = "undOvr" if kind.startswith("mu") or kind == "mover" else "subSup"
        return m(
            "nary",
            m(
                "naryPr",
                m("chr", val=operator.text),
                m("limLoc", val=place),
                m("subHide", val=1) if below is None else None,
                m("supHide", val=1) if above is None else None,
            ),
            m("sub") if below is None else self.part("sub", source[below]),
            m("sup") if above is None else self.part("sup", source[above]),
            self.part("e", *operand),
        )

    def table(self, source: Source) -> list[Element]:
        """A matrix, or lines below each other.

        Lines that are aligned are a matrix too, without gaps: an array of equations says where
        with an ``&``, which only Word understands (LibreOffice then shows no formula at all).
        """
        rows = [list(row) for row in source]
        name = source.get("class")
        if name in ("gathered", "substack"):
            return [m("eqArr", *(self.part("e", *cells[0]) for cells in rows))]
        gap = [m("cGpRule", val=3), m("cGp", val=0)] if name == "aligned" else []
        columns = (
            m("mc", m("mcPr", m("count", val=1), m("mcJc", val=_SIDES[c.get("columnalign", "")])))
            for c in rows[0]
        )
        lines = (m("mr", *(self.part("e", *cell) for cell in cells)) for cells in rows)
        return [m("m", m("mPr", *gap, m("mcs", *columns)), *lines)]


_WRITERS: dict[str, Callable[[_Writer, Source], list[Element]]] = {
    "mi": _Writer.identifier,
    "mn": _Writer.sign,
    "mo": _Writer.sign,
    "mtext": _Writer.text,
    "mspace": _Writer.space,
    "mrow": _Writer.inside,
    "mfrac": _Writer.fraction,
    "msqrt": _Writer.root,
    "mroot": _Writer.root,
    "msub": _Writer.scripts,
    "msup": _Writer.scripts,
    "msubsup": _Writer.scripts,
    "munder": _Writer.limits,
    "mover": _Writer.limits,
    "munderover": _Writer.limits,
    "mtable": _Writer.table,
}
"""Every element of a formula, and what writes it; ``mstyle`` is looked through."""


def _flat(sources: Sequence[Source]) -> list[Source]:
    """Elements with rows that only group, and styles, dissolved."""
    found: list[Source] = []
    for source in sources:
        if source.tag == f"{_NS}mstyle" or (
            source.tag == f"{_NS}mrow" and _fences(source) == (None, None)
        ):
            found += _flat(list(source))
        else:
            found.append(source)
    return found


def _fences(source: Source) -> tuple[Source | None, Source | None]:
    """The brackets that begin and end a row."""
    if not len(source):
        return None, None

    def mark(element: Source, form: str) -> Source | None:
        return element if element.get("fence") and element.get("form") == form else None

    return mark(source[0], "prefix"), mark(source[-1], "postfix")


def _parted(inner: Sequence[Source]) -> tuple[list[list[Source]], list[str]]:
    """What stands between brackets, divided where equal bars stand in it."""
    bars = [e.text or "" for e in inner if e.get("fence") and not e.get("form")]
    if len(set(bars)) != 1:
        return [list(inner)], []
    parts: list[list[Source]] = [[]]
    for element in inner:
        if element.get("fence") and not element.get("form"):
            parts.append([])
        else:
            parts[-1].append(element)
    return parts, bars


def _is_space(source: Source) -> bool:
    return source.tag == f"{_NS}mspace"


def _is_apply(source: Source) -> bool:
    return source.tag == f"{_NS}mo" and source.text == APPLY


def _is_between(source: Source, alone: frozenset[str]) -> bool:
    """Is it an operator that stands between two things, and none of those that are ``alone``?"""
    core = source
    while len(core) and core.tag.removeprefix(_NS) in _SCRIPTED:
        core = core[0]
    if core.tag != f"{_NS}mo" or core.get("fence"):
        return False
    text = core.text or ""
    return text in _BETWEEN or (category(text[:1] or " ") == "Sm" and text not in alone)


def _lone(items: Sequence[Source]) -> set[Source]:
    """The brackets in a row that have no other one, in the way that LibreOffice pairs them."""
    lone: set[Source] = set()
    waiting: list[tuple[Source, str]] = []
    for item in items:
        core = _core(item)
        text = core.text or "" if core.tag == f"{_NS}mo" else ""
        if text in _PAIRS:
            waiting.append((core, _PAIRS[text]))
        elif text in _PAIRS.values():
            if waiting and waiting[-1][1] == text and core is item:
                waiting.pop()
            else:
                lone.add(core)
    return lone | {element for element, _ in waiting}


def _core(source: Source) -> Source:
    """What has the scripts, or the element itself if it has none."""
    return source[0] if source.tag.removeprefix(_NS) in _SCRIPTED else source


def _large(source: Source) -> Source | None:
    """The operator at the core of a sum or an integral."""
    core = _core(source)
    return core if core.tag == f"{_NS}mo" and core.text in _LARGE else None


def _argument(items: Sequence[Source], start: int) -> int:
    """The end of what a function is applied to: one element, or all between brackets."""
    at = start
    while at < len(items) and _is_space(items[at]):
        at += 1
    if at == len(items):
        return start
    first = items[at]
    if first.tag == f"{_NS}mo":
        if first.text not in ("(", "["):
            return start
        depth = 0
        for n in range(at, len(items)):
            core = _core(items[n])
            text = core.text or "" if core.tag == f"{_NS}mo" else ""
            depth += (text in ("(", "[")) - (text in (")", "]"))
            if not depth:
                return n + 1
        return start
    if at + 1 < len(items) and _is_apply(items[at + 1]):
        return _argument(items, at + 2)
    return at + 1


def _operand(items: Sequence[Source], start: int) -> int:
    """The end of what a sum is taken of: up to a relation, a comma or a closing bracket."""
    depth = 0
    for n in range(start, len(items)):
        core = _core(items[n])
        text = core.text or "" if core.tag == f"{_NS}mo" else ""
        if not depth and (text in _ENDS or (core.get("fence") == "true" and not core.get("form"))):
            return n
        depth += (text in ("(", "[", "{")) - (text in (")", "]", "}"))
    return len(items)


def _merged(elements: Sequence[Element]) -> list[Element]:
    """Runs that look alike, as one."""
    out: list[Element] = []
    for element in elements:
        before = out[-1] if out else None
        if before is not None and _key(element) is not None and _key(element) == _key(before):
            words, more = before[-1], element[-1]
            if (words.text or "")[-1:].isalpha() and (more.text or "")[:1].isalpha():
                # LibreOffice would take letters that make a word (in, over, max) for a command.
                out.append(element)
                continue
            words.text = (words.text or "") + (more.text or "")
            words.attrib.update(dict(more.attrib))
        else:
            out.append(element)
    return out


def _key(element: Element) -> bytes | None:
    """What has to be the same in runs that become one."""
    if element.tag != qn("m:r"):
        return None
    return b"".join(etree.tostring(child) for child in list(element)[:-1])


def _unknown(source: Source) -> SourceError:
    name = source.tag.removeprefix(_NS)
    message = f"<{name}> of a formula has no counterpart in Word"
    return SourceError(Problem("docx-formula", message, "Write the formula with other commands."))

"""Formulas as Office Math (OMML, ISO 29500-1 §22.1), so that Word can edit them as if typed.

A table has a writer for every element of MathML. The only library on PyPI, mathml2omml
0.0.2, knows neither matrices nor operators with limits, and drops in silence what it does
not know.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element as Source

from lxml import etree

from publish.errors import Problem, SourceError
from publish.formats.docx.xml import mathml
from publish.formats.docx.xml.elements import NAMESPACES, Element, qn, w

_EMPTY = "\N{ZERO WIDTH SPACE}"
"""The text of an empty operand, for which Word would show a dotted box."""
_FONT = "Cambria Math"

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
"""Accents as the combining characters that Word uses."""
_BRACES = {"⏞": "top", "⎴": "top", "⏟": "bot", "⎵": "bot"}
"""Braces and brackets above or below their base."""
_SPACES = ((0.15, "\u2009"), (0.2, "\u205f"), (0.24, "\u2004"), (0.45, "\u2002"), (0.9, "\u2003"))
"""The least width in ems for each of these spaces."""
_AS_TEXT = frozenset("|‖/#%&\\_$@?")
"""Signs that are written as text: they need no space around them, and LibreOffice would take
them for commands of its own."""
_ALIGNMENTS = {"left": "left", "center": "center", "right": "right"}


def m(name: str, *children: Element | None, val: object = None) -> Element:
    """An element of Office Math."""
    element = etree.Element(qn(f"m:{name}"), nsmap={"m": NAMESPACES["m"]})
    if val is not None:
        element.set(qn("m:val"), str(val))
    for child in children:
        if child is not None:
            element.append(child)
    return element


def formula(math: Source, style: str | None = None, *, display: bool = False) -> Element:
    """A ``math`` element as ``m:oMath``; on a line of its own (``display``) as ``m:oMathPara``.

    ``style`` is the id of the character style of the text around it. Raises ``SourceError``
    for an element that the table does not have.
    """
    semantics = math.find(f"{mathml.NS}semantics")
    root = semantics[0] if semantics is not None else math
    latex = math.get("alttext", "")
    written = m("oMath", *_FormulaWriter(style, latex).row([root]))
    if not display:
        return written
    return m("oMathPara", m("oMathParaPr", m("jc", val="center")), written)


class _FormulaWriter:
    """Writes one formula."""

    def __init__(self, style: str | None, latex: str = "") -> None:
        self.style = style
        self.latex = latex
        self.unpaired: set[Source] = set()
        """Brackets without counterpart."""

    # -- rows --------------------------------------------------------------------------------

    def row(self, sources: Sequence[Source]) -> list[Element]:
        """A row: sums with their operand, functions with their argument."""
        items = mathml.flatten(sources)
        self.unpaired |= mathml.unpaired_brackets(items)
        out: list[Element] = []
        at = 0
        while at < len(items):
            elements, at = self.next(items, at)
            out += elements
        # LibreOffice shows no formula at all if one of its relations lacks a side.
        if items and mathml.is_infix(items[0], mathml.PREFIXES):
            out.insert(0, self.empty())
        if items and mathml.is_infix(items[-1], mathml.LARGE_OPERATORS):
            out.append(self.empty())
        return _joined(out)

    def next(self, items: Sequence[Source], at: int) -> tuple[list[Element], int]:
        """The elements of the next item of a row, and where to continue."""
        item, following = items[at], items[at + 1 : at + 3]
        if mathml.is_space(item) and len(following) == 2 and mathml.is_apply(following[1]):
            return [], at + 1  # Word sets its own space before a function
        if following and mathml.is_apply(following[0]):
            end = mathml.argument_end(items, at + 2)
            if end == at + 2:
                return self.element(item), end
            argument = [i for i in items[at + 2 : end] if not mathml.is_space(i)]
            name = m("fName", *self.element(item))
            return [m("func", name, self.part("e", *argument))], end
        operator = mathml.large_operator(item)
        if operator is not None and (end := mathml.operand_end(items, at + 1)) > at + 1:
            return [self.nary(item, operator, items[at + 1 : end])], end
        return self.element(item), at + 1

    def part(self, name: str, *sources: Source) -> Element:
        """An argument of a structure."""
        return m(name, *(self.row(sources) or [self.empty()]))

    def element(self, source: Source) -> list[Element]:
        """The elements that one element becomes."""
        write = _WRITERS.get(mathml.name(source))
        if write is None:
            raise _unknown(source, self.latex)
        return write(self, source)

    # -- leaves ------------------------------------------------------------------------------

    def run(self, text: str, *properties: Element, look: Sequence[Element] = ()) -> Element:
        """A run of a formula, in the font that formulas need."""
        style = w("rStyle", val=self.style) if self.style else None
        fonts = w("rFonts", ascii=_FONT, hAnsi=_FONT)
        words = m("t")
        words.text = text
        if text != text.strip():
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        own = m("rPr", *properties) if properties else None
        return m("r", own, w("rPr", style, fonts, *look), words)

    def empty(self) -> Element:
        """An invisible operand."""
        return self.run(_EMPTY, m("nor"))

    def identifier(self, source: Source) -> list[Element]:
        """A variable, slanted; names and upright letters are not."""
        text = source.text or ""
        upright = len(text) > 1 or source.get("mathvariant") == "normal"
        return [self.run(text, *([m("sty", val="p")] if upright else []))]

    def sign(self, source: Source) -> list[Element]:
        """A number or an operator."""
        text = source.text or ""
        if text == mathml.APPLY:
            return []
        return [
            self.run(text, *([m("nor")] if text in _AS_TEXT or source in self.unpaired else []))
        ]

    def text(self, source: Source) -> list[Element]:
        """Running text."""
        looks = {"bold": [w("b")], "italic": [w("i")]}
        look = looks.get(source.get("mathvariant", ""), [])
        return [self.run(source.text or "", m("nor"), look=look)]

    def space(self, source: Source) -> list[Element]:
        """White space, as near in width as Word has it; it has no negative space."""
        width = float(source.get("width", "0").removesuffix("em"))
        whole, rest = divmod(max(width, 0.0), 1.0)
        small = [character for least, character in _SPACES if rest >= least]
        text = "\u2003" * int(whole) + (small[-1] if small else "")
        # A wide space is text, since LibreOffice keeps white space only there.
        return [self.run(text, *([m("nor")] if width >= 1 else []))] if text else []

    # -- structures --------------------------------------------------------------------------

    def inside(self, source: Source) -> list[Element]:
        """A row, with or without brackets around it."""
        opening, closing = mathml.brackets(source)
        if opening is None and closing is None:
            return self.row(list(source))
        inner = list(source)[opening is not None : len(source) - (closing is not None)]
        first = opening if opening is not None else closing
        grows = first is not None and first.get("stretchy") != "false"
        parts, separator = mathml.divide_at_bars(inner)
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
        """A fraction; without a line it is the inside of a binomial."""
        no_line = source.get("linethickness") == "0"
        kind = m("fPr", m("type", val="noBar")) if no_line else None
        return [m("f", kind, self.part("num", source[0]), self.part("den", source[1]))]

    def root(self, source: Source) -> list[Element]:
        """A root, with its degree if it has one."""
        if mathml.name(source) == "msqrt":
            hidden = m("radPr", m("degHide", val=1))
            return [m("rad", hidden, m("deg"), self.part("e", *source))]
        return [m("rad", self.part("deg", source[1]), self.part("e", source[0]))]

    def scripts(self, source: Source) -> list[Element]:
        """Subscript and superscript."""
        kind = mathml.name(source)
        name, parts = {
            "msub": ("sSub", ("e", "sub")),
            "msup": ("sSup", ("e", "sup")),
            "msubsup": ("sSubSup", ("e", "sub", "sup")),
        }[kind]
        return [m(name, *(self.part(p, s) for p, s in zip(parts, source, strict=True)))]

    def limits(self, source: Source) -> list[Element]:
        """Limits, accents and braces below and above."""
        kind = mathml.name(source)
        mark = source[-1].text or ""
        if source.get("accent") == "true" and kind == "mover":
            return [self.accent(source, mark)]
        if kind == "munder" and mark == "_":
            return [m("bar", m("barPr", m("pos", val="bot")), self.part("e", source[0]))]
        if mark in _BRACES and mathml.name(source[-1]) == "mo":
            return [self.braced(source, mark)]
        # LibreOffice wants no empty operand beside an operator with limits.
        is_operator = mathml.name(source[0]) == "mo"
        base = m("e", *self.element(source[0])) if is_operator else self.part("e", source[0])
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

    def braced(self, source: Source, mark: str) -> Element:
        """A brace above or below."""
        side = _BRACES[mark]
        other = "bot" if side == "top" else "top"
        properties = m("groupChrPr", m("chr", val=mark), m("pos", val=side), m("vertJc", val=other))
        return m("groupChr", properties, self.part("e", source[0]))

    def nary(self, source: Source, operator: Source, operand: Sequence[Source]) -> Element:
        """A sum or an integral, with its limits and its operand."""
        kind = mathml.name(source)
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

        Aligned lines are a matrix without gaps too: an array of equations aligns at ``&``,
        which only Word understands (LibreOffice then shows no formula at all).
        """
        rows = [list(row) for row in source]
        name = source.get("class")
        if name in ("gathered", "substack"):
            return [m("eqArr", *(self.part("e", *cells[0]) for cells in rows))]
        gap = [m("cGpRule", val=3), m("cGp", val=0)] if name == "aligned" else []
        columns = (
            m(
                "mc",
                m("mcPr", m("count", val=1), m("mcJc", val=_ALIGNMENTS[c.get("columnalign", "")])),
            )
            for c in rows[0]
        )
        lines = (m("mr", *(self.part("e", *cell) for cell in cells)) for cells in rows)
        return [m("m", m("mPr", *gap, m("mcs", *columns)), *lines)]


_WRITERS: dict[str, Callable[[_FormulaWriter, Source], list[Element]]] = {
    "mi": _FormulaWriter.identifier,
    "mn": _FormulaWriter.sign,
    "mo": _FormulaWriter.sign,
    "mtext": _FormulaWriter.text,
    "mspace": _FormulaWriter.space,
    "mrow": _FormulaWriter.inside,
    "mfrac": _FormulaWriter.fraction,
    "msqrt": _FormulaWriter.root,
    "mroot": _FormulaWriter.root,
    "msub": _FormulaWriter.scripts,
    "msup": _FormulaWriter.scripts,
    "msubsup": _FormulaWriter.scripts,
    "munder": _FormulaWriter.limits,
    "mover": _FormulaWriter.limits,
    "munderover": _FormulaWriter.limits,
    "mtable": _FormulaWriter.table,
}
"""The writer of every element; ``mstyle`` is replaced by its content."""


def _joined(elements: Sequence[Element]) -> list[Element]:
    """Adjacent runs of one format as one."""
    out: list[Element] = []
    for element in elements:
        before = out[-1] if out else None
        if (
            before is not None
            and _format(element) is not None
            and _format(element) == _format(before)
        ):
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


def _format(element: Element) -> bytes | None:
    """The format of a run; runs of the same are joined."""
    if element.tag != qn("m:r"):
        return None
    return b"".join(etree.tostring(child) for child in list(element)[:-1])


def _unknown(source: Source, latex: str) -> SourceError:
    name = mathml.name(source)
    message = f"<{name}> of a formula has no counterpart in Word"
    fix = "Write the formula with other commands."
    return SourceError(Problem("docx-formula", message, fix, about=latex))

"""The vocabulary of composed markup, as tables, and one walk that checks it.

A theme's templates make the markup, and a theme may come from anybody. Nothing else than
the tables list reaches a format: no scripts, forms, frames, event handlers, inline styles,
or addresses outside the web.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lxml import etree

from publish.cascade import formula_text
from publish.composing import markup
from publish.composing.theme.loading import Theme
from publish.errors import Problem, ThemeError, Where
from publish.formulas import MATHML
from publish.values import dataclass
from publish.xml_parsing import BadXML

_ELEMENTS = """
    html head meta title body main article section header footer aside nav div
    h1 h2 h3 h4 h5 h6 p blockquote pre hr address ul ol li dl dt dd
    figure figcaption img table caption colgroup col thead tbody tfoot tr th td
    a em strong b i u s small mark cite q code kbd samp var dfn abbr sub sup span time
    del ins bdi bdo ruby rb rt rp br wbr
"""
ELEMENTS = frozenset(_ELEMENTS.split())
"""Elements that have meaning in all formats. None of them runs, loads or asks for input."""

DEEPEST = 120
"""The depth of nested elements; layout engines recurse over them."""

SCHEMES = ("http", "https", "mailto", "tel")
"""Schemes of links, besides ``#id``; the same as for links in a source."""

_TEXT = re.compile(".*", re.DOTALL)
_ID = re.compile(r"\S+")
_LANGUAGE = re.compile(r"(?:[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8})*)?")
_LINK = re.compile(rf"(?:(?:{'|'.join(SCHEMES)}):|#)[^\x00-\x20\x7f]+", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,9}")
_SPAN = re.compile(r"[1-9]\d{0,2}")
_TOKENS = re.compile(r"[A-Za-z0-9 -]*")

ATTRIBUTES: dict[str, re.Pattern[str]] = {
    "id": _ID,
    "class": _TEXT,
    "lang": _LANGUAGE,
    "{http://www.w3.org/XML/1998/namespace}lang": _LANGUAGE,
    "dir": re.compile("ltr|rtl|auto"),
    "role": _TOKENS,
    "title": _TEXT,
    "translate": re.compile("yes|no"),
}
"""Attributes that every element may have, besides ``aria-…`` and ``data-…``."""

OWN_ATTRIBUTES: dict[str, dict[str, re.Pattern[str]]] = {
    "meta": {"charset": re.compile("utf-8", re.IGNORECASE)},
    "a": {"href": _LINK, "hreflang": _LANGUAGE, "rel": re.compile("(?!.*attachment)[a-z ]*")},
    "img": {
        "src": re.compile(r"[a-z0-9-]+\.[a-z]+"),
        "alt": _TEXT,
        "width": _NUMBER,
        "height": _NUMBER,
    },
    "ol": {"start": _NUMBER, "type": re.compile("[1aAiI]"), "reversed": _TOKENS},
    "li": {"value": _NUMBER},
    "th": {"scope": _TOKENS, "abbr": _TEXT, "headers": _TEXT, "colspan": _SPAN, "rowspan": _SPAN},
    "td": {"headers": _TEXT, "colspan": _SPAN, "rowspan": _SPAN},
    "col": {"span": _SPAN},
    "colgroup": {"span": _SPAN},
    "time": {"datetime": _TEXT},
    "blockquote": {"cite": _LINK},
    "q": {"cite": _LINK},
    "del": {"cite": _LINK, "datetime": _TEXT},
    "ins": {"cite": _LINK, "datetime": _TEXT},
}
"""Attributes of single elements, with patterns that their whole values match."""

_MATHML = f"{{{MATHML}}}"
_FAMILIES = ("aria-", "data-")
_LINKING = ("href", "cite")


@dataclass(frozen=True)
class Part:
    """The output of a template: the name of its root, and required elements (XPath, name)."""

    template: str
    root: str
    needed: tuple[tuple[str, str], ...] = ()


PAGE = Part(
    "article.html.j2",
    "html",
    (
        ("h:head/h:title", "<title> in its <head>"),
        ("h:body/h:main/h:article", "<article> in <main> in <body>"),
        ("h:body//h:h1", "<h1>"),
    ),
)
FIGURE = Part("figure.html.j2", "figure", ((".//h:img", "<img>"),))
WITHHELD = Part("withheld.html.j2", "figure", (("self::h:figure[@id]", "id on its <figure>"),))
"""The placeholder of a picture that is withheld; it cannot show a picture."""
COVER = Part("cover.html.j2", "section")
"""The template of a theme without a cover prints nothing."""


def checked(text: str, part: Part, theme: Theme, pictures: Collection[str]) -> str:
    """``text`` unchanged, if it is valid markup for ``part``.

    ``pictures`` are the names that ``img`` may show. Raises ``ThemeError`` with
    the template, and the line, where it can be found.
    """
    if part is COVER and not text.strip():
        return ""
    inspector = _Inspector(part, theme, frozenset(pictures))
    problems = list(dict.fromkeys(inspector.problems(text)))
    if problems:
        raise ThemeError(*problems[:_SHOWN])
    return text


_SHOWN = 20


@dataclass(frozen=True)
class _Inspector:
    part: Part
    theme: Theme
    pictures: frozenset[str]

    def problems(self, text: str) -> Iterator[Problem]:
        # Comments, CDATA, entities and instructions mean one thing to a parser of
        # XML and another to one of HTML, and WeasyPrint's is the latter.
        for sign in ("<!", "<?"):
            if sign in text:
                yield self.fault(
                    "theme-markup-declaration",
                    f"the markup holds {sign}…: a comment, a declaration or an instruction",
                    "Write comments as {# … #}; the rest has no place in a theme.",
                    sign,
                )
                return
        try:
            root = markup.document(text.strip()) if self.part is PAGE else self.only(text)
        except BadXML as error:
            line = text.strip().split("\n")[max(0, (error.line or 1) - 1)][:80]
            yield self.fault(
                "theme-markup-broken",
                f"the markup is not well-formed XHTML: {error}, near {line!r}",
                "Close every element (<br/>, too), and put attributes between quotes.",
            )
            return
        yield from self.shape(root)
        yield from self.walk(root)

    def only(self, text: str) -> etree._Element:
        """The only element of a fragment; anything beside it would be lost."""
        wrapper = markup.fragment(text)
        beside = [wrapper.text, *(child.tail for child in wrapper)]
        if len(wrapper) == 1 and not any(words and words.strip() for words in beside):
            return wrapper[0]
        return wrapper

    def shape(self, root: etree._Element) -> Iterator[Problem]:
        if root.tag != markup.tag(self.part.root):
            yield self.fault(
                "theme-markup-root",
                f"the template must make one <{self.part.root}>, and nothing beside it",
                f"Put all of it into <{self.part.root}>.",
            )
            return
        for path, words in self.part.needed:
            if not root.xpath(path, namespaces={"h": markup.XHTML}):
                yield self.fault(
                    "theme-markup-root",
                    f"the template makes no {words}",
                    "The themes that come with publish show where it belongs.",
                )

    def walk(self, root: etree._Element) -> Iterator[Problem]:
        depth = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            depth += 1 if event == "start" else -1
            if event == "end":
                continue
            if depth > DEEPEST:
                yield self.fault(
                    "theme-markup-depth",
                    f"elements nest more than {DEEPEST} deep",
                    "Remove elements that only wrap another.",
                )
                return
            if element.tag.startswith(_MATHML):
                yield from self.formula(element)
                continue
            name = element.tag.removeprefix(f"{{{markup.XHTML}}}")
            # A prefix is a namespace to XML, and part of the name to HTML.
            if name not in ELEMENTS or element.prefix:
                yield self.fault(
                    "theme-markup-element",
                    f"<{name}> is not in the vocabulary",
                    "Use an element that ARCHITECTURE.md lists; a style belongs into css/.",
                    f"<{name}",
                )
            elif element.attrib:
                yield from self.attributes(name, element)

    def formula(self, element: etree._Element) -> Iterator[Problem]:
        """A part of a formula: elements of MathML, from ``math`` down, and nothing else."""
        name, parent = element.tag.removeprefix(_MATHML), element.getparent()
        inside = parent is not None and parent.tag.startswith(_MATHML)
        known = formula_text.ELEMENTS.get(name)
        strange = [c for c in element if not str(c.tag).startswith(_MATHML)]
        if known is None or element.prefix or strange or inside == (name == "math"):
            yield self.fault(
                "theme-markup-element",
                f"<{name}> of a formula is not in the vocabulary, or is in a wrong place",
                "Formulas come with the body; a template makes none.",
                f"<{name}",
            )
            return
        for key, value in element.attrib.items():
            attribute, text = str(key), str(value)
            pattern = known.get(attribute)
            if pattern is None or not pattern.fullmatch(text):
                yield self.fault(
                    "theme-markup-attribute",
                    f'{attribute}="{text[:60]}" on <{name}> of a formula is not in the vocabulary',
                    "Formulas come with the body; a template makes none.",
                    f"{attribute}=",
                )

    def attributes(self, name: str, element: etree._Element) -> Iterator[Problem]:
        own = OWN_ATTRIBUTES.get(name, {})
        for key, value in element.attrib.items():
            attribute, text = str(key), str(value)
            pattern = own.get(attribute) or ATTRIBUTES.get(attribute)
            if pattern is None and attribute.startswith(_FAMILIES):
                pattern = _TEXT
            if pattern is None:
                yield self.fault(
                    "theme-markup-attribute",
                    f'{attribute}="{text[:60]}" on <{name}> is not in the vocabulary',
                    "Give it a class, and the class its style in css/.",
                    f"{attribute}=",
                )
            elif attribute == "src" and text not in self.pictures:
                yield self.fault(
                    "theme-markup-picture",
                    f"src={text[:60]!r} is no picture of the article",
                    "Print the name that the template is given: image.name or picture.name.",
                    text[:60],
                )
            elif not pattern.fullmatch(text):
                kind = "link" if attribute in _LINKING else "attribute"
                yield self.fault(
                    f"theme-markup-{kind}",
                    f"<{name}> cannot have {attribute}={text[:60]!r}",
                    _FIXES[kind],
                    text[:60],
                )

    def fault(self, rule: str, message: str, fix: str, culprit: str = "") -> Problem:
        return Problem(rule, message, fix, _place(self.theme, self.part.template, culprit))


_FIXES = {
    "link": f"Links can begin with {', '.join(f'{s}:' for s in SCHEMES)} or #.",
    "attribute": "Print a value that suits the attribute.",
}


def _place(theme: Theme, template: str, culprit: str) -> Where:
    """The first line of a template with the faulty text; otherwise the outermost template.

    Composed markup does not say which template a piece came from.
    """
    names = sorted(theme.templates, key=lambda name: name != template)
    for name in names if culprit else ():
        at = theme.templates[name].find(culprit)
        if at >= 0:
            return Where(_file(theme, name), theme.templates[name].count("\n", 0, at) + 1)
    return Where(_file(theme, template))


def _file(theme: Theme, name: str) -> str:
    paths = (folder / "templates" / name for folder in theme.folders)
    return str(next((path for path in paths if path.is_file()), name))

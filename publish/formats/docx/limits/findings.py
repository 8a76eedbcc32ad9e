"""What a theme's stylesheets say and Word cannot do, or does in its own way.

Every rule is a row: a property that no Word style has, or a question to the
computed look of an element. They are asked of every element of the specimen, and
of the kinds of pages, so that nothing is lost in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from publish.cascade import Cascade, parse
from publish.errors import Problem, Severity
from publish.formats.docx.blocks.heading_numbers import Outline
from publish.formats.docx.blocks.walk import Walk
from publish.formats.docx.document import stylesheets
from publish.formats.docx.limits.probes import QUESTIONS, Place
from publish.formats.docx.model import roles
from publish.formats.docx.styles.fonts import FontBook
from publish.page import Look

_LANG = "en"
_UNSEEN = frozenset({"head", "meta", "title"})


@dataclass(frozen=True)
class Property:
    """A property that Word has nothing for; the values in ``fine`` make no difference there."""

    name: str
    rule: str
    instead: str
    fine: frozenset[str] = frozenset()


def _properties(rule: str, instead: str, *names: str, fine: str = "") -> tuple[Property, ...]:
    return tuple(Property(name, rule, instead, frozenset(fine.split())) for name in names)


PROPERTIES: tuple[Property, ...] = (
    *_properties("word-position", "It stands where it is in the text.", "position"),
    *_properties("word-transform", "It is neither turned nor moved nor scaled.", "transform"),
    *_properties("word-opacity", "It is opaque.", "opacity"),
    *_properties("word-visibility", "It is seen.", "visibility"),
    *_properties("word-shadow", "There is no shadow.", "box-shadow"),
    *_properties("word-outline", "There is no outline.", "outline-style"),
    *_properties("word-background-image", "Only the color is there.", "background-image"),
    *_properties("word-object-fit", "The whole picture is seen.", "object-fit", fine="contain"),
    *_properties("word-size", "It is as large as what is in it.", "min-width", "min-height"),
    *_properties("word-overflow", "All of it is seen.", "overflow", "text-overflow"),
    *_properties("word-break", "Only page and avoid are known before it.", "break-before",
                 fine="page always avoid avoid-page avoid-column"),
    *_properties("word-break", "Only avoid is known after it.", "break-after",
                 fine="avoid avoid-page avoid-column"),
    *_properties("word-page", "All pages are of one kind.", "page"),
    *_properties(
        "word-radius",
        "Corners are square.",
        *(f"border-{corner}-radius" for corner in
          ("top-left", "top-right", "bottom-right", "bottom-left")),
    ),
    *_properties(
        "word-overflow-wrap",
        "A word that is too long is always broken, at a place that Word chooses.",
        "overflow-wrap",
        "word-break",
    ),
    *_properties("word-word-spacing", "Words are as far apart as the font has them.",
                 "word-spacing"),
    *_properties(
        "word-hyphenation",
        "Word hyphenates by its own rules.",
        "hyphenate-limit-chars",
        "hyphenate-limit-zone",
        "hyphenate-character",
    ),
    *_properties(
        "word-font-features",
        "The font's standard forms are shown.",
        "font-feature-settings",
        "font-variation-settings",
        "font-variant-ligatures",
        "font-variant-position",
        "font-variant-alternates",
        "font-variant-east-asian",
        "font-stretch",
    ),
    *_properties(
        "word-text-decoration",
        "The line is plain, and of the text's color.",
        "text-decoration-style",
        "text-decoration-color",
        "text-decoration-thickness",
        "text-underline-offset",
    ),
    *_properties("word-list-style", "The marker hangs before the text.", "list-style-position"),
    *_properties("word-list-style", "The marker is that of list-style-type.", "list-style-image"),
    *_properties(
        "word-text-transform",
        "The letters are as the article has them.",
        "text-transform",
        fine="uppercase none",
    ),
)  # fmt: skip


def losses(look: Look) -> tuple[Problem, ...]:
    """What the theme's stylesheets want and Word cannot do: a hint for each, never an error.

    A hint names the elements of the specimen (``figcaption.credit``), what is
    wanted, and what Word does instead. The rules' ids begin with ``word-``.
    Raises ``ThemeError`` and ``SourceError`` as writing the specimen would.
    """
    found: dict[tuple[str, str, str], list[str]] = {}
    for rule, name, wanted, instead in _found(look):
        names = found.setdefault((rule, wanted, instead), [])
        if name not in names:
            names.append(name)
    return tuple(
        Problem(
            rule,
            f"{look.theme}: {', '.join(names)}: {wanted}",
            f"In Word: {instead}",
            severity=Severity.HINT,
        )
        for (rule, wanted, instead), names in sorted(found.items())
    )


def _found(look: Look) -> Iterator[tuple[str, str, str, str]]:
    """Rule, element, what is wanted, what Word does instead."""
    root = parse(look.specimen)
    cascade = Cascade(root, stylesheets(look))
    book = FontBook(look.fonts)
    outline = Outline.of(cascade, book)
    walk = Walk(cascade, book, cascade.page("right"), _LANG, outline)
    walk.blocks()
    plain = Cascade(root, ())
    tables = {cell: table for table in root.iter("table") for cell in table.iter()}
    for element in root.iter():
        if element.tag in _UNSEEN:
            continue
        place = Place(element, cascade, plain, outline, walk.honored, tables.get(element))
        name = ".".join([element.tag, *roles.classes(element)])
        for row in PROPERTIES:
            value = place.stated(row.name)
            if value is not None and value not in row.fine:
                yield row.rule, name, _worded(row.name, value), row.instead
        for question in QUESTIONS:
            answer = question.ask(place)
            if answer is not None:
                yield question.rule, name, answer, question.instead
    yield from _pages(cascade)


def _worded(name: str, value: str) -> str:
    """A property, with its value where that is a word: computed numbers are not the theme's."""
    word = value.replace("-", "").replace(" ", "").isalpha()
    return f"{name}: {value}" if word else name


def _pages(cascade: Cascade) -> Iterator[tuple[str, str, str, str]]:
    """What Word cannot do at the edges of a page, and kinds of pages that it does not know."""
    base = cascade.page("right")
    for kind in ("first", "right", "left"):
        for name in cascade.other_margin_boxes(kind):
            yield "word-margin-box", f"@page @{name}", "content", "Nothing stands there."
        if cascade.rules_notes(kind):
            instead = "Word's own rule stands there: short, thin and black."
            yield "word-footnote-rule", "@page @footnote", "a border", instead
        page = cascade.page(kind)
        mirrored = (page.margin.left, page.margin.right) == (base.margin.right, base.margin.left)
        upright = (page.margin.top, page.margin.bottom) == (base.margin.top, base.margin.bottom)
        facing = kind == "left" and mirrored and upright
        if (page.width, page.height) != (base.width, base.height) or not (
            page.margin == base.margin or facing
        ):
            instead = "All pages have one size and the margins of right pages."
            yield "word-page", f"@page :{kind}", "a size or margins of its own", instead

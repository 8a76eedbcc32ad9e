"""Requests of a theme's stylesheets that Word cannot meet, or meets in its own way.

Every rule is a row: a property without counterpart in Word, or a probe of the computed style of an
element. All are applied to every element of the specimen, and to the kinds of pages, so that
nothing is lost in silence.
"""

from __future__ import annotations

from collections.abc import Iterator

from publish.cascade import Cascade, parse
from publish.cascade.nodes import classes
from publish.errors import Problem, Severity
from publish.formats.docx.blocks.heading_numbers import HeadingNumbers
from publish.formats.docx.specimen import stylesheets, walk_over
from publish.formats.docx.styles.fonts import FontBook
from publish.formats.docx.unsupported.computed_styles import PROBES, Probed
from publish.formats.docx.unsupported.properties import PROPERTIES
from publish.page import Look
from publish.values import dataclass

_LANG = "en"
_WITHOUT_STYLE = frozenset({"head", "meta", "title"})


@dataclass(frozen=True)
class _Loss:
    """A loss at an element, and Word's substitute."""

    rule: str
    element: str
    lost: str
    instead: str


def losses(look: Look) -> tuple[Problem, ...]:
    """Requests of the theme's stylesheets that Word cannot meet: a hint for each, never an error.

    A hint names the elements of the specimen (``figcaption.credit``), the request, and Word's
    substitute. The rules' ids begin with ``word-``. Raises ``ThemeError`` and ``SourceError`` as
    writing the specimen would.
    """
    found: dict[tuple[str, str, str], list[str]] = {}
    for loss in _losses(look):
        elements = found.setdefault((loss.rule, loss.lost, loss.instead), [])
        if loss.element not in elements:
            elements.append(loss.element)
    return tuple(
        Problem(
            rule,
            f"{look.theme}: {', '.join(elements)}: {lost}",
            f"In Word: {instead}",
            severity=Severity.HINT,
        )
        for (rule, lost, instead), elements in sorted(found.items())
    )


def _losses(look: Look) -> Iterator[_Loss]:
    root = parse(look.specimen)
    cascade = Cascade(root, stylesheets(look))
    book = FontBook(look.fonts)
    heading_numbers = HeadingNumbers.of(cascade, book)
    walk = walk_over(cascade, book, _LANG, heading_numbers)
    walk.body()
    plain = Cascade(root, ())
    tables = {cell: table for table in root.iter("table") for cell in table.iter()}
    for element in root.iter():
        if element.tag in _WITHOUT_STYLE:
            continue
        probed = Probed(element, cascade, plain, heading_numbers, walk.honored, tables.get(element))
        yield from _of_element(probed)
    yield from _of_pages(cascade)


def _of_element(probed: Probed) -> Iterator[_Loss]:
    name = ".".join([probed.element.tag, *classes(probed.element)])
    for row in PROPERTIES:
        value = probed.non_default(row.name)
        if value is not None and value not in row.fine:
            yield _Loss(row.rule, name, _declaration(row.name, value), row.instead)
    for probe in PROBES:
        lost = probe.find(probed)
        if lost is not None:
            yield _Loss(probe.rule, name, lost, probe.instead)


def _declaration(name: str, value: str) -> str:
    """A property, with its value if that is a word: computed numbers are not the theme's."""
    word = value.replace("-", "").replace(" ", "").isalpha()
    return f"{name}: {value}" if word else name


def _of_pages(cascade: Cascade) -> Iterator[_Loss]:
    """Requests for page margins and kinds of pages that Word cannot meet."""
    base = cascade.page("right")
    for kind in ("first", "right", "left"):
        for name in cascade.other_margin_boxes(kind):
            yield _Loss("word-margin-box", f"@page @{name}", "content", "Nothing is there.")
        if cascade.has_footnote_rule(kind):
            instead = "Word's own rule is there: short, thin and black."
            yield _Loss("word-footnote-rule", "@page @footnote", "a border", instead)
        page = cascade.page(kind)
        mirrored = (page.margin.left, page.margin.right) == (base.margin.right, base.margin.left)
        same_height = (page.margin.top, page.margin.bottom) == (base.margin.top, base.margin.bottom)
        facing = kind == "left" and mirrored and same_height
        if (page.width, page.height) != (base.width, base.height) or not (
            page.margin == base.margin or facing
        ):
            instead = "All pages have one size and the margins of right pages."
            yield _Loss("word-page", f"@page :{kind}", "a size or margins of its own", instead)

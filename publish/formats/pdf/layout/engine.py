"""Lays out a Page with WeasyPrint."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

import weasyprint
from weasyprint.urls import FatalURLFetchingError

from publish.cascade.fetching import BASE, page_files
from publish.cascade.on_paper import let_go
from publish.cascade.sheets import sheet
from publish.errors import Problem, ThemeError
from publish.formats.pdf import formulas, svg_forms, svg_text
from publish.formats.pdf.critic.measures import Measures
from publish.formats.pdf.layout import (
    actual_text,
    bleeds,
    continued_tables,
    credit_lines,
    emoji,
    floats,
    footnotes,
    letter_case,
    line_grid,
    page_numbers,
    resolution,
    table_heads,
)
from publish.formats.pdf.layout.columns import breaks as column_breaks
from publish.formats.pdf.layout.columns import rules as column_rules
from publish.formats.pdf.layout.columns import spanning
from publish.formats.pdf.layout.columns.nesting import refuse_nested_columns
from publish.formats.pdf.layout.dress import dress
from publish.formats.pdf.layout.fitting import fitted
from publish.formats.pdf.layout.landscape_pages import with_landscape_pages
from publish.formats.pdf.layout.lines import breaks as line_breaks
from publish.formats.pdf.layout.lines import column_ends, shaped
from publish.formats.pdf.layout.lines import kept as kept_lines
from publish.formats.pdf.layout.lines import order as line_order
from publish.formats.pdf.layout.output import LaidOut, Pictures
from publish.formats.pdf.layout.placement import later_figures
from publish.formats.pdf.standards import standard
from publish.formats.pdf.structure import contents, decorations, source_order, weasyprint_tags
from publish.page import Page

_STYLES = """
* { image-rendering: pixelated !important }
img { image-orientation: none !important }
th, td { box-decoration-break: clone }
h1, h2, h3, h4, h5, h6, .subtitle, .standfirst, .guide li, .colophon p, .pullquote p, figcaption,
caption, .key-points li, .box p, .box li, .byline, .affiliation {
  hyphens: auto !important;
  hyphenate-limit-zone: 100% !important;
}
.guide:not(:has(li:nth-child(12))) { break-inside: avoid }
article > h2, article > h3 { clear: both }
"""
"""Rules for every theme: no interpolation flag, which PDF/A forbids (ISO 19005-2 6.2.8), in
pictures and bitmap fonts; JPEGs keep their bytes; a cell that goes on keeps its padding; a
heading is hyphenated only where a word is longer than the line; short contents stay on one page;
a side picture stays in its section."""

_PATCHES: tuple[Callable[[], None], ...] = (
    actual_text.install,
    column_ends.install,
    column_rules.install,
    continued_tables.install,
    emoji.install,
    floats.install,
    formulas.install,
    later_figures.install,
    credit_lines.install,  # wraps the same function as the one before
    letter_case.install,
    line_grid.install,
    line_breaks.install,
    page_numbers.install,
    resolution.install,
    shaped.install,
    source_order.install,
    spanning.install,
    svg_forms.install,
    svg_text.install,
    table_heads.install,
    weasyprint_tags.install,
)
"""Changes to private functions of WeasyPrint."""


_SHOWN = 80
"""Letters by which a box is found again in the article."""


def lay_out(page: Page) -> tuple[LaidOut, Measures]:
    """Return a PDF of ``page`` as WeasyPrint writes it for its standard, and its pages' measures.

    Raises ``ThemeError`` if the stylesheet asks for a file that the page does not
    bring, or a picture or font cannot be used: WeasyPrint only logs these and leaves
    a gap on the page.
    """
    pictures = Pictures(page.assets, page.edition.resolution, page.look.kept)
    done, options = LaidOut(), {"pdf_variant": standard(page).variant, "pdf_tags": True}

    def write(document: Any) -> None:
        bleeds.extend(document)
        done.write(partial(document.write_pdf, **options))
        done.reduced = pictures.reduced

    return done, _laid_out(page, write, pictures)


def measured(page: Page) -> Measures:
    """The measures of the pages that ``lay_out`` would make; raises as it does, writes nothing."""
    return _laid_out(page, lambda document: None, Pictures(page.assets))


def _laid_out(page: Page, use: Callable[[Any], None], pictures: Pictures) -> Measures:
    """Lay ``page`` out, hand the document to ``use``, and measure it."""
    for install in _PATCHES:
        install()
    refuse_nested_columns(page)
    files = page_files(page)
    notes = footnotes.places(page)
    markup, landscape = with_landscape_pages(page)
    texts = _stylesheets(page, landscape, notes=notes)
    line_order.install(applied=any(map(line_order.needed, (markup, *texts))))
    kept_lines.install()
    measures = Measures()
    # A refused fetch stops WeasyPrint; ``files`` records it.
    with _logged_errors() as errors_logged, suppress(FatalURLFetchingError):
        sheets, fonts = dress(page.look.fonts, texts, files)
        html = weasyprint.HTML(string=markup, url_fetcher=files, base_url=BASE)
        with _theme_errors(page):
            column_breaks.split_columns(html, page)
            formulas.prepare(html)
            contents.prepare(html)
            continued_tables.prepare(html, page)
            footnotes.prepare(html, notes)
            decorations.prepare(html)
            let_go()
            variant = standard(page).variant

            def render(rules: str) -> Any:
                more = [*sheets, sheet(rules)] if rules else sheets
                return html.render(
                    stylesheets=more, font_config=fonts, cache=pictures, pdf_variant=variant
                )

            document, measures = fitted(render)
            use(document)
    problems = [
        *(_fetch_error(url) for url in files.refused),
        *(
            Problem("pdf-layout", text, "Correct the stylesheet or the picture.")
            for text in errors_logged
        ),
    ]
    if problems:
        raise ThemeError(*problems)
    return measures


def _stylesheets(page: Page, landscape: str, *, notes: footnotes.Places) -> tuple[str, ...]:
    """All rules; later ones overrule earlier ones. Those of the theme are apart from the rest."""
    return (
        landscape,
        page.look.style,
        page.look.paper,
        _STYLES + formulas.STYLES,
        _list_starts(page.markup),
        notes.rules,
        standard(page).rules(page),
    )


def _list_starts(markup: str) -> str:
    """Return rules for lists that do not start at one.

    WeasyPrint applies ``start`` only together with all other presentational
    attributes, which would overrule the theme.
    """
    starts = sorted({int(number) for number in re.findall(r'<ol\b[^>]*\bstart="(\d+)"', markup)})
    return "\n".join(
        f'ol[start="{start}"] {{ counter-reset: list-item {start - 1} }}' for start in starts
    )


def _fetch_error(url: str) -> Problem:
    return Problem(
        "theme-fetch-refused",
        f"the theme asks for {url.removeprefix(BASE)}, which is not part of the page",
        "Use only the theme's own fonts and the article's pictures.",
    )


@contextmanager
def _theme_errors(page: Page) -> Iterator[None]:
    """Turn WeasyPrint's exceptions into an error about the theme.

    On absurd styles (text of size zero, boxes without width) WeasyPrint fails with any
    kind of exception.
    """
    try:
        yield
    except FatalURLFetchingError:
        raise
    except (ArithmeticError, AssertionError, LookupError, RecursionError) as error:
        raise _layout_error(page, error) from error
    except (AttributeError, TypeError, ValueError, NotImplementedError) as error:
        raise _layout_error(page, error) from error


def _layout_error(page: Page, error: Exception) -> ThemeError:
    why = f"{type(error).__name__}: {error}"[:200]
    about = _words_in_layout(error)
    return ThemeError(
        Problem(
            "pdf-layout-failed",
            f"the pages cannot be laid out in the theme {page.look.theme} ({why})",
            "Undo the last change to its stylesheets, or build with --theme briefing. If it is not "
            "yours, take what is special out of this line, or shorten it.",
            about=about or page.metadata.title,
        )
    )


def _words_in_layout(error: Exception) -> str:
    """The words of the innermost box that WeasyPrint was at when it failed."""
    found = ""
    trace = error.__traceback__
    while trace is not None:
        for name in ("box", "child", "element"):
            value = trace.tb_frame.f_locals.get(name)
            element: Any = getattr(value, "element", value)
            if callable(getattr(element, "itertext", None)):
                text = " ".join("".join(element.itertext()).split())
                found = text[:_SHOWN] or found
        trace = trace.tb_next
    return found


@contextmanager
def _logged_errors() -> Iterator[list[str]]:
    """Collect the errors that WeasyPrint logs during the block."""
    texts: list[str] = []

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            texts.append(record.getMessage())

    handler = Handler(level=logging.ERROR)
    logger = logging.getLogger("weasyprint")
    before = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield texts
    finally:
        logger.removeHandler(handler)
        logger.propagate = before

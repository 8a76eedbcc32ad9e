"""The Page, laid out by WeasyPrint."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from publish.cascade.fetching import BASE, font_faces, shelf
from publish.errors import Problem, ThemeError
from publish.formats.pdf import formulas, svg_objects
from publish.formats.pdf.layout import (
    actual_text,
    breaks,
    columns,
    directions,
    emoji,
    floats,
    letter_case,
    lines,
    number_tags,
    spanning,
)
from publish.formats.pdf.layout.nested_columns import refuse_nested_columns
from publish.formats.pdf.layout.turning import with_turned_pages
from publish.formats.pdf.structure import contents, decoration, notes
from publish.page import Page

VARIANT = "pdf/a-3a"
"""WeasyPrint's nearest; ``conformance`` makes PDF/UA-1 of it as well."""

_NEEDED = "* { image-rendering: pixelated !important } img { image-orientation: none !important }"
"""What no theme may forget: the interpolation flag off, which PDF/A forbids (ISO 19005-2
6.2.8), in pictures and in fonts that are made of them; and a JPEG's bytes as they are."""


def lay_out(page: Page) -> bytes:
    """A tagged PDF/A-3a of ``page``, not yet with our metadata.

    Raises ``ThemeError`` when the stylesheet asks for anything that the page
    does not bring along, or a picture or font cannot be used: WeasyPrint only
    logs these, and would leave a hole in the page.
    """
    number_tags.install()
    svg_objects.install()
    actual_text.install()
    emoji.install()
    letter_case.install()
    columns.install()
    spanning.install()
    lines.install()
    floats.install()
    formulas.install()
    refuse_nested_columns(page)
    files = shelf(page)
    fonts = FontConfiguration()
    floating = notes.float_at_calls(page)
    markup, turned = with_turned_pages(page)
    data = b""
    # A refused fetch is fatal to WeasyPrint, and noted by the shelf.
    with _complaints() as complaints, suppress(FatalURLFetchingError):
        sheet = weasyprint.CSS(
            string="\n".join(
                (
                    font_faces(page.look.fonts),
                    turned,
                    page.look.style,
                    page.look.paper,
                    _NEEDED,
                    formulas.NEEDED,
                    _list_starts(page.markup),
                    "" if floating else notes.IN_PLACE,
                )
            ),
            url_fetcher=files,
            base_url=BASE,
            font_config=fonts,
        )
        html = weasyprint.HTML(string=markup, url_fetcher=files, base_url=BASE)
        with _failures(page):
            breaks.part_columns(html, page)
            formulas.prepare(html)
            directions.prepare(html)
            contents.prepare(html)
            notes.prepare(html, floating)
            decoration.prepare(html)
            data = html.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant=VARIANT)
    problems = [
        *(_refused(url) for url in files.refused),
        *(
            Problem("pdf-layout", text, "Mend the stylesheet or the picture.")
            for text in complaints
        ),
    ]
    if problems:
        raise ThemeError(*problems)
    return data


def _list_starts(markup: str) -> str:
    """Rules for lists that start elsewhere than at one.

    WeasyPrint heeds ``start`` only together with all other presentational
    attributes, and these would overrule the theme.
    """
    starts = sorted({int(number) for number in re.findall(r'<ol start="(\d+)"', markup)})
    return "\n".join(
        f'ol[start="{start}"] {{ counter-reset: list-item {start - 1} }}' for start in starts
    )


def _refused(url: str) -> Problem:
    return Problem(
        "theme-fetch-refused",
        f"the theme asks for {url.removeprefix(BASE)}, which the page does not bring along",
        "A theme may use its own fonts and the article's pictures, nothing else.",
    )


@contextmanager
def _failures(page: Page) -> Iterator[None]:
    """Turn what WeasyPrint trips over into an error about the theme.

    A stylesheet may ask for the absurd (letters of no size, boxes of no width), and
    WeasyPrint then fails with whatever error it happens to meet.
    """
    try:
        yield
    except FatalURLFetchingError:
        raise
    except (ArithmeticError, AssertionError, LookupError, RecursionError) as error:
        raise _unfit(page, error) from error
    except (AttributeError, TypeError, ValueError, NotImplementedError) as error:
        raise _unfit(page, error) from error


def _unfit(page: Page, error: Exception) -> ThemeError:
    why = f"{type(error).__name__}: {error}"[:200]
    return ThemeError(
        Problem(
            "pdf-layout-failed",
            f"the pages cannot be laid out in the theme {page.look.theme} ({why})",
            "Take out what was last changed in its stylesheets, or build with --theme briefing.",
        )
    )


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What WeasyPrint logs as an error while the block runs."""
    texts: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            texts.append(record.getMessage())

    ear = Ear(level=logging.ERROR)
    logger = logging.getLogger("weasyprint")
    before = logger.propagate
    logger.addHandler(ear)
    logger.propagate = False
    try:
        yield texts
    finally:
        logger.removeHandler(ear)
        logger.propagate = before

"""Stylesheets as WeasyPrint's objects, parsed once in a process for all articles of a theme."""

from __future__ import annotations

from functools import lru_cache

import weasyprint
from weasyprint.urls import FatalURLFetchingError

from publish.cascade import text_properties
from publish.cascade.fetching import BASE, PageFiles
from publish.errors import Problem, ThemeError

text_properties.install()


@lru_cache(maxsize=24)
def sheet(text: str) -> weasyprint.CSS:
    """Parse a stylesheet; nobody may change the result.

    Fonts that it names are not installed. Raises ``ThemeError`` where it imports a file.
    """
    try:
        return weasyprint.CSS(string=text, url_fetcher=PageFiles({}), base_url=BASE)
    except FatalURLFetchingError as error:
        raise ThemeError(
            Problem("theme-import", f"the stylesheet loads a file: {error}", "Inline it.")
        ) from error

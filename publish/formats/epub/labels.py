"""The theme's labels that only an EPUB needs: cover, contents, landmarks."""

from __future__ import annotations

from collections.abc import Mapping

from publish.errors import Problem, ThemeError
from publish.languages.locale import FALLBACK, direction
from publish.page import Page

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def label(page: Page, key: str) -> str:
    """Return the theme's label for ``key``. Raises ``ThemeError`` if it has none."""
    try:
        return page.label(key)
    except KeyError:
        raise ThemeError(
            Problem(
                "theme-label",
                f"the theme {page.look.theme} has no label {key!r}, which an EPUB needs",
                f'Add {key} = "…" under [labels.{page.metadata.lang.split("-")[0]}] in theme.toml.',
            )
        ) from None


def borrowed_lang(page: Page, key: str) -> str | None:
    """The language of a label that is not in the article's."""
    return FALLBACK if key in page.borrowed else None


def language_attributes(lang: str | None) -> Mapping[str, str]:
    """The attributes that say a language and its direction; none for the article's own."""
    return {"lang": lang, XML_LANG: lang, "dir": direction(lang)} if lang else {}

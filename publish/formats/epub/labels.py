"""The theme's words for what only an EPUB has: the names of its cover, contents and landmarks."""

from __future__ import annotations

from publish.errors import Problem, ThemeError
from publish.page import Page


def label(page: Page, key: str) -> str:
    """The theme's word for ``key``; ``ThemeError`` if it has none."""
    try:
        return page.label(key)
    except KeyError:
        raise ThemeError(
            Problem(
                "theme-label",
                f"the theme {page.look.theme} has no word for {key!r}, which an EPUB needs",
                f'Add {key} = "…" under [labels.{page.metadata.lang.split("-")[0]}] in theme.toml.',
            )
        ) from None

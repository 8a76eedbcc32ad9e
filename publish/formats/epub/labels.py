"""The theme's labels that only an EPUB needs: cover, contents, landmarks."""

from __future__ import annotations

from publish.errors import Problem, ThemeError
from publish.page import Page


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

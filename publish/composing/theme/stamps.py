"""Stamps: the marks on every page of a draft, of an article under embargo, of a retracted one.

The words are the theme's; its templates set them at the head of the article and on the
cover. The marks on pages are made here, so that no theme can omit them. A theme's
``.draft``, ``.embargo`` and ``.retracted`` style the notices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from publish.composing import markup
from publish.composing.theme.draft import STATUS
from publish.composing.theme.labels import word
from publish.composing.theme.tokens import css_string, resolve
from publish.errors import Problem, ThemeError
from publish.languages.dates import day, moment
from publish.model.article import Metadata
from publish.page import PAPER, Stamp


def stamps(data: Metadata, labels: Mapping[str, str], theme: str) -> tuple[Stamp, ...]:
    """The stamps of an article, the gravest first; ``ThemeError`` if the theme lacks the words."""
    return tuple(_stamps(data, labels, theme))


def _stamps(data: Metadata, labels: Mapping[str, str], theme: str) -> Iterator[Stamp]:
    if data.retracted:
        on = day(data.retracted.date, data.lang, labels["date"])
        notice = word(labels, "retracted-notice", theme).replace("{date}", on)
        yield Stamp("retracted", notice, word(labels, "retracted", theme))
    if data.embargo:
        until = moment(data.embargo, data.lang, labels)
        yield Stamp("embargo", word(labels, "embargo-notice", theme).replace("{moment}", until))
    if data.status == STATUS:
        across = word(labels, "draft", theme)
        yield Stamp("draft", word(labels, "draft-notice", theme), across)


def line(found: Sequence[Stamp]) -> str:
    """The texts of all stamps on one line."""
    return " · ".join(stamp.text for stamp in found)


def across(found: Sequence[Stamp]) -> str | None:
    """The word across the page, of the gravest stamp that has one."""
    return next((stamp.across for stamp in found if stamp.across), None)


def marked(
    sheets: Mapping[str, str], tokens: Mapping[str, str], found: Sequence[Stamp]
) -> dict[str, str]:
    """The stylesheets with a style for the notices before them, and the marks on pages after."""
    if not found:
        return dict(sheets)
    tokens = {**tokens, "stamp-notice": css_string(line(found))}
    pages = [resolve(_read("stamp_pages"), tokens, "stamp_pages.css")]
    if word_across := across(found):
        tokens["stamp-across"] = css_string(word_across)
        pages.append(resolve(_read("stamp_across"), tokens, "stamp_across.css"))
    return {
        **sheets,
        "style": f"{resolve(_read('stamps'), tokens, 'stamps.css')}\n{sheets['style']}",
        PAPER: "\n".join([sheets[PAPER], *pages]),
    }


def _read(name: str) -> str:
    return Path(__file__).with_name(f"{name}.css").read_text(encoding="utf-8")


def ensure_kept(texts: tuple[str, ...], found: Sequence[Stamp], theme: str) -> None:
    """Raise ``ThemeError`` if the markup of an article, or of its cover, lacks a stamp.

    An empty text (a theme without a cover) needs no stamp.
    """
    for text in filter(str.strip, texts):
        shown = markup.plain(text)
        for stamp in found:
            if " ".join(stamp.text.split()) in shown:
                continue
            if stamp.kind == STATUS:
                raise ThemeError(
                    Problem(
                        "theme-draft-lost",
                        f"the theme {theme} does not say that a draft is one",
                        'Its templates `title-block` and `cover` must set <p class="draft">'
                        "{{ article.draft }}</p> where there is an article.draft, or include "
                        "`stamps.html.j2`.",
                    )
                )
            raise ThemeError(
                Problem(
                    "theme-stamp-lost",
                    f"the theme {theme} does not say: {stamp.text}",
                    "Its templates `title-block` and `cover` must include `stamps.html.j2`.",
                )
            )

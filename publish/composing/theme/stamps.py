"""Stamps: what stands on every page of an article that is not simply published.

A draft, an article under embargo, a retracted one. The words are the theme's; its
templates set them at the head of the article and on the cover. That each page is
marked is seen to here, so that no theme can forget it. A theme's own ``.draft``,
``.embargo`` and ``.retracted`` still say how the notices look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from publish.composing import markup
from publish.composing.theme.draft import STATUS
from publish.composing.theme.labels import word
from publish.composing.theme.tokens import resolve
from publish.errors import Problem, ThemeError
from publish.languages.dates import day, moment
from publish.model.article import Metadata
from publish.page import PAPER, Stamp


def stamps(data: Metadata, labels: Mapping[str, str], theme: str) -> tuple[Stamp, ...]:
    """What marks every page, the gravest first; ``ThemeError`` where the theme lacks the words."""
    return tuple(_stamps(data, labels, theme))


def _stamps(data: Metadata, labels: Mapping[str, str], theme: str) -> Iterator[Stamp]:
    if data.retracted:
        on = day(data.retracted.date, data.lang, labels["date"])
        said = word(labels, "retracted-notice", theme).replace("{date}", on)
        yield Stamp("retracted", said, word(labels, "retracted", theme))
    if data.embargo:
        until = moment(data.embargo, data.lang, labels)
        yield Stamp("embargo", word(labels, "embargo-notice", theme).replace("{moment}", until))
    if data.status == STATUS:
        across = word(labels, "draft", theme)
        yield Stamp("draft", word(labels, "draft-notice", theme), across)


def line(found: Sequence[Stamp]) -> str:
    """All that is stamped, on one line."""
    return " · ".join(stamp.text for stamp in found)


def across(found: Sequence[Stamp]) -> str | None:
    """The one word that goes across the page, of the gravest that has one."""
    return next((stamp.across for stamp in found if stamp.across), None)


def marked(
    sheets: Mapping[str, str], tokens: Mapping[str, str], found: Sequence[Stamp]
) -> dict[str, str]:
    """A theme's stylesheets with the look of the notices before, and the pages' marks after."""
    if not found:
        return dict(sheets)
    tokens = {**tokens, "stamp-notice": _quoted(line(found))}
    pages = [resolve(_read("stamp_pages"), tokens, "stamp_pages.css")]
    if word_across := across(found):
        tokens["stamp-across"] = _quoted(word_across)
        pages.append(resolve(_read("stamp_across"), tokens, "stamp_across.css"))
    return {
        **sheets,
        "style": f"{resolve(_read('stamps'), tokens, 'stamps.css')}\n{sheets['style']}",
        PAPER: "\n".join([sheets[PAPER], *pages]),
    }


def _read(name: str) -> str:
    return Path(__file__).with_name(f"{name}.css").read_text(encoding="utf-8")


def _quoted(text: str) -> str:
    """A CSS string (CSS Syntax 3 §4.3.5)."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ") + '"'


def ensure_kept(texts: tuple[str, ...], found: Sequence[Stamp], theme: str) -> None:
    """Raise ``ThemeError`` if the markup of an article, or of its cover, lacks a stamp.

    An empty text (a theme without a cover) says nothing, and need not.
    """
    for text in filter(str.strip, texts):
        said = markup.plain(text)
        for stamp in found:
            if " ".join(stamp.text.split()) in said:
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

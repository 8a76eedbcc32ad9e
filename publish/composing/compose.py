"""Article and theme become one Page: order, wording and furniture are decided here, once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from markupsafe import Markup

from publish.article import Article, Brand, Image, Metadata
from publish.composing import markup
from publish.composing.brand import brand_of, branded
from publish.composing.credits import hold, shown
from publish.composing.names import figure_id, with_plain_names
from publish.composing.page import Asset, Look, Page
from publish.composing.specimen import specimen_article
from publish.composing.templates import Environment, environment, render
from publish.composing.theme import SHEETS, Theme
from publish.composing.tokens import resolve
from publish.composing.vocabulary import COVER, FIGURE, PAGE, Part, checked
from publish.composing.words import day, direction, labels, script
from publish.metadata import picture
from publish.metadata.credits import refuse_unwritable

_SHORT = 60
"""Characters: what a running head holds on one line of a narrow page."""
_WRITTEN = ("Latn", "Grek", "Cyrl")
"""Scripts that the shipped themes' fonts have; for others the colophon names no typeface."""


def compose(article: Article, theme: Theme, channel: str = "pdf") -> Page:
    """The Page of ``article`` in ``theme``.

    Every picture of the Page carries its credit as XMP in its own bytes, its
    pixels untouched. ``channel`` names the destination; as no picture is
    withheld from any of them yet, the Pages of all channels are equal. Raises
    ``ThemeError`` when a template or a token is broken, ``SourceError`` when a
    credit holds a character that no XML can.
    """
    # Else a template would be blamed for markup that cannot be read.
    refuse_unwritable(credit for image in article.images for credit in image.credits)
    article = with_plain_names(article)
    brand = brand_of(article)
    theme = branded(theme, brand)
    words, _ = labels(theme, article.metadata.lang)
    desk = _Desk(environment(theme), theme, words, brand)
    text = desk.page(article)
    hold(text, _in_order(article), words, theme.name)
    return Page(
        slug=article.slug,
        markup=text,
        metadata=_metadata(article.metadata),
        look=_look(theme, words, desk, article.metadata.lang),
        cover=desk.cover(article),
        images=_in_order(article),
        assets=tuple(
            Asset(image.name, image.media_type, picture.credited(image))
            for image in _in_order(article)
        ),
        labels=tuple(sorted(words.items())),
    )


@dataclass(frozen=True)
class _Desk:
    """The theme's templates and words, at hand."""

    env: Environment
    theme: Theme
    words: Mapping[str, str]
    brand: Brand

    def set(self, part: Part, pictures: Iterable[str], **values: object) -> str:
        text = render(self.env, part.template, self.theme, {"labels": self.words, **values})
        return checked(text, part, self.theme, frozenset(pictures))

    def page(self, article: Article) -> str:
        names = {image.name: figure_id(image.name) for image in article.images}
        body = markup.fragment(article.body)
        seen: dict[str, int] = {}

        def figure(name: str) -> str:
            seen[name] = seen.get(name, 0) + 1
            # A picture shown twice needs two ids; the credits list points to the first.
            id = names[name] if seen[name] == 1 else f"{names[name]}-{seen[name]}"
            return self.figure(article.image(name), id)

        hero = Markup(figure(article.hero)) if article.hero else ""
        markup.mark_lead(body)
        markup.mark_tables(body)
        markup.fill(body, figure)
        return self.set(
            PAGE,
            names,
            article=self.article(article),
            hero=hero,
            body=Markup(markup.inner(body)),
            credits=[
                {"figure": names[image.name], "name": _called(image), "credit": credit}
                for image in _in_order(article)
                for credit in self.credits(image)
            ],
        )

    def cover(self, article: Article) -> str:
        ordered = _in_order(article)
        picture = self.picture(ordered[0], figure_id(ordered[0].name)) if ordered else None
        names = [image.name for image in ordered[:1]]
        return self.set(COVER, names, article=self.article(article), picture=picture)

    def figure(self, image: Image, id: str) -> str:
        return self.set(FIGURE, [image.name], image=self.picture(image, id)).strip()

    def picture(self, image: Image, id: str) -> dict[str, object]:
        return {
            "id": id,
            "name": image.name,
            "alt": image.alt or "",
            "width": image.width,
            "height": image.height,
            "shape": shape(image),
            "caption": Markup(image.caption) if image.caption else "",
            "credits": self.credits(image),
        }

    def credits(self, image: Image) -> list[dict[str, object]]:
        return [shown(credit, self.words) for credit in image.credits]

    def article(self, article: Article) -> dict[str, object]:
        data = _metadata(article.metadata)
        pattern = self.words["date"]
        changed = data.modified.date() != data.date
        return {
            "title": data.title,
            "short_title": data.short_title,
            "subtitle": data.subtitle,
            "category": data.category,
            "description": data.description,
            "keywords": list(data.keywords),
            "authors": [
                {"name": who.name, "orcid": who.orcid, "affiliation": who.affiliation}
                for who in data.authors
            ],
            "date": data.date.isoformat(),
            "date_text": day(data.date, data.lang, pattern),
            "modified_text": day(data.modified.date(), data.lang, pattern) if changed else None,
            "lang": data.lang,
            "dir": direction(data.lang),
            "publisher": data.publisher,
            "license": {"name": data.license.name, "url": data.license.url}
            if data.license
            else None,
            "rights": data.rights,
            "version": data.version,
            "identifier": data.identifier,
            "reuse": self.reuse(data),
            "running_byline": self.running_byline(data),
            "in_theme_fonts": script(data.lang) in _WRITTEN,
            "brand": self.brand.name,
            "legal": self.brand.legal,
        }

    def reuse(self, data: Metadata) -> str:
        """The terms of reuse in a sentence, with whom to ask where none are stated."""
        if data.license:
            return self.words["reuse-license"].replace("{license}", data.license.name)
        names = [who.name for who in data.authors]
        whom = data.contact or data.publisher or self.listed(names)
        if not whom:
            return self.words["reuse-nobody"]
        return self.words["reuse-unstated"].replace("{whom}", whom)

    def running_byline(self, data: Metadata) -> str:
        """Who and when, on one line: of many authors the first stands for all."""
        names = [who.name for who in data.authors]
        who = self.listed(names)
        if len(who) > _SHORT:
            who = f"{names[0]} {self.words['others']}" if len(names) > 1 else shortened(who)
        when = day(data.date, data.lang, self.words["date"])
        return f"{who} · {when}" if who else when

    def listed(self, names: list[str]) -> str:
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} {self.words['and']} {names[-1]}"


def shape(image: Image) -> str:
    """``landscape`` (or square), ``portrait`` or ``tall``: how much of the measure suits it."""
    ratio = image.height / image.width
    return "landscape" if ratio <= 1 else "portrait" if ratio <= 1.8 else "tall"


def short_title(title: str) -> str:
    """What a running head calls the article: the title, or what comes before its first colon."""
    if len(title) <= _SHORT:
        return title
    head = re.split(r": | [-–—] ", title, maxsplit=1)[0]
    if len(head) <= _SHORT:
        return head
    return shortened(head)


def shortened(text: str) -> str:
    """``text`` cut at a word, so that it fits a line of a narrow page."""
    if len(text) <= _SHORT:
        return text
    return text[: _SHORT - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _metadata(data: Metadata) -> Metadata:
    return replace(data, short_title=data.short_title or short_title(data.title))


def _in_order(article: Article) -> tuple[Image, ...]:
    """The pictures that are shown, each once, as a reader meets them."""
    places = [name for _, name in markup.pictures(markup.fragment(article.body))]
    names = dict.fromkeys([*([article.hero] if article.hero else []), *places])
    return tuple(article.image(name) for name in names)


def _called(image: Image) -> str:
    """What the credits list calls a picture: the work's title, its caption, or its file name."""
    titles = [credit.title for credit in image.credits if credit.title]
    if titles:
        return titles[0]
    caption = markup.plain(image.caption).rstrip(".") if image.caption else ""
    return caption or image.name


def _look(theme: Theme, words: Mapping[str, str], desk: _Desk, lang: str) -> Look:
    tokens = {**theme.tokens, **{f"label-{key}": _quoted(text) for key, text in words.items()}}
    sheets = {
        name: resolve(theme.sheets.get(name, ""), tokens, partial(theme.place, name))
        for name in SHEETS
    }
    return Look(theme.name, **sheets, specimen=desk.page(specimen_article(lang)), fonts=theme.fonts)


def _quoted(text: str) -> str:
    """A CSS string (CSS Syntax 3 §4.3.5)."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ") + '"'

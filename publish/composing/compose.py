"""Article and theme become one Page: order, wording and furniture are decided here, once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from publish.composing import markup
from publish.composing.body import contents, figures, notes
from publish.composing.body.names import with_plain_names
from publish.composing.body.numbering import Numbering, settle, usual_depth
from publish.composing.specimen import specimen_article, whole_specimen
from publish.composing.theme import stamps
from publish.composing.theme.brand import brand_of, branded
from publish.composing.theme.draft import described
from publish.composing.theme.labels import Words, labels, word
from publish.composing.theme.loading import Theme
from publish.composing.theme.logo import logo_of
from publish.composing.theme.stylesheets import stylesheets
from publish.composing.theme.templates import Environment, environment, render
from publish.composing.theme.vocabulary import COVER, FIGURE, PAGE, WITHHELD, Part, checked
from publish.composing.wording.credits import hold, shown
from publish.composing.wording.fields import standing, stated_fields, stated_texts
from publish.composing.wording.kept import ensure_kept
from publish.composing.wording.placeholder import hold_reasons, left_out, placeholder
from publish.composing.wording.terms import exception, hold_disclosure, terms
from publish.composing.wording.titles import SHORT, short_title, shortened, width
from publish.fonts import scripts
from publish.formats.channels import channels
from publish.languages.locale import day, direction, listed, script
from publish.metadata.credits import refuse_unwritable
from publish.model.article import Article, Image, Metadata
from publish.model.people import creators
from publish.model.publication import Brand, Channel
from publish.page import LOGO, Asset, Look, Page, Withheld
from publish.pictures import embedding as picture

_ANY = Channel("any", "any")
"""A channel that demands nothing."""
_WRITTEN = ("Latn", "Grek", "Cyrl")
"""Scripts that the shipped themes' fonts have; for others the colophon names no typeface."""


def compose(article: Article, theme: Theme, channel: Channel | str | None = None) -> Page:
    """The Page of ``article`` in ``theme`` for a channel, or the one of that name.

    Without a channel, it is the Page of the first one, which is the first format's.

    Every picture of the Page carries its credit as XMP in its own bytes, its
    pixels untouched. What may not go to the channel is not in the Page, which has a
    placeholder instead; where nothing is withheld, the Pages of all channels are
    equal. Raises ``ThemeError`` when a template or a token is broken, ``SourceError``
    when a credit holds a character that no XML can, ``KeyError`` for the name of a
    channel that the publication does not have.
    """
    # Else a template would be blamed for markup that cannot be read.
    refuse_unwritable(credit for image in article.images for credit in image.credits)
    if not isinstance(channel, Channel):
        known = channels(article.publication)
        channel = known[channel] if channel is not None else next(iter(known.values()))
    article = with_plain_names(article)
    brand = brand_of(article)
    theme = branded(theme, brand)
    words, _ = labels(theme, article.metadata.lang)
    article = described(article, words)
    ordered = _in_order(article)
    absent = left_out(ordered, channel, words, theme.name)
    shown = tuple(image for image in ordered if image.name not in absent)
    places = figures.places(article)
    desk = _Desk(environment(theme), theme, words, brand, article.metadata.lang, absent, places)
    made, cover = desk.page(article, usual_depth(theme.tokens)), desk.cover(article)
    text = made.text
    contents.hold(text, made.guide, theme.name)
    hold(text, ordered, words, theme.name, places.ids)
    hold_reasons(text, absent.values(), theme.name, places.ids)
    # What a picture says of itself has the words of the references in its caption, too.
    shown = tuple(made.article.image(image.name) for image in shown)
    hold_disclosure(markup.words(text), article.metadata, words, theme.name)
    logo = logo_of(brand)
    said = stamps.stamps(article.metadata, words, theme.name)
    stamps.hold((text, cover), said, theme.name)
    ensure_kept(markup.words(text), article.metadata, theme.name)
    return Page(
        slug=article.slug,
        markup=text,
        metadata=_metadata(article.metadata),
        look=_look(
            theme, words, desk, article, scripts.written(desk.lang, (text, cover)), made.depth
        ),
        cover=cover,
        images=shown,
        assets=tuple(
            Asset(image.name, image.media_type, picture.published_bytes(image))
            for image in (*shown, *([logo] if logo else []))
        ),
        labels=tuple(sorted(words.items())),
        withheld=tuple(absent.values()),
        logo=logo,
        stamps=said,
        standing=standing(article.metadata, words, theme.name),
    )


@dataclass(frozen=True)
class _Set:
    """A whole markup; the article with its captions as they stand in it; what guides through it."""

    text: str
    article: Article
    guide: Mapping[str, object]
    depth: int | None


@dataclass(frozen=True)
class _Desk:
    """The theme's templates and words, at hand."""

    env: Environment
    theme: Theme
    words: Mapping[str, str]
    brand: Brand
    lang: str
    absent: Mapping[str, Withheld]
    """The pictures that are withheld, by name."""
    places: figures.Places

    def set(self, part: Part, pictures: Iterable[str], **values: object) -> str:
        text = render(self.env, part.template, self.theme, {"labels": self.words, **values})
        return checked(text, part, self.theme, frozenset(pictures))

    def page(self, article: Article, usual: int | None = None) -> _Set:
        """The article, set; ``usual``: the levels of headings that the theme numbers."""
        names = self.places.ids
        body = markup.fragment(article.body)
        seen: dict[str, int] = {}

        def figure(name: str) -> str:
            seen[name] = seen.get(name, 0) + 1
            # A picture shown twice needs two ids; the credits list points to the first.
            id = names[name] if seen[name] == 1 else f"{names[name]}-{seen[name]}"
            image = article.image(name)
            if name in self.absent:
                return self.placeholder(self.absent[name], id, article.metadata)
            return self.figure(image, id)

        hero = markup.fragment(figure(article.hero) if article.hero else "")
        markup.mark_lead(body)
        markup.set_dateline(body, article.metadata.dateline, self.words)
        markup.mark_tables(body)
        markup.fill(body, figure)
        figures.close_up(body)
        notes.settle((hero, body), self.words)
        words = Words(self.words, self.lang, self.theme.name)
        numbering = settle(hero, body, article.guide, words, article.where, usual)
        guide = contents.guided(article.guide, numbering)
        article = _told(article, numbering)
        text = self.set(
            PAGE,
            [*(name for name in names if name not in self.absent), LOGO],
            article=self.article(article),
            hero=Markup(markup.inner(hero)) if len(hero) else "",
            body=Markup(markup.inner(body)),
            **guide,
            credits=[
                {"figure": names[image.name], "name": _called(image), "credit": credit}
                for image in _in_order(article)
                for credit in self.credits(image)
            ],
        )
        notes.hold(text, body, article.abstract, self.theme.name)
        return _Set(text, article, guide, numbering.depth)

    def cover(self, article: Article) -> str:
        ordered = [image for image in _in_order(article) if image.name not in self.absent]
        ordered = [image for image in ordered if not image.decorative]
        picture = self.picture(ordered[0], self.places.ids[ordered[0].name]) if ordered else None
        names = [*(image.name for image in ordered[:1]), LOGO]
        return self.set(COVER, names, article=self.article(article), picture=picture)

    def figure(self, image: Image, id: str) -> str:
        text = self.set(FIGURE, [image.name], image=self.picture(image, id)).strip()
        grouped = image.name in self.places.letters
        return figures.finished(text, image, id, self.theme.name, grouped=grouped)

    def placeholder(self, absent: Withheld, id: str, metadata: Metadata) -> str:
        values = {
            "image": self.picture(absent.image, id),
            "withheld": placeholder(absent, metadata, self.words, self.theme.name),
        }
        return self.set(WITHHELD, (), **values).strip()

    def picture(self, image: Image, id: str) -> dict[str, object]:
        letter = self.places.letters.get(image.name)
        mark = f'<span class="letter">({letter})</span>' if letter else ""
        return {
            "id": id,
            "name": image.name,
            "alt": image.alt or "",
            "width": image.width,
            "height": image.height,
            "shape": figures.shape(image, grouped=letter is not None),
            "caption": Markup(" ".join(filter(None, (mark, image.caption)))),
            "credits": self.credits(image),
        }

    def credits(self, image: Image) -> list[dict[str, object]]:
        several = len(image.credits) > 1
        entries = [shown(credit, self.words, self.lang, several) for credit in image.credits]
        if image.name in self.absent:
            said = {
                "label": word(self.words, "withheld", self.theme.name),
                "text": self.absent[image.name].words,
            }
            for entry in entries:
                record = entry["record"]
                assert isinstance(record, list)
                entry["record"] = [{**said, "url": None}, *record]
        return entries

    def article(self, article: Article) -> dict[str, object]:
        data = _metadata(article.metadata)
        pattern = self.words["date"]
        changed = data.modified.date() != data.date
        said = stamps.stamps(data, self.words, self.theme.name)
        return {
            **stated_texts(data),
            "title_width": width(data.title),
            "abstract": Markup(article.abstract) if article.abstract else "",
            "date": data.date.isoformat(),
            "date_text": day(data.date, data.lang, pattern),
            "modified_text": day(data.modified.date(), data.lang, pattern) if changed else None,
            "lang": data.lang,
            "dir": direction(data.lang),
            "publisher": data.publisher,
            "license": {"name": data.license.name, "url": data.license.url}
            if data.license
            else None,
            "identifier": data.identifier,
            "reuse": self.reuse(data),
            "exception": exception(_in_order(article), data.license, _called, self.words),
            **terms(data, self.words),
            "running_authors": self.running_authors(data),
            "running_byline": self.running_byline(data),
            "in_theme_fonts": script(data.lang) in _WRITTEN,
            "brand": self.brand.name,
            "logo": {"name": LOGO, "width": self.brand.logo.width, "height": self.brand.logo.height}
            if self.brand.logo
            else None,
            "legal": self.brand.legal,
            "draft": next((s.text for s in said if s.kind == "draft"), None),
            **stated_fields(data, self.words, self.theme.name, said),
        }

    def reuse(self, data: Metadata) -> str:
        """The terms of reuse in a sentence, with whom to ask where none are stated."""
        if data.license:
            return self.words["reuse-license"].replace("{license}", data.license.name)
        names = [who.name for who in data.authors]
        whom = data.contact or data.publisher or listed(names, data.lang)
        if not whom:
            return self.words["reuse-nobody"]
        return self.words["reuse-unstated"].replace("{whom}", whom)

    def running_authors(self, data: Metadata) -> str:
        """Who, on one line: of many authors the first stands for all."""
        names = [who.name for who in creators(data.authors)]
        who = listed(names, data.lang)
        if width(who) <= SHORT:
            return who
        return f"{names[0]} {self.words['others']}" if len(names) > 1 else shortened(who)

    def running_byline(self, data: Metadata) -> str:
        """Who and when, on one line."""
        who = self.running_authors(data)
        when = day(data.date, data.lang, self.words["date"])
        # A Latin name before the date would draw the day's number to its side.
        mark = "\u200f" if direction(data.lang) == "rtl" else ""
        return f"{who}{mark} · {when}" if who else when


def _told(article: Article, numbering: Numbering) -> Article:
    """The article, the references in its captions filled in."""
    captions = {i.name: numbering.filled(i.caption) if i.caption else None for i in article.images}
    images = tuple(replace(image, caption=captions[image.name]) for image in article.images)
    return replace(article, images=images)


def _metadata(data: Metadata) -> Metadata:
    return replace(data, short_title=data.short_title or short_title(data.title))


def _in_order(article: Article) -> tuple[Image, ...]:
    """The pictures that are shown, each once, as a reader meets them."""
    places = [name for _, name in markup.pictures(markup.fragment(article.body))]
    names = dict.fromkeys([*([article.hero] if article.hero else []), *places])
    return tuple(article.image(name) for name in names)


def _called(image: Image) -> str:
    """What the credits list calls a picture: the work's title, its caption, or its file name.

    One work's title is no name for a picture made of several.
    """
    titles = [credit.title for credit in image.credits if credit.title]
    if titles and len(image.credits) == 1:
        return titles[0]
    caption = markup.plain(image.caption).rstrip(".") if image.caption else ""
    return caption or image.name


def _look(
    theme: Theme,
    words: Mapping[str, str],
    desk: _Desk,
    article: Article,
    said: scripts.Written,
    depth: int | None,
) -> Look:
    sheets = stylesheets(theme, words, article, said)
    lang = article.metadata.lang
    # A theme of before there were numbers, or anything around the body, does without.
    guided = all(key in words for key in contents.WORDS)
    around = "byline-aut" in words
    specimen = specimen_article(lang, numbered=depth, guided=guided, around=around)
    if WITHHELD.template in theme.templates and "withheld" in words:
        # A theme of before there were placeholders does without, until it needs one.
        specimen = whole_specimen(lang, numbered=depth, guided=guided, around=around)
        absent = left_out(specimen.images, _ANY, words, theme.name)
        desk = replace(desk, absent=absent)
    desk = replace(desk, places=figures.places(specimen))
    return Look(
        theme.name,
        sheets.pop("style"),
        tuple(sheets.items()),
        specimen=desk.page(specimen).text,
        fonts=theme.fonts,
        scripts=said.scripts,
    )

"""A theme's templates, rendered for one article: the page, the cover, each figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field

from lxml import etree
from markupsafe import Markup

from publish.composing import markup
from publish.composing.body import contents, figures, footnotes
from publish.composing.body.boxes import name_boxes, size_quotes
from publish.composing.body.counted_paragraphs import number_paragraphs
from publish.composing.body.numbering import settle
from publish.composing.body.references import Numbering
from publish.composing.directions import with_isolates
from publish.composing.theme.borrowed_labels import (
    spelled,
    unmarked,
    unmarked_values,
    with_spelled_captions,
)
from publish.composing.theme.labels import Words
from publish.composing.theme.loading import Theme
from publish.composing.theme.templates import Environment, render
from publish.composing.theme.vocabulary import COVER, FIGURE, PAGE, WITHHELD, Part, checked
from publish.composing.wording import pictures
from publish.composing.wording.article import article_values
from publish.composing.wording.credit_entries import licenses
from publish.composing.wording.placeholder import placeholder
from publish.model.article import Article, Image, Metadata
from publish.model.publication import Brand
from publish.page import RESERVED, Withheld
from publish.values import dataclass


@dataclass(frozen=True)
class Rendered:
    """The markup of a whole page, and the article as it is in it."""

    text: str
    article: Article
    """With the references in its captions filled in."""
    guide: Mapping[str, object]
    """Its contents and its lists of figures and tables."""
    depth: int | None
    """The levels of headings that are numbered; None where the stylesheet decides."""


@dataclass(frozen=True)
class Renderer:
    """A theme's templates with what they need for one article in one channel."""

    env: Environment
    theme: Theme
    words: Mapping[str, str]
    brand: Brand
    lang: str
    places: figures.Places
    withheld: Mapping[str, Withheld] = field(default_factory=dict)
    """The pictures that are withheld, by name."""

    def page(self, article: Article, usual: int | None = None) -> Rendered:
        """The page of ``article``; ``usual`` levels of headings are numbered by default.

        Raises ``ThemeError`` for a template that is broken or loses a note.
        """
        hero, body = self._filled(article)
        words = Words(self.words, self.lang, self.theme.name)
        numbering = settle(hero, body, article.guide, words, article.where, usual)
        guide = contents.guided(article.guide, numbering)
        article = with_spelled_captions(numbering.filled_captions(article))
        shown = [name for name in self.places.ids if name not in self.withheld]
        text = self._render(
            PAGE,
            [*shown, *RESERVED],
            article=self._with_portraits(article, self._named(article, numbering, words)),
            hero=Markup(markup.inner(hero)) if len(hero) else "",
            body=Markup(markup.inner(body)),
            cover=self.theme.tokens.get("cover", ""),
            chapters=sum(1 for _ in body.iter(markup.tag("h2"))),
            **guide,
            credits=self._credits_list(article, numbering, words),
            licenses=licenses(pictures.in_order(article)),
        )
        body = markup.fragment(spelled(markup.inner(body), self.lang))
        footnotes.ensure_kept(text, body, article.abstract, self.theme.name)
        return Rendered(with_isolates(text), article, unmarked_values(guide), numbering.depth)

    def cover(self, article: Article) -> str:
        """The cover with the first picture that is shown; empty where the theme has none."""
        images = pictures.in_order(article)
        first = next((i for i in images if i.name not in self.withheld and not i.decorative), None)
        picture = self._picture(first, self.places.ids[first.name]) if first else None
        names = [*([first.name] if first else []), *RESERVED]
        cover = self._render(COVER, names, article=self._article(article), picture=picture)
        return with_isolates(cover, whole=False)

    def _filled(self, article: Article) -> tuple[etree._Element, etree._Element]:
        """The hero and the body with every figure in its place and every note at the end."""
        figure = self._figure_of(article)
        hero = markup.fragment(figure(article.hero) if article.hero else "")
        body = markup.fragment(article.body)
        markup.mark_lead(body)
        markup.set_dateline(body, article.metadata.dateline, self.words)
        if article.guide.paragraphs:
            number_paragraphs(body)
        markup.mark_long_rows(body)
        name_boxes(body, self.words, self.lang)
        size_quotes(body)
        markup.fill(body, figure)
        if any(image.chart for image in article.images):
            from publish.composing.body.charts import add_tables

            words = Words(self.words, self.lang, self.theme.name)
            add_tables(body, article.images, self.places.ids, self.withheld, words)
        figures.close_up(body)
        footnotes.settle((hero, body), self.words)
        return hero, body

    def _figure_of(self, article: Article) -> Callable[[str], str]:
        """A function from a picture's name to its figure, or to its placeholder."""
        seen: dict[str, int] = {}

        def figure(name: str) -> str:
            seen[name] = seen.get(name, 0) + 1
            # A picture shown twice needs two ids; the credits list points to the first.
            id = self.places.ids[name] + (f"-{seen[name]}" if seen[name] > 1 else "")
            if name in self.withheld:
                return self._placeholder(self.withheld[name], id, article.metadata)
            return self._figure(article.image(name), id)

        return figure

    def _figure(self, image: Image, id: str) -> str:
        text = self._render(FIGURE, [image.name], image=self._picture(image, id)).strip()
        grouped = image.name in self.places.letters
        return figures.finished(text, image, id, self.theme.name, grouped=grouped)

    def _placeholder(self, absent: Withheld, id: str, metadata: Metadata) -> str:
        values = {
            "image": self._picture(absent.image, id),
            "withheld": placeholder(absent, metadata, self.words, self.theme.name),
        }
        return self._render(WITHHELD, (), **values).strip()

    def _article(
        self, article: Article, called: Callable[[Image], str] = pictures.called
    ) -> dict[str, object]:
        return article_values(article, self.words, self.brand, self.theme.name, called)

    def _with_portraits(
        self, article: Article, called: Callable[[Image], str]
    ) -> dict[str, object]:
        """The metadata for a page: with each portrait as a figure, or as its placeholder."""
        values, figure = self._article(article, called), self._figure_of(article)
        noted = values["noted"]
        for who in noted if isinstance(noted, list) else ():
            name = who["portrait"]
            who["portrait"] = Markup(figure(str(name))) if name else ""
        return values

    def _picture(self, image: Image, id: str) -> dict[str, object]:
        letter = self.places.letters.get(image.name)
        return pictures.picture_values(image, id, letter, self._credits(image))

    def _credits(self, image: Image) -> list[dict[str, object]]:
        absent = self.withheld.get(image.name)
        return pictures.credit_values(image, self.words, self.lang, self.theme.name, absent)

    def _credits_list(
        self, article: Article, numbering: Numbering, words: Words
    ) -> list[dict[str, object]]:
        """The credits of all pictures, in the order in which a reader meets these."""
        entries: list[dict[str, object]] = []
        for image in pictures.in_order(article):
            place = self._place(image, article, numbering, words)
            credits = self._credits(image)
            if credits:
                entries.append({"figure": self.places.ids[image.name], "credits": credits, **place})
        return entries

    def _place(
        self, image: Image, article: Article, numbering: Numbering, words: Words
    ) -> dict[str, str]:
        target = numbering.targets.get(self.places.ids[image.name])
        part = self.places.letters.get(image.name, "")
        return pictures.place_values(words, article, image, target.own if target else "", part)

    def _named(
        self, article: Article, numbering: Numbering, words: Words
    ) -> Callable[[Image], str]:
        """A picture's name in a sentence; where it would be a file's, its name in the list."""

        def named(image: Image) -> str:
            name = pictures.called(image)
            if name != image.name:
                return name
            return unmarked(self._place(image, article, numbering, words)["place"])

        return named

    def _render(self, part: Part, names: Iterable[str], **values: object) -> str:
        """One template, its markup checked; ``names`` are the pictures that it may show."""
        text = render(self.env, part.template, self.theme, {"labels": self.words, **values})
        text = spelled(text, self.lang)
        return checked(text, part, self.theme, frozenset(names))

"""Article and theme become one Page: order and wording are decided here, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from publish.composing import markup
from publish.composing.body import contents, figures
from publish.composing.body.numbering import usual_depth
from publish.composing.body.picture_names import with_plain_names
from publish.composing.rendering import Rendered, Renderer
from publish.composing.specimen import specimen_article, with_withheld_picture
from publish.composing.theme import stamps
from publish.composing.theme.borrowed_labels import borrowed, marked
from publish.composing.theme.brand import brand_of, branded, inks, printed
from publish.composing.theme.choices import chosen
from publish.composing.theme.designs import designed, refuse_bleed, refuse_narrow
from publish.composing.theme.draft import described
from publish.composing.theme.drawings import drawings
from publish.composing.theme.labels import known_labels, labels
from publish.composing.theme.loading import Theme
from publish.composing.theme.stylesheets import stylesheets
from publish.composing.theme.templates import environment
from publish.composing.theme.vocabulary import WITHHELD
from publish.composing.theme.widths.tables import with_fitting_tables
from publish.composing.wording import completeness, credits, placeholder, terms
from publish.composing.wording.fields import standing
from publish.composing.wording.pictures import in_order
from publish.composing.wording.titles import with_short_title
from publish.fonts import scripts
from publish.formats.channels import channels
from publish.keeping.kept import AS_TEXT
from publish.languages.conventions import conventions
from publish.metadata.credit_graph import credit_graph
from publish.metadata.credits import refuse_unwritable
from publish.model.article import Article, Image
from publish.model.edition import SCREEN, Design
from publish.model.publication import Channel
from publish.model.variants import varied
from publish.page import Asset, Look, Page, Withheld
from publish.pictures.embedding import published_bytes

_ANY = Channel("any", "any")
"""A channel that demands nothing."""


def compose(article: Article, theme: Theme, channel: Channel | str | None = None) -> Page:
    """The Page of ``article`` in ``theme`` for a channel, or the one of that name.

    Without a channel, it is the Page of the first one, which is the first format's.

    Every picture of the Page has its credit as XMP in its own bytes; its pixels are
    unchanged. A placeholder replaces each picture that may not go to the channel; where
    nothing is withheld, the Pages of all channels are equal. Raises ``ThemeError`` for a
    broken template or token, ``SourceError`` for a credit with a character that XML does
    not allow, ``KeyError`` for the name of an unknown channel.
    """
    if not isinstance(channel, Channel):
        known = channels(article.publication)
        channel = known[channel] if channel is not None else next(iter(known.values()))
    design = channel.edition.design if channel.edition else ()
    return Composition(article, theme, design).page(channel)


class Composition:
    """An article in a theme: the shared parts of the Pages of all its channels, computed once.

    ``design`` are tokens of the theme that are others here.

    Raises ``SourceError`` for a credit that cannot be written, ``ThemeError`` where the theme lacks
    words that the article needs.
    """

    def __init__(self, article: Article, theme: Theme, design: Design = ()) -> None:
        # Otherwise a template would be blamed for markup that cannot be parsed.
        refuse_unwritable(credit for image in article.images for credit in image.credits)
        brand = printed(brand_of(article), theme)
        self._theme = chosen(designed(branded(theme, brand), design))
        self._words, _ = labels(self._theme, article.metadata.lang)
        article = with_short_title(described(with_plain_names(article), self._words))
        if any(image.chart for image in article.images):
            from publish.composing.body.charts import drawn_in

            article = drawn_in(article, self._theme)
        self._article = article
        self._images = in_order(article)
        self._drawings = drawings(article, brand)
        self._stamps = stamps.stamps(article.metadata, self._words, theme.name)
        known = {
            **conventions(article.metadata.lang).punctuation,
            **known_labels(self._theme, article.metadata.lang),
        }
        self._borrowed = borrowed(self._words, known)
        self._renderer = Renderer(
            env=environment(self._theme),
            theme=self._theme,
            words=marked(self._words, self._borrowed),
            brand=brand,
            lang=article.metadata.lang,
            places=figures.places(article),
        )
        publication = article.publication
        self._template = (publication and publication.word) or theme.word
        self._looks: dict[tuple[scripts.ArticleScripts, int | None], Look] = {}
        self._assets: dict[Image, Asset] = {}

    def page(self, channel: Channel) -> Page:
        """The Page for a channel; raises ``ThemeError`` if its markup loses anything."""
        refuse_bleed(self._theme, channel.edition or SCREEN)
        refuse_narrow(self._theme, channel.edition or SCREEN)
        withheld = placeholder.left_out(self._images, channel, self._words, self._theme.name)
        renderer = replace(self._renderer, withheld=withheld)
        made = renderer.page(self._article, usual_depth(self._theme.tokens))
        cover = renderer.cover(self._article)
        self._ensure_kept(made, cover, withheld)
        # The captions in pictures' own metadata have their references filled in, too.
        images = tuple(
            made.article.image(image.name) for image in self._images if image.name not in withheld
        )
        data = self._article.metadata
        look = self._look(scripts.find_scripts(data.lang, (made.text, cover)), made.depth)
        return Page(
            slug=self._article.slug,
            markup=with_fitting_tables(made.text, look),
            metadata=data,
            look=look,
            cover=cover,
            images=images,
            assets=tuple(self._asset(image) for image in (*images, *self._drawings)),
            labels=tuple(sorted(self._words.items())),
            borrowed=self._borrowed,
            withheld=tuple(withheld.values()),
            drawings=self._drawings,
            stamps=self._stamps,
            standing=standing(data, self._words, self._theme.name),
            graph=credit_graph(data, images, credits.in_words(self._words)),
            edition=channel.edition or SCREEN,
            inks=inks(self._theme, brand_of(self._article)),
            template=self._template,
            texts=self._article.texts,
        )

    def _ensure_kept(self, made: Rendered, cover: str, withheld: Mapping[str, Withheld]) -> None:
        """Raise ``ThemeError`` if the theme's templates lost anything that they were given."""
        data, theme, ids = self._article.metadata, self._theme.name, self._renderer.places.ids
        words = markup.words(made.text)
        contents.ensure_kept(made.text, made.guide, theme)
        credits.ensure_kept(made.text, self._images, self._words, theme, ids)
        placeholder.ensure_kept(made.text, withheld.values(), theme, ids)
        terms.ensure_kept(words, data, self._words, theme)
        stamps.ensure_kept((made.text, cover), self._stamps, theme)
        completeness.ensure_kept(words, data, theme)

    def _asset(self, image: Image) -> Asset:
        """A picture with its credit in its bytes, embedded once for all channels."""
        if image not in self._assets:
            data = varied(image.data, published_bytes(image))
            self._assets[image] = Asset(image.name, image.media_type, data)
        return self._assets[image]

    def _look(self, written: scripts.ArticleScripts, depth: int | None) -> Look:
        """The theme's stylesheets and specimen, for the scripts of the article."""
        if (written, depth) not in self._looks:
            sheets = stylesheets(self._theme, self._words, self._article, written)
            self._looks[written, depth] = Look(
                self._theme.name,
                sheets.pop("style"),
                tuple(sheets.items()),
                specimen=self._specimen(depth),
                fonts=self._theme.fonts,
                scripts=written.scripts,
                own=figures.widths(self._article),
                kept=self._theme.kept,
            )
        return self._looks[written, depth]

    def _specimen(self, depth: int | None) -> str:
        """The markup of the specimen, with as much in it as the theme has words for."""
        renderer, theme = self._renderer, self._theme
        parts = (*renderer.words.items(), *self._words.items(), *theme.templates.items())
        inputs = (theme.name, renderer.lang, repr(depth), repr(renderer.brand), str(len(parts)))
        texts = (str(text) for part in parts for text in part)
        return theme.kept.value(
            "specimen", (*inputs, *texts), AS_TEXT, lambda: self._set_specimen(depth)
        )

    def _set_specimen(self, depth: int | None) -> str:
        words, theme, renderer = self._words, self._theme, self._renderer
        specimen = specimen_article(
            renderer.lang,
            numbered=depth,
            guided=all(key in words for key in contents.WORDS),
            around="byline-aut" in words,
        )
        if WITHHELD.template in theme.templates and "withheld" in words:
            specimen = with_withheld_picture(specimen)
            withheld = placeholder.left_out(specimen.images, _ANY, words, theme.name)
            renderer = replace(renderer, withheld=withheld)
        return replace(renderer, places=figures.places(specimen)).page(specimen).text

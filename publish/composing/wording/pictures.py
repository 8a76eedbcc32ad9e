"""Pictures as templates get them: order, name, caption, credits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from publish.composing import markup
from publish.composing.body import figures
from publish.composing.theme.labels import Words, word
from publish.composing.wording.credit_entries import entry
from publish.composing.wording.credits import Part, shown
from publish.model.article import Article, Image
from publish.page import Withheld


def in_order(article: Article) -> tuple[Image, ...]:
    """The pictures that are shown, each once, as a reader meets them."""
    places = [name for _, name in markup.pictures(markup.fragment(article.body))]
    portraits = [who.portrait for who in article.metadata.authors if who.portrait]
    names = dict.fromkeys([*([article.hero] if article.hero else []), *places, *portraits])
    return tuple(article.image(name) for name in names)


def called(image: Image) -> str:
    """The name of a picture in a sentence: a work's title, its caption, or its file name.

    A picture made of several works is not named by the title of one.
    """
    titles = [credit.title for credit in image.credits if credit.title]
    if titles and len(image.credits) == 1:
        return titles[0]
    caption = markup.plain(image.caption).rstrip(".") if image.caption else ""
    return caption or image.name


def place_values(
    words: Words, article: Article, image: Image, own: str, part: str
) -> dict[str, str]:
    """How the list of credits names a picture: ``{place, number, page}``.

    ``own`` is its number among the figures, if it has one, ``part`` its letter in a group without
    a number. ``number`` is for formats that count again: LibreOffice finds none in a picture with
    text beside it. ``page`` is the word for its page, with ``{page}`` for the number, which only
    formats with pages know.
    """
    shown = (who.name for who in article.metadata.authors if who.portrait == image.name)
    if own:
        place = words("credit-figure", n=own)
    elif name := next(shown, ""):
        place = words("credit-portrait", name=name)
    else:
        place = words("credit-hero" if image.name == article.hero else "credit-picture")
    place = f"{place} ({part})" if part and not own else place
    number = "" if image.place in ("left", "right") else own
    return {"place": place, "number": number, "page": words("comma") + words("credit-page")}


def picture_values(
    image: Image, id: str, letter: str | None, credits: Sequence[Mapping[str, object]]
) -> dict[str, object]:
    """A picture as templates get it; ``letter`` is its own in a group of pictures."""
    mark = f'<span class="letter">({letter})</span>' if letter else ""
    return {
        "id": id,
        "name": image.name,
        "alt": image.alt or "",
        "width": image.width,
        "height": image.height,
        "shape": figures.shape(image, grouped=letter is not None),
        "caption": Markup(" ".join(filter(None, (mark, image.caption)))),
        "credits": credits,
    }


def credit_values(
    image: Image, words: Mapping[str, str], lang: str, theme: str, absent: Withheld | None = None
) -> list[dict[str, object]]:
    """The credits of a picture as templates get them; of one that is ``absent``, with the reason.

    Raises ``ThemeError`` where the theme has no word for that.
    """
    several = len(image.credits) > 1
    reason: tuple[Part, ...] = ()
    if absent is not None:
        label = word(words, "withheld", theme)
        reason = ({"label": label, "text": absent.words, "url": None},)
    return [
        {**shown(credit, words, several), "entry": entry(credit, words, lang, reason)}
        for credit in image.credits
    ]

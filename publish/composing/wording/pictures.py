"""Pictures as templates get them: order, name, caption, credits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from publish.composing import markup
from publish.composing.body import figures
from publish.composing.theme.labels import word
from publish.composing.wording.credits import Part, shown
from publish.model.article import Article, Image
from publish.page import Withheld


def in_order(article: Article) -> tuple[Image, ...]:
    """The pictures that are shown, each once, as a reader meets them."""
    places = [name for _, name in markup.pictures(markup.fragment(article.body))]
    names = dict.fromkeys([*([article.hero] if article.hero else []), *places])
    return tuple(article.image(name) for name in names)


def called(image: Image) -> str:
    """The name of a picture in the list of credits: a work's title, its caption, or its file name.

    A picture made of several works is not named by the title of one.
    """
    titles = [credit.title for credit in image.credits if credit.title]
    if titles and len(image.credits) == 1:
        return titles[0]
    caption = markup.plain(image.caption).rstrip(".") if image.caption else ""
    return caption or image.name


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
    return [shown(credit, words, lang, several, reason) for credit in image.credits]

"""The placeholder of a picture that is withheld: why it is not there, and where to get it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from publish.cascade.formula_text import one_line
from publish.composing import markup
from publish.composing.theme.labels import word
from publish.errors import Problem, ThemeError
from publish.model.article import Image, Metadata
from publish.model.credit import Credit
from publish.model.publication import Channel
from publish.page import Withheld
from publish.rights.channels import withheld

Link = dict[str, str | None]


def left_out(
    images: Iterable[Image], channel: Channel, labels: Mapping[str, str], theme: str
) -> dict[str, Withheld]:
    """The pictures of ``images`` that may not go to ``channel``, by name, without their bytes.

    Raises ``ThemeError`` where the theme has no words for it.
    """
    reasons = ((image, withheld(image, channel)) for image in images)
    return {
        image.name: Withheld(
            replace(image, data=b""), reason.id, word(labels, f"withheld-{reason.id}", theme)
        )
        for image, reason in reasons
        if reason
    }


def placeholder(
    absent: Withheld, metadata: Metadata, labels: Mapping[str, str], theme: str
) -> dict[str, object]:
    """The values of the template ``withheld``: ``title``, ``reason``, ``shows``, ``where``.

    ``where`` has ``text`` and perhaps ``url``. It is None for a withdrawn picture, and if no
    place or person is known.
    """
    gone = absent.reason == "withdrawn"
    return {
        "title": word(labels, "withheld", theme),
        "reason": absent.words,
        "shows": absent.image.alt or "",
        "where": None if gone else _where(absent.image.credits, metadata),
    }


def ensure_kept(
    text: str, withheld: Iterable[Withheld], theme: str, ids: Mapping[str, str]
) -> None:
    """Raise ``ThemeError`` if a Page's markup leaves a picture out without saying why."""
    root = markup.document(text)
    for absent in withheld:
        places = [
            one_line(figure)
            for figure in root.iter(markup.tag("figure"))
            if figure.get("id") == ids[absent.image.name]
        ]
        if not places or any(" ".join(absent.words.split()) not in place for place in places):
            raise ThemeError(
                Problem(
                    "theme-withheld-silent",
                    f"the theme {theme} does not say why {absent.image.name} is not shown",
                    "Its template withheld.html.j2 must print `withheld.reason`.",
                )
            )


def _where(credits: tuple[Credit, ...], metadata: Metadata) -> Link | None:
    """The place to get the picture: where it is sold, its source, or our publisher."""
    known = [
        *(credit.acquire for credit in credits if credit.acquire),
        *(credit.source for credit in credits if credit.source),
        *filter(None, (metadata.contact, metadata.publisher)),
    ]
    return {"text": known[0], "url": _address(known[0])} if known else None


def _address(text: str) -> str | None:
    if re.fullmatch(r"https?://\S+", text):
        return text
    return f"mailto:{text}" if re.fullmatch(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", text) else None

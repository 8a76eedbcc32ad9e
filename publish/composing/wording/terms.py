"""The terms of the text in the colophon: license, data mining, use of AI."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from publish.composing.wording.credits import data_mining
from publish.errors import Problem, ThemeError
from publish.languages.lists import listed
from publish.metadata.values import tdm_policy
from publish.model.article import Image, Metadata
from publish.model.credit import License
from publish.rights import registry

_DEMANDS = (
    "attribution",
    "share_alike",
    "no_derivatives",
    "non_commercial",
    "permission",
    "editorial",
)
"""Demands that licenses differ in."""


def terms(data: Metadata, labels: Mapping[str, str]) -> dict[str, str | None]:
    """The article's terms as templates get them, without its license.

    ``ai`` is the editor's statement; ``ai_origin`` says in a sentence how much of the text
    AI made, and so does ``disclosure`` where readers must know it at once (Regulation (EU)
    2024/1689 Art. 50(4) and (5)).
    """
    origin = labels.get(f"text-{data.ai_origin}", data.ai_origin) if data.ai_origin else None
    return {
        "ai": data.ai,
        "ai_origin": origin,
        "disclosure": origin if data.ai_origin in registry.disclosed() else None,
        "data_mining": data_mining(data.data_mining, labels),
        "data_mining_policy": next(iter(tdm_policy(data)), None),
    }


def reuse(data: Metadata, words: Mapping[str, str]) -> str:
    """The sentence that says whom to ask before reusing a text without a license."""
    if data.license:
        return ""
    whom = data.contact or data.publisher or listed([who.name for who in data.authors], data.lang)
    if not whom:
        return words["reuse-nobody"]
    return words["reuse-unstated"].replace("{whom}", whom)


def exception(
    images: Sequence[Image],
    license: License | None,
    called: Callable[[Image], str],
    labels: Mapping[str, str],
) -> str | None:
    """The sentence that excepts pictures from the text's license; None if there are none.

    A reader who reuses the whole article under its license would reuse these, too.
    """
    if license is None:
        return None
    narrow = [image for image in images if narrower(image, license)]
    if not narrow:
        return None
    if len(narrow) == len(images) and len(images) > 1:
        return labels["reuse-except-all"]
    names = labels["semicolon"].join(dict.fromkeys(called(image) for image in narrow))
    return labels["reuse-except"].replace("{images}", names)


def narrower(image: Image, license: License) -> bool:
    """Whether the terms of a picture, or of a part of it, allow less than ``license``.

    A picture that is used without a license cannot be passed on.
    """
    return any(
        credit.license is None
        or (license.open and not credit.license.open)
        or any(getattr(credit.license, d) and not getattr(license, d) for d in _DEMANDS)
        for credit in image.credits
    )


def ensure_kept(text: str, data: Metadata, labels: Mapping[str, str], theme: str) -> None:
    """Raise ``ThemeError`` if a Page's words do not say how AI was used for the text."""
    shown = terms(data, labels)
    owed = [shown["ai"], shown["disclosure"]]
    if any(" ".join(part.split()) not in text for part in owed if part):
        raise ThemeError(
            Problem(
                "theme-disclosure-lost",
                f"the theme {theme} does not say how AI was used for the text",
                "Its templates must set `article.ai` and `article.disclosure`.",
            )
        )

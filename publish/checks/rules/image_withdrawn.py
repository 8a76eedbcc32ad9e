"""Rules: an editor learns of withdrawn pictures, and of pictures that look like them."""

from __future__ import annotations

from publish.checks.occasion import Occasion
from publish.checks.rule import Found, Rule, place
from publish.errors import Severity
from publish.model.article import Article
from publish.model.publication import Withdrawal
from publish.pictures.likeness import alike, likeness


def _find(article: Article, _: Occasion) -> Found:
    for image in article.images:
        if image.withdrawn is not None:
            since = f" on {image.withdrawn.since:%Y-%m-%d}" if image.withdrawn.since else ""
            message = f"{image.name} was withdrawn{since}: a placeholder is shown instead"
            yield place(image), message, _FIX.format(where=_where(image.withdrawn))


def _find_alike(article: Article, _: Occasion) -> Found:
    withdrawn = article.publication.withdrawn if article.publication else ()
    entries = [entry for entry in withdrawn if entry.likeness]
    for image in article.images if entries else ():
        mark = (image.likeness or likeness(image.data)) if image.withdrawn is None else None
        for entry in entries:
            if any(alike(mark, other) for other in entry.likeness):
                message = f"{image.name} looks like {entry.name}, which was withdrawn"
                yield place(image), message, _LOOK.format(where=_where(entry), name=image.name)
                break


def _where(entry: Withdrawal) -> str:
    return str(entry.where) if entry.where else "withdrawn.toml"


_FIX = "Remove it from the article; or, if it may be shown again, delete its entry: {where}."
_LOOK = (
    "Compare the two ({where}). If it is the same picture: publish build --withdraw {name}, with "
    "the path of its file."
)

RULE = Rule(
    "image-withdrawn",
    Severity.WARNING,
    "Readers see that a picture is missing, and the article may still speak of it.",
    _find,
    more="Withdrawn is what withdrawn.toml names, by the hash of its file or by an address in its "
    "credit. `publish build --withdraw` writes it there; to show the picture again, delete its "
    "entry and build.",
    example='# withdrawn.toml\n[[withdrawn]]\nname = "ferry.jpg"\nsince = 2026-03-01\n'
    'reason = "the photographer asked for it"\nsources = ["https://example.org/ferry"]',
    order=10,
)
ALIKE = Rule(
    "image-withdrawn-alike",
    Severity.WARNING,
    "A picture that was taken down comes back easily in another size or under another name.",
    _find_alike,
    more="Two pictures look alike when their shades of grey do, in any size and format. Charts "
    "that are made to one pattern can do so, too: then there is nothing to do.",
    example="publish build --withdraw sources/the-ferry/ferry-small.jpg",
    order=20,
)

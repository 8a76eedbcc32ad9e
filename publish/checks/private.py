"""Places, numbers and names that pictures say of themselves: what the rules about them look for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from publish.checks.rule import Found, place
from publish.errors import SourceError
from publish.model.article import Article, Image
from publish.pictures.privacy import KEEP


def told(article: Article, read: Callable[[Image], Sequence[str]], message: str, fix: str) -> Found:
    """A finding for each picture of which ``read`` gives something private.

    ``{name}`` and ``{private}`` in the message are the picture and what was read,
    ``{words}`` in the fix what ``keep:`` takes. A broken picture is told of where it is composed.
    """
    words = ", ".join(sorted(KEEP))
    for image in article.images:
        with suppress(SourceError):
            if private := read(image):
                said = message.format(name=image.name, private=", ".join(private))
                yield place(image), said, fix.format(words=words)

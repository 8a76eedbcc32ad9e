"""XMP in a picture's bytes: one entry for all kinds of picture, and not one pixel touched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from publish.article import Image
from publish.errors import Problem, SourceError
from publish.metadata import jpeg, png, webp, xmp
from publish.metadata.credits import image_packet, image_properties


@dataclass(frozen=True)
class Container:
    """How one kind of picture holds an XMP packet."""

    embed: Callable[[bytes, bytes], bytes]
    extract: Callable[[bytes], bytes | None]


CONTAINERS = {
    "image/jpeg": Container(jpeg.embed, jpeg.extract),
    "image/png": Container(png.embed, png.extract),
    "image/webp": Container(webp.embed, webp.extract),
}
"""The kinds of picture that can carry a credit, by media type."""


def embed(media_type: str, data: bytes, packet: bytes) -> bytes:
    """The picture with the packet in it, merged with the XMP that it already has.

    Properties of the same name are replaced, all others kept; the image data
    stays as it is, byte for byte. Raises ``SourceError`` for a kind of picture
    that can hold no packet, a broken picture, or a broken packet in it.
    """
    container = _container(media_type)
    old = container.extract(data)
    return container.embed(data, packet if old is None else xmp.merge(old, packet))


def extract(media_type: str, data: bytes) -> bytes | None:
    """The XMP packet in the picture, or None if it has none. Raises ``SourceError`` as above."""
    return _container(media_type).extract(data)


def credited(image: Image) -> bytes:
    """The image with its credits, caption and alt text in its bytes; as it is if it has none.

    Raises ``SourceError`` as :func:`embed` does, saying which image it is.
    """
    if not image_properties(image):
        return image.data
    try:
        return embed(image.media_type, image.data, image_packet(image))
    except SourceError as error:
        raise SourceError(*(_named(problem, image) for problem in error.problems)) from error


def _named(problem: Problem, image: Image) -> Problem:
    where = problem.where or image.where
    return replace(problem, where=where, message=f"{image.name}: {problem.message}")


def _container(media_type: str) -> Container:
    if media_type not in CONTAINERS:
        raise SourceError(
            Problem(
                "image-type-without-credit",
                f"a picture of type {media_type} cannot carry its credit",
                f"convert it to one of: {', '.join(CONTAINERS)}",
            )
        )
    return CONTAINERS[media_type]

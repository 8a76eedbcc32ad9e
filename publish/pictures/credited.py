"""Metadata in a picture's bytes: one entry for all kinds of picture, and not one pixel touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from publish.errors import Problem, SourceError
from publish.metadata import xmp
from publish.metadata.credits import expected, image_packet, image_properties
from publish.model.article import Image
from publish.pictures import privacy
from publish.pictures.containers import content_credentials, gif, jpeg, png, svg, webp
from publish.pictures.privacy import Keep, Private


@dataclass(frozen=True)
class Container:
    """How one kind of picture holds metadata.

    ``embed`` and ``extract`` are for XMP; ``cleaned`` takes out what is private
    besides XMP, ``aligned`` makes older fields say what XMP says, and ``sealed``
    finds Content Credentials.
    """

    embed: Callable[[bytes, bytes], bytes]
    extract: Callable[[bytes], bytes | None]
    cleaned: Callable[[bytes, Keep], tuple[bytes, frozenset[Private]]]
    aligned: Callable[[bytes, Mapping[str, tuple[str, ...]]], bytes]
    sealed: Callable[[bytes], bytes | None]


CONTAINERS = {
    media_type: Container(kind.embed, kind.extract, kind.cleaned, kind.aligned, kind.sealed)
    for media_type, kind in (
        ("image/jpeg", jpeg),
        ("image/png", png),
        ("image/webp", webp),
        ("image/gif", gif),
        ("image/svg+xml", svg),
    )
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


def is_sealed(media_type: str, data: bytes) -> bool:
    """Whether the picture carries Content Credentials, whose signature covers its bytes.

    A kind of picture that holds no metadata has none. Raises ``SourceError`` if the
    picture is broken.
    """
    container = CONTAINERS.get(media_type)
    return container is not None and container.sealed(data) is not None


def credited(image: Image) -> bytes:
    """The image as it is published: its credits, caption and alt text are in its bytes.

    What is private is not, but for what ``image.keep`` names. An image with Content
    Credentials stays as it is: any change would break their signature. Raises
    ``SourceError`` as :func:`embed` does, saying which image it is.
    """
    try:
        if image.media_type not in CONTAINERS and not image_properties(image):
            return image.data
        if is_sealed(image.media_type, image.data):
            return image.data
        data, _ = _cleaned(image)
        if not (said := expected(image)):
            return data
        return embed(
            image.media_type,
            CONTAINERS[image.media_type].aligned(data, said),
            image_packet(image),
        )
    except SourceError as error:
        raise SourceError(*(_named(problem, image) for problem in error.problems)) from error


def stripped(image: Image) -> tuple[str, ...]:
    """What is private in the image, and not in the copies that are published; in words.

    Of an image with Content Credentials nothing is taken out: see :func:`exposed`.
    Raises ``SourceError`` if the image is broken.
    """
    if image.media_type not in CONTAINERS or is_sealed(image.media_type, image.data):
        return ()
    return _in_words(_cleaned(image)[1])


def exposed(image: Image) -> tuple[str, ...]:
    """What is private in an image with Content Credentials, and published with it; in words.

    What ``image.keep`` names is not told. Raises ``SourceError`` if the image is broken.
    """
    if image.media_type not in CONTAINERS:
        return ()
    store = CONTAINERS[image.media_type].sealed(image.data)
    if store is None:
        return ()
    keep = frozenset(image.keep)
    own = {kind for kind in content_credentials.private(store) if not kind.needs <= keep}
    return _in_words(own | _cleaned(image)[1])


def _cleaned(image: Image) -> tuple[bytes, frozenset[Private]]:
    """The image without what is private in it, and what that is."""
    container, keep = _container(image.media_type), frozenset(image.keep)
    data, found = container.cleaned(image.data, keep)
    if (packet := container.extract(data)) is None:
        return data, found
    clean, more = privacy.cleaned(packet, keep)
    return (container.embed(data, clean) if more else data), found | more


def _in_words(found: frozenset[Private] | set[Private]) -> tuple[str, ...]:
    return tuple(str(kind) for kind in Private if kind in found)


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

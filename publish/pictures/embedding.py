"""Embeds credits into picture files of every kind and strips private metadata.

The pixels are never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from publish.errors import Problem, SourceError
from publish.metadata import xmp
from publish.metadata.credits import expected, image_packet, image_properties
from publish.model.article import Image
from publish.pictures import privacy
from publish.pictures.metadata_writing import content_credentials, gif, jpeg, png, svg, webp
from publish.pictures.privacy import Keep, Private
from publish.values import dataclass


@dataclass(frozen=True)
class Container:
    """The metadata functions of one file kind.

    ``embed`` and ``extract`` write and read XMP; ``strip_private`` removes private
    metadata outside XMP; ``align`` copies XMP values into older fields (EXIF, IIM);
    ``manifest_store`` finds Content Credentials.
    """

    embed: Callable[[bytes, bytes], bytes]
    extract: Callable[[bytes], bytes | None]
    strip_private: Callable[[bytes, Keep], tuple[bytes, frozenset[Private]]]
    align: Callable[[bytes, Mapping[str, tuple[str, ...]]], bytes]
    manifest_store: Callable[[bytes], bytes | None]


CONTAINERS = {
    media_type: Container(
        kind.embed, kind.extract, kind.strip_private, kind.align, kind.manifest_store
    )
    for media_type, kind in (
        ("image/jpeg", jpeg),
        ("image/png", png),
        ("image/webp", webp),
        ("image/gif", gif),
        ("image/svg+xml", svg),
    )
}
"""File kinds that can carry a credit, by media type."""


def embed(media_type: str, data: bytes, packet: bytes) -> bytes:
    """Embed an XMP packet, merged with the XMP that the picture already has.

    Properties of the same name are replaced, others kept; the image data stay the
    same byte for byte. Raises ``SourceError`` for a kind that holds no XMP, a
    broken picture, or a broken packet in it.
    """
    container = _container(media_type)
    old = container.extract(data)
    return container.embed(data, packet if old is None else xmp.merge(old, packet))


def extract(media_type: str, data: bytes) -> bytes | None:
    """Return the picture's XMP packet, or None. Raises ``SourceError`` as :func:`embed` does."""
    return _container(media_type).extract(data)


def is_signed(media_type: str, data: bytes) -> bool:
    """Return whether the picture carries Content Credentials, which sign all its bytes.

    False for a kind that holds no metadata. Raises ``SourceError`` if the picture is
    broken.
    """
    container = CONTAINERS.get(media_type)
    return container is not None and container.manifest_store(data) is not None


def published_bytes(image: Image) -> bytes:
    """Return the image's bytes for publication: credits, caption and alt text embedded.

    Private metadata are removed, except those that ``image.keep`` names. An image with
    Content Credentials stays unchanged: any change would break its signature. Raises
    ``SourceError`` as :func:`embed` does, with the image's name in the message.
    """
    try:
        if image.media_type not in CONTAINERS and not image_properties(image):
            return image.data
        if is_signed(image.media_type, image.data):
            return image.data
        data, _ = _strip_private(image)
        if not (properties := expected(image)):
            return data
        return embed(
            image.media_type,
            CONTAINERS[image.media_type].align(data, properties),
            image_packet(image),
        )
    except SourceError as error:
        raise SourceError(
            *(_with_image_name(problem, image) for problem in error.problems)
        ) from error


def removed_private(image: Image) -> tuple[str, ...]:
    """List, in words, the private metadata that published copies of the image leave out.

    Nothing is removed from an image with Content Credentials: see
    :func:`exposed_private`. Raises ``SourceError`` if the image is broken.
    """
    if image.media_type not in CONTAINERS or is_signed(image.media_type, image.data):
        return ()
    return _in_words(_strip_private(image)[1])


def exposed_private(image: Image) -> tuple[str, ...]:
    """List, in words, the private metadata that an image with Content Credentials exposes.

    Those that ``image.keep`` names are left out. Raises ``SourceError`` if the image is
    broken.
    """
    if image.media_type not in CONTAINERS:
        return ()
    store = CONTAINERS[image.media_type].manifest_store(image.data)
    if store is None:
        return ()
    keep = frozenset(image.keep)
    own = {kind for kind in content_credentials.private_data(store) if not kind.needs <= keep}
    return _in_words(own | _strip_private(image)[1])


def _strip_private(image: Image) -> tuple[bytes, frozenset[Private]]:
    """Remove private metadata; return the bytes and the kinds removed."""
    container, keep = _container(image.media_type), frozenset(image.keep)
    data, found = container.strip_private(image.data, keep)
    if (packet := container.extract(data)) is None:
        return data, found
    clean, more = privacy.strip_private(packet, keep)
    return (container.embed(data, clean) if more else data), found | more


def _in_words(found: frozenset[Private] | set[Private]) -> tuple[str, ...]:
    return tuple(str(kind) for kind in Private if kind in found)


def _with_image_name(problem: Problem, image: Image) -> Problem:
    where = problem.where or image.where
    return replace(problem, where=where, message=f"{image.name}: {problem.message}")


def _container(media_type: str) -> Container:
    if media_type not in CONTAINERS:
        raise SourceError(
            Problem(
                "image-type-without-credit",
                f"a picture of type {media_type} cannot carry a credit",
                f"convert it to one of: {', '.join(CONTAINERS)}",
            )
        )
    return CONTAINERS[media_type]

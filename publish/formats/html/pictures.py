"""Every picture in several widths, each with the same credits in its bytes.

A browser takes the narrowest that is sharp (HTML, 4.8.4.3). A picture with Content Credentials has
one width alone: another would not carry them.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from lxml import etree

from publish.formats.epub.pictures import Picture as Shown
from publish.formats.epub.pictures import pictures as shown_pictures
from publish.page import Asset, Page
from publish.pictures.embedding import embed, extract, is_signed
from publish.values import dataclass

WIDTHS = (480, 960, 1600)
"""Pixels: a phone; a phone with a fine screen, or a column; a column on a fine screen."""
_NARROWER = 0.8
"""A variant is narrower than the picture by at least this factor."""
_LIGHTER = 0.9
"""A variant has fewer bytes than the picture by at least this factor."""
_QUALITY = 82
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}
_MODES = frozenset({"RGB", "RGBA", "L", "LA", "P"})
_BESIDE = frozenset({"place-left", "place-right"})
_SIZES, _SIZES_BESIDE = "(min-width: 48em) 44em, 100vw", "(min-width: 40em) 20em, 100vw"
"""Widths that a figure has on screens: of its own, and beside the text (see ``base.css``)."""


@dataclass(frozen=True)
class Variant:
    """A picture in another width."""

    path: str
    width: int
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Picture:
    """A picture in the folder, and its variants, the narrowest first."""

    path: str
    asset: Asset
    width: int = 0
    variants: tuple[Variant, ...] = ()


def pictures(page: Page, names: Iterable[str]) -> dict[str, Picture]:
    """The pictures ``names``. Raises ``SourceError`` for a kind that browsers do not show."""
    shown = shown_pictures(page, names)
    return {name: _picture(picture) for name, picture in shown.items()}


def place(images: Iterable[etree._Element], shown: Mapping[str, Picture]) -> None:
    """Name the files of each ``img``; all but the first load when readers come near them."""
    for n, image in enumerate(images):
        picture = shown[image.get("src", "")]
        image.set("src", picture.path)
        if picture.variants:
            files = [f"{one.path} {one.width}w" for one in picture.variants]
            image.set("srcset", ", ".join((*files, f"{picture.path} {picture.width}w")))
            image.set("sizes", _SIZES_BESIDE if _is_beside(image) else _SIZES)
        if n:
            image.set("loading", "lazy")
        image.set("decoding", "async")


def _is_beside(image: etree._Element) -> bool:
    around = (str(above.get("class", "")).split() for above in image.iterancestors())
    return any(not _BESIDE.isdisjoint(kinds) for kinds in around)


def _picture(shown: Shown) -> Picture:
    asset = shown.asset
    data = asset.data
    if asset.media_type not in _FORMATS or shown.is_animated or is_signed(asset.media_type, data):
        return Picture(shown.path, asset)
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        if image.mode not in _MODES:
            return Picture(shown.path, asset)
        variants = tuple(_variants(shown, image, data))
        return Picture(shown.path, asset, image.width, variants)


def _variants(shown: Shown, image: object, data: bytes) -> Iterator[Variant]:
    from PIL import Image

    assert isinstance(image, Image.Image)
    packet = extract(shown.asset.media_type, data)
    stem, _, suffix = shown.path.rpartition(".")
    for width in WIDTHS:
        if width > image.width * _NARROWER:
            return
        made = _resized(image, width, _FORMATS[shown.asset.media_type])
        if packet is not None:
            made = embed(shown.asset.media_type, made, packet)
        if len(made) < len(data) * _LIGHTER:
            yield Variant(f"{stem}-{width}w.{suffix}", width, made)


def _resized(image: object, width: int, kind: str) -> bytes:
    from PIL import Image

    assert isinstance(image, Image.Image)
    clear = image.convert("RGBA") if image.mode in ("P", "LA") else image
    height = max(1, round(image.height * width / image.width))
    small = clear.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    options = {"quality": _QUALITY, "progressive": True} if kind == "JPEG" else {}
    made = io.BytesIO()
    small.save(made, kind, optimize=True, icc_profile=image.info.get("icc_profile"), **options)
    return made.getvalue()

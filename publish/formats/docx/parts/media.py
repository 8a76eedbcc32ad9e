"""The pictures of a document in its package."""

from __future__ import annotations

from dataclasses import field, replace

from publish.errors import Problem, SourceError
from publish.formats.docx.parts.drawing import Blip, rasterized
from publish.formats.docx.parts.package import Package
from publish.isolation import Crashed
from publish.page import Asset, Page
from publish.pictures.embedding import published_bytes
from publish.values import dataclass

_SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif"}
"""The kinds of pictures that every Word shows; newer ones are a red cross in many."""


@dataclass
class Media:
    """Adds the pictures of ``page`` to ``package``, each once."""

    page: Page
    package: Package
    _pictures: dict[str, tuple[Blip, str]] = field(default_factory=dict)
    """Relationships and place in the package of every picture, by its name."""

    def blip(self, name: str) -> Blip:
        """The relationships of a picture, which is added if it is new.

        Raises ``SourceError`` for a picture that the page does not have or Word cannot show.
        """
        if name not in self._pictures:
            self._pictures[name] = self._add(self._asset(name))
        return self._pictures[name][0]

    @property
    def places(self) -> dict[str, str]:
        """The places of the pictures in the package, by their names."""
        return {name: place for name, (_, place) in self._pictures.items()}

    def _asset(self, name: str) -> Asset:
        try:
            return self.page.asset(name)
        except KeyError:
            raise _unusable(name, "is not among the pictures of the page") from None

    def _add(self, asset: Asset) -> tuple[Blip, str]:
        if asset.media_type == "image/svg+xml":
            return self._add_svg(asset)
        suffix = _SUFFIXES.get(asset.media_type)
        if suffix is None:
            raise _unusable(
                asset.name, f"is {asset.media_type}, which many versions of Word cannot show"
            )
        return self._add_part(suffix, asset, asset.media_type)

    def _add_svg(self, asset: Asset) -> tuple[Blip, str]:
        """Add an SVG and its pixels, which have the credit as well."""
        page = self.page
        pictures = (*page.images, *page.drawings)
        image = next(image for image in pictures if image.name == asset.name)
        try:
            data = rasterized(asset.data, (image.width, image.height), page.look.fonts)
        except (Crashed, ValueError) as error:
            message = f"{image.source_name} cannot be drawn for Word: {error}"
            fix = "Simplify it, or save it as PNG."
            raise SourceError(Problem("docx-picture", message, fix, image.where)) from error
        data = published_bytes(replace(image, data=data, media_type="image/png"))
        pixels, place = self._add_part("png", data, "image/png")
        vector, _ = self._add_part("svg", asset, asset.media_type)
        return Blip(pixels.pixels, vector.pixels), place

    def _add_part(self, suffix: str, data: bytes | Asset, media_type: str) -> tuple[Blip, str]:
        place = f"/word/media/image{len(self._pictures) + 1}.{suffix}"
        _, relation = self.package.add("image", place, data, media_type)
        return Blip(relation), place


def _unusable(name: str, why: str) -> SourceError:
    fix = "Use JPEG, PNG or GIF."
    return SourceError(Problem("docx-picture", f"{name} {why}", fix, about=name))

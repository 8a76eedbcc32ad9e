"""The color profiles of pictures, looked at before anything is laid out for a press."""

from __future__ import annotations

from io import BytesIO

from publish.errors import Problem, SourceError
from publish.page import Page

_RASTERS = frozenset({"image/jpeg", "image/png"})


def refuse_broken(page: Page) -> None:
    """Raise ``SourceError`` for each picture whose own color profile cannot be used.

    On a screen it counts as sRGB; on paper its colors would be somebody's guess.
    """
    from PIL import Image, ImageCms

    found = []
    for asset in page.assets:
        if asset.media_type not in _RASTERS:
            continue
        with Image.open(BytesIO(asset.data)) as image:
            profile = image.info.get("icc_profile")
        if not profile:
            continue
        try:
            ImageCms.ImageCmsProfile(BytesIO(profile))
        except (OSError, ImageCms.PyCMSError) as error:
            found.append(_broken(asset.name, error))
    if found:
        raise SourceError(*found)


def broken_profile(name: str, error: Exception) -> SourceError:
    """The error for a picture whose own profile cannot be used."""
    return SourceError(_broken(name, error))


def _broken(name: str, error: Exception) -> Problem:
    return Problem(
        "press-picture-profile",
        f"the color profile in {name} is broken, so nobody knows its colors: {error}",
        "Open it where it was edited, and export it again with the profile sRGB.",
        about=name,
    )

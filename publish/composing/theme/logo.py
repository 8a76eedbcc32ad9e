"""A brand's logo, credited like any picture, in its own bytes."""

from __future__ import annotations

from publish.model.article import Image
from publish.model.credit import Credit
from publish.model.publication import Brand
from publish.page import LOGO


def logo_of(brand: Brand) -> Image | None:
    """The logo as a picture that the brand is credited for; None if there is none.

    The page needs no credit for it, as it names the brand anyway. A program that reads the
    credits of all pictures in a file finds one for it, too.
    """
    logo = brand.logo
    if logo is None:
        return None
    owner = Credit(provider=brand.name, copyright=brand.name, basis="own")
    return Image(
        LOGO, logo.data, "image/svg+xml", logo.width, logo.height, alt=brand.name, credits=(owner,)
    )

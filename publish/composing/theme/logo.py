"""A brand's logo, credited as any picture: to the brand, in its own bytes."""

from __future__ import annotations

from publish.model.article import Image
from publish.model.credit import Credit
from publish.model.publication import Brand
from publish.page import LOGO


def logo_of(brand: Brand) -> Image | None:
    """The logo as a picture that the brand is credited for; None if there is none.

    Nobody is named for it on the page, which says whose paper it is anyway; but
    whoever asks a file for the credits of its pictures gets an answer for each.
    """
    logo = brand.logo
    if logo is None:
        return None
    owner = Credit(provider=brand.name, copyright=brand.name, basis="own")
    return Image(
        LOGO, logo.data, "image/svg+xml", logo.width, logo.height, alt=brand.name, credits=(owner,)
    )

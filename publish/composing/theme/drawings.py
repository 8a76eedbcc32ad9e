"""Drawings that pages need besides the article's pictures: logos, badges, icons, codes.

They are SVGs, credited like any picture in their own bytes. Badges and icons are our own drawings,
in a gray and a green that are seen on white and on black; words are beside each, or are its text
alternative.
"""

from __future__ import annotations

import io
import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache

from publish.model.article import Article, Image, Metadata
from publish.model.credit import ADDED, Credit
from publish.model.publication import Brand, Logo
from publish.page import BADGE, DARK, LOGO, ORCID, QR_CODE
from publish.pictures.embedding import published_bytes
from publish.rights import registry

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}">'
_GRAY, _GREEN = "#6b7680", "#a6ce39"
_SIZE = 32
"""Pixels of a sign of a badge, which is a circle."""
_SIGNS = {
    "cc": '<path d="M14.6 13.2A3.7 3.7 0 1 0 14.6 18.8M22.6 13.2A3.7 3.7 0 1 0 22.6 18.8"/>',
    "by": '<circle cx="16" cy="8.6" r="1.7" fill="{c}"/>'
    '<path d="M12.4 12.2H19.6V18.2H18.2V25H13.8V18.2H12.4Z" fill="{c}" stroke-width="1"/>',
    "sa": '<path d="M9.7 14A6.5 6.5 0 1 1 10.6 20.2"/>'
    '<path d="M6.4 12.6H13L9.7 17Z" fill="{c}" stroke-width="1"/>',
    "nc": '<path d="M19.6 11.8C17.8 9.9 12.6 9.9 12.8 13 13 16.1 19.4 15.6 19.4 19 19.4 22.2 14 '
    '22.2 12 20.2M16 8.6V23.4M6.6 11.4L25.4 20.6"/>',
    "nd": '<path d="M10.6 13.4H21.4M10.6 18.6H21.4"/>',
    "zero": '<ellipse cx="16" cy="16" rx="4.6" ry="7"/><path d="M13.4 20.4L18.6 11.6"/>',
    "pd": '<path d="M19.8 12.8A5 5 0 1 0 19.8 19.2M6.6 11.4L25.4 20.6"/>',
}
_CREATIVE = re.compile(r"CC-(by(?:-(?:nc|nd|sa))*)-\d.*", re.IGNORECASE)
_WHOLE = {"CC0-1.0": ("cc", "zero"), "CC-PDM-1.0": ("pd",), "PDM-1.0": ("pd",)}


def drawings(article: Article, brand: Brand) -> tuple[Image, ...]:
    """All drawings that the article's pages can show; a theme can leave one out."""
    return tuple(_drawings(article, brand))


def _drawings(article: Article, brand: Brand) -> Iterator[Image]:
    data = article.metadata
    if brand.logo is not None:
        yield _logo(LOGO, brand.logo, brand)
    if signs := badge_signs(data):
        yield _drawn(BADGE, _badge(signs), len(signs) * _SIZE, _SIZE)
    if any(who.orcid for who in data.authors):
        yield _drawn(ORCID, _orcid(), _SIZE, _SIZE)
    if article.qr_code and data.canonical:
        svg, side = _code(data.canonical)
        yield _drawn(QR_CODE, svg, side, side)


def dark_logo_rule(brand: Brand) -> str:
    """The rule by which dark screens show the brand's logo for them; empty without one.

    The logo is in the rule, so that a reading system without dark pages loads nothing for it, and
    no page has two logos. It is credited in its own bytes, like the other.
    """
    if brand.logo is None or brand.logo_dark is None:
        return ""
    logo = published_bytes(_logo(LOGO, brand.logo_dark, brand))
    address = f"data:image/svg+xml;base64,{b64encode(bytes(logo)).decode()}"
    look = f'content: url("{address}"); background: transparent; padding: 0'
    return f"@media {DARK} {{ .logo {{ {look} }} }}"


def badge_signs(data: Metadata) -> tuple[str, ...]:
    """The signs of the badge of the article's license; none for one that has no signs."""
    id = data.license.id if data.license else ""
    if match := _CREATIVE.fullmatch(id):
        return ("cc", *match[1].lower().split("-"))
    return _WHOLE.get(id, ())


def _logo(name: str, logo: Logo, brand: Brand) -> Image:
    """A brand's logo as a picture that the brand is credited for.

    The page needs no credit for it, as it names the brand anyway. A program that reads the
    credits of all pictures in a file finds one for it, too.
    """
    owner = Credit(provider=brand.name, copyright=brand.name, basis="own")
    size = (logo.width, logo.height)
    return Image(name, logo.data, "image/svg+xml", *size, alt=brand.name, credits=(owner,))


def _drawn(name: str, svg: str, width: int, height: int) -> Image:
    """One of our own drawings, which anybody can use for anything."""
    free = Credit(title=ADDED, creator="Publish", license=registry.find("CC0-1.0"))
    return Image(name, svg.encode(), "image/svg+xml", width, height, credits=(free,))


def _badge(signs: tuple[str, ...]) -> str:
    parts = "".join(
        f'<g transform="translate({place * _SIZE} 0)"><circle cx="16" cy="16" r="13.6"/>'
        f"{_SIGNS[sign].format(c=_GRAY)}</g>"
        for place, sign in enumerate(signs)
    )
    head = _SVG.format(w=len(signs) * _SIZE, h=_SIZE)
    return f'{head}<g fill="none" stroke="{_GRAY}" stroke-width="2.4">{parts}</g></svg>'


def _orcid() -> str:
    return (
        f'{_SVG.format(w=_SIZE, h=_SIZE)}<circle cx="16" cy="16" r="15" fill="{_GREEN}"/>'
        '<circle cx="10" cy="8.8" r="1.5" fill="#ffffff"/>'
        '<path fill="#ffffff" d="M8.8 12H11.2V23.4H8.8Z"/>'
        '<path fill="none" stroke="#ffffff" stroke-width="2.3" '
        'd="M14.9 11.1H18.1A5.1 5.6 0 0 1 18.1 22.3H14.9Z"/></svg>'
    )


@cache
def _code(address: str) -> tuple[str, int]:
    """A QR code (ISO/IEC 18004) that survives the loss of 15 % of it, and its side in modules.

    It has the margin of four modules that readers need, and a white ground of its own.
    """
    import segno

    made = segno.make_qr(address, error="m")
    out = io.BytesIO()
    made.save(out, kind="svg", light="#ffffff", xmldecl=False, svgclass=None, lineclass=None)
    side = int(made.symbol_size()[0])
    text = out.getvalue().decode()
    return re.sub(r"<svg[^>]*>", _SVG.format(w=side, h=side), text, count=1), side

"""Credits that nobody would think of come back from the pictures in every format."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import Phase, given

from publish.composing.compose import compose
from publish.composing.theme.loading import load
from publish.formats import FORMATS
from publish.formats.proving import verify
from publish.metadata.credit_reading import read_credits
from publish.metadata.credits import record
from publish.model.article import Article
from publish.model.credit import ADDED, Credit
from publish.page import COVER, Page
from publish.pictures import embedding
from tests.metadata.strategies import any_credits
from tests.profiles import examples
from tests.proof.conftest import BODY, IMAGES, METADATA

THEME = load("briefing")


def credits_in(name: str, data: bytes) -> list[tuple[dict[str, str], ...]]:
    """The credits of every picture of a file, as they are in the pictures themselves.

    Those of our own drawings, in the colophon, are left out.
    """
    own = {"title": ADDED}.items()
    found = _credits_in(name, data)
    return [credits for credits in found if not any(own <= one.items() for one in credits)]


def _credits_in(name: str, data: bytes) -> list[tuple[dict[str, str], ...]]:
    if name == "pdf":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            hung = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Width" in o]
            return [read_credits(o.Metadata.read_bytes()) for o in hung if "/Metadata" in o]
    kinds = {b"\xff\xd8": "image/jpeg", b"\x89P": "image/png"}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        # An EPUB's cover repeats the credits of the picture on it.
        names = (name for name in package.namelist() if not name.endswith(f"/{COVER}"))
        parts = map(package.read, names)
        packets = [embedding.extract(kinds[part[:2]], part) for part in parts if part[:2] in kinds]
        return [read_credits(packet) for packet in packets if packet]


def in_one_column(page: Page) -> Page:
    """The Page with its credits in one column: two are tried at many heights until they fit.

    What is in the pictures does not depend on that.
    """
    style = f"{page.look.style}\narticle > .credits ul {{ columns: auto }}"
    return replace(page, look=replace(page.look, style=style))


def check(first: tuple[Credit, ...], second: tuple[Credit, ...]) -> None:
    """The two pictures of an article have these credits in every format."""
    credits = (first, second)
    images = tuple(replace(image, credits=own) for image, own in zip(IMAGES, credits, strict=True))
    page = in_one_column(compose(Article("salt", METADATA, BODY, images), THEME))
    records = [tuple(map(record, own)) for own in credits]
    wanted = [own if any(own) else () for own in records]
    for name, format in FORMATS.items():
        found = credits_in(name, format.write(page))
        assert found in (wanted, wanted[::-1])  # in the order of the file's parts


def test_five_thousand_characters_a_field() -> None:
    text = ("مرحبا «Zoë» 😀 \r\n\t\"'<&>; " * 300)[:5000]
    credit = Credit(title=text, creator=text, line=text, copyright=text, changes=text)
    check((credit, replace(credit, title=text[1:], line=" x ")), (Credit(title="x"),))


@examples(4, phases=[Phase.explicit, Phase.generate])
@given(any_credits)
def test_anything_that_xml_can_hold(several: list[Credit]) -> None:
    credits = tuple(map(without_addresses, several))
    check(credits, credits)


def without_addresses(credit: Credit) -> Credit:
    """Text that looks like a link must be one; no article that was read has other addresses."""
    license = credit.license and replace(credit.license, url=None)
    return replace(credit, source=None, acquire=None, license=license)


@pytest.mark.parametrize("credits", [(), (Credit(title=""),), (Credit(creator="\n Ann \r\n"),)])
def test_little(credits: tuple[Credit, ...]) -> None:
    check(credits, credits)


def test_the_proof_passes_credits_with_odd_spaces() -> None:
    credit = Credit(title=" Ferry\tfrom  above", creator="\nZoë ", line="Photo:\r\nZoë  Example")
    images = tuple(replace(image, credits=(credit,)) for image in IMAGES)
    page = compose(Article("salt", METADATA, BODY, images), THEME)
    report = verify({name: format.write(page) for name, format in FORMATS.items()}, page)
    assert report.problems == ()

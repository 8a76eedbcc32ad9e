"""Pictures with Content Credentials stay as they are, whatever else is to be said of them."""

from __future__ import annotations

import pytest

from publish.model.article import Image
from publish.model.credit import Credit
from publish.pictures import credited
from publish.pictures.containers import content_credentials
from publish.pictures.privacy import KEEP, Private
from tests.metadata import private_pictures as private
from tests.metadata.strategies import MEDIA_TYPES, pixels
from tests.metadata.strategies import picture as drawn

FORMS = sorted(MEDIA_TYPES)


def image(form: str, data: bytes, *keep: str) -> Image:
    credits = (Credit(creator="Ann"),)
    return Image("a", data, MEDIA_TYPES[form], 13, 7, alt="A", credits=credits, keep=keep)


@pytest.mark.parametrize("form", FORMS)
def test_not_one_byte_is_changed(form: str) -> None:
    data = private.sealed(form)
    assert pixels(data) == pixels(drawn(form)), "the test's own picture is one"
    assert credited.is_sealed(MEDIA_TYPES[form], data)
    assert credited.credited(image(form, data)) == data
    assert credited.stripped(image(form, data)) == credited.exposed(image(form, data)) == ()
    assert not credited.is_sealed(MEDIA_TYPES[form], drawn(form))
    assert credited.credited(image(form, drawn(form))) != drawn(form)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_what_it_exposes_is_told_and_stays(form: str) -> None:
    data = private.sealed(form, exif=private.exif())
    whole = image(form, data)
    assert credited.stripped(whole) == ()
    assert credited.exposed(whole) == (
        Private.LOCATION,
        Private.SERIAL_NUMBERS,
        Private.OWNER,
        Private.MAKER_NOTES,
    )
    assert credited.exposed(image(form, data, "location"))[0] == Private.SERIAL_NUMBERS
    assert credited.exposed(image(form, data, *KEEP)) == ()
    assert credited.credited(whole) == data


@pytest.mark.parametrize("form", FORMS)
def test_what_the_manifest_itself_says(form: str) -> None:
    data = private.sealed(form, b'{"exif:GPSLatitude": "52,30N", "aux:SerialNumber": "1"}')
    assert credited.exposed(image(form, data)) == (Private.LOCATION, Private.SERIAL_NUMBERS)
    assert credited.exposed(image(form, data, "location")) == (Private.SERIAL_NUMBERS,)


def test_other_boxes_are_no_content_credentials() -> None:
    box = private.store()
    assert content_credentials.is_store(box)
    for other in (b"", box[:20], box.replace(b"c2pa", b"c2ph", 1), box.replace(b"jumd", b"free")):
        assert not content_credentials.is_store(other)

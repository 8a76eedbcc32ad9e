"""Pictures with Content Credentials are never changed."""

from __future__ import annotations

import pytest

from publish.model.article import Image
from publish.model.credit import Credit
from publish.pictures import embedding
from publish.pictures.metadata_writing import content_credentials
from publish.pictures.privacy import KEEP, Private
from tests.metadata.strategies import MEDIA_TYPES, pixels
from tests.metadata.strategies import picture as drawn
from tests.pictures import private_pictures as private

FORMS = sorted(MEDIA_TYPES)


def image(form: str, data: bytes, *keep: str) -> Image:
    credits = (Credit(creator="Ann"),)
    return Image("a", data, MEDIA_TYPES[form], 13, 7, alt="A", credits=credits, keep=keep)


@pytest.mark.parametrize("form", FORMS)
def test_no_byte_is_changed(form: str) -> None:
    data = private.sealed(form)
    assert pixels(data) == pixels(drawn(form)), "the test's own picture is one"
    assert embedding.is_signed(MEDIA_TYPES[form], data)
    assert embedding.published_bytes(image(form, data)) == data
    assert (
        embedding.removed_private(image(form, data))
        == embedding.exposed_private(image(form, data))
        == ()
    )
    assert not embedding.is_signed(MEDIA_TYPES[form], drawn(form))
    assert embedding.published_bytes(image(form, drawn(form))) != drawn(form)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_exposed_private_data_are_reported_and_stay(form: str) -> None:
    data = private.sealed(form, exif=private.exif())
    whole = image(form, data)
    assert embedding.removed_private(whole) == ()
    assert embedding.exposed_private(whole) == (
        Private.LOCATION,
        Private.SERIAL_NUMBERS,
        Private.OWNER,
        Private.MAKER_NOTES,
    )
    assert embedding.exposed_private(image(form, data, "location"))[0] == Private.SERIAL_NUMBERS
    assert embedding.exposed_private(image(form, data, *KEEP)) == ()
    assert embedding.published_bytes(whole) == data


@pytest.mark.parametrize("form", FORMS)
def test_private_data_in_the_manifest(form: str) -> None:
    data = private.sealed(form, b'{"exif:GPSLatitude": "52,30N", "aux:SerialNumber": "1"}')
    assert embedding.exposed_private(image(form, data)) == (
        Private.LOCATION,
        Private.SERIAL_NUMBERS,
    )
    assert embedding.exposed_private(image(form, data, "location")) == (Private.SERIAL_NUMBERS,)


def test_other_boxes_are_ignored() -> None:
    box = private.store()
    assert content_credentials.is_store(box)
    for other in (b"", box[:20], box.replace(b"c2pa", b"c2ph", 1), box.replace(b"jumd", b"free")):
        assert not content_credentials.is_store(other)

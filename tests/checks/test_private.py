"""Rules about private metadata in a picture's bytes."""

from __future__ import annotations

from dataclasses import replace

from publish.checks import check
from publish.errors import Severity
from publish.model.article import Article
from tests.checks.test_rules import ENTRY, GOOD, GOOD_IMAGE, TODAY
from tests.metadata.strategies import picture
from tests.pictures import private_pictures


def with_image(data: bytes, keep: tuple[str, ...] = ()) -> Article:
    return replace(GOOD, images=(replace(GOOD_IMAGE, data=data, keep=keep),))


def test_removed_data_are_reported_and_kept_data_are_not() -> None:
    data = picture("JPEG", exif=private_pictures.exif())
    (problem,) = check(with_image(data, ("serial-numbers",)), TODAY)
    assert (problem.rule, problem.where) == ("image-private", ENTRY)
    assert problem.severity is Severity.HINT
    assert "GPS location, maker notes" in problem.message


def test_content_credentials_are_reported() -> None:
    (problem,) = check(with_image(private_pictures.sealed("JPEG")), TODAY)
    assert (problem.rule, problem.where) == ("image-content-credentials", ENTRY)
    assert problem.severity is Severity.HINT


def test_an_editor_decides_about_private_data_in_a_signed_picture() -> None:
    data = private_pictures.sealed("JPEG", exif=private_pictures.exif())
    asked, told = check(with_image(data), TODAY)
    assert asked.rule == "image-content-credentials-private"
    assert asked.severity is Severity.ERROR
    assert told.rule == "image-content-credentials"
    assert "GPS location, serial number" in asked.message
    assert "keep: [location, serial-numbers]" in asked.fix
    (kept,) = check(with_image(data, ("location", "serial-numbers")), TODAY)
    assert kept.rule == "image-content-credentials"

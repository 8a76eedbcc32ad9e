"""Rules about what was taken down: told, and so is what looks like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

from PIL import Image as Pillow

from publish.checks import check
from publish.errors import Severity
from publish.model.publication import Publication, Withdrawal
from publish.pictures.likeness import likeness
from tests.checks.test_rules import ENTRY, GOOD, GOOD_IMAGE, TODAY

TAKEN_DOWN = Withdrawal("pier.jpg", since=date(2026, 5, 1))


def saved(image: Pillow.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()


def test_a_withdrawn_picture_is_reported_with_its_day() -> None:
    gone = replace(GOOD, images=(replace(GOOD_IMAGE, withdrawn=TAKEN_DOWN),))
    (problem,) = check(gone, TODAY)
    assert (problem.rule, problem.where) == ("image-withdrawn", ENTRY)
    assert problem.severity is Severity.WARNING
    assert "withdrawn on 2026-05-01" in problem.message


def test_what_looks_like_a_withdrawn_picture_is_reported() -> None:
    drawn = Pillow.radial_gradient("L").convert("RGB")
    data, smaller = (saved(drawn.resize(size)) for size in ((1800, 1200), (900, 600)))
    mark = likeness(smaller)
    assert mark is not None
    house = Publication("", "", withdrawn=(replace(TAKEN_DOWN, likeness=(mark,)),))
    again = replace(GOOD, images=(replace(GOOD_IMAGE, data=data),), publication=house)
    (problem,) = check(again, TODAY)
    assert (problem.rule, problem.where) == ("image-withdrawn-alike", ENTRY)
    assert "looks like pier.jpg" in problem.message

"""A web page spoiled in one place has the Problem that tells of it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from publish import compose, load_theme, read
from publish.errors import ProofError
from publish.formats import FORMATS
from publish.page import Page
from publish.proof import read_page
from publish.proof.readers.html import read_html
from tests.proof.sabotage import rules, swapped, zipped

ROOT = Path(__file__).parents[3]
INDEX, FRAGMENT = "end-of-an-era/index.html", "end-of-an-era/fragment.html"
SMALLER = "end-of-an-era/images/strykers-480w.jpg"


@cache
def page() -> Page:
    return compose(read(ROOT / "sources/end-of-an-era"), load_theme("briefing"))


@cache
def whole() -> bytes:
    return FORMATS["html"].write(page())


def spoiled(part: str, change: Callable[[bytes], bytes | None]) -> list[str]:
    return rules(read_page(page()), "html", zipped(whole(), part, change))


def test_as_it_was_written_nothing_is_wrong() -> None:
    assert rules(read_page(page()), "html", whole()) == []


TEXT: Mapping[str, tuple[str, str, str]] = {
    "a word": ("military footprint in Iraq", "footprint in Iraq", "proof-words"),
    "a heading": ("Image credits</h2>", "Credits</h2>", "proof-heading"),
    "an alt text": ('alt="Stand-in drawing: eight', 'alt="Eight', "proof-alt"),
    "a credit": (" | Wikimedia Commons / Public domain</span>", "</span>", "proof-credit"),
    "metadata": (
        'property="dc:language" content="en-US"',
        'property="dc:language" content="fr"',
        "proof-metadata",
    ),
    "the credit of a picture for engines": (
        '"provider": {"@type": "Organization", "name": "Wikimedia Commons"}',
        '"provider": {"@type": "Organization", "name": "Commons"}',
        "proof-credit-embedded",
    ),
}


@pytest.mark.parametrize("name", TEXT)
def test_a_change_of_the_page_is_found(name: str) -> None:
    old, new, rule = TEXT[name]
    data = zipped(whole(), INDEX, swapped(old, new))
    data = zipped(data, FRAGMENT, lambda text: text.replace(old.encode(), new.encode()))
    assert rules(read_page(page()), "html", data) == [rule]


def test_no_file_of_a_picture_can_lose_its_credit() -> None:
    def without_metadata(data: bytes) -> bytes:
        out = io.BytesIO()
        with Image.open(io.BytesIO(data)) as image:
            image.info.clear()
            image.save(out, "JPEG")
        return out.getvalue()

    assert spoiled(SMALLER, without_metadata) == ["proof-credit-embedded"]


def test_no_file_of_a_picture_can_show_another() -> None:
    out = io.BytesIO()
    with Image.open(io.BytesIO(zip_part(SMALLER))) as image:
        turned = image.transpose(Image.Transpose.ROTATE_180)
        turned.save(out, "JPEG", xmp=image.info["xmp"])
    found = spoiled(SMALLER, lambda data: out.getvalue())
    assert found == ["proof-figure"]


def test_a_stylesheet_cannot_hide_a_credit() -> None:
    hiding = b"\n.credit { position: absolute; left: -9999px }\n"
    assert spoiled("end-of-an-era/style.css", lambda css: css + hiding) == [
        "proof-credit-invisible"
    ]


def test_nor_can_a_style_in_the_page() -> None:
    hiding = "<style>.credit { display: none !important }</style></head>"
    assert spoiled(INDEX, swapped("</head>", hiding)) == ["proof-credit-invisible"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('class="credit" role="doc-credit">', 'class="credit" role="doc-credit" hidden>'),
        ('alt="Stand-in drawing: eight', 'alt="Eight'),
        ("; A stand-in is shown here for", ""),
    ],
)
def test_a_fragment_that_lacks_a_credit_is_refused(old: str, new: str) -> None:
    with pytest.raises(ProofError, match=r"fragment\.html lacks"):
        read_html(zipped(whole(), FRAGMENT, swapped(old, new)))


@pytest.mark.parametrize("part", [INDEX, FRAGMENT, SMALLER])
def test_a_missing_part_is_told(part: str) -> None:
    with pytest.raises(ProofError, match="is missing"):
        FORMATS["html"].read(zipped(whole(), part, lambda data: None))


def test_broken_linked_data_are_told() -> None:
    with pytest.raises(ProofError, match="linked data"):
        read_html(zipped(whole(), INDEX, swapped('{"@context"', '{"@context')))


def zip_part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(whole())) as archive:
        return archive.read(name)


def test_the_fixture_has_linked_data() -> None:
    text = zip_part(INDEX).decode()
    assert json.loads(text.partition('ld+json">')[2].partition("</script>")[0])["@graph"]

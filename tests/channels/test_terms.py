"""Pictures and channels: the table of reasons, for every kind of picture."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.formats import FORMATS
from publish.formats.channels import channels, defaults
from publish.model.article import Image
from publish.model.credit import Credit
from publish.model.edition import BUILT_IN, SCREEN
from publish.model.publication import Channel, Publication, Withdrawal
from publish.rights.channels import REASONS, is_cleared, withheld
from publish.rights.registry import find, licenses

HOUSE = Channel("pdf", "pdf")
PARTNERS = Channel("docx", "docx", syndicated=True)
EDITIONS = tuple(name for name in BUILT_IN if name != "screen")
SHOP = Channel("shop", "epub", commercial=True)
OPEN = Credit(license=find("CC BY 4.0"))
LENT = Credit(basis="permission")
NC = Credit(license=find("CC BY-NC 4.0"))


def image(*credits: Credit, withdrawn: Withdrawal | None = None) -> Image:
    return Image("a.jpg", b"", "image/jpeg", 3, 2, credits=credits, withdrawn=withdrawn)


CASES = [
    (image(OPEN), HOUSE, None),
    (image(OPEN), PARTNERS, None),
    (image(LENT), HOUSE, None),
    (image(LENT), PARTNERS, "syndication"),
    (image(replace(LENT, syndication=True)), PARTNERS, None),
    (image(replace(OPEN, syndication=False)), PARTNERS, "syndication"),
    (image(replace(OPEN, syndication=False)), HOUSE, None),
    (image(OPEN, LENT), PARTNERS, "syndication"),
    (image(OPEN, replace(LENT, syndication=True)), PARTNERS, None),
    (image(Credit(license=find("public domain"))), PARTNERS, None),
    (image(Credit(license=find("CC BY-ND 4.0"))), PARTNERS, "syndication"),
    (image(Credit(license=find("all rights reserved"), basis="agency")), PARTNERS, "syndication"),
    (image(), PARTNERS, "syndication"),
    (image(), HOUSE, None),
    (image(replace(OPEN, channels=("epub", "pdf"))), HOUSE, None),
    (image(replace(OPEN, channels=("epub",))), HOUSE, "channel"),
    (image(OPEN, replace(OPEN, channels=("epub",))), HOUSE, "channel"),
    (image(replace(LENT, channels=("docx",))), PARTNERS, "syndication"),
    (image(NC), SHOP, "commercial"),
    (image(NC), HOUSE, None),
    (image(replace(NC, basis="permission")), SHOP, None),
    (image(OPEN, NC), SHOP, "commercial"),
    (image(NC), PARTNERS, "syndication"),
    (image(NC), replace(SHOP, commercial=False), None),
    (image(OPEN, withdrawn=Withdrawal("a.jpg")), HOUSE, "withdrawn"),
    (image(LENT, withdrawn=Withdrawal("a.jpg")), PARTNERS, "withdrawn"),
]


@pytest.mark.parametrize(("picture", "channel", "reason"), CASES)
def test_what_may_go_where(picture: Image, channel: Channel, reason: str | None) -> None:
    found = withheld(picture, channel)
    assert (found and found.id) == reason


def test_every_reason_has_a_case() -> None:
    assert {reason for *_, reason in CASES} == {None, *(reason.id for reason in REASONS)}


CREDITS = st.builds(
    Credit,
    license=st.none() | st.sampled_from(licenses()),
    basis=st.none() | st.sampled_from(["permission", "handout", "own", "agency"]),
    syndication=st.sampled_from([None, True, False]),
    channels=st.sampled_from([(), ("pdf",), ("docx",), ("pdf", "docx")]),
)
CHANNELS = st.builds(
    Channel,
    st.sampled_from(["pdf", "docx", "shop"]),
    st.just("docx"),
    st.booleans(),
    st.sampled_from([None, True, False]),
)


@given(st.lists(CREDITS, min_size=1, max_size=3), CHANNELS)
def test_a_picture_of_several_works_goes_where_all_of_them_may(
    credits: list[Credit], channel: Channel
) -> None:
    whole = withheld(image(*credits), channel)
    parts = [withheld(image(credit), channel) for credit in credits]
    assert (whole is None) == (not any(parts))


@given(CREDITS, CHANNELS)
def test_partners_get_only_what_they_may_pass_on(credit: Credit, channel: Channel) -> None:
    if channel.syndicated and withheld(image(credit), channel) is None:
        assert credit.syndication or (credit.license and credit.license.open)
        assert credit.syndication is not False
        assert is_cleared(credit)


def test_every_format_has_a_channel_of_its_name() -> None:
    assert [(c.name, c.format) for c in defaults().values()] == [(f, f) for f in FORMATS]
    assert [c.name for c in defaults().values() if c.syndicated] == ["docx"]


def test_a_publication_changes_terms_and_adds_channels() -> None:
    own = (Channel("docx", "docx"), Channel("partner-a", "docx", True, False), SHOP)
    house = Publication("", "", channels=own, commercial=True)
    assert list(channels(house)) == ["pdf", "epub", "docx", "html", "partner-a", "shop", *EDITIONS]
    assert not channels(house)["docx"].syndicated
    terms = [True, True, True, True, False, True, *(True for _ in EDITIONS)]
    assert [c.commercial for c in channels(house).values()] == terms
    expected = {**defaults(), "pdf": replace(defaults()["pdf"], edition=SCREEN)}
    known = channels(None)
    assert {name: known[name] for name in expected} == expected
    assert [*known] == [*expected, *EDITIONS]

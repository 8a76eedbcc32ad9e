"""Parts of a verbatim line, licenses that share alike, and edits in a sentence."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.model.credit import Credit
from publish.rights.demands import missing, owed
from publish.rights.registry import edits_named, entries, find, licenses
from publish.rights.sharing import satisfies

LINES = {
    "Photo: Ben Example / CC BY 3.0 / https://example.org/ferry": {"title"},
    "“Ferry from above” by Ben Example, CC BY 3.0, example.org/ferry": set(),
    "Ferry from above, Ben Example": {"source"},
    "Photo: Wikimedia Commons / CC BY 3.0": {"creator", "title", "source"},
    "Image via Flickr (CC BY-SA 3.0), https://flickr.com/x": {"creator", "title"},
    "© 2024, all rights reserved": {"creator", "title", "source"},
    "CC-BY-3.0": {"creator", "title", "source"},
    "Foto: 李雷 / CC BY 3.0 / www.example.org": {"title"},
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_counts_for_what_it_plausibly_holds(line: str) -> None:
    credit = Credit(license=find("CC BY 3.0"), line=line)
    lacking = {part.name for part in missing(credit)}
    # Without a creator in the record, nobody can tell a name from a title.
    stated = Credit(license=find("CC BY 3.0"), line=line, creator=_maker(line))
    assert {part.name for part in missing(stated)} == LINES[line] - (
        {"creator"} if stated.creator else set()
    )
    assert lacking <= LINES[line]


def _maker(line: str) -> str | None:
    return next((name for name in ("Ben Example", "李雷") if name in line), None)


def test_a_line_of_the_provider_alone_names_nobody() -> None:
    credit = Credit(license=find("CC BY 4.0"), line="Photo: Example Bank", provider="Example Bank")
    assert "creator" in {part.name for part in missing(credit)}


@pytest.mark.parametrize(
    ("ours", "theirs", "fits"),
    [
        ("CC-BY-SA-4.0", "CC-BY-SA-4.0", True),
        ("CC-BY-SA-4.0", "CC-BY-SA-3.0", True),
        ("CC-BY-SA-4.0", "CC-BY-SA-2.0-DE", True),
        ("CC-BY-SA-3.0-AT", "CC-BY-SA-3.0", True),
        ("CC-BY-SA-3.0", "CC-BY-SA-4.0", False),
        ("CC-BY-SA-4.0", "CC-BY-SA-1.0", False),
        ("CC-BY-SA-1.0", "CC-BY-SA-1.0", True),
        ("CC-BY-4.0", "CC-BY-SA-4.0", False),
        ("CC-BY-SA-4.0", "CC-BY-NC-SA-4.0", False),
        ("CC-BY-NC-SA-4.0", "CC-BY-SA-4.0", False),
        ("CC-BY-NC-SA-4.0", "CC-BY-NC-SA-3.0", True),
        ("LAL-1.3", "CC-BY-SA-4.0", True),
        ("CC-BY-SA-4.0", "LAL-1.3", True),
        ("GFDL-1.3-or-later", "GFDL-1.2-or-later", True),
        ("GFDL-1.3-only", "GFDL-1.2-only", False),
        ("GFDL-1.2-or-later", "GFDL-1.3-or-later", False),
    ],
)
def test_which_licenses_share_alike(ours: str, theirs: str, fits: bool) -> None:
    assert satisfies(find(ours), find(theirs)) is fits


def test_every_demand_and_every_compatible_license_is_of_a_license_there_is() -> None:
    ids = {license.id for license in licenses()}
    for row in entries("licenses.toml", "demand"):
        assert any(re.fullmatch(row["licenses"], id) for id in ids), row["licenses"]
    for row in entries("licenses.toml", "license"):
        assert ids.issuperset(row.get("compatible", ())), row["id"]


def test_every_license_shares_alike_with_itself_and_none_with_nothing() -> None:
    for license in licenses():
        assert satisfies(license, license)
        assert not satisfies(None, license)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Cropped at the left.", ("cropped",)),
        ("Background removed; scaled down", ("resized", "retouched")),
        ("cut out", ("retouched",)),
        ("cut", ("cropped",)),
        ("black-and-white", ("black-and-white",)),
        ("Beschnitten und freigestellt", ("cropped", "retouched")),
        ("Recadrée", ("cropped",)),
        ("scaled down, not cropped", ("resized",)),
        ("uncropped", ()),
        ("nothing was done", ()),
        ("", ()),
    ],
)
def test_what_a_sentence_tells_of_edits(text: str, ids: tuple[str, ...]) -> None:
    assert edits_named(text) == ids


WORDS = st.none() | st.text(max_size=60)
CREDITS = st.builds(
    Credit,
    title=WORDS,
    creator=WORDS,
    source=WORDS,
    provider=WORDS,
    copyright=WORDS,
    line=WORDS,
    license=st.none() | st.sampled_from(licenses()),
    basis=st.none() | st.sampled_from(["own", "permission", "quotation", "fair-dealing"]),
)


@given(CREDITS, st.sampled_from(["creator", "title", "source"]))
def test_only_what_is_owed_can_be_missing_and_stating_it_settles_it(
    credit: Credit, part: str
) -> None:
    lacking = missing(credit)
    assert set(lacking) <= set(owed(credit))
    said = missing(replace(credit, not_supplied=(part,)))
    assert {one.name for one in said} == {one.name for one in lacking} - {part}
    stated = missing(replace(credit, **{part: "Something"}))  # type: ignore[arg-type]
    assert part not in {one.name for one in stated}

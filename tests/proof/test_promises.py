"""A reader that leaves out what its format promises is found out, whatever it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from publish import compose, load_theme, read
from publish.content import UNREAD, Content, Formula, UnreadMapping
from publish.formats import FORMATS
from publish.page import Page
from publish.promise import ASPECTS, DETAILS
from publish.proof import compare, read_page
from publish.proof.report import table, verify

ROOT = Path(__file__).parents[2]
LEFT_OUT = {
    **dict.fromkeys(("languages", "metadata"), UnreadMapping()),
    **dict.fromkeys(("records", "cover", "standard", "attached")),
}
"""The value of a part of a Content that was left out, where it is not a tuple."""
PARTS = [
    (name, aspect, part)
    for name, format in FORMATS.items()
    for aspect in sorted(format.promise.aspects)
    for part in (ASPECTS[aspect] if aspect in ASPECTS else DETAILS[aspect][1:])
    if part != "text"
]
"""Every part of every aspect that each format promises. No Content is without its text."""


@pytest.fixture(scope="module")
def contents(outputs: Mapping[str, bytes]) -> dict[str, Content]:
    """The content from each reader."""
    return {name: FORMATS[name].read(data) for name, data in outputs.items()}


@pytest.fixture(scope="module")
def built() -> tuple[Page, dict[str, bytes]]:
    """Every Element, which has citations and references, too."""
    page = compose(read(ROOT / "sources/every-element"), load_theme("briefing"))
    return page, {name: format.write(page) for name, format in FORMATS.items()}


@pytest.fixture(scope="module")
def whole(built: tuple[Page, dict[str, bytes]]) -> Content:
    """The expected content of all files."""
    return read_page(built[0])


@pytest.fixture(scope="module")
def everything(built: tuple[Page, dict[str, bytes]]) -> dict[str, Content]:
    """The content from each reader."""
    return {name: FORMATS[name].read(data) for name, data in built[1].items()}


def unread(expected: Content, found: Content) -> list[str]:
    """The reported parts that were left out; there is no other finding about them."""
    problems = compare(expected, found)
    return [p.message.partition(" does not read ")[2] for p in problems if p.rule == "proof-unread"]


@pytest.mark.parametrize(("name", "aspect", "part"), PARTS)
def test_an_aspect_is_left_out(
    name: str, aspect: str, part: str, expected: Content, contents: Mapping[str, Content]
) -> None:
    found = replace(contents[name], **{part: LEFT_OUT.get(part, UNREAD)})
    assert f"{aspect}, which the format promises" in unread(expected, found)


@pytest.mark.parametrize("name", FORMATS)
def test_a_column_is_left_out(
    name: str, expected: Content, contents: Mapping[str, Content]
) -> None:
    whole = contents[name]
    for column in FORMATS[name].promise.columns:
        some = {key: stated for key, stated in whole.metadata.items() if key != column}
        assert unread(expected, replace(whole, metadata=some)) == [
            f"the metadata in {column}, which the format promises"
        ]
    for column in FORMATS[name].promise.beside:
        others = {key: stated for key, stated in whole.beside.items() if key != column}
        assert unread(expected, replace(whole, beside=others)) == [
            f"the credits of pictures in {column}, which the format promises"
        ]


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_read_and_empty_is_not_left_out(
    name: str, expected: Content, contents: Mapping[str, Content]
) -> None:
    found = replace(
        contents[name], headings=(), metadata={key: {} for key in contents[name].metadata}
    )
    assert unread(expected, found) == []
    rules = {problem.rule for problem in compare(expected, found)}
    assert {"proof-heading", "proof-metadata"} <= rules


READ_AS_NOTHING = [
    (name, part)
    for name, part in dict.fromkeys((name, part) for name, _, part in PARTS)
    if part
    not in ("stray", "boxes", "overruns", "lines", "stale", "astray", "decorations", "sight")
]
"""Parts of which the article has something, so that none of them may be empty."""


@pytest.mark.parametrize(("name", "part"), READ_AS_NOTHING)
def test_what_is_read_as_nothing_is_missing(
    name: str, part: str, whole: Content, everything: Mapping[str, Content]
) -> None:
    nothing = {"cover": "", "languages": {}, "metadata": {}}.get(part, ())
    assert getattr(whole, part)
    assert compare(whole, everything[name]) == ()
    assert compare(whole, replace(everything[name], **{part: nothing}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name", [name for name in FORMATS if "formulas" in FORMATS[name].promise.aspects]
)
def test_formulas_that_nobody_read_are_missing(
    name: str, whole: Content, everything: Mapping[str, Content]
) -> None:
    blank = tuple(Formula() for _ in everything[name].formulas)
    problems = compare(whole, replace(everything[name], formulas=blank))
    assert blank and {problem.rule for problem in problems} == {"proof-formula"}


def test_a_reader_that_reads_nothing_verifies_nothing(
    page: Page, outputs: Mapping[str, bytes]
) -> None:
    """The one that this is about: it returned no metadata, and the file was "verified"."""

    def lazy(data: bytes) -> Content:
        return Content(format="epub", text=FORMATS["epub"].read(data).text)

    reader = replace(FORMATS["epub"], reader=lazy).read
    report = verify({"epub": outputs["epub"]}, page, lambda name: reader)
    assert not report.ok
    assert {problem.rule for problem in report.problems} == {"proof-unread"}
    cells = {row[0]: row[2] for row in table(report)[1:]}
    assert cells.pop("words").endswith("✗")
    assert set(cells.values()) == {"0 ✗"}


def test_an_aspect_that_is_not_promised_is_not_compared(
    page: Page, expected: Content, contents: Mapping[str, Content]
) -> None:
    format = FORMATS["docx"]
    fewer = replace(format.promise, aspects=format.promise.aspects - {"links", "records"})
    found = replace(contents["docx"], links=UNREAD, records=None, promise=fewer)
    assert compare(expected, found) == ()

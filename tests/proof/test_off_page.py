"""Content that leaves the paper is reported; content that only seems to is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array

from publish.errors import Problem
from publish.formats import FORMATS
from publish.proof import compare
from tests.proof.sabotage import pdf
from tests.proof.test_sabotage_pdf import painting

if TYPE_CHECKING:
    from publish.proof import Content

Change = Callable[[pikepdf.Pdf], None]


def text_at(x: int, y: int, before: str = "", text: str = "<%s%s%s> Tj") -> Change:
    """Put a glyph at a place on the first page, some times over."""

    def change(file: pikepdf.Pdf) -> None:
        page = file.pages[0]
        known = re.search(rb"/(\S+) [\d.]+ Tf\s\[<([0-9a-f]{4})", page.Contents.read_bytes())
        assert known
        font, glyph = known[1].decode(), known[2].decode()
        shown = text.replace("%s", glyph)
        painted = f"q /Artifact BMC BT /{font} 10 Tf {before} {x} {y} Td {shown} ET EMC Q"
        page.contents_add(painted.encode(), prepend=True)

    return change


def picture_at(clip: str = "") -> Change:
    """Put the first picture where it reaches beyond both sides of its page."""

    def change(file: pikepdf.Pdf) -> None:
        own_clip = rb"[-\d. ]+ re\sW\sn(\s/Figure\s*<<\s*/MCID \d+\s*>>\sBDC)"
        place = b"q q %b 9000 0 0 300 -4000 200 cm" % clip.encode()
        painting(file, rb"(?s)" + own_clip + rb".*?(/\S+ Do)", rb"\1 " + place + rb" \2")

    return change


def trimmed(*box: int) -> Change:
    def change(file: pikepdf.Pdf) -> None:
        for page in file.pages:
            page.obj.TrimBox = Array(box)

    return change


def problems(expected: Content, data: bytes, change: Change) -> list[Problem]:
    return list(compare(expected, FORMATS["pdf"].read(pdf(data, change))))


@pytest.fixture(scope="module")
def data(outputs: Mapping[str, bytes]) -> bytes:
    return outputs["pdf"]


@pytest.mark.parametrize(
    "change",
    [
        text_at(590, 400),
        text_at(-3, 400),
        text_at(300, -4),
        text_at(300, 839),
        text_at(500, 400, "60 Tc"),
        text_at(50, 400, "-900 Tz"),
        trimmed(0, 0, 595, 400),
        trimmed(300, 0, 595, 842),
    ],
)
def test_text_that_leaves_the_page(change: Change, data: bytes, expected: Content) -> None:
    told = {p.rule: p for p in problems(expected, data, change)}
    assert set(told) == {"proof-off-page"}
    assert re.match(r"PDF: text runs off page \d: “\S", told["proof-off-page"].message)
    assert "overflow-wrap" in told["proof-off-page"].fix


@pytest.mark.parametrize(
    "change", [text_at(100, 400), text_at(0, 3), text_at(300, 834), trimmed(20, 20, 575, 822)]
)
def test_text_that_does_not(change: Change, data: bytes, expected: Content) -> None:
    assert problems(expected, data, change) == []


def test_spaces_may_leave_the_page(data: bytes, expected: Content) -> None:
    def change(file: pikepdf.Pdf) -> None:
        space = file.make_stream(b"q /Artifact BMC BT /F1 10 Tf 590 400 Td (    ) Tj ET EMC Q")
        page = file.pages[0]
        page.Resources.Font["/F1"] = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.contents_add(space, prepend=True)

    assert problems(expected, data, change) == []


def test_text_further_along_a_line_is_where_the_line_has_come_to(
    data: bytes, expected: Content
) -> None:
    for text in ("[<%s> -9500] TJ <%s> Tj", "<%s> Tj 60 Tc [<%s%s>] TJ <%s> Tj"):
        told = problems(expected, data, text_at(500, 400, text=text))
        assert [problem.rule for problem in told] == ["proof-off-page"]


def test_many_texts_are_one_problem_a_page(data: bytes, expected: Content) -> None:
    told = problems(expected, data, trimmed(0, 0, 130, 842))
    pages = [re.search(r"off page (\d+): (.*)", problem.message) for problem in told]
    numbers = [match[1] for match in pages if match]
    assert len(numbers) == len(told) == len(set(numbers))
    assert any(match and re.search(r" and \d+ more$", match[2]) for match in pages)


@pytest.mark.parametrize(
    "change", [picture_at(), picture_at("-100 100 400 200 re W n"), picture_at("q Q")]
)
def test_a_picture_that_leaves_the_page(change: Change, data: bytes, expected: Content) -> None:
    told = problems(expected, data, change)
    assert [problem.rule for problem in told] == ["proof-off-page"]
    assert "the picture “A tower & a bell” runs off page" in told[0].message
    assert "max-height" in told[0].fix


@pytest.mark.parametrize(
    "change",
    [
        picture_at("100 100 400 200 re W n"),
        picture_at("100 100 m 500 100 l 500 300 l 100 300 l h W* n"),
        picture_at("100 100 m 500 100 500 100 500 300 c h W n"),
        trimmed(200, 0, 595, 842),
    ],
)
def test_a_picture_that_is_cropped_by_intent(
    change: Change, data: bytes, expected: Content
) -> None:
    told = problems(expected, data, change)
    assert not [problem for problem in told if "picture" in problem.message]


def test_a_clip_ends_with_its_state(data: bytes, expected: Content) -> None:
    change = picture_at("q 100 100 400 200 re W n Q")
    assert [problem.rule for problem in problems(expected, data, change)] == ["proof-off-page"]

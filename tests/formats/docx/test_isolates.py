"""Isolates become the fewest marks of direction that give a paragraph the same order."""

from __future__ import annotations

import random

import pytest

from publish.formats.docx.inlines.isolates import with_marks
from publish.formats.docx.model.formatting import RunFormat
from publish.formats.docx.model.inlines import Link, Run, runs
from publish.languages.bidi import FSI, LRI, PDI, RLI, levels, visual_order

FORMAT = RunFormat("Source Serif", bold=False, italic=False, size=20, color="000000")
LRM, RLM = "\u200e", "\u200f"
ISOLATES = [
    (LRI, "-a"),
    (LRI, "1."),
    (LRI, "a/"),
    (LRI, "b"),
    (RLI, "אב!"),
    (FSI, "-א"),
    (FSI, "b"),
]
SIGNS = {LRI, RLI, FSI, PDI, LRM, RLM}


def marked(*texts: str, leftward: bool = True) -> str:
    content = tuple(Run(text, FORMAT) for text in texts)
    return "".join(run.text for run in runs(with_marks(content, leftward=leftward)))


def seen(text: str, leftward: bool) -> str:
    order = visual_order(levels(text, leftward=leftward))
    return "".join(text[n] for n in order if text[n] not in SIGNS)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("אב ", LRI, "a.b", PDI, " ג"), "אב a.b ג"),
        (("אב ", LRI, "-n 5", PDI, " ג"), f"אב {LRM}-n 5 ג"),
        (("אב ", LRI, "/a/", PDI, " ג"), f"אב {LRM}/a/{LRM} ג"),
        (("The ", LRI, "x", PDI, " Board"), "The x Board"),
        ((FSI, "Ada", PDI, " 12"), f"Ada{RLM} 12"),
    ],
)
def test_as_few_marks_as_can_be(texts: tuple[str, ...], expected: str) -> None:
    assert marked(*texts) == expected


def test_a_text_in_one_direction_gets_none() -> None:
    assert marked("The ", FSI, "-n", PDI, " Board", leftward=False) == "The -n Board"


def test_a_sign_around_a_link_is_replaced() -> None:
    link = Link("https://a.example", (Run("/a/", FORMAT),))
    content = (Run("אב ", FORMAT), Run(LRI, FORMAT), link, Run(PDI, FORMAT), Run(" ג", FORMAT))
    made = with_marks(content, leftward=True)
    assert [run.text for run in runs(made)] == ["אב ", LRM, "/a/", LRM, " ג"]
    assert made[2] == link


@pytest.mark.parametrize("leftward", [True, False])
def test_the_order_is_that_of_the_isolates(leftward: bool) -> None:
    """Among words that run as the paragraph does; among others, marks cannot always give it."""
    chance = random.Random(12)
    for _ in range(60):
        texts = []
        for _ in range(3):
            letters = "אבג1 -.," if leftward else "abc1 -.,"
            texts += [f" {''.join(chance.choices(letters, k=chance.randint(1, 5)))} "]
            texts += [*chance.choice(ISOLATES), PDI]
        found = seen(marked(*texts, leftward=leftward), leftward)
        assert found == seen("".join(texts), leftward), ascii("".join(texts))

"""CommonMark, all of it: every example of the specification, but for what the house refuses.

The specification is not part of the project: where it is not at hand, our own examples
(``examples.txt``, written for this) stand for every section of it. What we do otherwise
is a table below; an exception that no longer holds fails.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.examples import Example, both, examples, expected, read

OURS = Path(__file__).with_name("examples.txt")
SPECS = Path(__file__).parents[3] / "shared/corpus/specs"
COMMONMARK, GFM = SPECS / "commonmark/spec.txt", SPECS / "gfm/spec.txt"

TABS = "tabs in code become spaces: no format keeps one inside a line"
RAW = "raw HTML is refused, since no format but one knows it"
BARE = "bare addresses are links, as in GFM"
TASK = "GFM only shows what it would do: the box is a form there, and text here"
COMMENT = "comments end as CommonMark 0.31 has it; GFM is of 0.29"
_RAW = (
    *(21, 31, *range(148, 179), 179, 180, 182, *range(186, 194), 203, 346, 477, 478, 479, 493),
    *(496, 526, 538, *range(615, 620), 625, 632, 633, 645, 646),
)  # fmt: skip
COMMONMARK_EXCEPTIONS = {**dict.fromkeys(_RAW, RAW), **dict.fromkeys((610, 613, 614), BARE)}
COMMONMARK_EXCEPTIONS |= dict.fromkeys((1, 2, 3), TABS)
_GFM_RAW = (
    *(*range(118, 148), 149, *range(153, 161), 170, 317, 327, 354, 484, 485, 486, 500, 503, 532),
    *(544, *range(632, 637), 642, 650, 651, 653, 663, 664),
)  # fmt: skip
GFM_EXCEPTIONS = {
    **dict.fromkeys(_GFM_RAW, RAW),
    **dict.fromkeys((279, 280), TASK),
    **dict.fromkeys((616, 619, 620), BARE),
    **dict.fromkeys((645, 646), COMMENT),
    **dict.fromkeys((1, 2, 3), TABS),
}

REFUSED = {
    "raw-html": RAW,
    "link-target": "/url and the like lead to files that readers do not have",
    "link-empty": "a link without words cannot be followed by ear or in print",
    "code-open": "a listing that is never closed would take in the rest of the article",
    "heading-empty": "an empty heading would stand in the contents",
    "list-number": "Word counts to 32,767",
    "table-cells": "GFM drops the cells that are too many",
}
"""The rules that refuse something of the examples, and why."""

SECTIONS = """
    Tabs; Backslash escapes; Entity and numeric character references; Precedence; Thematic breaks;
    ATX headings; Setext headings; Indented code blocks; Fenced code blocks; HTML blocks;
    Link reference definitions; Paragraphs; Blank lines; Block quotes; List items; Lists; Inlines;
    Code spans; Emphasis and strong emphasis; Links; Images; Autolinks; Raw HTML;
    Hard line breaks; Soft line breaks; Textual content
"""


def test_our_own_examples_cover_every_section() -> None:
    named = {" ".join(section.split()) for section in SECTIONS.split(";")}
    assert named <= {example.section for example in examples(OURS)}


@pytest.mark.parametrize("example", examples(OURS), ids=lambda e: f"{e.number}-{e.section}")
def test_our_own_examples(example: Example) -> None:
    said, says = expected(example), read(example.markdown)
    assert (says.structure, says.pictures) == (said.structure, said.pictures)
    assert not says.refused


@pytest.mark.parametrize(
    ("file", "exceptions", "unseen", "count"),
    [
        pytest.param(
            *case,
            id=case[0].parent.name,
            marks=pytest.mark.skipif(
                not case[0].is_file(), reason=f"{case[0]} is not at hand; our own examples ran"
            ),
        )
        for case in (
            (COMMONMARK, COMMONMARK_EXCEPTIONS, {"table-cells"}, 655),
            (GFM, GFM_EXCEPTIONS, {"link-empty"}, 673),
        )
    ],
)
def test_the_specification(
    file: Path, exceptions: dict[int, str], unseen: set[str], count: int
) -> None:
    differing: set[int] = set()
    refused: set[str] = set()
    seen = 0
    for example, said, says in both(file):
        seen += 1
        assert says.refused <= set(REFUSED), example
        refused |= says.refused
        if (says.structure, says.pictures) != (said.structure, said.pictures):
            differing.add(example.number)
            if exceptions.get(example.number) == RAW:
                assert "raw-html" in says.refused, example
    assert seen == count
    assert differing == set(exceptions)
    assert refused == set(REFUSED) - unseen

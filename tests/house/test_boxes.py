"""Every box is documented, and has a case."""

from __future__ import annotations

import pytest

from publish.model.boxes import BOXES, Box
from tests.house.tree import ROOT

README = (ROOT / "README.md").read_text("utf-8")
CASE = (ROOT / "tests/cases/blocks/article.md").read_text("utf-8")


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
def test_the_readme_names_it(box: Box) -> None:
    assert f"`{box.name}`" in README or f"`:::{box.name}" in README


@pytest.mark.parametrize("name", [box.name for box in BOXES.values() if box.framed or box.plain])
def test_a_case_holds_it(name: str) -> None:
    assert f":::{name}" in CASE

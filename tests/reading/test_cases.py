"""A folder per case: an article, and the messages that its author gets to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.errors import PublishError
from publish.reading import read

CASES = sorted(p.parent for p in (Path(__file__).parent / "cases").glob("*/article.md"))


def messages(folder: Path) -> str:
    try:
        problems = read(folder).problems
    except PublishError as error:
        problems = error.problems
    return "".join(f"{problem}\n" for problem in problems).replace(f"{folder.as_posix()}/", "")


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_messages(folder: Path) -> None:
    assert messages(folder) == (folder / "expected.txt").read_text("utf-8")

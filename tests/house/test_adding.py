"""Adding a thing touches few files: each is added in a copy of the tree, run and counted.

The table in ARCHITECTURE.md names the files; it says what is true here.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from tests.house import additions
from tests.house.tree import ROOT, Addition, copy

ADDITIONS: dict[str, Addition] = {
    found.name: import_module(f"{additions.__name__}.{found.name}").ADDITION
    for found in iter_modules(additions.__path__)
}


def rows() -> dict[str, tuple[str, ...]]:
    """The table of ARCHITECTURE.md: the thing, and patterns of the files that it touches."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    _, _, rest = text.partition("| to add … | touch these files |\n|---|---|\n")
    table = rest.split("\n\n")[0].splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    return {what: tuple(re.findall("`([^`]+)`", files)) for what, files in cells}


def is_named(file: str, pattern: str) -> bool:
    """Is ``file`` what the table calls ``pattern``, as in ``rules/<name>.py``?"""
    parts = re.split(r"<[^<>]+>", pattern)
    return re.fullmatch("[^/]+".join(map(re.escape, parts)), file) is not None


@pytest.mark.parametrize("addition", ADDITIONS.values(), ids=ADDITIONS)
def test_adding_it_touches_the_files_that_the_table_names(addition: Addition) -> None:
    assert len(addition.files) <= addition.most
    patterns = rows()[addition.what]
    for file in addition.files:
        assert any(is_named(file, pattern) for pattern in patterns), file
    for pattern in patterns:
        assert any(is_named(file, pattern) for file in addition.files), pattern


def test_the_table_has_a_row_for_each() -> None:
    assert rows().keys() == {addition.what for addition in ADDITIONS.values()}


@pytest.mark.parametrize("name", ADDITIONS)
def test_what_is_added_works(name: str, tmp_path: Path) -> None:
    addition = ADDITIONS[name]
    tree = copy(tmp_path)
    tree.apply(addition.files)
    program = f"from {additions.__name__}.{name} import prove; prove()"
    where = "import publish; print(publish.__file__); "
    assert tree.python("-c", where + program).startswith(str(tmp_path))
    tree.python("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *addition.tests)

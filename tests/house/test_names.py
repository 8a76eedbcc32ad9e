"""Files that are named somewhere are there: in documents, docstrings and the additions."""

from __future__ import annotations

import re

import pytest

from tests.house.source import ROOT, modules
from tests.house.test_adding import ADDITIONS
from tests.house.tree import Addition

NAMED = re.compile(r"\b(?:tests|publish|tools|bench)/[\w./-]*\w\.(?:py|md|toml|css)\b")
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")


def test_every_test_or_module_that_is_named_is_there() -> None:
    texts = {name: (ROOT / name).read_text("utf-8") for name in DOCUMENTS}
    texts |= {name: module.text for name, module in modules().items()}
    missing = {
        f"{name}: {path}"
        for name, text in texts.items()
        for path in NAMED.findall(text)
        if not (ROOT / path).exists()
    }
    assert missing == set()


@pytest.mark.parametrize("addition", ADDITIONS.values(), ids=ADDITIONS)
def test_what_an_addition_changes_is_there(addition: Addition) -> None:
    """Fast, where the test that adds it is slow."""
    for name, edit in addition.files.items():
        if not isinstance(edit, str):
            edit((ROOT / name).read_text("utf-8"))
    for argument in addition.tests:
        if argument.startswith("tests/"):
            assert (ROOT / argument.partition("::")[0]).exists() or argument in addition.files

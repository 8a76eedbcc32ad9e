"""Every package that the program imports is declared, also one that another brings along."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.house.source import ROOT, modules

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def names(requirements: list[str]) -> set[str]:
    """Names of packages, normalized (PEP 503)."""
    return {normalized(re.split(r"[<>=!~;\[ ]", line, maxsplit=1)[0]) for line in requirements}


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported() -> Iterator[tuple[str, bool, Path]]:
    """Top-level modules from outside, and whether they are imported only when needed."""
    for module in modules().values():
        for name, _, at_once in module.imports():
            top = name.partition(".")[0]
            if top != "publish" and top not in sys.stdlib_module_names:
                yield top, not at_once, module.path


def test_every_import_is_declared() -> None:
    distributions = packages_distributions()
    required = names(PROJECT["dependencies"])
    optional = names(
        [line for extra in PROJECT["optional-dependencies"].values() for line in extra]
    )
    undeclared = {
        f"{top} in {file}"
        for top, late, file in imported()
        if not {normalized(name) for name in distributions.get(top, [top])}
        & (required | optional if late else required)
    }
    assert undeclared == set()

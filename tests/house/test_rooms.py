"""The rooms of the package: small, named for what is in them, and built from the ground up.

The order of the rooms is the table in ARCHITECTURE.md. The tables of exceptions below shrink to
nothing: one that is no longer needed fails.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import takewhile
from pathlib import Path

from tests.house.source import ROOT, Function, imports_of, modules

MOST_MODULES = 22
"""Side by side in one folder, ``__init__.py`` not counted."""
MOST_LINES = 400
LONGEST_FUNCTION = 60

LONG_MODULES: set[str] = set()
LONG_FUNCTIONS: set[str] = set()
REPEATED_NAMES: set[str] = set()
CIRCLES: set[str] = set()
BACKWARD: set[str] = set()
"""``from → to``, by module."""
DOORS = {"publish", "publish.__main__"}
"""They lead into every room, and no room may lead out through them."""


def test_no_folder_is_crowded() -> None:
    files = [module.path for module in modules().values() if module.path.stem != "__init__"]
    crowds = Counter(path.parent for path in files)
    assert {str(folder): n for folder, n in crowds.items() if n > MOST_MODULES} == {}


def test_no_module_is_long() -> None:
    long = {str(m.path) for m in modules().values() if m.text.count("\n") > MOST_LINES}
    assert long == LONG_MODULES


def test_no_function_is_long() -> None:
    long = {
        f"{module.path}: {function.name}"
        for module in modules().values()
        for function in module.functions()
        if lines(function) > LONGEST_FUNCTION
    }
    assert long == LONG_FUNCTIONS


def lines(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_no_function_is_complex() -> None:
    """``make lint`` finds those of other files; here, what pyproject.toml still excuses."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]
    excused = {file for file, ids in settings["per-file-ignores"].items() if "C901" in ids}
    most = f"lint.mccabe.max-complexity={settings['mccabe']['max-complexity']}"
    ruff = [str(Path(sys.executable).with_name("ruff")), "check", "--isolated", "--no-cache"]
    shape = ["--select", "C901", "--config", most, "--output-format", "json", "."]
    done = subprocess.run([*ruff, *shape], cwd=ROOT, capture_output=True, text=True, check=False)
    complex = {Path(found["filename"]).relative_to(ROOT) for found in json.loads(done.stdout)}
    assert {str(file) for file in complex} == excused


def test_no_file_repeats_its_folders_name() -> None:
    repeating = {str(m.path) for m in modules().values() if repeats(m.path)}
    assert repeating == REPEATED_NAMES


def repeats(path: Path) -> bool:
    """Is the folder's name, in the singular or plural, a word of the file's?"""
    return path.parent.name.rstrip("s") in {word.rstrip("s") for word in path.stem.split("_")}


def test_modules_go_in_no_circle() -> None:
    circles = {named(circle) for circle in knots({name: imports_of(name) for name in modules()})}
    assert circles == CIRCLES


def knots(graph: Mapping[str, Iterable[str]]) -> Iterator[frozenset[str]]:
    """The sets of nodes that all lead to each other."""
    reach = {node: reachable(graph, node) for node in graph}
    seen: set[str] = set()
    for node, targets in reach.items():
        if node in targets and node not in seen:
            knot = frozenset(other for other in targets if node in reach[other])
            seen |= knot
            yield knot


def reachable(graph: Mapping[str, Iterable[str]], start: str) -> set[str]:
    found: set[str] = set()
    open = [start]
    while open:
        new = set(graph[open.pop()]) - found
        found |= new
        open += new
    return found


def named(circle: frozenset[str]) -> str:
    """A circle by the packages that all of it is in, and the rest of each module's name."""
    columns = zip(*(name.split(".") for name in circle), strict=False)
    shared = ".".join(parts[0] for parts in takewhile(lambda p: len(set(p)) == 1, columns))
    return f"{shared}: " + ", ".join(sorted(name.removeprefix(f"{shared}.") for name in circle))


@cache
def rooms() -> Mapping[str, str]:
    """The table of ARCHITECTURE.md, from the ground up: each room, and the cell about it."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    _, _, rest = text.partition("| room | what is in it |\n|---|---|\n")
    rows = takewhile(lambda line: line.startswith("|"), rest.splitlines())
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return {
        room: about for names, about in cells for room in re.findall(r"`(\w+)(?:/|\.py)`", names)
    }


def room_of(name: str) -> str:
    return name.split(".")[1]


def test_the_table_has_every_room() -> None:
    assert {room_of(name) for name in modules() if name not in DOORS} == set(rooms())


def test_the_table_names_every_inner_room() -> None:
    inner = {
        (room_of(name), part)
        for name, module in modules().items()
        for part in module.path.parent.parts[2:]
    }
    assert {pair for pair in inner if f"`{pair[1]}`" not in rooms()[pair[0]]} == set()


def test_no_import_between_rooms_runs_backward() -> None:
    order = list(rooms())
    backward = {
        f"{name} → {target}"
        for name in modules()
        if name not in DOORS
        for target in imports_of(name)
        if target in DOORS or order.index(room_of(target)) > order.index(room_of(name))
    }
    assert backward == BACKWARD

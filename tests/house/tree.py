"""A temporary copy of the whole tree, in which a test adds something and runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
COPIED = (
    "publish", "themes", "sources", "tests", "pyproject.toml", "publish.toml", "README.md",
    "ARCHITECTURE.md",
)  # fmt: skip

Edit = str | Callable[[str], str]
"""The change of a file: the whole text of a new one, or a change of an existing text."""


@dataclass(frozen=True)
class Addition:
    """One thing to add to Publish, and the files that it touches.

    ``what`` is the row of ARCHITECTURE.md's table, ``most`` the number of files that it may touch.
    """

    what: str
    most: int
    files: Mapping[str, Edit]
    tests: tuple[str, ...]
    """Arguments of pytest, as a contributor would give them; they pass with the addition."""


def after(line: str, more: str) -> Callable[[str], str]:
    """The change that puts ``more`` after the one place where ``line`` stands."""

    def change(text: str) -> str:
        assert text.count(line) == 1, f"{text.count(line)} times in the file: {line!r}"
        return text.replace(line, line + more)

    return change


def at_end(more: str) -> Callable[[str], str]:
    """The change that puts ``more`` at the end."""
    return lambda text: text + more


@dataclass(frozen=True)
class Tree:
    """The copy, by its root."""

    root: Path

    def apply(self, files: Mapping[str, Edit]) -> None:
        """Make and change these files. A new file may not be there yet, another must be."""
        for name, edit in files.items():
            path = self.root / name
            if isinstance(edit, str):
                assert not path.exists(), f"{name} is there already"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(edit, "utf-8")
            else:
                path.write_text(edit(path.read_text("utf-8")), "utf-8")

    def python(self, *arguments: str) -> str:
        """The output of Python in the copy; fails with all of it where Python does."""
        run = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": str(self.root)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, f"{run.stdout[-4000:]}\n{run.stderr[-4000:]}"
        return run.stdout


def copy(folder: Path) -> Tree:
    """A copy of the tree in ``folder``, compiled files too: so Python starts at once."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
        else:
            shutil.copy2(ROOT / name, folder / name)
    return Tree(folder)

"""Writes the folder of an article that came in: whole, or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from publish import scratch
from publish.building.staging import writable
from publish.errors import Problem, UsageError, Where


def refuse_existing(folder: Path) -> None:
    """Raise ``UsageError`` if something of that name is there already."""
    if folder.exists() or folder.is_symlink():
        message, fix = "this exists already", "Give another name with --slug, or move it away."
        raise UsageError(Problem("import-exists", message, fix, Where(str(folder))))


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into a new folder, which appears with all of them at once.

    Raises ``UsageError`` if it exists, ``EnvironmentFault`` if the disk refuses.
    """
    refuse_existing(folder)
    with writable(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with scratch.folder(folder.parent, f".{folder.name}.") as work:
            stage = work / "article"
            stage.mkdir(mode=0o755)
            for name, data in files.items():
                with (stage / name).open("wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
            refuse_existing(folder)
            stage.rename(folder)

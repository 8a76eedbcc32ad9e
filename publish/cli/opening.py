"""The system's viewer of files."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from publish.cli.terminal import Terminal

_VIEWERS = ("xdg-open", "open")
"""Programs that show a file in the viewer that its user chose: freedesktop.org's, macOS's."""


def viewer(terminal: Terminal) -> Callable[[Path], None]:
    """A function that shows a file; where the system has no program for it, it says so."""

    def show(path: Path) -> None:
        program = next(filter(None, map(shutil.which, _VIEWERS)), None)
        if program is None:
            terminal.note(f"no viewer can be opened here: open {path} yourself", "yellow")
            return
        quiet = subprocess.DEVNULL
        subprocess.Popen(
            [program, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )

    return show

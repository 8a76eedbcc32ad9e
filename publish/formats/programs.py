"""Other programs that show a file of a format."""

from __future__ import annotations

import subprocess

from publish.environment import tool
from publish.errors import EnvironmentFault, Problem

_SECONDS = 120


def run(name: str, *arguments: str) -> None:
    """Run a program of ``publish.environment``; raises ``EnvironmentFault`` if it cannot."""
    program = tool(name)
    found = program.look()
    if found is None or found.path is None:
        raise EnvironmentFault(
            Problem("sheet-program", f"{name} is not installed", program.install_line)
        )
    try:
        subprocess.run(
            [str(found.path), *arguments], capture_output=True, check=True, timeout=_SECONDS
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise EnvironmentFault(
            Problem("sheet-program", f"{name} could not show the specimen: {error}", "Try again.")
        ) from error

"""Calling programs that are not ours."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from publish.environment import tool

Command = Sequence[str | Path]

PATIENCE = 900
"""Seconds after which a program counts as hung."""


@functools.cache
def program(name: str) -> Path:
    """Where a tool of ``publish.environment`` is. A missing one fails the test: it never skips."""
    wanted = tool(name)
    found = wanted.look()
    if found is None or found.path is None:
        pytest.fail(f"{name} is missing. Install it: {wanted.install_line}", pytrace=False)
    return found.path


@functools.cache
def version(name: str) -> str:
    """The version of a tool of ``publish.environment``; empty if it is missing."""
    found = tool(name).look()
    return found.version if found else ""


@functools.cache
def scratch() -> Path:
    """A folder of this process's own, removed at its end."""
    folder = Path(tempfile.mkdtemp(prefix="judges-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def call(
    command: Command,
    given: str = "",
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run to the end, with English messages and without the user's own settings."""
    return subprocess.run(
        command,
        input=given,
        env=_surroundings(environment),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=PATIENCE,
        check=False,
    )


def start(
    command: Command, log: Path | None = None, environment: Mapping[str, str] | None = None
) -> subprocess.Popen[str]:
    """The same, but let it run; what it prints goes into ``log``, or to whoever reads it."""
    with ExitStack() as stack:
        return subprocess.Popen(
            command,
            env=_surroundings(environment),
            stdin=subprocess.PIPE,
            stdout=stack.enter_context(log.open("wb")) if log else subprocess.PIPE,
            stderr=subprocess.STDOUT if log else subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
        )


def _surroundings(environment: Mapping[str, str] | None) -> dict[str, str]:
    home = str(scratch())
    own = {
        "LC_ALL": "C.UTF-8",
        "XDG_CONFIG_HOME": home,
        "XDG_CACHE_HOME": home,
        "XDG_STATE_HOME": home,
    }
    return {**os.environ, **own, **(environment or {})}


def words(result: subprocess.CompletedProcess[str]) -> str:
    """The output of a program on one line, for a message."""
    return " ".join((result.stderr + " " + result.stdout).split()) or f"exit {result.returncode}"

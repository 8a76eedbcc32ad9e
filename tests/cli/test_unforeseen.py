"""Whatever nobody foresaw ends in one plain line; a programmer sees more with ``--debug``."""

from __future__ import annotations

import argparse
import errno
import json
import os
import tempfile

import pytest

from publish.cli import COMMANDS, explain, main

FAULTS = [
    RuntimeError("two\nlines"),
    RecursionError("maximum recursion depth exceeded"),
    OSError(errno.ELOOP, "Too many levels of symbolic links"),
    KeyError("x"),
    ValueError("y" * 5000),
]


def broken(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def run(arguments: argparse.Namespace) -> int:
        raise error

    monkeypatch.setattr(explain, "run", run)


@pytest.mark.parametrize("error", FAULTS, ids=lambda error: type(error).__name__)
def test_an_unforeseen_error_is_a_line_and_exit_70(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken(monkeypatch, error)
    assert main(["explain"]) == 70
    first, fix = capsys.readouterr().err.splitlines()
    assert first.startswith("error[unforeseen]: ")
    assert type(error).__name__ in first
    assert len(first) < 320
    assert "--debug" in fix


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS])
def test_a_full_disk_is_no_fault_of_ours_wherever_it_is_met(
    code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken(monkeypatch, OSError(code, os.strerror(code)))
    assert main(["explain"]) == 4
    first, fix = capsys.readouterr().err.splitlines()
    assert first == f"error[out-unwritable]: cannot write: {os.strerror(code)}"
    assert "TMPDIR" in fix


@pytest.mark.parametrize(
    "error", [MemoryError(), *(OSError(code, "") for code in (errno.EIO, errno.EMFILE))]
)
def test_what_a_machine_lacks_is_no_fault_of_ours(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken(monkeypatch, error)
    assert main(["explain"]) == 4
    first, fix = capsys.readouterr().err.splitlines()
    assert first.startswith("error[machine-refuses]: ")
    assert fix


def test_temporary_files_that_cannot_be_used_are_no_fault_of_ours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = os.path.join(tempfile.gettempdir(), "font.ttf")  # noqa: PTH118
    broken(monkeypatch, PermissionError(errno.EACCES, "Permission denied", file))
    assert main(["explain"]) == 4
    assert "Permission denied" in capsys.readouterr().err


def test_debug_shows_the_trace_and_json_stays_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken(monkeypatch, RuntimeError("oh"))
    assert main(["explain", "--debug"]) == 70
    assert "Traceback (most recent call last)" in capsys.readouterr().err
    assert main(["explain", "--json"]) == 70
    assert json.loads(capsys.readouterr().out)["problems"][0]["rule"] == "unforeseen"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_debug(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert "--debug" in capsys.readouterr().out

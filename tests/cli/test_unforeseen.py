"""Whatever nobody foresaw ends in one plain line; a programmer sees more with ``--debug``."""

from __future__ import annotations

import argparse
import json

import pytest

from publish.cli import COMMANDS, explain, main

FAULTS = [
    RuntimeError("two\nlines"),
    RecursionError("maximum recursion depth exceeded"),
    MemoryError(),
    OSError(5, "Input/output error"),
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

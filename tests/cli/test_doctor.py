"""``publish doctor``: what is there, and what to do about the rest."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from publish import environment
from publish.cli import doctor, main
from publish.environment import TOOLS, Tool

_PACKAGES = ("epubcheck", "Citations", "Dask")
"""Packages installed with Publish itself, not on the machine."""


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No programs on the PATH, and nothing that ``make judges`` installs."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(environment, "JUDGES", tmp_path)


def test_everything_is_reported_with_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"]
    assert [row["name"] for row in told["tools"]] == [tool.name for tool in TOOLS]
    # These tests need the judges, so they are here; only a library may hide its version.
    assert [row["name"] for row in told["tools"] if not row["version"]] == ["Pango for FreeType"]


def test_judges_that_are_missing_are_hints_with_the_line_that_installs_them(
    bare_machine: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor"]) == 0
    said = capsys.readouterr()
    missing = [tool for tool in TOOLS if not tool.needed and tool.name not in _PACKAGES]
    assert said.out.count("missing") == len(missing)
    for tool in missing:
        assert f"hint[tool-missing]: {tool.name} is missing ({tool.use})" in said.err
        assert f"\n  {tool.install_line}\n" in said.err


def test_a_missing_tool_that_building_needs_is_an_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    look = environment._library("version", "libthere-is-no-such.so.0")
    library = Tool("Such", "sets type", look, {"linux": "apt-get install such"}, needed=True)
    monkeypatch.setattr(doctor, "TOOLS", (*TOOLS, library))
    assert main(["doctor", "--quiet"]) == 4
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "error[tool-missing]: Such is missing (sets type)\n  apt-get install such\n"
    )


def test_a_shim_for_a_program_that_is_not_there_is_not_the_program(
    bare_machine: None, tmp_path: Path
) -> None:
    shim = tmp_path / "qpdf"
    shim.write_text("#!/bin/sh\necho 'qpdf: command not found' >&2\nexit 127\n", "utf-8")
    shim.chmod(0o755)
    assert environment.tool("qpdf").look() is None
    shim.write_text("#!/bin/sh\necho 'qpdf version 11.3.0'\n", "utf-8")
    assert environment.tool("qpdf").look() == environment.Found("11.3.0", shim)


def test_each_platform_gets_its_own_line(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = {}
    for name in ("linux", "darwin", "win32"):
        monkeypatch.setattr(sys, "platform", name)
        lines[name] = environment.tool("Pango").install_line
    assert "apt-get install libpango-1.0-0" in lines["linux"]
    assert lines["darwin"] == "brew install pango"
    assert "pacman" in lines["win32"]


def test_the_folder_of_kept_work_is_shown_and_why_it_is_not_used(
    bare_machine: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    def found() -> str:
        assert main(["doctor", "--json"]) == 0
        kept: dict[str, str] = json.loads(capsys.readouterr().out)["kept"]
        return kept["found"]

    monkeypatch.setenv("PUBLISH_CACHE", "off")
    assert found().startswith("none: switched off by PUBLISH_CACHE")
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "kept"))
    assert found() == "0 files, 0 kB"
    (tmp_path / "kept").chmod(0o777)
    assert found() == f"none: {tmp_path / 'kept'}: others can write to it"

"""``publish fetch`` on the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from publish.acquiring.commons import fetching
from publish.cli import main
from tests.acquiring.conftest import folder, server  # noqa: F401 - fixtures
from tests.acquiring.server import Server


@pytest.fixture
def desk(
    folder: Path,  # noqa: F811
    server: Server,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    monkeypatch.setattr(fetching, "COMMONS", server.site)
    monkeypatch.chdir(folder.parents[1])
    return folder


def test_it_prints_the_record_and_how_to_place_it(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fetch", "commons", "File:Ferry in port.jpg", "sources/ferry"]) == 0
    said = capsys.readouterr()
    first, *_ = lines = said.out.splitlines()
    assert first.startswith("sources/ferry/ferry-in-port.jpg  160 × 120")
    assert first.endswith("checked against its SHA-1")
    assert "  creator: Ada Example" in lines
    assert "  license: CC-BY-SA-4.0" in lines
    assert "  shows: A ferry in port." in lines
    assert lines[-1] == "![](ferry-in-port.jpg)"
    assert "image-alt-missing" in said.err
    assert "publish credit sources/ferry ferry-in-port.jpg --alt" in said.err


def test_the_fetched_picture_can_be_built(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["fetch", "commons", "File:Ferry in port.jpg", "sources/ferry", "--alt", "A", "--hero"]
    assert main(call) == 0
    assert main(["build", "sources/ferry", "--to", "epub"]) == 0
    assert "1 of 1 images credited" in capsys.readouterr().out


def test_json_for_programs(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["fetch", "commons", "File:Ferry in port.jpg", "sources/ferry", "--json"]
    assert main([*call, "--name", "my ferry.jpg"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["markdown"] == "![](<my ferry.jpg>)"
    assert told["credit"]["creator"] == "Ada Example"
    assert [problem["rule"] for problem in told["problems"]] == ["image-alt-missing"]


def test_a_failure_is_one_short_message(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fetch", "commons", "File:None.jpg", "sources/ferry"]) == 2
    assert main(["fetch", "commons", "File:A.jpg", "sources/none"]) == 2
    assert main(["fetch", "flickr", "1", "sources/ferry"]) == 2
    assert main(["fetch", "commons", "File:A.jpg", "sources/ferry", "--width", "wide"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_without_a_network_the_environment_is_at_fault(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = "http://127.0.0.1:9"
    monkeypatch.setattr(fetching, "COMMONS", fetching.Site(nobody, frozenset({nobody})))
    assert main(["fetch", "commons", "File:A.jpg", "sources/ferry"]) == 4
    assert "error[fetch-network]: no connection" in capsys.readouterr().err


def test_no_other_command_loads_the_http_client(desk: Path) -> None:
    code = (
        "import sys; from publish.cli import main; "
        "main(['credit', 'sources/ferry']); main(['build', 'sources/ferry', '--to', 'epub']); "
        "sys.exit('httpx' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0

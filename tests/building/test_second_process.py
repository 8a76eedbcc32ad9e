"""Two processes make what one makes: files, findings and errors; none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO

import pytest

from publish import FORMATS
from publish.batches import capacity
from publish.building.making.make import Made, make
from publish.building.plan import plan
from publish.building.writing import shelf
from publish.building.writing.second_process import second
from publish.errors import Problem, PublishError, SourceError, Unforeseen, Where
from publish.format import Notes, Written
from publish.inputs.wishes import Wishes
from publish.page import Page

ROOT = Path(__file__).parents[2]
PLACE = "publish.building.writing.channels.FORMATS"
Writer = Callable[[Page], Written]


def fine(page: Page) -> Written:
    remark = Problem("page-thin", "a remark", "")
    return Written(page.markup.encode(), Notes(details=(remark,), measures={"pages": 3}))


def failing(page: Page) -> Written:
    raise SourceError(Problem("formula-wide", "too wide", "Split it.", about="Straße"))


def broken(page: Page) -> Written:
    raise LookupError("nobody thought of it")


def fine_anywhere(_: IO[bytes]) -> int:
    return 1


def large(page: Page) -> Written:
    return Written(page.markup.encode().ljust(shelf.LARGE, b" "))


def made_by(
    processes: int, monkeypatch: pytest.MonkeyPatch, **writers: Writer
) -> Made | PublishError | LookupError:
    """The files of a case by these writers of formats, or the error."""
    formats = {name: replace(FORMATS[name], writer=made) for name, made in writers.items()}
    formats["pdf"] = replace(formats["pdf"], pages=None)
    monkeypatch.setattr(PLACE, formats)
    order = plan(ROOT / "tests/cases/german", Wishes(to=tuple(writers), proof=False))
    try:
        return make(order, processes=processes)
    except (PublishError, LookupError) as error:
        return error


@pytest.mark.parametrize(
    "writers",
    [
        {"pdf": fine, "epub": fine},
        {"pdf": fine, "epub": large, "docx": fine},
        {"pdf": large, "epub": fine},
        {"pdf": failing, "epub": fine},
        {"pdf": fine, "epub": failing, "docx": fine},
        {"pdf": failing, "epub": fine, "docx": failing},
        {"pdf": broken, "epub": fine},
        {"pdf": fine, "epub": broken},
        {"pdf": broken, "epub": failing},
        {"pdf": failing, "epub": broken},
    ],
    ids=lambda writers: "-".join(made.__name__ for made in writers.values()),
)
def test_files_notes_and_errors_are_those_of_one_process(
    monkeypatch: pytest.MonkeyPatch, writers: dict[str, Writer]
) -> None:
    one = made_by(1, monkeypatch, **writers)
    two = made_by(2, monkeypatch, **writers)
    if isinstance(one, Made):
        assert isinstance(two, Made)
        assert two == one
        assert dict(two.files) == dict(one.files)
        assert two.notes == one.notes
    else:
        assert (type(two), str(two)) == (type(one), str(one))


def test_the_first_file_is_made_in_the_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def signed(page: Page) -> Written:
        return Written(str(os.getpid()).encode())

    done = made_by(2, monkeypatch, pdf=signed, epub=signed, docx=signed)
    assert isinstance(done, Made)
    first, *others = (done.files[f"german.{name}"] for name in ("pdf", "epub", "docx"))
    assert set(others) == {str(os.getpid()).encode()}
    assert first not in others


def test_one_that_is_killed_is_an_error_about_the_article(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def killed(page: Page) -> Written:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    error = made_by(2, monkeypatch, pdf=killed, epub=fine)
    assert isinstance(error, Unforeseen)
    assert error.exit_code == 70
    (problem,) = error.problems
    assert problem.rule == "build-crash"
    assert "SIGKILL" in problem.message
    assert problem.where == Where(str(ROOT / "tests/cases/german/article.md"), 1)
    assert capfd.readouterr() == ("", "")


def test_the_process_ends_with_the_block_and_its_files_have_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def forever(place: IO[bytes]) -> None:
        place.write(b"half of it")
        place.flush()
        signal.pause()

    with pytest.raises(KeyboardInterrupt), second(forever) as process:
        assert process
        assert process._child
        child = process._child
        assert not list(tmp_path.iterdir())
        raise KeyboardInterrupt
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_a_terminal_s_interruption_is_for_the_first_process_alone() -> None:
    def interrupted(_: IO[bytes]) -> str:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGHUP)
        return "it goes on"

    with second(interrupted) as process:
        assert process
        assert process.result(None) == "it goes on"


def test_it_ends_with_a_parent_that_is_killed() -> None:
    program = """
        import os, signal
        from publish.building.writing.second_process import second

        def work(_):
            print(os.getpid(), flush=True)
            signal.pause()

        with second(work) as process:
            process.result(None)
    """
    command = [sys.executable, "-c", textwrap.dedent(program)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        parent.kill()
        # The end of the pipe comes when the last process that holds it is gone.
        assert parent.stdout.read() == ""
    stat = Path(f"/proc/{child}/stat")
    while stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z":
        time.sleep(0.01)


def test_without_room_for_another_process_one_makes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError

    with monkeypatch.context() as without:
        without.setattr("os.fork", refused)
        with second(fine_anywhere) as process:
            assert process is None
    monkeypatch.setattr("publish.building.writing.second_process.FORKS", False)
    done = made_by(2, monkeypatch, pdf=fine, epub=fine)
    assert isinstance(done, Made)
    assert set(done.files) >= {"german.pdf", "german.epub"}


@pytest.mark.parametrize(
    ("running", "cores", "free", "wanted"), [(1, 2, 4, 2), (2, 2, 4, 1), (1, 1, 4, 1), (1, 2, 1, 1)]
)
def test_a_second_one_needs_an_idle_core_and_memory(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    running: int,
    cores: int,
    free: int,
    wanted: int,
) -> None:
    load = tmp_path / "loadavg"
    load.write_text(f"9.00 9.00 9.00 {running}/300 4711\n")
    monkeypatch.setattr(capacity, "_LOAD", load)
    monkeypatch.setattr(capacity, "cores", lambda: cores)
    monkeypatch.setattr(capacity, "free_memory", lambda: free * capacity.EACH // 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert capacity.processes_for_one() == wanted
    assert capacity.processes_for_one(1) == 1
    assert capacity.processes_for_one(8) == 2

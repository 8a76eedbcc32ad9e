"""What a killed build leaves is removed by the next one, and nothing else is."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

from publish import scratch
from publish.building import staging
from publish.interruption import SIGNALS
from tests.building.test_staging import a_set, found

ROOT = Path(__file__).parents[2]
WORKS = """
import sys
import tempfile
from pathlib import Path
from publish import scratch
with scratch.folder(Path(sys.argv[1]), ".a.") as work:
    (work / "set").mkdir()
    (work / "set" / "a.pdf").write_bytes(b"half of it")
    print(work, flush=True)
    sys.stdin.read()
"""


def working(folder: Path) -> tuple[subprocess.Popen[str], Path]:
    """A process that works in a folder in ``folder``, and that."""
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        [sys.executable, "-c", WORKS, str(folder)], stdin=pipe, stdout=pipe, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_next_build_removes_what_a_killed_one_left_and_no_folder_in_use(
    tmp_path: Path,
) -> None:
    process, work = working(tmp_path)
    with process:
        with staging.lock(tmp_path / "a"):
            pass
        assert (work / "set/a.pdf").exists()
        process.kill()
    assert work.exists()
    with staging.lock(tmp_path / "b"):
        assert work.exists()
    with staging.lock(tmp_path / "a"):
        assert names(tmp_path) == [".a.lock", ".b.lock"]


def test_a_set_that_an_earlier_version_left_is_removed_but_nothing_that_looks_like_it(
    tmp_path: Path,
) -> None:
    staging.replace(tmp_path / "a", a_set("old"))
    left, edited, other, link = (tmp_path / f".a.{name * 8}" for name in "abcd")
    shutil.copytree(tmp_path / "a", left)
    shutil.copytree(tmp_path / "a", edited)
    (edited / "a.docx").write_bytes(b"mine")
    other.mkdir()
    (other / "notes.txt").write_text("mine")
    link.symlink_to(tmp_path / "a")
    with staging.lock(tmp_path / "a"):
        assert names(tmp_path) == sorted(
            ["a", ".a.lock", *(path.name for path in (edited, other, link))]
        )
    assert found(tmp_path / "a") == a_set("old")


def test_an_only_set_that_was_moved_aside_comes_back(tmp_path: Path) -> None:
    """Where two folders cannot change places at once, a kill may come between two steps."""
    process, work = working(tmp_path)
    with process:
        staging.replace(tmp_path / "a", a_set("old"))
        (tmp_path / "a").rename(work / "old")
        process.kill()
    with staging.lock(tmp_path / "a"):
        assert found(tmp_path / "a") == a_set("old")
        assert names(tmp_path) == [".a.lock", "a"]


INTERRUPTED = """
import signal, sys
from pathlib import Path
from publish.building import staging
from publish.cli import main
import publish.cli.explain as command
from publish.interruption import saying

def run(arguments):
    import tempfile
    folder = Path(sys.argv[1])
    tempfile.mkdtemp()
    put = staging._put
    def wait(path, data):
        put(path, data)
        print("ready", flush=True)
        sys.stdin.readline()
    staging._put = wait
    with saying("the old files are untouched"):
        staging.replace(folder, {"a.pdf": b"new"})
    return 0

command.run = run
sys.exit(main(["explain"]))
"""


def _take_signals() -> None:
    """Let every signal act, whoever started the tests: a job in the background ignores some."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)


@pytest.mark.parametrize("number", [*SIGNALS, signal.SIGKILL])
def test_a_signal_leaves_the_old_files_and_no_others(
    tmp_path: Path, number: signal.Signals
) -> None:
    folder, temporary = tmp_path / "build/a", tmp_path / "tmp"
    staging.replace(folder, a_set("old"))
    temporary.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(INTERRUPTED), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(temporary)},
        preexec_fn=_take_signals,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(number)
        _, told = process.communicate()
    assert found(folder) == a_set("old")
    if number is signal.SIGKILL:
        assert len(names(temporary)) == 1
        scratch.sweep(temporary, "publish-")
        staging.clean(folder)
    else:
        assert (process.returncode, told) == (
            128 + number,
            "interrupted; the old files are untouched\n",
        )
    assert names(temporary) == []
    assert names(folder.parent) == ["a"]


def test_a_signal_during_the_swap_waits_for_it(tmp_path: Path) -> None:
    from publish.interruption import Interrupted, put_off, raised

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(Interrupted) as caught, raised(), put_off("the new files are in place"):
        signal.raise_signal(signal.SIGTERM)
        done = True
    assert done
    assert (caught.value.exit_code, caught.value.state) == (143, "the new files are in place")
    assert signal.getsignal(signal.SIGINT) is before


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    from publish.interruption import raised

    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with raised():
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_disk_that_fails_once_still_gives_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise what libraries leave, if they are killed, is nobody's to remove."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    usual, failures = scratch._mark, [OSError(errno.EIO, "Input/output error")]

    def mark(own: Path) -> int | None:
        if failures:
            raise failures.pop()
        return usual(own)

    monkeypatch.setattr(scratch, "_mark", mark)
    with scratch.temporary():
        assert Path(tempfile.gettempdir()).parent == tmp_path
    assert not any(tmp_path.iterdir())
    assert tempfile.gettempdir() == str(tmp_path)

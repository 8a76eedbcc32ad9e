"""Publishing a set of files: all of it, or nothing of it."""

import fcntl
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from publish.building import staging
from publish.building.digest import sha256
from publish.building.manifest import Manifest
from publish.errors import EnvironmentFault, LockedError, SourceError, UsageError


def a_set(text: str) -> dict[str, bytes]:
    files = {f"a.{suffix}": f"{text} {suffix}".encode() for suffix in ("pdf", "epub", "docx")}
    outputs = {name: sha256(data) for name, data in files.items()}
    manifest = Manifest("a", "sources/a", "briefing", "2026-01-01T00:00:00Z", {}, {}, outputs)
    return {**files, "manifest.json": manifest.to_json()}


def found(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_new_set_takes_the_old_ones_place(tmp_path: Path) -> None:
    folder = tmp_path / "build" / "a"
    staging.replace(folder, a_set("old"))
    staging.replace(folder, a_set("new"))
    assert found(folder) == a_set("new")
    assert [path.name for path in folder.parent.iterdir()] == ["a"]


@pytest.mark.parametrize("name", ["notes.txt", "a.pdf.bak"])
def test_a_folder_with_files_that_are_not_ours_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "a"
    staging.replace(folder, a_set("old"))
    (folder / name).write_text("mine")
    with pytest.raises(UsageError, match="did not make"):
        staging.replace(folder, a_set("new"))
    assert found(folder) == {**a_set("old"), name: b"mine"}


def test_a_file_in_the_folders_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine")
    with pytest.raises(UsageError):
        staging.replace(tmp_path / "a", a_set("new"))
    assert (tmp_path / "a").read_text() == "mine"


def test_a_broken_manifest_is_reported_and_nothing_touched(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    staging.replace(folder, a_set("old"))
    (folder / "manifest.json").write_text("{")
    with pytest.raises(SourceError, match="manifest-broken"):
        staging.replace(folder, a_set("new"))


def test_a_place_that_cannot_be_written_is_the_machines_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentFault, match="--out") as caught:
        staging.replace(tmp_path / "file" / "a", a_set("new"))
    assert caught.value.exit_code == 4


def test_a_full_disk_leaves_the_old_set(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    staging.replace(folder, a_set("old"))
    program = textwrap.dedent(
        """
        import resource, signal, sys
        from pathlib import Path
        from publish.building import staging
        from publish.errors import EnvironmentFault
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        try:
            staging.replace(Path(sys.argv[1]), {"a.pdf": b"x" * 5000})
        except EnvironmentFault as error:
            sys.exit(error.exit_code)
        """
    )
    done = subprocess.run([sys.executable, "-c", program, str(folder)], check=False)
    assert done.returncode == 4
    assert found(folder) == a_set("old")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_killed_build_leaves_a_whole_set(tmp_path: Path) -> None:
    """Whenever the process is killed, the folder holds one set or the other, whole."""
    folder = tmp_path / "a"
    staging.replace(folder, a_set("old"))
    program = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from tests.building.test_staging import a_set
        from publish.building import staging
        print("ready", flush=True)
        while True:
            staging.replace(Path(sys.argv[1]), a_set("new"))
            staging.replace(Path(sys.argv[1]), a_set("old"))
        """
    )
    whole = (a_set("old"), a_set("new"))
    for _ in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", program, str(folder)],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"ready\n"
            for _ in range(2000):
                # Whoever looks meanwhile never finds the place empty.
                assert (folder / "manifest.json").exists()
            child.send_signal(signal.SIGKILL)
        assert found(folder) in whole


def test_two_builds_of_one_folder_do_not_mix(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    with staging.lock(folder):
        handle = os.open(tmp_path / ".a.lock", os.O_RDWR)
        with pytest.raises(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(handle)
        with pytest.raises(LockedError) as caught, staging.lock(folder):
            pass
    assert caught.value.exit_code == 75
    with staging.lock(folder):
        pass

"""Programs that judge one file after another and stay: most take longer to start than to judge."""

from __future__ import annotations

import atexit
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.judges.programs import PATIENCE, Command, program, scratch, start

Complaints = tuple[str, ...]
"""The faults that a judge finds in one file; empty if it passes."""

GLANCE = 0.05
"""Seconds between two looks at the verdicts."""


class Resident:
    """A running program that follows the protocol of ``batch/Verdicts.java``."""

    def __init__(self, command: Command, options: Sequence[str], more: Mapping[str, str]) -> None:
        self.name = str(command[0])
        folder = scratch() / f"resident-{time.monotonic_ns()}"
        folder.mkdir()
        self.verdicts, self.log = folder / "verdicts", folder / "log"
        self.verdicts.touch()
        self.process = start([*command, self.verdicts, *options], self.log, more)
        self.given = 0
        self.read = 0

    def judge(self, paths: Sequence[Path]) -> list[Complaints]:
        """The complaints about each path; RuntimeError if the program ends or hangs over them."""
        first, self.given = self.given, self.given + len(paths)
        assert self.process.stdin
        try:
            self.process.stdin.write("".join(f"{path}\n" for path in paths))
            self.process.stdin.flush()
        except BrokenPipeError:
            raise self.failure(0, len(paths)) from None
        complaints: list[list[str]] = [[] for _ in paths]
        closed: set[int] = set()
        patience = time.monotonic() + PATIENCE
        while len(closed) < len(paths):
            ended = self.process.poll() is not None
            for line in self.lines():
                index, _, complaint = line.partition("\t")
                if complaint:
                    complaints[int(index) - first].append(complaint)
                else:
                    closed.add(int(index) - first)
            if len(closed) < len(paths):
                if ended or time.monotonic() > patience:
                    raise self.failure(len(closed), len(paths))
                time.sleep(GLANCE)
        return [tuple(found) for found in complaints]

    def lines(self) -> list[str]:
        """The whole lines that were written since the last look."""
        with self.verdicts.open("rb") as file:
            file.seek(self.read)
            new = file.read()
        whole, mark, _ = new.rpartition(b"\n")
        self.read += len(whole) + len(mark)
        return whole.decode("utf-8").splitlines()

    def failure(self, judged: int, given: int) -> RuntimeError:
        """The error to raise; the program is ended."""
        self.process.kill()
        said = " ".join(self.log.read_text("utf-8", "replace").split())[-2000:]
        code = self.process.wait()
        return RuntimeError(f"{self.name} judged {judged} of {given}: {said or f'exit {code}'}")

    def close(self) -> None:
        """Let it end."""
        assert self.process.stdin
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Exiftool:
    """exiftool, which reads files one after the other."""

    _ASKED = ("-json", "-groupNames1", "-struct", "-duplicates", "-charset", "filename=utf8")
    _READY = "{ready}\n"

    def __init__(self) -> None:
        self.process = start([program("exiftool"), "-stay_open", "True", "-@", "-"])

    def read(self, path: Path) -> str:
        """A file's metadata as JSON; empty if it cannot be opened."""
        assert self.process.stdout
        self._say(*self._ASKED, str(path.absolute()), "-execute")
        said = ""
        while not said.endswith(self._READY):
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError(f"exiftool ended over {path}: {said}")
            said += line
        return said.removesuffix(self._READY)

    def close(self) -> None:
        """Let it end; the end of its input is none for it."""
        self._say("-stay_open", "False")
        self.process.wait(10)

    def _say(self, *words: str) -> None:
        assert self.process.stdin
        self.process.stdin.write("".join(f"{word}\n" for word in words))
        self.process.stdin.flush()


_exiftools: list[Exiftool] = []


def exiftool(path: Path) -> str:
    """A file's metadata as JSON, as exiftool reads them; empty if it cannot open the file."""
    if not _exiftools:
        _exiftools.append(Exiftool())
    return _exiftools[-1].read(path)


_residents: dict[tuple[str, ...], Resident] = {}


def ask(
    command: Command,
    paths: Sequence[Path],
    environment: Mapping[str, str] | None = None,
    options: Sequence[str] = (),
) -> list[Complaints]:
    """Have ``paths`` judged by the program of that command, started if it does not run yet."""
    key = (*map(str, command), *options)
    resident = _residents.pop(key, None) or Resident(command, options, environment or {})
    complaints = resident.judge(paths)
    _residents[key] = resident
    return complaints


@atexit.register
def dismiss() -> None:
    """End all of them."""
    while _residents:
        _residents.popitem()[1].close()
    while _exiftools:
        _exiftools.pop().close()

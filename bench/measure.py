"""Whole processes, timed from outside."""

from __future__ import annotations

import os
import shutil
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Command = Sequence[str]

SIGNATURES = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04", ".epub": b"PK\x03\x04", ".html": b"<"}
"""How a file of that kind begins; one that does not is no result."""


class Failed(Exception):
    """A command failed, or did not make what it was measured for; the message says why."""


@dataclass(frozen=True)
class Sample:
    """One run: wall and CPU time in seconds, the largest process in MiB.

    CPU time includes child processes that were waited for. Processes that ran
    side by side are not added up in ``memory``: it is the largest single one.
    """

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Contender:
    """A way to make the files: its commands, run one after the other, and what must come out.

    ``commands`` gets the folder to write to. ``makes`` are file names in it.
    """

    name: str
    does: str
    commands: Callable[[Path], Sequence[Command]]
    makes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """Python packages that must be installed beside ours."""


def run(contender: Contender, source: Path, output: Path) -> Sample:
    """One cold run with ``source`` as the working folder, into an empty ``output``.

    Raises :class:`Failed` if a command fails or a file is missing or not of its kind.
    """
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    samples = [_process(command, source, output) for command in contender.commands(output)]
    for name in contender.makes:
        file = output / name
        if not file.is_file() or not file.read_bytes().startswith(SIGNATURES[file.suffix]):
            raise Failed(f"{contender.name}: {name} was not made")
    return Sample(
        wall=sum(sample.wall for sample in samples),
        cpu=sum(sample.cpu for sample in samples),
        memory=max(sample.memory for sample in samples),
    )


def _process(command: Command, folder: Path, output: Path) -> Sample:
    log = output / "log.txt"
    with log.open("ab") as stream:
        start = time.perf_counter()
        child = os.posix_spawn(
            "/usr/bin/env",
            ["env", "-C", str(folder), *command],
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, stream.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, stream.fileno(), 2),
            ],
        )
        _, status, usage = os.wait4(child, 0)
        wall = time.perf_counter() - start
    if code := os.waitstatus_to_exitcode(status):
        end = log.read_text("utf-8", "replace").strip()[-800:]
        raise Failed(f"{' '.join(command)}\nended with {code}:\n{end}")
    # ru_maxrss is in KiB on Linux (getrusage(2)).
    return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def interleaved(
    contenders: Sequence[Contender],
    source: Path,
    scratch: Path,
    runs: int,
    show: Callable[[int, str, Sample], None],
) -> dict[str, list[Sample]]:
    """``runs`` samples of every contender, in turns, so that a busy minute hits all alike.

    Before them each runs once unmeasured, which fills the file cache,
    Python's compiled modules and what Publish keeps from build to build:
    "cold" here is a new process, not a new disk.
    ``show`` gets each sample as it is measured, with its turn (0 is the warm-up).
    """
    samples: dict[str, list[Sample]] = {contender.name: [] for contender in contenders}
    for turn in range(runs + 1):
        first = turn % len(contenders)
        for contender in (*contenders[first:], *contenders[:first]):
            sample = run(contender, source, scratch / contender.name.replace(" ", "-"))
            show(turn, contender.name, sample)
            if turn:
                samples[contender.name].append(sample)
    return samples


def median(samples: Sequence[Sample]) -> Sample:
    """The median of each figure on its own."""
    return Sample(
        *(statistics.median(getattr(s, f) for s in samples) for f in ("wall", "cpu", "memory"))
    )

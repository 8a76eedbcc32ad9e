"""Whole builds that are cut short: at a step of their work with files, or at any moment.

A round begins with an old set and a changed article. Afterwards the folder has the old set or the
new one, whole; a failure has a message; and the next build publishes the new set and leaves no
file but it.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from publish.errors import EnvironmentFault
from tests.channels.desk import OPEN, Desk, photo
from tests.crash.disk import Disk, death, error, watched

SLUG = "harbor"
UNFORESEEN = 70
KILLED = -signal.SIGKILL
ERRORS = ("ENOSPC", "EIO", "EDQUOT", "EACCES")
Around = Callable[[], contextlib.AbstractContextManager[None]]


@dataclass(frozen=True)
class Cut:
    """A way to cut a build short: ``name`` for reports, and an event before a certain step."""

    name: str
    event: Callable[[object], None]
    lasting: bool = False


STEPS = (
    Cut("killed", death),
    *(Cut(code, error(getattr(errno, code))) for code in ERRORS),
    Cut("ENOSPC from then on", error(errno.ENOSPC), lasting=True),
)
MOMENT = Cut("killed at a moment", death)


@dataclass(frozen=True)
class Round:
    """What came of one round; ``wrong`` is empty if everything is as promised."""

    cut: str
    place: str
    code: int
    wrong: tuple[str, ...] = ()


@dataclass
class Rounds:
    """Rounds in a folder of their own; the same ``seed`` gives the same steps."""

    root: Path
    seed: int = 0
    steps: int = 0
    """The steps of a build that nothing cuts short."""
    seconds: float = 0.0
    _old: dict[str, bytes] = field(default_factory=dict)
    _new: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        (self.root / "tmp").mkdir()
        desk = Desk(self.root)
        article = desk.article(SLUG, pier=(photo(1, (400, 300)), OPEN)) / "article.md"
        self._checked()
        self._old = self._set()
        shutil.copytree(self.root / "build", self.root / "before")
        article.write_text(article.read_text("utf-8") + "\nOne more paragraph.\n", "utf-8")
        disk_steps = self.root / "steps"
        self._checked(lambda: _counting(disk_steps))
        self.steps = int(disk_steps.read_text())
        disk_steps.unlink()
        self._new = self._set()
        self._begin()
        start = time.perf_counter()
        self._checked()  # the first build of a process takes longer than all later ones
        self.seconds = time.perf_counter() - start

    def at_steps(self, number: int) -> Iterator[Round]:
        """``number`` rounds, each cut short at a step drawn by chance; all ways in turn."""
        chance = random.Random(self.seed)
        for count in range(number):
            cut = STEPS[count % len(STEPS)]
            yield self.at_step(cut, chance.randint(1, self.steps))

    def at_moments(self, number: int) -> Iterator[Round]:
        """``number`` rounds, each killed at a moment drawn by chance."""
        chance = random.Random(self.seed)
        for _ in range(number):
            after = chance.random() * self.seconds
            yield self._round(
                MOMENT.name, f"after {after:.2f} s", partial(self._build, after=after)
            )

    def at_step(self, cut: Cut, step: int) -> Round:
        """A round that is cut short before ``step``."""
        disk = Disk(step, cut.event, lasting=cut.lasting)
        place = f"step {step} of {self.steps}"
        return self._round(cut.name, place, lambda: self._build(lambda: watched(disk)))

    def _round(self, cut: str, place: str, build: Callable[[], tuple[int, str]]) -> Round:
        self._begin()
        code, said = build()
        wrong = list(self._faults(code, said))
        again, said = self._build()
        if again:
            wrong.append(f"the next build ends with {again}: {said}")
        elif self._set() != self._new:
            wrong.append("the next build does not publish the new set")
        wrong += [f"the next build leaves {name}" for name in self._left()]
        return Round(cut, place, code, tuple(wrong))

    def _begin(self) -> None:
        """Put the old set back."""
        shutil.rmtree(self.root / "build", ignore_errors=True)
        shutil.copytree(self.root / "before", self.root / "build")

    def _faults(self, code: int, said: str) -> Iterator[str]:
        if self._set() not in (self._old, self._new):
            yield "the folder has neither the old set nor the new one"
        if code == 0 and self._set() != self._new:
            yield "the build says that it is done, but the old set is there"
        # A build says so where its second process alone was killed.
        if code == UNFORESEEN and "error[build-crash]" not in said:
            yield f"nobody foresaw it: {said}"
        if code > 0 and code not in (UNFORESEEN, EnvironmentFault.exit_code):
            yield f"the disk is at fault, but the build ends with {code}: {said}"
        if code > 0 and "error[" not in said:
            yield f"it ends with {code} and no message: {said}"
        if "Traceback" in said:
            yield f"a traceback: {said}"

    def _set(self) -> dict[str, bytes]:
        folder = self.root / "build" / SLUG
        return {p.name: p.read_bytes() for p in folder.iterdir()} if folder.is_dir() else {}

    def _left(self) -> list[str]:
        """Work folders and temporary files that no process needs any more."""
        beside = [p.name for p in (self.root / "build").glob(f".{SLUG}.*") if p.suffix != ".lock"]
        return sorted(beside) + sorted(p.name for p in (self.root / "tmp").iterdir())

    def _checked(self, around: Around = contextlib.nullcontext) -> None:
        code, said = self._build(around)
        assert code == 0, said

    def _build(
        self, around: Around = contextlib.nullcontext, after: float | None = None
    ) -> tuple[int, str]:
        """Build in a child process: its exit code, negative for a signal, and its messages."""
        said = self.root / "said"
        child = os.fork()
        if not child:
            _act(self.root, said, around)
        if after is not None:
            _kill(child, after)
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status), said.read_text("utf-8", "replace")


def _act(root: Path, said: Path, around: Around) -> None:
    """Be the child: build and end."""
    import tempfile

    from publish.cli import main

    code = UNFORESEEN
    try:
        os.chdir(root)
        tempfile.tempdir = str(root / "tmp")
        errors = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(errors, 1)
        os.dup2(errors, 2)
        stream = io.TextIOWrapper(os.fdopen(errors, "wb", 0), write_through=True)
        with contextlib.redirect_stderr(stream), contextlib.redirect_stdout(stream), around():
            code = main(["build", f"sources/{SLUG}", "--as-of", "2026-05-04"])
    finally:
        os._exit(code)


@contextlib.contextmanager
def _counting(result: Path) -> Iterator[None]:
    disk = Disk()
    with watched(disk):
        yield
    result.write_text(str(disk.count))


def _kill(child: int, after: float) -> None:
    """Kill ``child`` after a while, or let it end before."""
    time.sleep(after)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)

"""Waiting for changes of files, with a clock for the wait alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Generator, Iterator
from pathlib import Path

from publish.interruption import put_off

_QUIET, _LONGEST = 30, 400
"""Milliseconds without a change that end a burst of them (editors write several files to save one),
and that a burst lasts at most."""
_PATIENCE = 200
"""Milliseconds after which signals are looked for."""
_ROUNDS = 10
"""Waits in vain, after which files are looked at all the same: network disks and shared folders of
virtual machines tell of no change."""


def changes(folders: Callable[[], Collection[Path]]) -> Iterator[None]:
    """Yield whenever files in ``folders`` may have changed; ends with an ``Interrupted``.

    The folders are asked for after each time. Where there are others than before, it yields once
    they are watched: a file can have changed in between.
    """
    while True:
        now = frozenset(folders())
        events = _events(now)
        rounds = _ROUNDS
        while True:
            with put_off(""):
                found = next(events, None)
            if found is None:
                break
            rounds += 1
            if found or rounds > _ROUNDS:
                rounds = 0
                yield
                if frozenset(folders()) != now:
                    break
        events.close()


def _events(folders: frozenset[Path]) -> Generator[Collection[object], None, None]:
    """The changes in ``folders``; an empty collection where none came for a while.

    Where the system cannot watch so many folders, or one of them has just gone, files are polled,
    or nothing is said of them.
    """
    from watchfiles import watch

    for polling in (None, True):
        try:
            yield from watch(
                *folders,
                watch_filter=None,
                debounce=_LONGEST,
                step=_QUIET,
                rust_timeout=_PATIENCE,
                yield_on_timeout=True,
                raise_interrupt=False,
                recursive=False,
                force_polling=polling,
            )
            return
        except (OSError, RuntimeError):
            continue
    while True:
        time.sleep(_PATIENCE / 1000)
        yield ()

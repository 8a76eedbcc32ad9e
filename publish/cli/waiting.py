"""Waiting for changes of files, with a clock for the wait alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from publish.interruption import put_off

_QUIET, _LONGEST = 30, 400
"""Milliseconds without a change that end a burst of them (editors write several files to save one),
and that a burst lasts at most."""
_PATIENCE = 200
"""Milliseconds after which signals are looked for."""


def changes(folders: Callable[[], Collection[Path]]) -> Iterator[None]:
    """Yield whenever files in ``folders`` may have changed; ends with an ``Interrupted``.

    The folders are asked for each time. Where there are others than before, it yields once they
    are watched: a file can have changed in between.
    """
    from watchfiles import watch

    while True:
        now = frozenset(folders())
        events = watch(
            *now,
            watch_filter=None,
            debounce=_LONGEST,
            step=_QUIET,
            rust_timeout=_PATIENCE,
            yield_on_timeout=True,
            raise_interrupt=False,
            recursive=False,
        )
        fresh = True
        while frozenset(folders()) == now:
            with put_off(""):
                found = next(events, None)
            if found or fresh:
                yield
            fresh = False
            if found is None:
                break
        events.close()

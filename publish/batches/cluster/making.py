"""A cluster's worker makes the files of a plan, and sends them back as bytes."""

from __future__ import annotations

import os
import pickle
import platform
import threading
import time
import traceback
from collections.abc import Mapping

from publish.batches.cluster.machines import machine, require_same
from publish.batches.cluster.parcels import unpacked
from publish.building.make import Made, make
from publish.composing.theme.loading import Theme
from publish.errors import PublishError, unforeseen
from publish.values import dataclass

NO_TIME = 91
"""The exit code of a worker whose article took too long: nothing else ends a thread."""
_ONE = threading.Lock()
"""A worker may have several threads; layout wants a process of its own."""


@dataclass(frozen=True)
class Reply:
    """The answer of a worker."""

    made: Made | None = None
    error: PublishError | None = None
    seconds: float = 0.0
    trace: str = ""


def loaded(data: bytes) -> Theme:
    """A theme from its bytes, which come from a coordinator of ours."""
    theme: Theme = pickle.loads(data)
    return theme


def make_parcel(parcel: bytes, theme: Theme, seconds: float, same: Mapping[str, str]) -> bytes:
    """Make the files of the plan in ``parcel``; return a pickled ``Reply``.

    A machine on which anything is not the ``same`` makes nothing: a worker can join late.
    """
    with _ONE:
        limit = threading.Timer(seconds, os._exit, (NO_TIME,))
        limit.daemon = True
        limit.start()
        try:
            reply = _made(parcel, theme, same)
        finally:
            limit.cancel()
    return pickle.dumps(reply, pickle.HIGHEST_PROTOCOL)


def _made(parcel: bytes, theme: Theme, same: Mapping[str, str]) -> Reply:
    start = time.perf_counter()
    try:
        require_same(same, {f"a worker that joined late, {platform.node()}": machine()})
        made = make(unpacked(parcel, theme), time.perf_counter)
        return Reply(made, seconds=time.perf_counter() - start)
    except PublishError as error:
        return Reply(error=error, seconds=time.perf_counter() - start)
    except Exception as error:
        return Reply(error=unforeseen(error), trace=traceback.format_exc())

"""``cluster``: orders are planned here, made by the workers of a Dask cluster, and published here.

Few plans are under way at a time, so that the memory of this process and of the scheduler stays the
same for ten articles and for a hundred thousand.
"""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import field, replace
from itertools import chain
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from publish.batches.cluster import machines, making, parcels
from publish.batches.orders import Attempt, Order
from publish.batches.pool import Limits, attempt_in
from publish.errors import (
    EnvironmentFault,
    Problem,
    PublishError,
    Unforeseen,
    UsageError,
    Where,
    unforeseen,
)
from publish.values import dataclass

if TYPE_CHECKING:
    from distributed import Client, Future

LOCAL = "local"
_EACH = 2
"""Plans under way for each thread of a worker: one is made while the next arrives."""
_MOST_BYTES = 48 << 20
"""Bytes of plans that are under way, so that articles with many pictures wait for each other."""
_ANSWER = 10
"""Seconds to wait for the scheduler's answer."""
_PATIENCE = 60
"""Seconds to wait for workers, where there are none."""


@dataclass(frozen=True)
class Place:
    """Where the cluster is: ``local`` or the scheduler's address; files for TLS."""

    address: str
    authority: Path | None = None
    certificate: Path | None = None
    key: Path | None = None


def cluster(
    orders: tuple[Order, ...], place: Place, jobs: int, limits: Limits
) -> Iterator[Attempt]:
    """Attempt the orders on a cluster; those whose workers were lost once more, one by one, last.

    Raises ``EnvironmentFault`` if the cluster cannot be reached, has no workers, or has other
    versions than this machine.
    """
    with _connected(place, jobs) as client:
        _await_workers(client)
        there = client.run(machines.machine, on_error="return")
        machines.require_same(machines.machine(), there)
        lost: list[Order] = []
        threads = sum(client.nthreads().values())
        try:
            for attempt in _Run(client, limits, _EACH * threads).attempts(orders):
                if attempt.lost:
                    lost.append(attempt.order)
                else:
                    yield attempt
            yield from chain.from_iterable(_Run(client, limits, 1).attempts((o,)) for o in lost)
        finally:
            with suppress(OSError, TimeoutError):
                client.run(making.rest, client.id, on_error="ignore")


@dataclass
class _Run:
    """Orders on their way through a cluster."""

    client: Client
    limits: Limits
    most: int
    """Plans that may be under way."""
    themes: dict[str, Future[Any]] = field(default_factory=dict)
    sent: dict[Future[bytes], tuple[Order, Path, int]] = field(default_factory=dict)
    """For each plan under way: its order, the place of its set, and its bytes."""
    done: SimpleQueue[Future[bytes]] = field(default_factory=SimpleQueue)

    def attempts(self, orders: tuple[Order, ...]) -> Iterator[Attempt]:
        """Attempt each order once."""
        waiting = iter(orders)
        left = len(orders)
        try:
            while left:
                while left > len(self.sent) and self._has_room():
                    failed = self._send(next(waiting))
                    if failed:
                        left -= 1
                        yield failed
                if not self.sent:
                    return
                left -= 1
                yield self._received(self._finished())
        finally:
            self.client.cancel(list(self.sent), force=True)

    def _has_room(self) -> bool:
        size = sum(size for _, _, size in self.sent.values())
        return len(self.sent) < self.most and (size < _MOST_BYTES or not self.sent)

    def _send(self, order: Order) -> Attempt | None:
        """Plan, and send the plan; the attempt that has failed, if there is no plan."""
        try:
            plan = order.plan()
        except PublishError as error:
            return Attempt(order, error=error)
        except Exception as error:
            return Attempt(order, error=unforeseen(error))
        parcel = parcels.packed(plan)
        label, data = parcels.theme_of(plan)
        if label not in self.themes:
            self.themes[label] = self.client.submit(making.carried, data, key=label)
        future = self.client.submit(
            making.make_parcel,
            order,
            parcel,
            self.themes[label],
            label,
            self.limits,
            machines.machine(),
            self.client.id,
            pure=False,
        )
        self.sent[future] = order, plan.folder, len(parcel)
        future.add_done_callback(self.done.put)
        return None

    def _finished(self) -> Future[bytes]:
        """A plan that is made, or lost."""
        seen = time.monotonic()
        while True:
            with suppress(Empty):
                return self.done.get(timeout=2)
            if self.client.nthreads():
                seen = time.monotonic()
            elif time.monotonic() - seen > _PATIENCE:
                raise _empty()

    def _received(self, future: Future[bytes]) -> Attempt:
        order, folder, _ = self.sent.pop(future)
        try:
            data = future.result()
        except Exception as error:
            return Attempt(order, error=_crash(order, error), lost=True)
        finally:
            future.release()
        return replace(attempt_in(data), order=order, folder=folder)  # a worker of our own cluster


@contextmanager
def _connected(place: Place, jobs: int) -> Iterator[Client]:
    try:
        import distributed
    except ImportError as error:
        fix = "pip install 'publish-toolkit[cluster]'"
        message = "Dask is not installed here"
        raise EnvironmentFault(Problem("cluster-missing", message, fix)) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with _scheduler(place, jobs) as address:
        security = _security(place)
        try:
            client = distributed.Client(
                address, timeout=_ANSWER, security=security, set_as_default=False
            )
        except (OSError, TimeoutError) as error:
            raise _unreachable(place, error) from error
        except ValueError as error:
            fix = "Write `--cluster local`, or an address such as tcp://192.0.2.1:8786."
            message = f"{place.address!r} is no address of a cluster"
            raise UsageError(Problem("cluster-address", message, fix)) from error
        try:
            yield client
        finally:
            client.close(timeout=5)


@contextmanager
def _scheduler(place: Place, jobs: int) -> Iterator[str]:
    """The scheduler's address; one of our own, with a worker here, where that is asked for."""
    if place.address != LOCAL:
        yield place.address
        return
    from dask import config
    from distributed import LocalCluster

    settings = {
        "distributed.scheduler.allowed-failures": 1,
        "distributed.worker.daemon": True,
        "temporary-directory": tempfile.gettempdir(),
    }
    with (
        config.set(settings),
        LocalCluster(
            n_workers=1,
            threads_per_worker=jobs,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        ) as own,
    ):
        yield own.scheduler_address


def _security(place: Place) -> Any:
    """The files for TLS; without them, what Dask's own settings say."""
    from distributed import Security

    given = {
        "tls_ca_file": place.authority,
        "tls_client_cert": place.certificate,
        "tls_client_key": place.key,
    }
    files = {name: str(path) for name, path in given.items() if path}
    return Security(require_encryption=True, **files) if files else None


def _await_workers(client: Client) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise _empty() from error


def _crash(order: Order, error: Exception) -> PublishError:
    kind = type(error).__name__
    message = f"the workers that made it ended without an answer ({kind}), each time"
    fix = "See whether those machines are well, and build it again; or build it here."
    return Unforeseen(Problem("cluster-lost", message, fix, Where(order.source.as_posix())))


def _unreachable(place: Place, error: Exception) -> EnvironmentFault:
    message = f"there is no answer from {place.address} ({type(error).__name__})"
    fix = "Start it: `dask scheduler`, and on each machine `dask worker ADDRESS`."
    return EnvironmentFault(Problem("cluster-unreachable", message, fix))


def _empty() -> EnvironmentFault:
    message = f"the cluster has no workers, for {_PATIENCE} seconds"
    fix = "Start some: `dask worker ADDRESS`."
    return EnvironmentFault(Problem("cluster-empty", message, fix))

"""A real Dask cluster on this machine, with TLS: plans travel, and only the coordinator writes."""

from __future__ import annotations

import os
import pickle
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from publish.batches.cluster import crew, machines
from publish.batches.cluster.crew import Place, cluster
from publish.batches.cluster.parcels import packed, theme_of, unpacked
from publish.batches.orders import Order
from publish.batches.pool import Limits
from publish.batches.running import run
from publish.errors import EnvironmentFault
from publish.inputs import machine
from publish.inputs.wishes import Wishes
from tests.batches.newsroom import newsroom, outcomes, read, rules
from tests.batches.test_poisoned import POISONED
from tests.batches.test_same_bytes import hashes
from tests.built import SOURCES, built

NAMES = ("german", "terms")
CREDITS = ("credits.csv", "credits.json")


@dataclass(frozen=True)
class Machines:
    """A cluster of two workers, a client of the test's own, and how to reach it."""

    client: Any
    place: Place

    def kill_one(self) -> None:
        """Kill the first worker that has something to make, by the signal that nothing catches."""
        while True:
            for address, keys in self.client.processing().items():
                if any("make_parcel" in str(key) for key in keys):
                    pid = self.client.run(os.getpid, workers=[address])[address]
                    os.kill(pid, signal.SIGKILL)
                    return
            time.sleep(0.05)


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    from dask import config
    from distributed import Client, LocalCluster, Security

    folder = tmp_path_factory.mktemp("cluster")
    ours = Security.temporary()
    files = {"ca": ours.tls_ca_file, "cert": ours.tls_client_cert, "key": ours.tls_client_key}
    for name, text in files.items():
        (folder / name).write_text(text)
    options = {"threads_per_worker": 1, "host": "127.0.0.1", "dashboard_address": None}
    with (
        config.set({"temporary-directory": str(folder)}),
        LocalCluster(n_workers=2, protocol="tls://", security=ours, **options) as own,
        Client(own.scheduler_address, security=ours, set_as_default=False) as client,
    ):
        files_of = (folder / "ca", folder / "cert", folder / "key")
        yield Machines(client, Place(own.scheduler_address, *files_of))


def test_a_killed_worker_changes_no_byte(workers: Machines, tmp_path: Path) -> None:
    options = Wishes(to=("pdf",), out=tmp_path)
    orders = tuple(Order(SOURCES[name], options) for name in NAMES)
    assert workers.place.address.startswith("tls://")
    killer = threading.Thread(target=workers.kill_one, daemon=True)
    killer.start()
    results = list(run(orders, lambda given: cluster(given, workers.place, 1, Limits())))
    killer.join(timeout=60)
    assert not killer.is_alive()
    assert [result.problems for result in results if result.error] == []
    assert {result.source.name for result in results} == set(NAMES)
    for name in NAMES:
        same = hashes(built(name).outputs[0].path.parent)
        made = hashes(tmp_path / name)
        assert made == {file: same[file] for file in (f"{name}.pdf", *CREDITS)}


def test_other_versions_are_said_before_the_first_article(
    workers: Machines, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    known = machines.machine()
    monkeypatch.setattr(machine, "present", lambda _: {**known, "weasyprint": "1.2.3"})
    order = Order(SOURCES["german"], Wishes(out=tmp_path))
    with pytest.raises(EnvironmentFault) as raised:
        next(cluster((order,), workers.place, 1, Limits()))
    (problem,) = raised.value.problems
    assert problem.rule == "cluster-differs"
    assert f"weasyprint is {known['weasyprint']} on tls://127.0.0.1:" in problem.message
    assert "and 1.2.3 here" in problem.message
    assert "Install the same on all machines (weasyprint)" in problem.fix
    assert not any(tmp_path.iterdir())


HERE = {"publish itself": "1", "weasyprint": "70", "fonts": "abc"}


@pytest.mark.parametrize(
    ("there", "said"),
    [
        (HERE, []),
        ({**HERE, "fonts": "abd"}, ["fonts is abd on b, and abc here"]),
        ({**HERE, "extra": "2"}, ["extra is 2 on b, and missing here"]),
        (ModuleNotFoundError("publish"), ["publish itself is missing (ModuleNotFoundError) on b"]),
    ],
)
def test_every_difference_is_named_with_its_machine(there: object, said: list[str]) -> None:
    workers: Mapping[str, object] = {"a": HERE, "b": there}
    found: tuple[str, ...] = ()
    try:
        machines.require_same(HERE, workers)
    except EnvironmentFault as error:
        found = tuple(problem.message for problem in error.problems)
    assert len(found) == len(said)
    assert all(message.startswith(text) for message, text in zip(found, said, strict=True))


def test_a_theme_travels_once() -> None:
    order = Order(SOURCES["plain"])
    plan = order.plan()
    label, theme = theme_of(plan)
    parcel = packed(plan)
    assert label == theme_of(order.plan())[0]
    assert len(parcel) < len(theme) / 4
    assert unpacked(parcel, pickle.loads(theme)) == plan


def test_an_own_cluster_publishes_all_but_the_poisoned_articles(tmp_path: Path) -> None:
    """One that hangs, eats memory or crashes costs no other; the sources may be in a store."""
    desk = newsroom(tmp_path / "desk")
    desk.write(*POISONED, "a-good", "b-good")
    limits = ("--time-limit", "20", "--memory-limit", "400", "--report", "report.json")
    cluster = ("--cluster", "local", "--jobs", "2")
    done = desk.build("--all", f"file://{desk.root}", "--to", "txt", *cluster, *limits)
    assert done.returncode == 3, done.stderr
    report = read(desk.root / "report.json")
    good = {"a-good": "published", "b-good": "published"}
    assert outcomes(report) == good | dict.fromkeys(POISONED, "lost")
    for name, rule in POISONED.items():
        assert rules(report, name) == [rule]
        assert f"sources/{name}: error[{rule}]: " in done.stderr
    assert set(desk.built) == {"a-good", "b-good"}
    assert list(desk.scratch.iterdir()) == []


def test_a_cluster_that_does_not_answer_is_an_error_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "_ANSWER", 1)
    order = Order(SOURCES["plain"], Wishes(out=tmp_path))
    with pytest.raises(EnvironmentFault, match="cluster-unreachable"):
        next(cluster((order,), Place("tcp://127.0.0.1:9"), 1, Limits()))

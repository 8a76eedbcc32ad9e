"""The courier: limits of size and time."""

from __future__ import annotations

import pytest

from publish.acquiring.commons import COMMONS
from publish.acquiring.transport import Clock, Courier, Patience
from publish.errors import EnvironmentFault
from tests.acquiring.server import Reply, Server, Time


def courier(server: Server, clock: Clock, **patience: float) -> Courier:
    return Courier(server.site.origins, "tests", clock, Patience(**patience))  # type: ignore[arg-type]


def test_only_commons_is_asked_and_only_safely() -> None:
    assert COMMONS.origins == {"https://commons.wikimedia.org", "https://upload.wikimedia.org"}


@pytest.mark.parametrize(
    "url",
    [
        "http://commons.wikimedia.org/",
        "https://commons.wikimedia.org:8443/",
        "https://commons.wikimedia.org.example.org/",
        "https://example.org/commons.wikimedia.org",
        "https://user@commons.wikimedia.org/",
        "https://127.0.0.1/",
        "https://en.wikipedia.org/",
        "ftp://upload.wikimedia.org/",
    ],
)
def test_other_origins_are_refused_before_anything_is_sent(url: str, time: Time) -> None:
    with (
        Courier(COMMONS.origins, "tests", time.clock) as one,
        pytest.raises(EnvironmentFault, match="fetch-host"),
    ):
        one.get(url, 10)


@pytest.mark.parametrize("length", [None, -1])
def test_more_bytes_than_wanted_are_not_taken(
    server: Server, time: Time, length: int | None
) -> None:
    server.first["file"].append(Reply(b"x" * 1_000_001, length=length))
    with (
        courier(server, time.clock) as one,
        pytest.raises(EnvironmentFault, match="larger than 1 MB"),
    ):
        one.get(f"{server.base}/x", 1_000_000)


def test_an_answer_that_drips_is_cut_off(server: Server, time: Time) -> None:
    server.first["file"].append(Reply(b"x" * 400_000, length=-1))

    def later() -> float:
        time.passed += 2  # every look at the clock is a moment later
        return time.passed

    clock = Clock(later, time.clock.now, time.sleep)
    with (
        courier(server, clock, total=8) as one,
        pytest.raises(EnvironmentFault, match="did not finish within 8 seconds"),
    ):
        one.get(f"{server.base}/x", 1_000_000)


def test_silence_is_broken_off(server: Server, time: Time) -> None:
    # It promises a hundred bytes, sends none, and hangs up: three times.
    server.first["file"].extend([Reply(b"", length=100)] * 3)
    with (
        courier(server, time.clock, attempts=3) as one,
        pytest.raises(EnvironmentFault, match="the connection broke off"),
    ):
        one.get(f"{server.base}/x", 1_000)
    assert time.slept == [1, 2]

"""The HTTP client: hosts, and limits of size and time."""

from __future__ import annotations

import pytest

from publish.acquiring.commons.fetching import COMMONS
from publish.acquiring.transport import Clock, HttpClient, RetryLimits
from publish.errors import EnvironmentFault
from tests.acquiring.server import Reply, Server, Time


def http(server: Server, clock: Clock, **limits: float) -> HttpClient:
    return HttpClient(server.site.origins, "tests", clock, RetryLimits(**limits))  # type: ignore[arg-type]


def test_only_commons_is_contacted_and_only_over_https() -> None:
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
        HttpClient(COMMONS.origins, "tests", time.clock) as one,
        pytest.raises(EnvironmentFault, match="fetch-host"),
    ):
        one.get(url, 10)


@pytest.mark.parametrize("length", [None, -1])
def test_an_answer_over_the_limit_is_refused(
    server: Server, time: Time, length: int | None
) -> None:
    server.first["file"].append(Reply(b"x" * 1_000_001, length=length))
    with (
        http(server, time.clock) as one,
        pytest.raises(EnvironmentFault, match="larger than 1 MB"),
    ):
        one.get(f"{server.base}/x", 1_000_000)


def test_a_slow_answer_is_cut_off(server: Server, time: Time) -> None:
    server.first["file"].append(Reply(b"x" * 400_000, length=-1))

    def later() -> float:
        time.passed += 2  # every look at the clock is a moment later
        return time.passed

    clock = Clock(later, time.clock.now, time.sleep)
    with (
        http(server, clock, total=8) as one,
        pytest.raises(EnvironmentFault, match="did not finish within 8 seconds"),
    ):
        one.get(f"{server.base}/x", 1_000_000)


def test_a_silent_server_is_cut_off(server: Server, time: Time) -> None:
    # It promises a hundred bytes, sends none, and hangs up: three times.
    server.first["file"].extend([Reply(b"", length=100)] * 3)
    with (
        http(server, time.clock, attempts=3) as one,
        pytest.raises(EnvironmentFault, match="the connection broke off"),
    ):
        one.get(f"{server.base}/x", 1_000)
    assert time.slept == [1, 2]

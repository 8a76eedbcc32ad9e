"""Asking a server politely, and believing it little.

Hosts are listed, redirects are followed by hand, answers are limited in size
and time. A server that asks for patience gets it (RFC 9110 §10.2.3), within
limits; nothing that identifies anybody is sent but the User-Agent.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from typing import NoReturn

import httpx

from publish.acquiring.faults import fault, no_connection, too_large

BUSY = frozenset({429, 500, 502, 503, 504})
"""Statuses that may be another in a moment."""
MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class Clock:
    """The time, and the waiting for it; tests bring their own."""

    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class Patience:
    """How long and how often is tried; all times in seconds."""

    total: float = 180
    """For everything that one command asks."""
    silence: float = 20
    """Within which a server must say something."""
    attempts: int = 5
    first_wait: float = 1
    """Doubled after every attempt."""
    longest_wait: float = 60
    """What a server may ask for; more ends the attempts."""
    redirects: int = 5


@dataclass(frozen=True)
class Answer:
    """What a server said. ``media_type`` is lower-case, without parameters."""

    url: str
    media_type: str
    headers: Mapping[str, str]
    data: bytes


@dataclass(frozen=True)
class Busy:
    """An answer that asks to be asked again; ``wait`` in seconds, if it said."""

    reason: str
    wait: float | None = None


Judge = Callable[[Answer], Busy | None]
"""Whether an answer that looks well is none: servers say so in words too."""


class Courier:
    """Asks the hosts of ``origins`` (such as ``https://commons.wikimedia.org``) and no other."""

    def __init__(
        self,
        origins: frozenset[str],
        agent: str,
        clock: Clock | None = None,
        patience: Patience | None = None,
    ) -> None:
        self.origins = origins
        self.clock = clock or Clock()
        self.patience = patience or Patience()
        self.deadline = self.clock.monotonic() + self.patience.total
        self.client = _client(agent, self.patience.silence)

    def __enter__(self) -> Courier:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def get(
        self, url: str, most_bytes: int, judge: Judge = lambda answer: None, unit: str = "answer"
    ) -> Answer:
        """The answer of ``url``, at most ``most_bytes`` long.

        Raises :class:`publish.errors.EnvironmentFault` if there is none to be
        had, or none that may be taken.
        """
        wait = self.patience.first_wait
        for attempt in range(1, self.patience.attempts + 1):
            answer = self._follow(url, most_bytes, unit)
            busy = judge(answer) if isinstance(answer, Answer) else answer
            if isinstance(answer, Answer) and busy is None:
                return answer
            assert busy is not None
            last = attempt == self.patience.attempts
            self._wait(url, busy, wait, last)
            wait *= 2
        raise AssertionError("the last attempt raises")

    def _wait(self, url: str, busy: Busy, backoff: float, last: bool) -> None:
        seconds = max(busy.wait if busy.wait is not None else backoff, 0)
        left = self.deadline - self.clock.monotonic()
        if last or seconds > min(self.patience.longest_wait, left):
            asked = f"; it asks to wait {busy.wait:.0f} seconds" if busy.wait else ""
            raise fault(
                "fetch-busy",
                f"{_host(url)} cannot answer now: {busy.reason}{asked}",
                "Try again later.",
                url,
            )
        self.clock.sleep(seconds)

    def _follow(self, url: str, most_bytes: int, unit: str) -> Answer | Busy:
        """One attempt, with its redirects."""
        for _ in range(self.patience.redirects + 1):
            self._admit(url)
            answer = self._ask(url, most_bytes, unit)
            if not isinstance(answer, str):
                return answer
            url = answer
        raise fault(
            "fetch-redirects", f"{_host(url)} redirects again and again", "Try again later.", url
        )

    def _admit(self, url: str) -> None:
        try:
            parsed = httpx.URL(url)
            origin = f"{parsed.scheme}://{parsed.netloc.decode('ascii')}".lower()
            clean = not parsed.userinfo
        except (httpx.InvalidURL, UnicodeError):
            origin, clean = "", False
        if not clean or origin not in self.origins:
            allowed = ", ".join(sorted(self.origins))
            raise fault(
                "fetch-host",
                "the answer leads to an address that is not asked",
                f"Only these are: {allowed}. Fetch the picture by hand if you trust it.",
                url,
            )

    def _ask(self, url: str, most_bytes: int, unit: str) -> Answer | Busy | str:
        """The answer, a reason to ask again, or the address to ask instead."""
        try:
            with self._stream(url) as response:
                if response.status_code in MOVED:
                    return str(response.url.join(response.headers.get("location", "")))
                if response.status_code in BUSY:
                    return Busy(_status(response), self._asked_wait(response))
                if response.status_code != 200:
                    _refused(response, url)
                data = self._body(response, most_bytes, unit)
                kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
                return Answer(url, kind, dict(response.headers), data)
        except (httpx.ConnectError, httpx.ProxyError, httpx.UnsupportedProtocol) as error:
            raise no_connection(url, error) from error
        except httpx.InvalidURL as error:
            raise fault(
                "fetch-host", "the answer leads nowhere", "Try again later.", url
            ) from error
        except httpx.TransportError as error:
            return Busy(_spoken(error))

    @contextmanager
    def _stream(self, url: str) -> Iterator[httpx.Response]:
        left = self.deadline - self.clock.monotonic()
        if left <= 0:
            self._too_slow(url)
        with self.client.stream("GET", url, timeout=min(left, self.patience.silence)) as response:
            yield response

    def _body(self, response: httpx.Response, most_bytes: int, unit: str) -> bytes:
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            # It was not asked for, and a small file can hold a large one.
            raise fault(
                "fetch-encoding", "the answer is compressed, unasked", "Try again later.",
                str(response.url),
            )  # fmt: skip
        stated = response.headers.get("content-length", "0")
        if stated.isdigit() and int(stated) > most_bytes:
            raise too_large(str(response.url), unit, most_bytes)
        chunks: list[bytes] = []
        size = 0
        for chunk in response.iter_raw():
            size += len(chunk)
            if size > most_bytes:
                raise too_large(str(response.url), unit, most_bytes)
            if self.clock.monotonic() > self.deadline:
                self._too_slow(str(response.url))
            chunks.append(chunk)
        return b"".join(chunks)

    def _too_slow(self, url: str) -> NoReturn:
        raise fault(
            "fetch-slow",
            f"{_host(url)} did not finish within {self.patience.total:.0f} seconds",
            "Try again later, or fetch a smaller copy with --width 1920.",
            url,
        )

    def _asked_wait(self, response: httpx.Response) -> float | None:
        return retry_after(response.headers.get("retry-after", ""), self.clock.now())


def retry_after(value: str, now: datetime) -> float | None:
    """The seconds that a Retry-After asks for, as number or as date; None if it says neither."""
    if value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        date = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max((date - now).total_seconds(), 0)


def _client(agent: str, silence: float) -> httpx.Client:
    """Proxies and certificates come from the environment, as everywhere; passwords do not."""
    try:
        client = httpx.Client(
            headers={"User-Agent": agent, "Accept-Encoding": "identity"},
            follow_redirects=False,
            timeout=silence,
        )
    except (ValueError, ImportError, OSError, httpx.InvalidURL) as error:
        raise fault(
            "fetch-proxy",
            f"the proxy or certificate settings of this machine cannot be used: {error}",
            "Correct HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE, or unset them.",
        ) from error
    client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return client


def _refused(response: httpx.Response, url: str) -> NoReturn:
    why = {
        403: "It may be the User-Agent: state `contact` in publish.toml. Or try again later.",
        404: "Look whether it is still there.",
    }
    raise fault(
        "fetch-refused",
        f"{_host(url)} answers {_status(response)}",
        why.get(response.status_code, "Try again later."),
        url,
    )


def _status(response: httpx.Response) -> str:
    return f"{response.status_code} {response.reason_phrase}".strip()


def _spoken(error: httpx.TransportError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "it is silent"
    return "the connection broke off"


def _host(url: str) -> str:
    try:
        return httpx.URL(url).host or "the server"
    except httpx.InvalidURL:
        return "the server"

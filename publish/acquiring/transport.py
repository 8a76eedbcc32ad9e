"""An HTTP client that is polite to servers and trusts them little.

Only listed hosts are contacted, also on redirects; answers are limited in size and
time. Retry-After is respected within limits (RFC 9110 §10.2.3). Only the User-Agent
identifies us.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from typing import NoReturn

import httpx

from publish.acquiring.errors import fault, no_connection, too_large
from publish.values import dataclass

BUSY = frozenset({429, 500, 502, 503, 504})
"""Status codes that are worth a retry."""
MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class Clock:
    """Time and sleep; tests replace them."""

    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class RetryLimits:
    """Limits of time and attempts; all times in seconds."""

    total: float = 180
    """All requests of one command together."""
    silence: float = 20
    """Longest silence of a server."""
    attempts: int = 5
    first_wait: float = 1
    """Wait before the first retry; doubled each time."""
    longest_wait: float = 60
    """Longest wait that a server may ask for; more ends the attempts."""
    redirects: int = 5


@dataclass(frozen=True)
class Answer:
    """A server's answer. ``media_type`` is lower-case, without parameters."""

    url: str
    media_type: str
    headers: Mapping[str, str]
    data: bytes


@dataclass(frozen=True)
class Busy:
    """An answer that asks for a retry; ``wait`` in seconds, if stated."""

    reason: str
    wait: float | None = None


BusyCheck = Callable[[Answer], Busy | None]
"""Detects a busy server behind a successful status."""


class HttpClient:
    """Contacts only the ``origins``, such as ``https://commons.wikimedia.org``."""

    def __init__(
        self,
        origins: frozenset[str],
        agent: str,
        clock: Clock | None = None,
        limits: RetryLimits | None = None,
    ) -> None:
        self.origins = origins
        self.clock = clock or Clock()
        self.limits = limits or RetryLimits()
        self.deadline = self.clock.monotonic() + self.limits.total
        self.client = _make_client(agent, self.limits.silence)

    def __enter__(self) -> HttpClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def get(
        self,
        url: str,
        most_bytes: int,
        busy_check: BusyCheck = lambda answer: None,
        unit: str = "answer",
    ) -> Answer:
        """Get ``url``; the answer has at most ``most_bytes``.

        Raises :class:`publish.errors.EnvironmentFault` if there is no usable answer.
        """
        wait = self.limits.first_wait
        for attempt in range(1, self.limits.attempts + 1):
            answer = self._follow(url, most_bytes, unit)
            busy = busy_check(answer) if isinstance(answer, Answer) else answer
            if isinstance(answer, Answer) and busy is None:
                return answer
            assert busy is not None
            last = attempt == self.limits.attempts
            self._wait(url, busy, wait, last)
            wait *= 2
        raise AssertionError("the last attempt raises")

    def _wait(self, url: str, busy: Busy, backoff: float, last: bool) -> None:
        seconds = max(busy.wait if busy.wait is not None else backoff, 0)
        left = self.deadline - self.clock.monotonic()
        if last or seconds > min(self.limits.longest_wait, left):
            file_id = f"; it asks us to wait {busy.wait:.0f} seconds" if busy.wait else ""
            raise fault(
                "fetch-busy",
                f"{_host(url)} cannot answer now: {busy.reason}{file_id}",
                "Try again later.",
                url,
            )
        self.clock.sleep(seconds)

    def _follow(self, url: str, most_bytes: int, unit: str) -> Answer | Busy:
        """Make one attempt, with redirects."""
        for _ in range(self.limits.redirects + 1):
            self._check_origin(url)
            answer = self._request(url, most_bytes, unit)
            if not isinstance(answer, str):
                return answer
            url = answer
        raise fault("fetch-redirects", f"{_host(url)} redirects too often", "Try again later.", url)

    def _check_origin(self, url: str) -> None:
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
                "the answer leads to a host that is not allowed",
                f"Allowed are {allowed}. Fetch the picture by hand if you trust it.",
                url,
            )

    def _request(self, url: str, most_bytes: int, unit: str) -> Answer | Busy | str:
        """Return the answer, a reason to retry, or a redirect's address."""
        try:
            with self._stream(url) as response:
                if response.status_code in MOVED:
                    return str(response.url.join(response.headers.get("location", "")))
                if response.status_code in BUSY:
                    return Busy(_status(response), self._retry_after(response))
                if response.status_code != 200:
                    _raise_refused(response, url)
                data = self._read_body(response, most_bytes, unit)
                kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
                return Answer(url, kind, dict(response.headers), data)
        except (httpx.ConnectError, httpx.ProxyError, httpx.UnsupportedProtocol) as error:
            raise no_connection(url, error) from error
        except httpx.InvalidURL as error:
            raise fault(
                "fetch-host", "the answer leads to an invalid address", "Try again later.", url
            ) from error
        except httpx.TransportError as error:
            return Busy(_describe_error(error))

    @contextmanager
    def _stream(self, url: str) -> Iterator[httpx.Response]:
        left = self.deadline - self.clock.monotonic()
        if left <= 0:
            self._too_slow(url)
        with self.client.stream("GET", url, timeout=min(left, self.limits.silence)) as response:
            yield response

    def _read_body(self, response: httpx.Response, most_bytes: int, unit: str) -> bytes:
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            # Not requested; and a small compressed answer can unpack to a large one.
            raise fault(
                "fetch-encoding", "the answer is compressed without request", "Try again later.",
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
            f"{_host(url)} did not finish within {self.limits.total:.0f} seconds",
            "Try again later, or fetch a smaller copy with --width 1920.",
            url,
        )

    def _retry_after(self, response: httpx.Response) -> float | None:
        return retry_after(response.headers.get("retry-after", ""), self.clock.now())


def retry_after(value: str, now: datetime) -> float | None:
    """Return the seconds of a Retry-After header, given as number or date; None if invalid."""
    if value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        date = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max((date - now).total_seconds(), 0)


def _make_client(agent: str, silence: float) -> httpx.Client:
    """Make a client; proxies and certificates come from the environment, passwords do not."""
    try:
        client = httpx.Client(
            headers={"User-Agent": agent, "Accept-Encoding": "identity"},
            follow_redirects=False,
            timeout=silence,
        )
    except (ValueError, ImportError, OSError, httpx.InvalidURL) as error:
        raise fault(
            "fetch-proxy",
            f"the proxy or certificate settings of this machine are invalid: {error}",
            "Correct HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE, or unset them.",
        ) from error
    client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return client


def _raise_refused(response: httpx.Response, url: str) -> NoReturn:
    why = {
        403: "State `contact` in publish.toml, as the User-Agent may be refused; or try later.",
        404: "Check that it still exists.",
    }
    raise fault(
        "fetch-refused",
        f"{_host(url)} answers {_status(response)}",
        why.get(response.status_code, "Try again later."),
        url,
    )


def _status(response: httpx.Response) -> str:
    return f"{response.status_code} {response.reason_phrase}".strip()


def _describe_error(error: httpx.TransportError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "it does not answer in time"
    return "the connection broke off"


def _host(url: str) -> str:
    try:
        return httpx.URL(url).host or "the server"
    except httpx.InvalidURL:
        return "the server"

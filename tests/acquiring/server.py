"""A local server that answers like Wikimedia Commons, with invented files."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from publish.acquiring.commons.fetching import Site
from publish.acquiring.transport import Clock


@dataclass(frozen=True)
class Reply:
    """One answer. ``length`` is what it says of its length; None: the truth, -1: nothing."""

    data: bytes = b""
    status: int = 200
    media_type: str = "text/html"
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None


def as_json(value: object, **headers: str) -> Reply:
    """An answer of the API."""
    text = json.dumps(value).encode()
    return Reply(text, 200, "application/json; charset=utf-8", headers)


@dataclass
class Page:
    """A file with its page. ``metadata`` are rows of extmetadata by their names."""

    title: str
    data: bytes
    media_type: str = "image/jpeg"
    metadata: dict[str, str] = field(default_factory=dict)
    width: int = 1600
    height: int = 1200
    copies: dict[int, bytes] = field(default_factory=dict)
    """Rendered copies by their width; their kind is JPEG."""
    more: dict[str, Any] = field(default_factory=dict)
    """Put over the answer's imageinfo."""


METADATA = {
    "ObjectName": "The ferry in port",
    "ImageDescription": "<p>A <b>ferry</b> in port.</p>",
    "DateTimeOriginal": '2019-05-04<div style="display: none;">date QS:P,+2019</div>',
    "Credit": '<span class="int-own-work" lang="en">Own work</span>',
    "Artist": '<a href="//commons.wikimedia.org/wiki/User:Ada" title="User:Ada">Ada Example</a>',
    "LicenseShortName": "CC BY-SA 4.0",
    "UsageTerms": "Creative Commons Attribution-Share Alike 4.0",
    "AttributionRequired": "true",
    "LicenseUrl": "https://creativecommons.org/licenses/by-sa/4.0",
    "Copyrighted": "True",
    "Restrictions": "",
    "License": "cc-by-sa-4.0",
    "Categories": "Ferries in port|Self-published work",
}


class Server:
    """The server's files, the requests to it, and its false answers before the true ones."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.site = Site(f"{self.base}/w/api.php", frozenset({self.base}))
        self.pages: dict[str, Page] = {}
        self.redirects: dict[str, str] = {}
        self.first: dict[str, deque[Reply]] = {"api": deque(), "file": deque()}
        self.requests: list[tuple[str, dict[str, str]]] = []

    def add(self, page: Page) -> Page:
        """Put a file into the wiki."""
        self.pages[page.title] = page
        return page

    def answer(self, target: str) -> Reply:
        """The answer to a request."""
        parts = urlsplit(target)
        kind = "api" if parts.path == "/w/api.php" else "file"
        if self.first[kind]:
            return self.first[kind].popleft()
        if kind == "api":
            return self._api({k: v[0] for k, v in parse_qs(parts.query).items()})
        for page in self.pages.values():
            if target == urlsplit(self._url(page)).path:
                return Reply(page.data, media_type=page.media_type)
            for width, data in page.copies.items():
                if target == urlsplit(self._url(page, width)).path:
                    return Reply(data, media_type="image/jpeg")
        return Reply(b"<html>no such file</html>", 404)

    def _api(self, query: dict[str, str]) -> Reply:
        if query.get("list") == "allimages":
            prefix = "File:" + query["aiprefix"].replace("_", " ")
            near = [{"title": title} for title in self.pages if title.startswith(prefix)]
            return as_json({"batchcomplete": True, "query": {"allimages": near}})
        given = query.get("titles", "")
        title = given[:5] + given[5:6].upper() + given[6:]
        answer: dict[str, Any] = {}
        if title != given:
            answer["normalized"] = [{"fromencoded": False, "from": given, "to": title}]
        if title in self.redirects:
            answer["redirects"] = [{"from": title, "to": self.redirects[title]}]
            title = self.redirects[title]
        page = next(iter(self.pages.values()), None) if "pageids" in query else None
        page = page or self.pages.get(title)
        if page is None:
            answer["pages"] = [{"ns": 6, "title": title, "missing": True, "imagerepository": ""}]
        else:
            width = int(query.get("iiurlwidth", "0"))
            answer["pages"] = [self._page(page, width)]
        return as_json({"batchcomplete": True, "query": answer})

    def _page(self, page: Page, width: int) -> dict[str, Any]:
        rows = {k: {"value": v, "source": "commons-desc-page"} for k, v in page.metadata.items()}
        info: dict[str, Any] = {
            "user": "Uploader",
            "timestamp": "2019-05-05T10:00:00Z",
            "size": len(page.data),
            "width": page.width,
            "height": page.height,
            "url": self._url(page),
            "descriptionurl": f"https://commons.wikimedia.org/wiki/{self._name(page)}",
            "sha1": hashlib.sha1(page.data, usedforsecurity=False).hexdigest(),
            "mime": page.media_type,
            "extmetadata": rows,
        }
        if width:
            wider = min((w for w in page.copies if w >= width), default=0)
            info |= {
                "thumburl": self._url(page, wider) if wider else self._url(page),
                "thumbwidth": wider or page.width,
                "thumbheight": round(page.height * (wider or page.width) / page.width),
                "thumbmime": "image/jpeg" if wider else page.media_type,
            }
        info |= page.more
        kept = {key: value for key, value in info.items() if value is not None}
        return {"pageid": 7, "ns": 6, "title": page.title, "imageinfo": [kept]}

    def _url(self, page: Page, width: int = 0) -> str:
        name = quote(page.title.removeprefix("File:").replace(" ", "_"))
        if width:
            return f"{self.base}/wikipedia/commons/thumb/a/ab/{name}/{width}px-{name}.jpg"
        return f"{self.base}/wikipedia/commons/a/ab/{name}"

    def _name(self, page: Page) -> str:
        return quote(page.title.replace(" ", "_"), safe=":()")


@contextmanager
def serving() -> Iterator[Server]:
    """The server, as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            shared.requests.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            reply = shared.answer(self.path)
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.media_type)
            length = len(reply.data) if reply.length is None else reply.length
            if length >= 0:
                self.send_header("Content-Length", str(length))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(reply.data)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        shared = Server(http.server_address[1])
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield shared
        finally:
            http.shutdown()
            thread.join()


class Time:
    """A clock that moves when somebody sleeps."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.slept: list[float] = []
        self.start = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

    @property
    def clock(self) -> Clock:
        """The answer to a client that waits."""
        return Clock(
            lambda: self.passed, lambda: self.start + timedelta(seconds=self.passed), self.sleep
        )

    def sleep(self, seconds: float) -> None:
        """Wait, without waiting."""
        self.slept.append(seconds)
        self.passed += seconds

"""Fetching from Commons: picture and record are written into the article."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from publish.acquiring.commons.fetching import Fetched, fetch
from publish.acquiring.requests import FetchRequest
from publish.acquiring.transport import RetryLimits
from publish.errors import EnvironmentFault, PublishError, SourceError, UsageError
from publish.reading import read
from tests.acquiring.server import METADATA, Page, Reply, Server, Time, as_json
from tests.pictures.samples import picture

FILE = "File:Ferry in port.jpg"


def get(folder: Path, server: Server, time: Time, file: str = FILE, **request: Any) -> Fetched:
    return fetch(folder, FetchRequest(file, **request), server.site, time.clock)


def refused(
    error: type[PublishError], folder: Path, server: Server, time: Time, file: str = FILE, **w: Any
) -> str:
    """The rule that stops it; and nothing in the folder has changed."""
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(error) as caught:
        get(folder, server, time, file, **w)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    (problem,) = caught.value.problems
    assert problem.fix
    return problem.rule


def rules(fetched: Fetched) -> list[str]:
    return [problem.rule for problem in fetched.problems]


def test_picture_and_record_are_in_the_article(folder: Path, server: Server, time: Time) -> None:
    fetched = get(folder, server, time, alt="A ferry in port", caption="In *port*")
    assert fetched.name == "ferry-in-port.jpg"
    assert (folder / fetched.name).read_bytes() == server.pages[FILE].data
    assert fetched.sha1_checked
    assert fetched.problems == ()
    assert (
        (folder / "article.md").read_text("utf-8")
        == """\
---
title: The Ferry   # sic
date: 2026-03-01
lang: en
authors: [Ada Example]
images:
  ferry-in-port.jpg:
    alt: A ferry in port
    caption: In *port*
    credit:
      title: The ferry in port
      creator: Ada Example
      source: https://commons.wikimedia.org/wiki/File:Ferry_in_port.jpg
      provider: Wikimedia Commons
      license: CC-BY-SA-4.0
---
Text.
"""
    )
    facts = dict(fetched.record.facts)
    assert facts["shows"] == "A ferry in port."
    assert facts["dated"] == "2019-05-04"
    assert facts["creator's page"] == "https://commons.wikimedia.org/wiki/User:Ada"
    assert facts["uploaded by"] == "Uploader"


def test_the_article_can_be_read_afterwards(folder: Path, server: Server, time: Time) -> None:
    get(folder, server, time, alt="A ferry", hero=True)
    article = read(folder)
    assert article.hero == "ferry-in-port.jpg"
    (credit,) = article.images[0].credits
    assert (credit.creator, credit.license and credit.license.id) == ("Ada Example", "CC-BY-SA-4.0")


def test_only_the_user_agent_identifies_us(folder: Path, server: Server, time: Time) -> None:
    server.first["api"].append(
        as_json(
            {"error": {"code": "maxlag"}}, **{"Set-Cookie": "spy=1; Path=/", "Retry-After": "2"}
        )
    )
    get(folder, server, time)
    assert len(server.requests) == 3
    for target, headers in server.requests:
        assert "desk@example.org" in headers["user-agent"]
        assert headers["user-agent"].startswith("publish-toolkit/")
        assert headers["accept-encoding"] == "identity"
        assert not {"cookie", "authorization", "referer"} & set(headers)
        assert target.startswith(("/w/api.php?", "/wikipedia/commons/"))
    assert "maxlag=5" in server.requests[0][0]


@pytest.mark.parametrize(
    "given",
    [
        "Ferry in port.jpg",
        "file:ferry_in_port.jpg",
        "Image:Ferry in port.jpg",
        "https://commons.wikimedia.org/wiki/File:Ferry_in_port.jpg",
        "https://commons.wikimedia.org/w/index.php?title=File:Ferry_in_port.jpg&action=edit",
        "https://commons.wikimedia.org/w/index.php?curid=7",
        "https://commons.wikimedia.org/wiki/Category:Ferries#/media/File:Ferry_in_port.jpg",
        "https://upload.wikimedia.org/wikipedia/commons/a/ab/Ferry_in_port.jpg",
        "https://upload.wikimedia.org/wikipedia/commons/thumb/a/ab/Ferry_in_port.jpg/330px-Ferry_in_port.jpg",
    ],
)
def test_a_file_has_many_addresses(folder: Path, server: Server, time: Time, given: str) -> None:
    assert get(folder, server, time, given).title == FILE


@pytest.mark.parametrize(
    "given",
    [
        "https://en.wikipedia.org/wiki/File:Ferry_in_port.jpg",
        "https://upload.wikimedia.org/wikipedia/en/a/ab/Ferry_in_port.jpg",
        "https://upload.wikimedia.org/wikipedia/commons/archive/a/ab/2019!Ferry_in_port.jpg",
        "https://commons.wikimedia.org/wiki/Main_Page",
        "https://commons.wikimedia.org.example.org/wiki/File:Ferry_in_port.jpg",
        "https://[::1/",
        "File:",
        "File:A|B.jpg",
        "File:" + "x" * 300,
    ],
)
def test_other_addresses_are_refused_without_a_request(
    folder: Path, server: Server, time: Time, given: str
) -> None:
    assert refused(UsageError, folder, server, time, given) == "commons-address"
    assert server.requests == []


def test_similar_titles_are_suggested_for_a_missing_file(
    folder: Path, server: Server, time: Time
) -> None:
    with pytest.raises(UsageError, match=r"Did you mean File:Ferry in port\.jpg\?"):
        get(folder, server, time, "File:Ferry in port")
    assert refused(UsageError, folder, server, time, "File:Nothing.jpg") == "commons-missing"


def test_a_moved_page_is_followed(folder: Path, server: Server, time: Time) -> None:
    server.redirects["File:Old name.jpg"] = FILE
    assert get(folder, server, time, "old name.jpg").title == FILE


@pytest.mark.parametrize(
    "query",
    [
        {"interwiki": [{"title": "de:Datei:X.jpg", "iw": "de"}]},
        {"pages": [{"title": "File:X.jpg", "imageinfo": [{"filemissing": True}]}]},
        {"pages": [{"title": "File:X.jpg", "imageinfo": [{"filehidden": ""}]}]},
        {"pages": {"-1": {"title": "File:X.jpg", "missing": ""}}},
        {"pages": [{"title": "Talk:X", "pageid": 4}]},
        {"pages": [{"title": "<", "invalid": True}]},
    ],
)
def test_answers_without_a_file(
    folder: Path, server: Server, time: Time, query: dict[str, Any]
) -> None:
    server.first["api"].append(as_json({"query": query}))
    assert refused(UsageError, folder, server, time) == "commons-missing"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"<html>log in to the hotel</html>"),
        Reply(b"{", media_type="application/json"),
        Reply(b"[]", media_type="application/json"),
        Reply(b"[" * 100_000, media_type="application/json"),
        as_json({"error": {"code": "badvalue", "info": "no"}}),
        as_json({"query": {"pages": [{"title": "File:X.jpg", "imageinfo": [{"url": 5}]}]}}),
        Reply(b"{}", media_type="application/json", headers={"Content-Encoding": "gzip"}),
    ],
)
def test_unusable_answers(folder: Path, server: Server, time: Time, reply: Reply) -> None:
    server.first["api"].append(reply)
    rule = refused(EnvironmentFault, folder, server, time)
    assert rule in ("fetch-answer", "fetch-encoding")


class TestPictures:
    def test_a_copy_has_a_width_that_commons_renders(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        copy = picture(size=(96, 72))
        server.pages[FILE].copies[960] = copy
        fetched = get(folder, server, time, width=700, alt="x")
        assert "iiurlwidth=960" in server.requests[0][0]
        assert (folder / fetched.name).read_bytes() == copy
        assert not fetched.sha1_checked
        assert rules(fetched) == ["commons-rendered"]

    def test_a_copy_as_wide_as_the_original_is_the_original(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        assert get(folder, server, time, width=3840, alt="x").sha1_checked

    def test_unusable_kinds_are_rendered(self, folder: Path, server: Server, time: Time) -> None:
        copy = picture(size=(160, 120))
        server.add(
            Page("File:Scan.tif", b"II*\0", "image/tiff", dict(METADATA), copies={1920: copy})
        )
        fetched = get(folder, server, time, "File:Scan.tif", alt="x")
        assert fetched.name == "scan.jpg"
        assert (folder / "scan.jpg").read_bytes() == copy

    def test_kinds_without_a_rendering_are_refused(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        server.add(Page("File:Song.ogg", b"OggS", "application/ogg", dict(METADATA)))
        assert refused(SourceError, folder, server, time, "File:Song.ogg") == "image-format"

    @pytest.mark.parametrize(
        ("more", "rule", "error"),
        [
            ({"sha1": "0" * 40}, "fetch-checksum", EnvironmentFault),
            ({"size": 200_000_000}, "image-too-large", SourceError),
            ({"width": 20_000, "height": 20_000}, "image-too-large", SourceError),
            ({"mime": "image/png"}, "fetch-answer", EnvironmentFault),
            ({"url": "https://example.org/x.jpg"}, "fetch-host", EnvironmentFault),
            ({"url": "http://127.0.0.1:1/x.jpg"}, "fetch-host", EnvironmentFault),
            ({"url": "file:///etc/passwd"}, "fetch-host", EnvironmentFault),
            ({"url": "no address"}, "fetch-host", EnvironmentFault),
            ({"descriptionurl": "javascript:alert(1)"}, "fetch-answer", EnvironmentFault),
        ],
    )
    def test_the_received_file_is_checked_against_the_answer(
        self, folder: Path, server: Server, time: Time,
        more: dict[str, Any], rule: str, error: type[PublishError],
    ) -> None:  # fmt: skip
        server.pages[FILE].more = more
        assert refused(error, folder, server, time) == rule

    def test_credentials_in_an_address_are_never_sent(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        url = server.base.replace("http://", "http://user:word@") + "/x.jpg"
        server.pages[FILE].more = {"url": url}
        assert refused(EnvironmentFault, folder, server, time) == "fetch-host"

    def test_a_damaged_picture_is_refused(self, folder: Path, server: Server, time: Time) -> None:
        server.pages[FILE].data = picture(size=(160, 120))[:-900]
        assert refused(SourceError, folder, server, time) == "image-damaged"

    def test_an_html_page_is_refused(self, folder: Path, server: Server, time: Time) -> None:
        server.first["file"].append(Reply(b"<html>sorry</html>"))
        assert refused(EnvironmentFault, folder, server, time) == "fetch-answer"

    def test_an_html_page_with_a_picture_type_is_refused(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        server.pages[FILE].data = b"<html>sorry</html>"
        assert refused(SourceError, folder, server, time) == "image-format"

    def test_a_truncated_picture_is_requested_again(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        data = server.pages[FILE].data
        server.first["file"].append(Reply(data[:50], 200, "image/jpeg", length=len(data)))
        assert get(folder, server, time).sha1_checked
        assert time.slept == [1]

    def test_a_picture_with_a_wrong_length_is_refused(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        data = server.pages[FILE].data
        server.first["file"].append(Reply(data, 200, "image/jpeg", length=100))
        assert refused(EnvironmentFault, folder, server, time) == "fetch-checksum"


class TestPlaces:
    def test_nothing_is_overwritten(self, folder: Path, server: Server, time: Time) -> None:
        (folder / "ferry-in-port.jpg").write_bytes(b"mine")
        assert refused(UsageError, folder, server, time) == "picture-exists"
        assert len(server.requests) == 1  # the picture itself was not fetched

    @pytest.mark.parametrize("name", ["../x.jpg", "a/b.jpg", ".x.jpg", "", "a\\b.jpg", "x\n.jpg"])
    def test_a_name_cannot_be_a_path(
        self, folder: Path, server: Server, time: Time, name: str
    ) -> None:
        assert refused(UsageError, folder, server, time, name=name) == "picture-name"

    def test_a_name_has_the_right_suffix(self, folder: Path, server: Server, time: Time) -> None:
        assert refused(UsageError, folder, server, time, name="x.png") == "image-suffix"

    def test_a_hero_keeps_its_place(self, folder: Path, server: Server, time: Time) -> None:
        article = folder / "article.md"
        article.write_text(article.read_text().replace("lang: en", "lang: en\nhero: other.jpg"))
        assert refused(UsageError, folder, server, time, hero=True) == "hero-taken"

    def test_a_broken_front_matter_is_reported_before_fetching(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        article = folder / "article.md"
        article.write_text(article.read_text().replace("lang: en", "lang: 'en"))
        assert refused(SourceError, folder, server, time) == "yaml-syntax"
        assert server.requests == []

    def test_nothing_is_fetched_if_the_record_cannot_be_written(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        article = folder / "article.md"
        article.write_text(article.read_text().replace("lang: en", "images: none"))
        assert refused(SourceError, folder, server, time) == "front-matter-edit"
        assert len(server.requests) == 1

    def test_the_picture_is_removed_if_writing_the_record_fails(
        self, folder: Path, server: Server, time: Time, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        replace = Path.replace

        def full(self: Path, target: Path) -> Path:
            if target.name == "article.md":
                raise OSError(28, "No space left on device")
            return replace(self, target)

        monkeypatch.setattr(Path, "replace", full)
        assert refused(EnvironmentFault, folder, server, time) == "source-unwritable"


STAND_IN = """\
---
title: The Ferry
date: 2026-03-01
lang: en
images:
  photo.jpg:
    alt: A drawing
    credit:
      license: cc by-sa 4.0     # as the desk writes it
      line: "Picture:  Ada Example | Commons"
      stand-in-for: "{title}"
---
![](photo.jpg)
"""


class TestStandIns:
    @pytest.fixture(autouse=True)
    def stand_in(self, folder: Path) -> None:
        (folder / "photo.jpg").write_bytes(picture(size=(40, 30)))
        self.say(folder, "File:Ferry_in_port")

    def say(self, folder: Path, title: str) -> None:
        (folder / "article.md").write_text(STAND_IN.format(title=title), "utf-8")

    def test_the_stand_in_is_replaced_and_its_line_stays(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        server.pages[FILE].metadata["Attribution"] = "Ada Example, <i>all right</i>"
        fetched = get(folder, server, time, replace="photo.jpg")
        assert (folder / "photo.jpg").read_bytes() == server.pages[FILE].data
        after = (folder / "article.md").read_text("utf-8")
        assert after == STAND_IN.replace('      stand-in-for: "{title}"\n', "").replace(
            "    credit:\n",
            "    credit:\n      title: The ferry in port\n      creator: Ada Example\n"
            "      source: https://commons.wikimedia.org/wiki/File:Ferry_in_port.jpg\n"
            "      provider: Wikimedia Commons\n",
        )
        assert rules(fetched) == ["alt-of-stand-in", "commons-differs"]

    def test_a_different_license_is_reported(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        server.pages[FILE].metadata |= {
            "LicenseShortName": "CC BY 3.0", "License": "cc-by-3.0", "UsageTerms": "",
            "LicenseUrl": "https://creativecommons.org/licenses/by/3.0",
        }  # fmt: skip
        fetched = get(folder, server, time, replace="photo.jpg", alt="A ferry")
        assert rules(fetched) == ["commons-differs"]
        assert "was CC-BY-SA-4.0; Commons has CC-BY-3.0" in fetched.problems[0].message
        assert "license: CC-BY-3.0     # as the desk" in (folder / "article.md").read_text()

    @pytest.mark.parametrize("title", ["File:Another ship.jpg", "File:Ferry in port at night.jpg"])
    def test_a_stand_in_for_another_picture_stays(
        self, folder: Path, server: Server, time: Time, title: str
    ) -> None:
        self.say(folder, title)
        assert refused(UsageError, folder, server, time, replace="photo.jpg") == "credit-taken"

    def test_a_picture_with_another_credit_stays(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        article = folder / "article.md"
        article.write_text(article.read_text().replace("stand-in-for", "title"))
        assert refused(UsageError, folder, server, time, replace="photo.jpg") == "credit-taken"

    def test_only_an_existing_picture_can_be_replaced(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        assert refused(UsageError, folder, server, time, replace="no.jpg") == "no-picture"

    def test_the_same_picture_can_be_fetched_again(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        get(folder, server, time, replace="photo.jpg")
        before = (folder / "article.md").read_bytes()
        get(folder, server, time, replace="photo.jpg")
        assert (folder / "article.md").read_bytes() == before


class TestServersThatAreBusy:
    @pytest.mark.parametrize(
        ("headers", "slept"),
        [
            ({"Retry-After": "7"}, [7]),
            ({"Retry-After": "Sun, 01 Mar 2026 12:00:09 GMT"}, [9]),
            ({"Retry-After": "Sun, 01 Mar 2026 11:00:00 GMT"}, [0]),
            ({"Retry-After": "soon"}, [1]),
            ({}, [1]),
        ],
    )
    @pytest.mark.parametrize("status", [429, 503])
    @pytest.mark.parametrize("what", ["api", "file"])
    def test_retry_after_is_respected(
        self, folder: Path, server: Server, time: Time,
        what: str, status: int, headers: dict[str, str], slept: list[float],
    ) -> None:  # fmt: skip
        server.first[what].append(Reply(b"wait", status, headers=headers))
        get(folder, server, time)
        assert time.slept == slept

    def test_waits_grow_and_end(self, folder: Path, server: Server, time: Time) -> None:
        server.first["api"].extend([Reply(status=503)] * 9)
        assert refused(EnvironmentFault, folder, server, time) == "fetch-busy"
        assert time.slept == [1, 2, 4, 8]

    def test_replication_lag_with_status_200_is_retried(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        lag = as_json({"error": {"code": "maxlag", "lag": 7}}, **{"Retry-After": "5"})
        server.first["api"].extend([lag, lag])
        get(folder, server, time)
        assert time.slept == [5, 5]

    def test_a_long_retry_after_ends_the_attempts(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        server.first["api"].append(Reply(status=429, headers={"Retry-After": "3600"}))
        assert refused(EnvironmentFault, folder, server, time) == "fetch-busy"
        assert time.slept == []

    def test_total_time_is_limited(self, folder: Path, server: Server, time: Time) -> None:
        slow = Reply(status=503, headers={"Retry-After": "50"})
        server.first["api"].extend([slow] * 3)
        server.first["file"].extend([slow] * 3)
        assert refused(EnvironmentFault, folder, server, time) == "fetch-busy"
        assert sum(time.slept) <= RetryLimits().total

    def test_a_refusal_is_not_repeated(self, folder: Path, server: Server, time: Time) -> None:
        server.first["api"].append(Reply(status=403))
        assert refused(EnvironmentFault, folder, server, time) == "fetch-refused"
        assert len(server.requests) == 1

    def test_no_connection(self, folder: Path, server: Server, time: Time) -> None:
        site = type(server.site)("http://127.0.0.1:9/", frozenset({"http://127.0.0.1:9"}))
        with pytest.raises(EnvironmentFault, match="fetch-network"):
            fetch(folder, FetchRequest(FILE), site, time.clock)

    @pytest.mark.parametrize("proxy", ["nonsense://x", "http://[::1"])
    def test_an_invalid_proxy(
        self, folder: Path, server: Server, time: Time, proxy: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ALL_PROXY", proxy)
        assert refused(EnvironmentFault, folder, server, time) == "fetch-proxy"


class TestRedirects:
    def test_redirects_to_allowed_hosts_are_followed(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        page = server.add(Page("File:Other.jpg", server.pages[FILE].data, metadata=dict(METADATA)))
        server.first["file"].append(
            Reply(status=302, headers={"Location": "/wikipedia/commons/a/ab/Other.jpg"})
        )
        assert get(folder, server, time).sha1_checked
        assert server.requests[-1][0].endswith("Other.jpg")
        assert page.data == (folder / "ferry-in-port.jpg").read_bytes()

    @pytest.mark.parametrize(
        "target",
        [
            "https://example.org/x.jpg",
            "//example.org/x.jpg",
            "http://127.0.0.1:1/x.jpg",
            "http://localhost/x.jpg",
            "http://169.254.169.254/latest/meta-data/",
            "file:///etc/passwd",
            "http://user@127.0.0.1/",
            "http://[",
        ],
    )
    @pytest.mark.parametrize("what", ["api", "file"])
    def test_redirects_to_other_hosts_are_refused(
        self, folder: Path, server: Server, time: Time, what: str, target: str
    ) -> None:
        server.first[what].append(Reply(status=301, headers={"Location": target}))
        assert refused(EnvironmentFault, folder, server, time) == "fetch-host"

    def test_circular_redirects_end(self, folder: Path, server: Server, time: Time) -> None:
        loop = Reply(status=307, headers={"Location": "/w/api.php?again"})
        server.first["api"].extend([loop] * 20)
        assert refused(EnvironmentFault, folder, server, time) == "fetch-redirects"
        assert len(server.requests) == 6

"""Fetching from Commons: from an answer to a picture and a record in the article."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from publish.acquiring.commons import Fetched, fetch
from publish.acquiring.transport import Patience
from publish.acquiring.wish import Wish
from publish.errors import EnvironmentFault, PublishError, SourceError, UsageError
from publish.reading import read
from tests.acquiring.server import SAID, Page, Reply, Server, Time, as_json
from tests.reading.pictures import picture

FILE = "File:Ferry in port.jpg"


def get(folder: Path, server: Server, time: Time, file: str = FILE, **wish: Any) -> Fetched:
    return fetch(folder, Wish(file, **wish), server.site, time.clock)


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


def test_what_was_fetched_reads_as_a_whole_article(
    folder: Path, server: Server, time: Time
) -> None:
    get(folder, server, time, alt="A ferry", hero=True)
    article = read(folder)
    assert article.hero == "ferry-in-port.jpg"
    (credit,) = article.images[0].credits
    assert (credit.creator, credit.license and credit.license.id) == ("Ada Example", "CC-BY-SA-4.0")


def test_the_server_knows_who_asks_and_nothing_else(
    folder: Path, server: Server, time: Time
) -> None:
    server.first["api"].append(
        as_json(
            {"error": {"code": "maxlag"}}, **{"Set-Cookie": "spy=1; Path=/", "Retry-After": "2"}
        )
    )
    get(folder, server, time)
    assert len(server.asked) == 3
    for target, headers in server.asked:
        assert "desk@example.org" in headers["user-agent"]
        assert headers["user-agent"].startswith("publish-toolkit/")
        assert headers["accept-encoding"] == "identity"
        assert not {"cookie", "authorization", "referer"} & set(headers)
        assert target.startswith(("/w/api.php?", "/wikipedia/commons/"))
    assert "maxlag=5" in server.asked[0][0]


@pytest.mark.parametrize(
    "asked",
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
def test_a_file_has_many_addresses(folder: Path, server: Server, time: Time, asked: str) -> None:
    assert get(folder, server, time, asked).title == FILE


@pytest.mark.parametrize(
    "asked",
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
def test_what_is_no_file_of_commons_is_not_asked_for(
    folder: Path, server: Server, time: Time, asked: str
) -> None:
    assert refused(UsageError, folder, server, time, asked) == "commons-address"
    assert server.asked == []


def test_a_missing_file_comes_with_titles_that_are_near(
    folder: Path, server: Server, time: Time
) -> None:
    with pytest.raises(UsageError, match=r"Did you mean File:Ferry in port\.jpg\?"):
        get(folder, server, time, "File:Ferry in port")
    assert refused(UsageError, folder, server, time, "File:Nothing.jpg") == "commons-missing"


def test_a_page_that_has_moved_is_followed(folder: Path, server: Server, time: Time) -> None:
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
def test_answers_that_are_none(folder: Path, server: Server, time: Time, reply: Reply) -> None:
    server.first["api"].append(reply)
    rule = refused(EnvironmentFault, folder, server, time)
    assert rule in ("fetch-answer", "fetch-encoding")


class TestPictures:
    def test_a_copy_is_one_that_commons_renders(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        copy = picture(size=(96, 72))
        server.pages[FILE].copies[960] = copy
        fetched = get(folder, server, time, width=700, alt="x")
        assert "iiurlwidth=960" in server.asked[0][0]
        assert (folder / fetched.name).read_bytes() == copy
        assert not fetched.sha1_checked
        assert rules(fetched) == ["commons-rendered"]

    def test_a_copy_as_wide_as_the_original_is_the_original(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        assert get(folder, server, time, width=3840, alt="x").sha1_checked

    def test_what_cannot_be_used_is_rendered(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        copy = picture(size=(160, 120))
        server.add(Page("File:Scan.tif", b"II*\0", "image/tiff", dict(SAID), copies={1920: copy}))
        fetched = get(folder, server, time, "File:Scan.tif", alt="x")
        assert fetched.name == "scan.jpg"
        assert (folder / "scan.jpg").read_bytes() == copy

    def test_what_cannot_be_rendered_either_is_refused(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        server.add(Page("File:Song.ogg", b"OggS", "application/ogg", dict(SAID)))
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
    def test_what_the_answer_says_is_compared_with_what_comes(
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

    def test_a_page_of_html_is_no_picture(self, folder: Path, server: Server, time: Time) -> None:
        server.first["file"].append(Reply(b"<html>sorry</html>"))
        assert refused(EnvironmentFault, folder, server, time) == "fetch-answer"

    def test_a_page_of_html_that_calls_itself_a_picture(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        server.pages[FILE].data = b"<html>sorry</html>"
        assert refused(SourceError, folder, server, time) == "image-format"

    def test_a_picture_that_breaks_off_is_asked_for_again(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        data = server.pages[FILE].data
        server.first["file"].append(Reply(data[:50], 200, "image/jpeg", length=len(data)))
        assert get(folder, server, time).sha1_checked
        assert time.slept == [1]

    def test_a_picture_whose_length_is_too_short_is_not_taken(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        data = server.pages[FILE].data
        server.first["file"].append(Reply(data, 200, "image/jpeg", length=100))
        assert refused(EnvironmentFault, folder, server, time) == "fetch-checksum"


class TestPlaces:
    def test_nothing_is_written_over(self, folder: Path, server: Server, time: Time) -> None:
        (folder / "ferry-in-port.jpg").write_bytes(b"mine")
        assert refused(UsageError, folder, server, time) == "picture-exists"
        assert len(server.asked) == 1  # the picture itself was not fetched

    @pytest.mark.parametrize("name", ["../x.jpg", "a/b.jpg", ".x.jpg", "", "a\\b.jpg", "x\n.jpg"])
    def test_a_name_leads_nowhere_else(
        self, folder: Path, server: Server, time: Time, name: str
    ) -> None:
        assert refused(UsageError, folder, server, time, name=name) == "picture-name"

    def test_a_name_says_what_the_picture_is(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        assert refused(UsageError, folder, server, time, name="x.png") == "image-suffix"

    def test_a_hero_keeps_its_place(self, folder: Path, server: Server, time: Time) -> None:
        article = folder / "article.md"
        article.write_text(article.read_text().replace("lang: en", "lang: en\nhero: other.jpg"))
        assert refused(UsageError, folder, server, time, hero=True) == "hero-taken"

    def test_a_broken_front_matter_is_told_before_anything_is_fetched(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        article = folder / "article.md"
        article.write_text(article.read_text().replace("lang: en", "lang: 'en"))
        assert refused(SourceError, folder, server, time) == "yaml-syntax"
        assert server.asked == []

    def test_where_pictures_cannot_be_described_none_is_fetched(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        article = folder / "article.md"
        article.write_text(article.read_text().replace("lang: en", "images: none"))
        assert refused(SourceError, folder, server, time) == "front-matter-edit"
        assert len(server.asked) == 1

    def test_the_picture_does_not_stay_if_the_record_cannot_be_written(
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

    def test_the_picture_takes_its_place_and_the_line_stays(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        server.pages[FILE].said["Attribution"] = "Ada Example, <i>all right</i>"
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

    def test_a_license_that_differs_is_told(self, folder: Path, server: Server, time: Time) -> None:
        server.pages[FILE].said |= {
            "LicenseShortName": "CC BY 3.0", "License": "cc-by-3.0", "UsageTerms": "",
            "LicenseUrl": "https://creativecommons.org/licenses/by/3.0",
        }  # fmt: skip
        fetched = get(folder, server, time, replace="photo.jpg", alt="A ferry")
        assert rules(fetched) == ["commons-differs"]
        assert "said CC-BY-SA-4.0; Commons says CC-BY-3.0" in fetched.problems[0].message
        assert "license: CC-BY-3.0     # as the desk" in (folder / "article.md").read_text()

    @pytest.mark.parametrize("title", ["File:Another ship.jpg", "File:Ferry in port at night.jpg"])
    def test_a_stand_in_for_another_picture_stays(
        self, folder: Path, server: Server, time: Time, title: str
    ) -> None:
        self.say(folder, title)
        assert refused(UsageError, folder, server, time, replace="photo.jpg") == "credit-taken"

    def test_a_picture_with_a_credit_of_its_own_stays(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        article = folder / "article.md"
        article.write_text(article.read_text().replace("stand-in-for", "title"))
        assert refused(UsageError, folder, server, time, replace="photo.jpg") == "credit-taken"

    def test_only_what_is_there_can_be_replaced(
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
    def test_they_get_the_time_they_ask_for(
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

    def test_a_wiki_that_lags_says_so_with_status_200(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        lag = as_json({"error": {"code": "maxlag", "lag": 7}}, **{"Retry-After": "5"})
        server.first["api"].extend([lag, lag])
        get(folder, server, time)
        assert time.slept == [5, 5]

    def test_nobody_waits_for_an_hour(self, folder: Path, server: Server, time: Time) -> None:
        server.first["api"].append(Reply(status=429, headers={"Retry-After": "3600"}))
        assert refused(EnvironmentFault, folder, server, time) == "fetch-busy"
        assert time.slept == []

    def test_all_waiting_together_has_an_end(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        slow = Reply(status=503, headers={"Retry-After": "50"})
        server.first["api"].extend([slow] * 3)
        server.first["file"].extend([slow] * 3)
        assert refused(EnvironmentFault, folder, server, time) == "fetch-busy"
        assert sum(time.slept) <= Patience().total

    def test_a_refusal_is_not_repeated(self, folder: Path, server: Server, time: Time) -> None:
        server.first["api"].append(Reply(status=403))
        assert refused(EnvironmentFault, folder, server, time) == "fetch-refused"
        assert len(server.asked) == 1

    def test_nobody_there_at_all(self, folder: Path, server: Server, time: Time) -> None:
        site = type(server.site)("http://127.0.0.1:9/", frozenset({"http://127.0.0.1:9"}))
        with pytest.raises(EnvironmentFault, match="fetch-network"):
            fetch(folder, Wish(FILE), site, time.clock)

    @pytest.mark.parametrize("proxy", ["nonsense://x", "http://[::1"])
    def test_a_proxy_that_is_none(
        self, folder: Path, server: Server, time: Time, proxy: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ALL_PROXY", proxy)
        assert refused(EnvironmentFault, folder, server, time) == "fetch-proxy"


class TestRedirects:
    def test_within_the_list_they_are_followed(
        self, folder: Path, server: Server, time: Time
    ) -> None:
        page = server.add(Page("File:Other.jpg", server.pages[FILE].data, said=dict(SAID)))
        server.first["file"].append(
            Reply(status=302, headers={"Location": "/wikipedia/commons/a/ab/Other.jpg"})
        )
        assert get(folder, server, time).sha1_checked
        assert server.asked[-1][0].endswith("Other.jpg")
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
    def test_beyond_it_they_are_refused(
        self, folder: Path, server: Server, time: Time, what: str, target: str
    ) -> None:
        server.first[what].append(Reply(status=301, headers={"Location": target}))
        assert refused(EnvironmentFault, folder, server, time) == "fetch-host"

    def test_in_circles_they_end(self, folder: Path, server: Server, time: Time) -> None:
        loop = Reply(status=307, headers={"Location": "/w/api.php?again"})
        server.first["api"].extend([loop] * 20)
        assert refused(EnvironmentFault, folder, server, time) == "fetch-redirects"
        assert len(server.asked) == 6

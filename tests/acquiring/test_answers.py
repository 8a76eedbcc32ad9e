"""Any answer of the API gives a file or an error with a fix."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from publish.acquiring.commons.addresses import FileId, same_title
from publish.acquiring.commons.api import CommonsFile, query_file
from publish.acquiring.commons.records import make_record
from publish.acquiring.transport import Answer, HttpClient
from publish.errors import PublishError

KEYS = st.sampled_from(
    ["query", "pages", "imageinfo", "extmetadata", "url", "thumburl", "descriptionurl", "title",
     "missing", "invalid", "error", "code", "info", "interwiki", "value", "Artist", "License", "-1",
     "width", "size", "sha1", "mime", "user", "filemissing", "allimages", "Categories", "source"]
)  # fmt: skip
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.sampled_from(["", "https://upload.wikimedia.org/x.jpg", "maxlag", "Unknown", "<b>", "A|B"])
    | st.text(max_size=5)
)
ANSWERS = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)
INFO = st.fixed_dictionaries(
    {"url": st.just("https://upload.wikimedia.org/x.jpg"), "descriptionurl": st.just("https://a.org")},
    optional={"extmetadata": st.dictionaries(KEYS, ANSWERS), "size": ANSWERS, "sha1": ANSWERS,
              "width": ANSWERS, "user": ANSWERS, "thumburl": ANSWERS, "mime": ANSWERS},
)  # fmt: skip


class Parrot(HttpClient):
    """Answers every question with the same words."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def get(
        self, url: str, most_bytes: int, busy_check: Any = None, unit: str = "answer"
    ) -> Answer:
        answer = Answer(url, "application/json", {}, json.dumps(self.value).encode())
        busy_check(answer)
        return answer


def asked_of(value: Any) -> CommonsFile | None:
    try:
        return query_file(Parrot(value), "https://example.org/api", FileId("File:X.jpg"), None)
    except PublishError as error:
        assert all(problem.fix for problem in error.problems)
        return None


@given(ANSWERS | st.fixed_dictionaries({"query": ANSWERS}))
def test_any_answer(value: Any) -> None:
    asked_of(value)


@given(INFO)
def test_any_answer_with_a_file_in_it(info: dict[str, Any]) -> None:
    file = asked_of({"query": {"pages": [{"title": "File:X.jpg", "imageinfo": [info]}]}})
    if file:
        assert file.original.url == info["url"]
        make_record(file)


def test_titles_are_compared_like_the_wiki_does() -> None:
    assert same_title("File:A_ship.jpg", "image: a ship.jpg")
    assert same_title("File:A ship", "File:A ship.jpeg")
    assert not same_title("File:A ship.jpg", "File:A ship.png")
    assert not same_title("File:A ship", "File:A ship at sea.jpg")
    assert not same_title("File:A Ship.jpg", "File:A ship.jpg")

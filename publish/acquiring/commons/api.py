"""Queries the API of Wikimedia Commons for one file, and parses the answer.

https://www.mediawiki.org/wiki/API:Imageinfo, with the metadata that the extension
CommonsMetadata extracts from a file's page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn
from urllib.parse import urlencode

from publish.acquiring.commons.addresses import FileId
from publish.acquiring.errors import fault
from publish.acquiring.transport import Answer, Busy, HttpClient
from publish.errors import Problem, UsageError
from publish.suggest import question
from publish.values import dataclass

MOST_BYTES = 4_000_000
"""Largest answer; usual ones have about ten thousand bytes."""
LAG = 5
"""Replication lag in seconds beyond which the server shall refuse us (maxlag)."""
_BUSY = frozenset({"maxlag", "ratelimited", "readonly", "internal_api_error_DBQueryError"})
_PROPERTIES = "url|size|mime|sha1|user|timestamp|extmetadata"
_SCALARS = (str, int, float)
_PAGE = "commons-desc-page"
MOST_NEAR = 3
"""Most titles suggested for a missing one."""


@dataclass(frozen=True)
class Copy:
    """A file that can be fetched; ``sha1`` (hexadecimal) of originals only; sizes in pixels."""

    url: str
    media_type: str
    width: int
    height: int
    size: int | None = None
    sha1: str | None = None


@dataclass(frozen=True)
class CommonsFile:
    """A file of Commons. ``metadata`` comes from its page, mostly HTML, by the API's names."""

    title: str
    page: str
    original: Copy
    rendered: Copy | None
    user: str | None
    metadata: Mapping[str, str]
    written_on_page: frozenset[str]
    """Names in ``metadata`` taken from the page; others come from the file's name."""

    @property
    def categories(self) -> tuple[str, ...]:
        """The file's categories."""
        return tuple(name for name in self.metadata.get("Categories", "").split("|") if name)


def query_file(http: HttpClient, api: str, file_id: FileId, width: int | None) -> CommonsFile:
    """Query a file, with a copy ``width`` pixels wide if given.

    Raises :class:`publish.errors.UsageError` if there is no such file,
    :class:`publish.errors.EnvironmentFault` if the answer is unusable.
    """
    parameters = {
        "prop": "imageinfo",
        "iiprop": _PROPERTIES,
        "iiextmetadatalanguage": "en",
        "redirects": "1",
        **file_id.parameters,
    }
    if width:
        parameters["iiurlwidth"] = str(width)
    query = _query(http, api, parameters)
    if interwiki := _list(query.get("interwiki")):
        title = str(_mapping(interwiki[0]).get("title", ""))
        raise _missing_error(f"`{title}` is a page of another wiki", "Give a file of Commons.")
    pages = query.get("pages", {})
    page = next(iter(pages.values() if isinstance(pages, dict) else _list(pages)), None)
    page = _mapping(page)
    info = _mapping(next(iter(_list(page.get("imageinfo"))), None))
    if not info:
        _raise_missing(http, api, page, file_id)
    if _flag(info, "filemissing") or _flag(info, "filehidden") or _flag(page, "badfile"):
        raise _missing_error(
            f"{page.get('title')} was removed from Commons", "Choose another picture."
        )
    return _parse_file(api, page, info)


def _query(http: HttpClient, api: str, parameters: Mapping[str, str]) -> dict[str, Any]:
    fixed = {"action": "query", "format": "json", "formatversion": "2", "maxlag": str(LAG)}
    url = f"{api}?{urlencode({**fixed, **parameters})}"
    answer = http.get(url, MOST_BYTES, _check_busy)
    error = _mapping(_json(answer).get("error"))
    if error:
        raise _answer_error(url, f"the API answers: {error.get('info') or error.get('code')}")
    return _mapping(_json(answer).get("query"))


def _check_busy(answer: Answer) -> Busy | None:
    """The API reports a busy server with status 200."""
    code = _mapping(_json(answer).get("error")).get("code")
    if code not in _BUSY:
        return None
    wait = answer.headers.get("retry-after", "")
    return Busy(f"it is busy ({code})", float(wait[:9]) if wait.isdigit() else None)


def _json(answer: Answer) -> dict[str, Any]:
    if answer.media_type != "application/json":
        raise _answer_error(
            answer.url, f"the answer is {answer.media_type or 'of no kind'}, not JSON"
        )
    try:
        value = json.loads(answer.data)
    except (ValueError, RecursionError):
        raise _answer_error(answer.url, "the answer is broken JSON") from None
    if not isinstance(value, dict):
        raise _answer_error(answer.url, "the answer is not in the API's form")
    return value


def _raise_missing(http: HttpClient, api: str, page: dict[str, Any], file_id: FileId) -> NoReturn:
    title = str(page.get("title") or file_id.title or f"page {file_id.page}")
    if page and not _flag(page, "missing") and not _flag(page, "invalid"):
        raise _missing_error(
            f"{title} has no file that can be fetched", "Give a page that starts with File:."
        )
    near = _similar_titles(http, api, file_id.title) if file_id.title else []
    fix = question(*near) or "Copy the title from its page; upper and lower case matter."
    raise _missing_error(f"Commons has no {title}", fix)


def _similar_titles(http: HttpClient, api: str, title: str) -> list[str]:
    """Return files whose titles start like this one; often the suffix is missing or wrong."""
    name = re.sub(r"\.[A-Za-z]{3,4}$", "", title.removeprefix("File:")).replace(" ", "_")
    name = name[:1].upper() + name[1:]
    query = _query(http, api, {"list": "allimages", "aiprefix": name, "ailimit": str(MOST_NEAR)})
    files = (_mapping(item) for item in _list(query.get("allimages")))
    return [str(file["title"]) for file in files if file.get("title")][:MOST_NEAR]


def _parse_file(api: str, page: dict[str, Any], info: dict[str, Any]) -> CommonsFile:
    metadata = _mapping(info.get("extmetadata"))
    rows = {name: _mapping(row) for name, row in metadata.items()}
    values = {name: row.get("value") for name, row in rows.items()}
    original = _copy(info, "", str(info.get("mime", "")), _number(info, "size"), info.get("sha1"))
    if original is None or not info.get("descriptionurl"):
        raise _answer_error(api, "the answer lacks the address of the file or of its page")
    return CommonsFile(
        title=str(page.get("title", "")),
        page=str(info["descriptionurl"]),
        original=original,
        rendered=_copy(info, "thumb", str(info.get("thumbmime", "")), None, None),
        user=str(info["user"]) if info.get("user") else None,
        metadata={n: str(v) for n, v in values.items() if isinstance(v, _SCALARS) and v != ""},
        written_on_page=frozenset(n for n, row in rows.items() if row.get("source") == _PAGE),
    )


def _copy(
    info: dict[str, Any], prefix: str, media_type: str, size: int | None, sha1: object
) -> Copy | None:
    url = info.get(f"{prefix}url")
    if not isinstance(url, str) or not url:
        return None
    width, height = (_number(info, prefix + side) or 0 for side in ("width", "height"))
    return Copy(url, media_type, width, height, size, sha1 if isinstance(sha1, str) else None)


def _number(info: dict[str, Any], name: str) -> int | None:
    value = info.get(name)
    return value if isinstance(value, int) and value >= 0 else None


def _flag(value: dict[str, Any], name: str) -> bool:
    """Read a flag: format version 1 uses an empty text, version 2 true."""
    return value.get(name, False) not in (False, None)


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _missing_error(message: str, fix: str) -> UsageError:
    return UsageError(Problem("commons-missing", message, fix))


def _answer_error(url: str, message: str) -> Exception:
    return fault(
        "fetch-answer", message, "Try again later; a proxy may have answered instead.", url
    )

"""Identifies a file of Wikimedia Commons by its title or any of its addresses."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from publish.errors import Problem, UsageError
from publish.values import dataclass

_EXAMPLE = 'Give its title, such as "File:Ferry.jpg", or the address of its page on Commons.'
_PAGES = ("commons.wikimedia.org", "commons.m.wikimedia.org")
_UPLOADS = "upload.wikimedia.org"
_UPLOAD = re.compile(r"/wikipedia/commons/(?:thumb/)?[0-9a-f]/[0-9a-f]{2}/([^/]+)(?:/[^/]+)?")
_NO_TITLE = re.compile(r"[#<>\[\]|{}\x00-\x1f\x7f\ufffd]|%[0-9A-Fa-f]{2}")
"""Characters that MediaWiki forbids in titles."""
_LONGEST = 255
"""Longest title without namespace, in bytes."""


@dataclass(frozen=True)
class FileId:
    """A file by its title (``File:…``) or its page id."""

    title: str = ""
    page: int = 0

    @property
    def parameters(self) -> dict[str, str]:
        """The API parameters that select it."""
        return {"titles": self.title} if self.title else {"pageids": str(self.page)}


def read_address(text: str) -> FileId:
    """Return the file that ``text`` identifies.

    Raises :class:`publish.errors.UsageError` if it is no file of Commons.
    """
    text = text.strip()
    if re.match(r"(https?:)?//", text, re.IGNORECASE):
        return _from_address(text)
    return FileId(_title(text))


def same_title(one: str, other: str) -> bool:
    """Return whether two titles mean one file; underscores are spaces, a suffix may be missing."""
    first, second = (_bare(title) for title in (one, other))
    return first == second or _stem(first) == second or first == _stem(second)


def _bare(title: str) -> str:
    name = re.sub(r"^(file|image)\s*:", "", title.strip(), flags=re.IGNORECASE)
    plain = " ".join(unquote(name).replace("_", " ").split())
    return plain[:1].upper() + plain[1:]


def _stem(title: str) -> str:
    return re.sub(r"\.[A-Za-z]{3,4}$", "", title)


def _from_address(text: str) -> FileId:
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").lower()
    except ValueError:
        raise _refused(text, "this is not an address", _EXAMPLE) from None
    if host == _UPLOADS:
        upload = _UPLOAD.fullmatch(parts.path)
        if upload is None:
            where = "an older version" if "/archive/" in parts.path else "another wiki"
            raise _refused(text, f"this is the address of a file of {where}, not of Commons")
        return FileId(_title(unquote(upload[1])))
    if host not in _PAGES:
        why = "this is not an address of Wikimedia Commons"
        fix = "Open the file's page, follow “More details” to Commons, and give that address."
        raise _refused(text, why, fix)
    query = parse_qs(parts.query)
    if (number := query.get("curid", [""])[0]).isdigit():
        return FileId(page=int(number[:12]))
    shown = re.search(r"/media/(File:.+)", unquote(parts.fragment))
    title = shown[1] if shown else query.get("title", [""])[0]
    title = title or unquote(parts.path.removeprefix("/wiki/"))
    if not re.match(r"(file|image)\s*:", title, re.IGNORECASE):
        raise _refused(text, "this is not the page of a file")
    return FileId(_title(title))


def _title(text: str) -> str:
    name = re.sub(r"^(file|image)\s*:", "", text.strip(), flags=re.IGNORECASE)
    name = " ".join(name.replace("_", " ").split())
    if not name or _NO_TITLE.search(name) or len(name.encode()) > _LONGEST:
        raise _refused(text, "this cannot be the title of a file")
    return f"File:{name}"


def _refused(text: str, why: str, fix: str = _EXAMPLE) -> UsageError:
    shown = text if len(text) <= 200 else f"{text[:200]} …"
    return UsageError(Problem("commons-address", f"`{shown}`: {why}", fix))

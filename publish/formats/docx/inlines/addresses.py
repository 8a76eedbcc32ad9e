"""The addresses of links, as Word can hold them."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from publish.errors import Problem, SourceError

_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp", "doi", "urn"})
_HOST = re.compile(r"[^\s/\\@:<>\"%^`{|}\[\]]+")
_SAFE = "/:?#[]@!$&'()*+,;=~%-._"
_LONGEST = 2048
"""Characters: a longer address makes Word call the whole file damaged."""


def address(target: str) -> str:
    """A link's target as Word can hold it; ``#id`` stays as it is.

    Raises ``SourceError`` for an address that is not whole, or that Word cannot open:
    one malformed relationship makes the whole file unreadable.
    """
    if target.startswith("#") and len(target) > 1:
        return target
    try:
        parts = urlsplit(target)
        host = parts.hostname
    except ValueError:
        raise _unusable(target) from None
    if parts.scheme not in _SCHEMES:
        raise _unusable(target)
    if parts.scheme in ("http", "https", "ftp") and not (host and _HOST.fullmatch(host)):
        raise _unusable(target)
    whole = quote(target.strip(), safe=_SAFE)
    if len(whole) > _LONGEST:
        raise _unusable(target)
    return whole


def _unusable(target: str) -> SourceError:
    return SourceError(
        Problem(
            "docx-link-address",
            f"a link to {target[:80]!r} cannot work in a document that is passed on",
            "Give a whole address (https://…, mailto:…) or an id of this article (#…).",
            about=target,
        )
    )

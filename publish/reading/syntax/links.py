"""Links out of an article: the targets that are allowed. ``references`` has those inside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token

from publish.addresses import normalized
from publish.reading.findings import Findings
from publish.reading.positions import Places, offset

SCHEMES = ("http", "https", "mailto", "tel")

_SERVER = re.compile(
    r"www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|int|eu|(?!md|py|js|ps)[a-z]{2})(?:/|$)",
    re.IGNORECASE,
)
"""A name that looks like a server's, not a file's."""


class Definitions(dict[str, Any]):
    """Link definitions (``[label]: address``) that record their use."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        """Like a dict's; the key counts as used."""
        self.used.add(key)
        return super().get(key, default)

    def warn_unused(self, findings: Findings) -> None:
        """Note definitions that nothing uses: their text would vanish."""
        for label, definition in self.items():
            line = definition["map"][0] + 1
            if label.startswith("^"):
                findings.error(
                    "footnote-label",
                    f"[{label.lower()}]: the label of a note has no spaces",
                    "Write it as one word, here and where the note is called.",
                    line,
                )
            elif label not in self.used:
                findings.warn(
                    "link-definition",
                    f"nothing refers to [{label.lower()}], so this line is in no output",
                    "Delete it, or put a backslash before the [ if it is text.",
                    line,
                )


_NAMED = re.compile(r"(?:fig|tbl|eq|lst|sec)-\S+")
"""The beginnings of ids; before one, the sign # was forgotten."""


def check_links(tokens: Iterable[Token], places: Places, findings: Findings) -> None:
    """Refuse links that lead nowhere, or where no published file can lead."""
    for inline in tokens:
        children = inline.children or []
        for index, child in enumerate(children):
            if child.type != "link_open":
                continue
            if str(child.meta.get("label", "")).startswith("^"):
                continue  # It is a note; its definition has the fault.
            address = str(child.attrs["href"])
            trouble = _trouble(address)
            empty = index + 1 < len(children) and children[index + 1].type == "link_close"
            if empty and not (address.startswith("#") and len(address) > 1):
                place = places.of(inline, offset(child))
                fix = "Write [text](address)."
                if _PICTURE.search(address) and "//" not in address:
                    fix = _beside(address)[1]
                elif _NAMED.match(address):
                    fix = f"Write [](#{address}) to refer to it."
                findings.error("link-empty", "a link without text", fix, *place)
            elif trouble:
                findings.error("link-target", *trouble, *places.of(inline, offset(child)))
            elif not address.startswith("#"):
                child.attrs["href"] = normalized(normalizeLink(address))


def _trouble(address: str) -> tuple[str, str] | None:
    """The fault of an address, and the fix; None if it is allowed."""
    if address.startswith("#"):
        return None if len(address) > 1 else ("a link to nowhere: `#`", "Write its target.")
    if not address:
        return "a link without an address", "Write [text](https://…)."
    try:
        parts = urlsplit(address)
        scheme = parts.scheme.lower()
        host = parts.hostname
    except ValueError:
        return f"`{address}` is not a web address", "Correct it."
    if scheme in ("http", "https"):
        if host:
            return None
        return f"`{address}` has no server", f"Write {scheme}://server/…."
    if scheme in SCHEMES:
        if parts.path and address[len(scheme) + 1 :].strip():
            return None
        return f"`{address}` names nobody", "Complete it."
    if scheme and not re.match(r"[\w.-]+\.[a-z]{2,}$", scheme):
        return (
            f"a published file cannot link to `{address}`",
            f"Links can begin with {', '.join(f'{s}:' for s in SCHEMES)} or #.",
        )
    if address.startswith("//"):
        return f"`{address}` has no scheme", f"Write https:{address}."
    if _SERVER.match(address):
        return f"`{address}` has no scheme", f"Write https://{address}."
    if "@" in address and "/" not in address:
        return f"`{address}` has no scheme", f"Write mailto:{address}."
    return _beside(address)


_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|bmp|heic)$", re.IGNORECASE)


def _beside(address: str) -> tuple[str, str]:
    """The message about a link to a file in the article's folder."""
    if not _PICTURE.search(address):
        return (
            f"`{address}` leads to a file beside the article, which readers do not have",
            "Write the full address, beginning with https://.",
        )
    name = f"<{address}>" if " " in address else address
    return (
        f"`{address}` is a picture beside the article, and a link to it leads nowhere",
        f"Write ![]({name}), with a !, to show it.",
    )

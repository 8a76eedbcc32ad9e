"""Web addresses by RFC 3986: written so that every program reads them alike, and checked."""

from __future__ import annotations

import re

_SAFE = r"A-Za-z0-9\-._~!$&'()*+,;=:@/"
"""Characters that a path can hold without percent-encoding (RFC 3986 §3.3)."""
_KEPT = {
    "path": re.compile(rf"%[0-9A-Fa-f]{{2}}|[{_SAFE}]"),
    "query": re.compile(rf"%[0-9A-Fa-f]{{2}}|[{_SAFE}?]"),
}
_PARTS = re.compile(
    r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):)?(?://(?P<authority>[^/?#]*))?"
    r"(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>.*))?",
    re.DOTALL,
)
"""RFC 3986 appendix B; text after a second # belongs to the fragment."""
_AUTHORITY = re.compile(
    r"(?:(?:%[0-9A-Fa-f]{2}|[A-Za-z0-9\-._~!$&'()*+,;=:])*@)?"
    r"(?:\[[0-9A-Fa-f:.]+\]|(?:%[0-9A-Fa-f]{2}|[A-Za-z0-9\-._~!$&'()*+,;=])*)(?::\d*)?"
)


def normalized(address: str) -> str:
    """``address`` with every character percent-encoded that RFC 3986 does not allow in its place.

    ``a#b#c`` becomes ``a#b%23c``; letters outside ASCII stay, as browsers write them (RFC 3987).
    The scheme and the server do not change.
    """
    match = _PARTS.fullmatch(address)
    if match is None:
        return address
    scheme, authority = match["scheme"], match["authority"]
    whole = f"{scheme}:" if scheme is not None else ""
    whole += f"//{authority}" if authority is not None else ""
    whole += _encoded(match["path"], "path")
    whole += f"?{_encoded(match['query'], 'query')}" if match["query"] is not None else ""
    whole += f"#{_encoded(match['fragment'], 'query')}" if match["fragment"] is not None else ""
    return whole


def fault(address: str) -> str | None:
    """The character of ``address`` that RFC 3986 does not allow in its place; None if it is valid.

    Letters outside ASCII are allowed, as in RFC 3987.
    """
    match = _PARTS.fullmatch(address)
    if match is None:
        return address
    authority = "".join(c for c in match["authority"] or "" if c.isascii())
    if not _AUTHORITY.fullmatch(authority):
        return match["authority"]
    for name, kind in (("path", "path"), ("query", "query"), ("fragment", "query")):
        wrong = _KEPT[kind].sub("", "".join(c for c in match[name] or "" if _is_ascii_or_space(c)))
        if wrong:
            return wrong[0]
    return None


def _encoded(text: str, kind: str) -> str:
    kept = _KEPT[kind]
    out: list[str] = []
    at = 0
    while at < len(text):
        match = kept.match(text, at)
        if match:
            out.append(match.group())
            at = match.end()
            continue
        character = text[at]
        encode = _is_ascii_or_space(character)
        out.append("".join(f"%{b:02X}" for b in character.encode()) if encode else character)
        at += 1
    return "".join(out)


def _is_ascii_or_space(character: str) -> bool:
    return character.isascii() or character.isspace() or not character.isprintable()

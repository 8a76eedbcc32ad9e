"""Bare addresses become links: ``https://…``, ``www.…``, ``name@server`` (GFM §6.9).

Signs at the end of a sentence are not part of the address: trailing punctuation, a bracket that
closes none of the address, a quotation mark.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_BEFORE = frozenset(" \t\n*_~([\"'“”„«‹‘‚—–「『")
"""Characters that can precede an address; GFM has fewer, and no quotation marks."""
_ENDS = frozenset(" \t\n<")
_FOREIGN = frozenset("“”„«»‹›‘’‚。，；：！？、「」『』（）《》〈〉…")
"""Characters that no address has unencoded: where spaces are rare, only these end it."""
_TRAILING = frozenset("?!.,:*_~'\"[]")
_LOCAL = frozenset(".+-_")
_LONGEST_LOCAL = 64
"""Characters before the @ (RFC 5321 §4.5.3.1.1)."""
_SCHEMES = ("https", "http", "ftp")
_LONGEST = 2048


def enable_autolinks(parser: MarkdownIt) -> None:
    """Teach the parser to make links of bare addresses."""
    parser.inline.add_terminator_char("w")
    parser.inline.ruler.push("bare www", _www)
    parser.inline.ruler.push("bare address", _address)
    parser.inline.ruler.push("bare mail", _mail)


def _www(state: StateInline, silent: bool) -> bool:
    here = not silent and state.src.startswith("www.", state.pos, state.posMax)
    if not here or not _may_begin(state, state.pos):
        return False
    end = _end(state, state.pos, state.pos + 4)
    return end is not None and _link(state, state.pos, end, "http://")


def _address(state: StateInline, silent: bool) -> bool:
    if silent or not state.src.startswith("://", state.pos, state.posMax):
        return False
    scheme = next((s for s in _SCHEMES if state.pending[-5:].lower().endswith(s)), None)
    if scheme is None:
        return False
    start = state.pos - len(scheme)
    if not _may_begin(state, start):
        return False
    end = _end(state, start, state.pos + 3)
    return end is not None and _link(state, start, end, "")


def _mail(state: StateInline, silent: bool) -> bool:
    if silent or state.src[state.pos] != "@":
        return False
    start = state.pos
    least = max(0, state.pos - _LONGEST_LOCAL)
    while start > least and _is_local(state.src[start - 1]):
        start -= 1
    while start < state.pos and state.src[start] in "_":
        start += 1  # Marks of emphasis do not begin an address.
    end = _mail_end(state)
    if start == state.pos or end is None:
        return False
    if state.src.startswith("mailto:", start - 7, start) and start >= 7:
        return _link(state, start - 7, end, "")
    return _link(state, start, end, "mailto:")


_CALLS = ("[^", "[@")
"""The beginnings of a note or a citation directly after an address."""


def _is_local(letter: str) -> bool:
    return letter.isascii() and (letter.isalnum() or letter in _LOCAL)


def _mail_end(state: StateInline) -> int | None:
    """The end of an address around the current @: it has a dot, and no - or _ at the end."""
    end, dots = state.pos + 1, 0
    while end < state.posMax and end - state.pos < 255 and _is_local(state.src[end]):
        end += 1
    while end > state.pos and state.src[end - 1] in ".+":
        end -= 1
    domain = state.src[state.pos + 1 : end]
    dots = domain.count(".")
    sound = dots and all(domain.split(".")) and "+" not in domain and domain[-1] not in "-_"
    return end if sound else None


def _end(state: StateInline, start: int, host: int) -> int | None:
    """The end of an address whose server begins at ``host``; None if that is no server."""
    src, end = state.src, host
    most = min(state.posMax, start + _LONGEST)
    while end < most and src[end] not in _ENDS and src[end] not in _FOREIGN:
        if src.startswith(_CALLS, end):
            break
        end += 1
    end = _trimmed(src, start, end)
    server = host
    while server < end and (src[server].isalnum() or src[server] in "-_."):
        server += 1
    labels = src[host:server].split(".")
    if not all(labels) or any("_" in label for label in labels[-2:]):
        return None
    needs_dot = src.startswith("www.", start)
    return end if end > host and (len(labels) > 1 or not needs_dot) else None


def _trimmed(src: str, start: int, end: int) -> int:
    """The end of an address without the signs that belong to the sentence."""
    opened = src.count("(", start, end)
    closed = src.count(")", start, end)
    while end > start:
        last = src[end - 1]
        if last in _TRAILING:
            end -= 1
        elif last == ")" and closed > opened:
            end, closed = end - 1, closed - 1
        elif last == ";":
            name = end - 1
            while name > start and src[name - 1].isalnum():
                name -= 1
            entity = name < end - 1 and src[name - 1] == "&"
            end = name - 1 if entity else end - 1
        else:
            break
    return end


def _may_begin(state: StateInline, start: int) -> bool:
    """Whether an address can begin here. It is quick, so ask it before the search for the end."""
    return state.linkLevel == 0 and (start == 0 or state.src[start - 1] in _BEFORE)


def _link(state: StateInline, start: int, end: int, scheme: str) -> bool:
    """Add a link for ``start`` to ``end`` of the text; parts of it may already be in tokens."""
    if not _may_begin(state, start) or not _take_back(state, state.pos - start):
        return False
    text = state.src[start:end]
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": scheme + text}
    opening.markup, opening.info = "linkify", "auto"
    opening.meta["offset"] = start
    state.push("text", "", 0).content = text
    closing = state.push("link_close", "a", -1)
    closing.markup, closing.info = "linkify", "auto"
    state.pos = end
    return True


def _take_back(state: StateInline, length: int) -> bool:
    """Remove the last characters from the tokens: an underscore is a token of its own."""
    kept = len(state.tokens)
    rest = length - len(state.pending)
    while rest > 0:
        kept -= 1
        if kept < 0 or state.tokens[kept].type != "text":
            return False
        rest -= len(state.tokens[kept].content)
    if length <= len(state.pending):
        state.pending = state.pending[: len(state.pending) - length]
        return True
    begun = state.tokens[kept].content
    del state.tokens[kept:]
    state.delimiters = [d for d in state.delimiters if d.token < kept]
    state.pending = begun[:-rest] if rest < 0 else ""
    return True

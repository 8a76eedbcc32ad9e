"""Corrects a line of YAML by quoting its value."""

from __future__ import annotations

import re

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import ScalarEvent

_LINE = re.compile(r"(?P<head>\s*(?:- +)*(?:[^\s:\"'#{\[-][^:]*:|-))\s+(?P<value>\S.*)")
_COMMENT = re.compile(r"\s{2,}#")
"""A comment that is meant as one: two or more spaces are before it."""
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\u2028": "\\L", "\u2029": "\\P", "\ufeff": "\\uFEFF"}


def with_quotes(line: str) -> str | None:
    """The same ``key: value`` or ``- value`` line with its value in quotes.

    A pair of quotes around the whole value does not count as part of it. Of a list in brackets,
    the items that need quotes get them. None if the line has no such value.
    """
    match = _LINE.fullmatch(line.rstrip())
    if match is None:
        return None
    value, comment = _parted(match["value"])
    if value[0] + value[-1] in ("[]", "{}") and _key(match["head"]) not in _TEXTS:
        of_keys = value[0] == "{" and ":" in value
        items = _entries(value[1:-1]) if of_keys else _items(value[1:-1])
        return f"{match['head'].strip()} {items}{comment}" if items else None
    text = _unwrapped(value)
    mended = f"{match['head'].strip()} {_scalar(text)}{comment}"
    return mended if _value(mended) == text else None


_TEXTS = frozenset(
    {"title", "subtitle", "short-title", "standfirst", "description", "dateline", "category"}
    | {"alt", "caption", "line"}
)
"""Keys with one text, of which brackets are a part."""


def _key(head: str) -> str:
    return head.strip().lstrip("- ").rstrip(":").strip("\"'")


def _items(inside: str) -> str | None:
    """The list in brackets with quotes around the items that need them."""
    items = [item.strip() for item in _ITEM.findall(inside) if item.strip()]
    if not items or any(item[0] in "[{" for item in items):
        return None
    whole = f"[{', '.join(map(_item, items))}]"
    return whole if _values(whole) == [_unwrapped(item) for item in items] else None


def _item(text: str) -> str:
    """An item as it is typed if it can stay, else in quotes."""
    return text if _values(f"[{text}]") == [text] else _scalar(_unwrapped(text))


def _entries(inside: str) -> str | None:
    """The keys in braces, with quotes around the values that need them."""
    items = [item.strip().partition(": ") for item in _ITEM.findall(inside) if item.strip()]
    if any(not colon or value.strip()[:1] in ("", "[", "{") for _, colon, value in items):
        return None
    texts = [(key, value.strip()) for key, _, value in items]
    written = (f"{key}: {_item(value)}" for key, value in texts)
    whole = f"{{{', '.join(written)}}}"
    expected = [part for key, value in texts for part in (key, _unwrapped(value))]
    return whole if _values(whole) == expected else None


_ITEM = re.compile(r"""\s*(?:"[^"]*"[^,]*|'[^']*'[^,]*|[^,]+)""")
"""An item in brackets: a comma within quotes parts nothing."""


def _parted(value: str) -> tuple[str, str]:
    """The value and the comment after it; a # in quotes begins no comment."""
    begin = max(value.rfind('"'), value.rfind("'")) + 1 if value[0] in "\"'" else 0
    found = _COMMENT.search(value, begin)
    return (value[: found.start()], value[found.start() :]) if found else (value, "")


def _unwrapped(value: str) -> str:
    """``value`` without a pair of quotes around it: ``"a" and "b"`` has no such pair."""
    quote, inner = value[0], value[1:-1]
    if not inner or quote not in "\"'" or value[-1] != quote:
        return value
    # An apostrophe is between letters; another quote opens after a space, or closes.
    other = re.search(rf"(?<!\w){quote}|{quote}(?!\w)", inner)
    closes = other is not None and inner[: other.start()][-1:].strip() not in ("", "(")
    return value if closes else inner


def _scalar(text: str) -> str:
    """``text`` as a quoted scalar (YAML 1.2 §7.3), in single quotes where they read better."""
    if '"' in text and not re.search("[\u2028\u2029\ufeff]", text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_ESCAPED.get(character, character) for character in text) + '"'


def _value(line: str) -> str | None:
    return next(iter(_values(line)[-1:]), None)


def _values(line: str) -> list[str]:
    """The scalars in a line of YAML; none if it cannot be read."""
    try:
        events = list(YAML(typ="safe", pure=True).parse(line))
    except (YAMLError, ValueError):
        return []
    return [str(event.value) for event in events if isinstance(event, ScalarEvent)]

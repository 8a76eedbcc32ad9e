"""Corrects a line of YAML by quoting its value."""

from __future__ import annotations

import re

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import ScalarEvent

_LINE = re.compile(r"(?P<head>\s*(?:- +)*(?:[^\s:\"'#-][^:]*:|-))\s+(?P<value>\S.*)")
_COMMENT = re.compile(r"\s{2,}#")
"""A comment that is meant as one: two or more spaces are before it."""
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\u2028": "\\L", "\u2029": "\\P", "\ufeff": "\\uFEFF"}


def with_quotes(line: str) -> str | None:
    """The same ``key: value`` or ``- value`` line with its value in quotes.

    A pair of quotes around the whole value does not count as part of it. None if the line has no
    such value.
    """
    match = _LINE.fullmatch(line.rstrip())
    if match is None:
        return None
    value, comment = _parted(match["value"])
    text = _unwrapped(value)
    mended = f"{match['head'].strip()} {_scalar(text)}{comment}"
    return mended if _value(mended) == text else None


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
    try:
        events = list(YAML(typ="safe", pure=True).parse(line))
    except (YAMLError, ValueError):
        return None
    values = [event.value for event in events if isinstance(event, ScalarEvent)]
    return str(values[-1]) if values else None

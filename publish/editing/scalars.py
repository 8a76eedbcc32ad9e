"""Writes values as YAML, in the form that people use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

Value: TypeAlias = str | tuple[str, ...] | Mapping[str, "Value"]
"""A text, a list of texts, or keys with their values."""

_PLAIN = re.compile(r"[^\W_](?:[^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]*[^\s:])?")
_UNSAFE = re.compile(r": |:$| #|\t")
_UNSAFE_IN_FLOW = re.compile(r"[,\[\]{}]|:(?=[,\[\]{}])|: |:$| #")
_NOTHING = re.compile(r"null", re.IGNORECASE)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_INVISIBLE = re.compile("[\x80-\xa0\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Invisible or reordering characters, which are written as escapes."""


def scalar(text: str, *, in_flow: bool = False, quoted: bool = False) -> str:
    """Write ``text`` as one line of YAML (1.2, §7.3), without quotes if possible.

    ``in_flow``: within ``[…]`` or ``{…}``. ``quoted``: always with quotes.
    """
    unsafe = _UNSAFE_IN_FLOW if in_flow else _UNSAFE
    seen = not _INVISIBLE.search(text)
    plain = _PLAIN.fullmatch(text) and not unsafe.search(text) and not _NOTHING.fullmatch(text)
    if plain and seen and not quoted:
        return text
    if '"' in text and seen and not re.search(r"[\n\t\r]", text):
        return "'" + text.replace("'", "''") + "'"
    escaped = "".join(_ESCAPES.get(character, character) for character in text)
    return '"' + _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'


def flow(value: Value) -> str:
    """Write a value on one line: ``text``, ``[one, two]`` or ``{key: value}``."""
    if isinstance(value, str):
        return scalar(value, in_flow=True)
    if isinstance(value, tuple):
        return "[" + ", ".join(scalar(item, in_flow=True) for item in value) + "]"
    return "{" + ", ".join(f"{_key(k, True)}: {flow(v)}" for k, v in value.items()) + "}"


def block(key: str, value: Value, indent: int, step: int) -> Iterator[str]:
    """Yield the lines of ``key: value`` with ``indent`` spaces, and ``step`` more per level."""
    head = " " * indent + _key(key, False) + ":"
    if isinstance(value, Mapping) and value:
        yield head
        for inner, below in value.items():
            yield from block(inner, below, indent + step, step)
    else:
        yield f"{head} {scalar(value) if isinstance(value, str) else flow(value)}"


def _key(text: str, in_flow: bool) -> str:
    # Quote every key that is not a plain word.
    return scalar(text, in_flow=in_flow, quoted=re.fullmatch(r"[\w.\-()' ]+", text) is None)

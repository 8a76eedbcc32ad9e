"""The hash of a value: the same in every process, whatever its folder, time or hash seed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path


def sha256(data: bytes) -> str:
    """The SHA-256 of ``data`` in hex."""
    return hashlib.sha256(data).hexdigest()


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file in hex; it is read in pieces, since anybody may have put it there."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def digest(value: object) -> str:
    """The SHA-256 in hex of a frozen value: dataclasses, tuples, sets, mappings, texts, dates …

    Fields that do not count when values are compared do not count here either. Raises
    ``TypeError`` for any other kind of value.
    """
    whole = hashlib.sha256()
    for piece in _pieces(value):
        whole.update(piece)
    return whole.hexdigest()


def _pieces(value: object) -> Iterator[bytes]:
    """``value`` as bytes; each begins with its kind and length, so that no two values agree."""
    if isinstance(value, bytes):
        yield _head("bytes", len(value))
        yield value
    elif value is None or isinstance(value, str | int | float | date):
        text = str(value).encode()
        yield _head(type(value).__name__, len(text))
        yield text
    elif is_dataclass(value) and not isinstance(value, type):
        compared = [field.name for field in fields(value) if field.compare]
        yield _head(type(value).__name__, len(compared))
        for name in compared:
            yield from _pieces(name)
            yield from _pieces(getattr(value, name))
    elif isinstance(value, Mapping):
        yield _head("mapping", len(value))
        for key in sorted(value):
            yield from _pieces(key)
            yield from _pieces(value[key])
    elif isinstance(value, frozenset):
        yield _head("set", len(value))
        yield from sorted(b"".join(_pieces(item)) for item in value)
    elif isinstance(value, tuple | list):
        yield _head("sequence", len(value))
        for item in value:
            yield from _pieces(item)
    else:
        raise TypeError(f"{type(value).__name__} has no digest")


def _head(kind: str, length: int) -> bytes:
    return f"{kind}:{length}:".encode()

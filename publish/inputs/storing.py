"""Files beside sets: whole or ignored, replaced at once, safe to delete."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from typing import Any

FOLDER = ".publish"
"""The folder with them, beside the folders of the sets."""
_HEAD = 65
"""Bytes of the first line, the hash of all others."""


def load(path: str) -> dict[str, Any] | None:
    """The table in a file; None if there is none, or one that is not whole."""
    try:
        with open(path, "rb") as file:
            data = file.read()
        head, body = data[:_HEAD], data[_HEAD:]
        if head != hashlib.sha256(body).hexdigest().encode() + b"\n":
            return None
        table = json.loads(body.decode())
    except (OSError, ValueError, RecursionError):
        return None
    return table if isinstance(table, dict) else None


def store(path: str, table: dict[str, Any]) -> None:
    """Replace a file. Where that fails, it is as before, or gone: nothing depends on it."""
    body = json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()
    new = f"{path}.{os.getpid()}"
    with contextlib.suppress(OSError):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        try:
            with open(new, "wb") as file:
                file.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
            os.replace(new, path)
        except OSError:
            for file_ in (new, path):
                with contextlib.suppress(OSError):
                    os.unlink(file_)

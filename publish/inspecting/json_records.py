"""Reads credits that our own files store as JSON objects."""

from __future__ import annotations

import json
from typing import Any


def fields_of(text: str) -> dict[str, str]:
    """Return the fields of one credit; empty if the text is no record of ours."""
    return fields(parsed(text))


def parsed(text: str) -> Any:
    """Parse a JSON text; None if it is invalid."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def fields(value: Any) -> dict[str, str]:
    """Return the members of an object whose values are texts."""
    pairs = value.items() if isinstance(value, dict) else ()
    return {key: text for key, text in pairs if isinstance(text, str)}

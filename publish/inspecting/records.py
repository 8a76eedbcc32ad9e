"""Credits as JSON objects, as our own files have them beside the pictures."""

from __future__ import annotations

import json
from typing import Any


def fields_of(text: str) -> dict[str, str]:
    """The fields of one credit; empty for what is no record of ours."""
    return fields(parsed(text))


def parsed(text: str) -> Any:
    """What a JSON text says; None if it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def fields(value: Any) -> dict[str, str]:
    """The members of an object that are texts."""
    pairs = value.items() if isinstance(value, dict) else ()
    return {key: text for key, text in pairs if isinstance(text, str)}

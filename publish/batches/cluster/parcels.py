"""Plans and what is made of them, as bytes that travel.

A theme with its fonts is four fifths of a usual plan, and the same in all plans of a batch: it
travels once, by its digest.
"""

from __future__ import annotations

import io
import pickle
from typing import Any

from publish.building.digest import sha256
from publish.building.plan import Plan
from publish.composing.theme.loading import Theme

_THEME = "theme"


def packed(plan: Plan) -> bytes:
    """A plan without its theme."""
    into = io.BytesIO()
    _Without(into, pickle.HIGHEST_PROTOCOL).dump(plan)
    return into.getvalue()


def unpacked(data: bytes, theme: Theme) -> Plan:
    """The plan, with its theme again. ``data`` comes from ``packed``, in a cluster of ours."""
    plan: Plan = _With(io.BytesIO(data), theme).load()
    return plan


def theme_of(plan: Plan) -> tuple[str, bytes]:
    """The theme of a plan as bytes, and a name for them."""
    data = pickle.dumps(plan.theme, pickle.HIGHEST_PROTOCOL)
    return f"publish-{_THEME}-{sha256(data)}", data


class _Without(pickle.Pickler):
    def persistent_id(self, value: Any) -> str | None:
        return _THEME if isinstance(value, Theme) else None


class _With(pickle.Unpickler):
    def __init__(self, source: io.BytesIO, theme: Theme) -> None:
        super().__init__(source)
        self._theme = theme

    def persistent_load(self, name: Any) -> Theme:
        return self._theme

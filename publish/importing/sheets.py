"""Parses one of WeasyPrint's own stylesheets when somebody asks for it, which no build does.

It is that of HTML's old attributes for looks (``bgcolor``), and takes as long as a page's layout.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any


@contextmanager
def parsed_late(_: ModuleType) -> Iterator[None]:
    """While ``weasyprint.html`` is imported, sheets that count nothing are parsed late."""
    package: Any = sys.modules["weasyprint"]
    parsed = package.CSS

    def made(**options: Any) -> Any:
        return parsed(**options) if "counter_style" in options else _Late(parsed, options)

    package.CSS = made
    try:
        yield
    finally:
        package.CSS = parsed


class _Late:
    """A stylesheet that is parsed when somebody asks for anything of it."""

    def __init__(self, parse: Callable[..., Any], options: dict[str, Any]) -> None:
        self._parse, self._options = parse, options

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # copying and pickling ask for such names
            raise AttributeError(name)
        vars(self).update(vars(self._parse(**self._options)))
        return vars(self)[name]

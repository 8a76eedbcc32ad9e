"""Keeps the regular expressions that modules compile while they are imported.

Python's compiler of expressions is written in Python, and a build imports 550 of them: a twentieth
of its time. What it makes of one is a list of numbers, which is kept from one process to the next;
the C code that takes it checks it, as it checks what comes from the compiler.
"""

from __future__ import annotations

import re
import sys
from array import array
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from publish.keeping import store

Recipe = list[Any]
"""The flags, the code in Base64, the number of groups, and their names and numbers."""
_MOST = 4000
"""Expressions that are kept: a build needs 550, and every version of a module has others."""
_NEAR = 8
"""Frames between a module and the compiler, where the module has a function that calls it."""


class _Known:
    """Expressions that were compiled before, in this process or an earlier one."""

    def __init__(self) -> None:
        self.recipes: dict[str, Recipe] = {}
        self.is_new = False


_known = _Known()


@contextmanager
def kept() -> Iterator[None]:
    """In the block, expressions of modules that are imported are those that were kept."""
    compiler: Any = getattr(re, "_compiler", None)
    if compiler is None or not hasattr(compiler, "_code"):  # another Python: it compiles as ever
        yield
        return
    usual = compiler.compile
    _known.recipes = {**store.recall(_name()), **_known.recipes}
    compiler.compile = _compiling(compiler, usual)
    try:
        yield
    finally:
        compiler.compile = usual
        keep()


def keep() -> None:
    """Keep those that were compiled since; a second process does it for itself."""
    if _known.is_new:
        _known.is_new = False
        store.remember(_name(), dict(list(_known.recipes.items())[-_MOST:]))


def _name() -> str:
    """The name of the table: another Python has other code."""
    return f"expressions of {sys.version} {re._compiler.MAGIC}"  # type: ignore[attr-defined]


def _compiling(compiler: Any, usual: Callable[..., Any]) -> Callable[..., Any]:
    """``compile`` of Python's ``compiler``, which asks what is known first."""

    def compiled(pattern: Any, flags: int = 0) -> Any:
        if not isinstance(pattern, str):
            return usual(pattern, flags)
        key = f"{int(flags)} {pattern}"
        recipe = _known.recipes.get(key)
        if recipe is None:
            if not _is_imported():
                return usual(pattern, flags)
            recipe = _known.recipes[key] = recipe_of(compiler, pattern, flags)
            _known.is_new = True
        return made(pattern, recipe)

    return compiled


def recipe_of(compiler: Any, pattern: str, flags: int) -> Recipe:
    """All that Python's ``compiler`` makes of an expression; raises ``re.error``."""
    parsed = compiler._parser.parse(pattern, flags)
    code = array("I", compiler._code(parsed, flags)).tobytes()
    state = parsed.state
    coded = b64encode(code).decode()
    return [int(flags | state.flags), coded, state.groups - 1, dict(state.groupdict)]


def made(pattern: str, recipe: Recipe) -> re.Pattern[str]:
    """The expression of a recipe."""
    import _sre  # type: ignore[import-not-found]

    flags, coded, groups, names = recipe
    code = array("I", b64decode(coded)).tolist()
    numbered: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        numbered[number] = name
    expression: re.Pattern[str] = _sre.compile(pattern, flags, code, groups, names, tuple(numbered))
    return expression


def _is_imported() -> bool:
    """Whether a module that is being imported asks: others' expressions can be of an article."""
    frame = sys._getframe(2)
    for _ in range(_NEAR):
        if frame.f_back is None:
            return False
        if frame.f_code.co_name == "<module>":
            return True
        frame = frame.f_back
    return False

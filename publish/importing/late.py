"""Gives a module others' modules when it uses them, not when it imports them.

WeasyPrint needs fontTools for variable and colored fonts only, pdfminer a cipher for encrypted
files only; both import them always, for half a second. While such a module is imported, it gets
stand-ins. What it does with one of them first imports the real ones, and puts them in the place of
all its stand-ins.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


def late(*names: str) -> Callable[[ModuleType], AbstractContextManager[None]]:
    """The wrapper of an import that is given the modules ``names`` late.

    A module that is imported already is given as it is.
    """

    @contextmanager
    def wrapped(user: ModuleType) -> Iterator[None]:
        stand_ins = {name: _Module(name, user) for name in names if name not in sys.modules}
        sys.modules.update(stand_ins)
        try:
            yield
        finally:
            for name, module in stand_ins.items():
                if sys.modules.get(name) is module:
                    del sys.modules[name]

    return wrapped


class _Module(ModuleType):
    """The stand-in of a module that ``user`` imports."""

    def __init__(self, name: str, user: ModuleType) -> None:
        super().__init__(name)
        self._user = user

    def __getattr__(self, name: str) -> Any:
        # Python asks for ``__path__`` and the like while it imports.
        if name.startswith("__"):
            raise AttributeError(name)
        return _Late(self.__name__, name, self._user)


class _Late:
    """The stand-in of something in a module: a function, a class, a module in a package."""

    def __init__(self, module: str, name: str, user: ModuleType) -> None:
        self._module, self._name, self._user = module, name, user

    def _load(self) -> Any:
        # Its user may still be being imported.
        for name in [n for n, module in sys.modules.items() if isinstance(module, _Module)]:
            del sys.modules[name]
        module = import_module(self._module)
        if not hasattr(module, self._name):
            import_module(f"{self._module}.{self._name}")
        return getattr(module, self._name)

    def _real(self) -> Any:
        # All of them: an ``except`` with a stand-in would catch nothing.
        for name, value in list(vars(self._user).items()):
            if isinstance(value, _Late):
                setattr(self._user, name, value._load())
        return self._load()

    def __call__(self, *args: object, **options: object) -> Any:
        return self._real()(*args, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real(), name)

    def __instancecheck__(self, value: object) -> bool:
        return isinstance(value, self._real())

    def __mro_entries__(self, _: tuple[object, ...]) -> tuple[object, ...]:
        return (self._real(),)

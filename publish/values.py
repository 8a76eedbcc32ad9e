"""Dataclasses whose methods are not written while modules are imported.

A build imports 300 dataclasses. Until Python 3.13 the standard library compiles six methods for
each, which took a quarter of all imports, and half of the classes are not used. Here, comparing,
hashing, printing and refusing changes are functions that all classes share, and ``__init__`` is
compiled when somebody first looks for it. The fields are the standard library's: ``fields``,
``replace``, ``asdict`` and ``match`` work as ever. ``slots``, ``InitVar`` and ``hash`` do not.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import MISSING, FrozenInstanceError, fields, is_dataclass
from dataclasses import dataclass as standard
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

T = TypeVar("T", bound=type[Any])


def _dataclass(
    cls: T | None = None,
    /,
    *,
    frozen: bool = False,
    eq: bool = True,
    order: bool = False,
    kw_only: bool = False,
) -> T | Callable[[T], T]:
    """Make a dataclass, as the standard library's decorator of that name does."""

    def made(cls: T) -> T:
        if order or any(is_dataclass(base) for base in cls.__mro__[1:]):
            # Too few to be worth a way of their own.
            standard(frozen=frozen, eq=eq, order=order, kw_only=kw_only)(cls)
            return cls
        # Without a docstring, the standard library makes one from the signature, which takes long.
        cls.__doc__ = cls.__doc__ or cls.__name__
        standard(init=False, repr=False, eq=False, kw_only=kw_only)(cls)
        cls.__dataclass_params__.frozen = frozen
        cls.__dataclass_params__.eq = eq
        for name, method in _methods(cls, frozen, eq):
            if name not in vars(cls):
                setattr(cls, name, method)
        return cls

    return made if cls is None else made(cls)


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _dataclass


def _methods(cls: type, frozen: bool, eq: bool) -> Iterator[tuple[str, object]]:
    yield "__init__", _Initializer(cls, frozen)
    yield "__repr__", _repr
    if eq:
        yield "__eq__", _eq
        yield "__hash__", _hash if frozen else None
    if frozen:
        yield "__setattr__", _refused
        yield "__delattr__", _refused


class _Initializer:
    """The ``__init__`` of a class; writes the real one when it is looked for."""

    def __init__(self, cls: type, frozen: bool) -> None:
        self._cls, self._frozen = cls, frozen

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        written: Any = _written(self._cls, self._frozen)
        type.__setattr__(self._cls, "__init__", written)
        return written.__get__(instance, owner)


def _written(cls: type[Any], frozen: bool) -> object:
    """``__init__``, compiled: a parameter for each field that has one, and its value set."""
    values: dict[str, object] = {"_set": object.__setattr__, "_missing": MISSING}
    positional, named, body = ["self"], ["*"], ["pass"]
    for field in fields(cls):
        name, default = field.name, ""
        if field.default_factory is not MISSING:
            values[f"_make_{name}"], default = field.default_factory, "=_missing"
            made = f"_make_{name}()"
            value = f"{made} if {name} is _missing else {name}" if field.init else made
        elif field.init:
            value = name
            if field.default is not MISSING:
                values[f"_default_{name}"], default = field.default, f"=_default_{name}"
        else:
            continue
        if field.init:
            (named if field.kw_only else positional).append(name + default)
        body.append(f"_set(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    parameters = ", ".join(positional + (named if len(named) > 1 else []))
    lines = "".join(f"  {line}\n" for line in body)
    head = f"def outer({', '.join(values)}):\n def __init__({parameters}):\n"
    names: dict[str, Any] = {}
    exec(f"{head}{lines} return __init__", vars(sys.modules[cls.__module__]), names)
    written = names["outer"](**values)
    written.__qualname__ = f"{cls.__qualname__}.__init__"
    written.__annotations__ = {f.name: f.type for f in fields(cls) if f.init} | {"return": None}
    return written


def _repr(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _eq(self: object, other: Any) -> object:
    if other.__class__ is not self.__class__:
        return NotImplemented
    cls: Any = self.__class__
    compared = _compared(cls)
    return compared(self) == compared(other)


def _hash(self: object) -> int:
    cls: Any = self.__class__
    return hash(_compared(cls)(self))


@cache
def _compared(cls: type[Any]) -> Callable[[object], tuple[object, ...]]:
    """The function that gives a value's fields, for comparing and hashing."""
    names = [field.name for field in fields(cls) if field.compare]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _refused(self: object, name: str, *_: object) -> NoReturn:
    raise FrozenInstanceError(f"{type(self).__qualname__} is frozen: {name} cannot change")

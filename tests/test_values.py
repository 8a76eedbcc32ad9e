"""A dataclass of ``publish.values`` is one of the standard library's, only cheaper to import."""

import abc
import copy
import inspect
import operator
import pickle
from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from typing import Any, ClassVar, Generic, TypeVar

import pytest

from publish import values

T = TypeVar("T")
Make = Callable[..., Any]


def _frozen(make: Make) -> type[Any]:
    @make(frozen=True)
    class Value:
        """A value."""

        first: int
        second: str = "two"
        third: Mapping[str, int] = field(default_factory=dict)
        told: str = field(default="", compare=False, repr=False)
        kind: ClassVar[str] = "none"

        @property
        def length(self) -> int:
            return self.first + len(self.second)

    return Value


def _open(make: Make) -> type[Any]:
    @make
    class Value:
        first: int
        second: str = field(default="two", kw_only=True)
        third: list[int] = field(default_factory=list)
        doubled: int = field(init=False)
        seen: set[int] = field(init=False, default_factory=set)

        def __post_init__(self) -> None:
            self.doubled = 2 * self.first

    return Value


def _named(make: Make) -> type[Any]:
    @make(frozen=True, kw_only=True)
    class Value(Generic[T]):
        first: T
        second: str = "two"

    return Value


def _same(make: Make) -> type[Any]:
    @make(eq=False)
    class Value:
        first: int

    return Value


def _single(make: Make) -> type[Any]:
    @make(frozen=True)
    class Value:
        first: int

    return Value


def _empty(make: Make) -> type[Any]:
    @make(frozen=True)
    class Value: ...

    return Value


def _own(make: Make) -> type[Any]:
    @make
    class Value(abc.ABC):
        first: int

        def __init__(self, first: int) -> None:
            self.first = 2 * first

        def __repr__(self) -> str:
            return "mine"

    return Value


def _child(make: Make) -> type[Any]:
    @make(frozen=True)
    class Parent:
        first: int
        second: str = "one"

    @make(frozen=True)
    class Value(Parent):
        third: str = "three"

    return Value


def _ordered(make: Make) -> type[Any]:
    @make(frozen=True, order=True)
    class Value:
        first: int
        second: str = ""

    return Value


SHAPES = (_frozen, _open, _named, _same, _single, _empty, _own, _child, _ordered)
CALLS: tuple[tuple[tuple[Any, ...], dict[str, Any]], ...] = (
    ((), {}), ((1,), {}), ((1, "x"), {}), ((), {"first": 1}), ((1,), {"second": "x"}),
    ((2,), {}), ((1,), {"third": {"a": 1}}), ((1,), {"told": "x"}), ((), {"first": 1, "no": 2}),
    ((1, "x", "y", "z", "w"), {}),
)  # fmt: skip


def _answer(ask: Callable[..., Any], *given: object, **named: object) -> Any:
    """What comes of it, without saying which class it was."""
    try:
        return ask(*given, **named)
    except (TypeError, AttributeError) as error:
        return type(error)


def _answers(cls: type[Any]) -> list[object]:
    """All that a user can see of a class."""
    answers: list[object] = [
        [(f.name, f.type, f.init, f.repr, f.compare, f.kw_only) for f in fields(cls)],
        [(p.name, p.kind) for p in inspect.signature(cls).parameters.values()],
        cls.__match_args__, cls.__hash__ is None,
    ]  # fmt: skip
    made = [_answer(cls, *given, **named) for given, named in CALLS]
    answers += [value for value in made if not isinstance(value, cls)]
    made = [value for value in made if isinstance(value, cls)]
    for value in made:
        changed = copy.copy(value)
        answers += [
            repr(value).partition(" object at")[0],
            _answer(asdict, value),
            _answer(lambda value: asdict(replace(value, first=5)), value),
            _answer(setattr, changed, "first", 3),
            _answer(delattr, changed, "first"),
            _answer(setattr, changed, "unheard-of", 3),
            vars(changed),
            isinstance(_answer(hash, value), int),
            [value == other for other in made],
            [_answer(operator.lt, value, other) for other in made],
        ]
    return answers


@pytest.mark.parametrize("shape", SHAPES)
def test_a_dataclass_is_that_of_the_standard_library(shape: Callable[[Make], type[Any]]) -> None:
    ours, theirs = _answers(shape(values.dataclass)), _answers(shape(dataclass))
    assert ours == theirs


@values.dataclass(frozen=True)
class Kept:
    """A value that is pickled."""

    first: int
    second: tuple[str, ...] = ()


def test_a_value_can_be_pickled_and_be_a_key() -> None:
    value = Kept(1, ("a",))
    assert pickle.loads(pickle.dumps(value)) == value
    assert {value: "x"}[Kept(1, ("a",))] == "x"
    with pytest.raises(FrozenInstanceError):
        value.first = 2  # type: ignore[misc]


def test_a_value_can_be_matched() -> None:
    match Kept(1, ("a",)):
        case Kept(first, second=(word,)):
            assert (first, word) == (1, "a")
        case _:
            pytest.fail("not matched")


def test_methods_are_compiled_when_they_are_looked_for() -> None:
    cls = _frozen(values.dataclass)
    assert not inspect.isfunction(vars(cls)["__init__"])
    assert cls(1) == cls(1)
    assert inspect.isfunction(vars(cls)["__init__"])


def test_a_dataclass_of_the_standard_library_can_inherit() -> None:
    @dataclass(frozen=True)
    class Child(Kept):
        third: str = ""

    assert Child(1, (), "x") == Child(1, third="x") != Child(1)

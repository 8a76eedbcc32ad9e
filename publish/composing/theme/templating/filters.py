"""The filters and tests of themes, as two tables; each is simple and bounded.

Without those of Jinja's that make a text of any length from a number (``center``,
``indent``, ``batch`` …), access objects (``attr``, ``format``), undo escaping (``safe``) or
use chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from jinja2 import pass_context
from jinja2.filters import FILTERS as JINJA
from jinja2.runtime import Context
from jinja2.tests import TESTS as JINJA_TESTS
from markupsafe import Markup, escape

from publish.composing.theme.templating.allowance import Refused
from publish.composing.theme.templating.operations import (
    ITEM,
    OPERATIONS,
    allowance_of,
    check_scalar,
    check_text,
    size,
    weigh,
    wrong,
)

_TEXTS: tuple[str, ...] = ("capitalize", "e", "escape", "lower", "string", "title", "trim")
_TEXTS += ("truncate", "upper", "urlencode", "wordcount")
_LISTS: tuple[str, ...] = ("first", "items", "join", "last", "list", "map", "reject", "rejectattr")
_LISTS += ("reverse", "select", "selectattr", "sort")
_ANY = ("count", "d", "default", "length")
_SAYS: tuple[str, ...] = ("boolean", "defined", "false", "float", "integer", "iterable")
_SAYS += ("mapping", "none", "number", "sequence", "string", "true", "undefined")
_NUMBERS = ("divisibleby", "even", "odd")
_CASES = ("lower", "upper")
_COMPARES: tuple[str, ...] = ("==", "eq", "equalto", "!=", "ne", "<", "lt", "lessthan", "<=", "le")
_COMPARES += (">", "gt", "greaterthan", ">=", "ge", "in")

_JINJA: Mapping[str, Callable[..., Any]] = JINJA
_JINJA_TESTS = cast(Mapping[str, Callable[..., Any]], JINJA_TESTS)


def _own(name: str) -> str:
    """The name of Jinja's own filter, which no template can write."""
    return f" {name} of Jinja"


def _original(context: Context, name: str, value: Any, *args: Any, **kwargs: Any) -> Any:
    return context.environment.call_filter(_own(name), value, args, kwargs, context)


def _text(name: str) -> Callable[..., Any]:
    """A filter of a text: its work and result grow no faster than its input."""

    @pass_context
    def filtered(context: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
        check_text(value, name)
        given = [size(argument) for argument in (*args, *kwargs.values())]
        # `trim` looks at each of its characters for every one of the text's.
        factor = 1 + sum(given) if name == "trim" else 1
        allowance_of(context).handle(size(value) * factor + sum(given))
        result = _original(context, name, value, *args, **kwargs)
        allowance_of(context).handle(size(result))
        return result

    return filtered


def _list(name: str) -> Callable[..., Any]:
    """A filter of a list; results that Jinja makes lazily are made at once."""

    @pass_context
    def filtered(context: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
        allowance_of(context).handle(len(value) * ITEM)
        prepare = _PREPARE.get(name)
        if prepare:
            prepare(context, value, *args, **kwargs)
        result = _original(context, name, value, *args, **kwargs)
        return list(result) if isinstance(result, Iterator) else result

    return filtered


def _check_join(
    context: Context, value: Any, d: Any = "", attribute: str | int | None = None
) -> None:
    items = _attributes(context, value, attribute)
    for item in items:
        check_text(item, "join")
    check_text(d, "join with")
    allowance_of(context).handle(sum(map(size, items)) + size(d) * len(items))


def _check_sort(
    context: Context,
    value: Any,
    reverse: bool = False,
    case_sensitive: bool = False,
    attribute: str | int | None = None,
) -> None:
    items = _attributes(context, value, attribute)
    for item in items:
        check_scalar(item, "sort")
    rounds = len(items).bit_length()
    allowance_of(context).handle(rounds * sum(map(size, items)))


def _check_map(
    context: Context, value: Any, name: str | None = None, *args: Any, **kwargs: Any
) -> None:
    if name is not None and name not in FILTERS:
        raise Refused(
            "theme-template-filter",
            f"themes have no filter {name!r}",
            f"There are: {', '.join(sorted(FILTERS))}.",
        )


_PREPARE: Mapping[str, Callable[..., None]] = {
    "join": _check_join,
    "map": _check_map,
    "sort": _check_sort,
}


def _attributes(context: Context, value: Any, attribute: str | int | None) -> list[Any]:
    if attribute is None:
        return list(value)
    return list(_original(context, "map", value, attribute=attribute))


@pass_context
def _replace(context: Context, value: Any, old: Any, new: Any, count: int = -1) -> str:
    """``value`` with ``new`` for every ``old``; all escaped if one of them is markup."""
    parts = (value, old, new)
    for part in parts:
        check_text(part, "replace")
    safe = any(hasattr(part, "__html__") for part in parts)
    text, before, after = (escape(part) if safe else str(part) for part in parts)
    allowance_of(context).handle(len(text) + len(before))
    allowance_of(context).handle(text.count(before) * len(after))
    # Plain strings: markup would escape what is escaped already.
    replaced = str(text).replace(str(before), str(after), count)
    return Markup(replaced) if safe else replaced


def _comparison(name: str) -> Callable[..., bool]:
    @pass_context
    def compared(context: Context, value: Any, other: Any) -> bool:
        return bool(_JINJA_TESTS[name](weigh(context, value), weigh(context, other)))

    return compared


def _number(name: str) -> Callable[..., bool]:
    def tested(value: Any, *args: Any) -> bool:
        # For a text, Python's % would be the operator that formats.
        if not all(isinstance(number, (int, float)) for number in (value, *args)):
            raise wrong("count with", value, "Give a number.")
        return bool(_JINJA_TESTS[name](value, *args))

    return tested


def _case(name: str) -> Callable[..., bool]:
    @pass_context
    def tested(context: Context, value: Any) -> bool:
        check_text(value, "test")
        allowance_of(context).handle(size(value))
        return bool(_JINJA_TESTS[name](value))

    return tested


FILTERS: Mapping[str, Callable[..., Any]] = {
    **{name: _text(name) for name in _TEXTS},
    **{name: _list(name) for name in _LISTS},
    **{name: _JINJA[name] for name in _ANY},
    "replace": _replace,
}
"""The filters: names after ``|``."""

TESTS: Mapping[str, Callable[..., Any]] = {
    **{name: _JINJA_TESTS[name] for name in _SAYS},
    **{name: _number(name) for name in _NUMBERS},
    **{name: _case(name) for name in _CASES},
    **{name: _comparison(name) for name in _COMPARES},
}
"""The tests: names after ``is``."""

HIDDEN: Mapping[str, Callable[..., Any]] = {
    **OPERATIONS,
    **{_own(name): _JINJA[name] for name in (*_TEXTS, *_LISTS)},
}
"""Operations of the meter, under names that no template can write."""

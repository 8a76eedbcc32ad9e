"""Metered replacements of operators, loops and comparisons in templates.

Each is a filter whose name begins with a space, so that no template can write it;
:mod:`grammar` inserts them. ``pass_context`` keeps Jinja from evaluating them while it
compiles, when nothing is counted.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Undefined, pass_context
from jinja2.runtime import Context, markup_join

from publish.composing.theme.templating.allowance import Allowance, Refused
from publish.composing.theme.templating.grammar import check_number

ITEM = 50
"""Characters that an item of a new list counts as."""


def allowance_of(context: Context) -> Allowance:
    """The allowance of the current rendering."""
    left: Allowance = context.environment.allowance  # type: ignore[attr-defined]
    return left


@pass_context
def step(context: Context, steps: int, printed: int) -> None:
    """A template, block or macro begins; Jinja copies the names in sight for it."""
    allowance_of(context).step(steps + len(context.parent) // 8, printed)


@pass_context
def each(context: Context, items: Any, steps: int, printed: int) -> Any:
    """The ``items`` of a loop, all rounds paid for."""
    count = len(items) if isinstance(items, (list, tuple, str, Mapping, Undefined)) else -1
    if count < 0:
        raise wrong("loop over", items, "Loop over a list.")
    allowance_of(context).step(count * steps, count * printed)
    return items


@pass_context
def concatenate(context: Context, parts: list[Any]) -> str:
    """``a ~ b``: the texts of all ``parts``, escaped if one of them is markup."""
    for part in parts:
        check_text(part, "join")
    allowance_of(context).handle(sum(size(part) for part in parts))
    return markup_join(parts)


@pass_context
def weigh(context: Context, value: Any) -> Any:
    """An operand of a comparison: texts and numbers, or a flat list of them.

    Lists in lists could share their parts, and take forever to compare.
    """
    if isinstance(value, str):
        allowance_of(context).handle(len(value))
    elif isinstance(value, (list, tuple)):
        for item in value:
            check_scalar(item, "compare")
        allowance_of(context).handle(sum(1 + size(item) for item in value))
    elif not isinstance(value, (Undefined, Mapping)):
        check_scalar(value, "compare")
    return value


@pass_context
def cut(context: Context, value: Any, start: int | None, stop: int | None, step: int | None) -> Any:
    """``value[start:stop:step]``."""
    if not isinstance(value, (str, list, tuple)):
        raise wrong("cut", value, "Cut a text or a list.")
    part = range(*slice(start, stop, step).indices(len(value)))
    allowance_of(context).handle(len(part) * (1 if isinstance(value, str) else ITEM))
    return value[start:stop:step]


def calculation(sign: str, calculate: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """An operator for numbers; ``+`` joins texts as well, as ``~`` does."""

    @pass_context
    def calculated(context: Context, left: Any, right: Any) -> Any:
        if sign == "+" and isinstance(left, str) and isinstance(right, str):
            allowance_of(context).handle(len(left) + len(right))
            return left + right
        for value in (left, right):
            if not isinstance(value, (int, float, Undefined)):
                raise Refused(
                    "theme-template-operator",
                    f"`{sign}` is for numbers, and this is {described(value)}",
                    "Join texts with ~.",
                )
        result = calculate(left, right)
        check_number(result)
        return result

    return calculated


OPERATIONS: Mapping[str, Callable[..., Any]] = {
    " step": step,
    " each": each,
    " concatenate": concatenate,
    " weigh": weigh,
    " cut": cut,
    " add": calculation("+", operator.add),
    " subtract": calculation("-", operator.sub),
    " multiply": calculation("*", operator.mul),
    " divide": calculation("/", operator.truediv),
    " floor": calculation("//", operator.floordiv),
    " remainder": calculation("%", operator.mod),
}


@pass_context
def shown(context: Context, value: Any) -> Any:
    """The output of ``{{ value }}``: texts and numbers, paid for (Jinja's ``finalize``)."""
    check_text(value, "print")
    allowance_of(context).step(0, size(value))
    return value


def size(value: Any) -> int:
    """Characters of a text; a number counts for a few."""
    return len(value) if isinstance(value, str) else 20


def check_text(value: Any, verb: str) -> None:
    """Refuse values without a text; an unknown name raises by itself."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float, Undefined)):
        fix = "Write {% if … %} around it." if value is None else "Use its parts, or a filter."
        raise wrong(verb, value, fix)


def check_scalar(value: Any, verb: str) -> None:
    """Refuse lists and tables in the place of single values."""
    if not isinstance(value, (str, int, float, Undefined, type(None))):
        raise wrong(verb, value, "Use its parts.")


def wrong(verb: str, value: Any, fix: str) -> Refused:
    """The error for a value of the wrong kind; an unknown name raises by itself."""
    if isinstance(value, Undefined):
        str(value)
    return Refused("theme-template-value", f"cannot {verb} {described(value)}", fix)


def described(value: Any) -> str:
    """The kind of ``value`` in words."""
    if value is None:
        return "what is not stated"
    if isinstance(value, bool):
        return "a yes or no"
    kinds: dict[type, str] = {str: "a text", list: "a list", tuple: "a list", dict: "a table"}
    return next((words for kind, words in kinds.items() if isinstance(value, kind)), "it")

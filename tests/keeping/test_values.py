"""Frozen values as bytes: they come back the same, and no bytes make anything else."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.formats.docx.model.formatting import Line, ParagraphFormat, Rule
from publish.keeping.kept import AS_TEXT, KeptWork
from publish.keeping.store import Store
from publish.keeping.values import Values

VALUES = Values[Any](Line, ParagraphFormat, Rule)

plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
rules = st.builds(Rule, st.integers(), st.text(), st.integers(), st.text())
values = st.recursive(
    plain | rules,
    lambda inner: (
        st.lists(inner, max_size=4).map(tuple)
        | st.frozensets(st.text(), max_size=3)
        | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=12,
).map(lambda value: (value,))


@given(values)
def test_a_value_comes_back_the_same_to_the_type(value: object) -> None:
    again = VALUES.decode(VALUES.encode(value))
    assert again == value
    assert kinds(again) == kinds(value)


def kinds(value: Any) -> object:
    """The types of a value's parts; 1, 1.0 and True are equal, and so are -0.0 and 0.0."""
    if isinstance(value, tuple):
        return tuple(map(kinds, value))
    if isinstance(value, dict):
        return {key: kinds(part) for key, part in value.items()}
    if isinstance(value, Rule):
        return [kinds(getattr(value, field.name)) for field in fields(value)]
    return type(value), repr(value) if isinstance(value, float) else None


def test_equal_parts_are_written_once() -> None:
    rule = Rule(4, "000000")
    format = ParagraphFormat(top=rule, bottom=Rule(4, "000000"), line=Line("auto", 240))
    one, ten = (len(VALUES.encode((format,) * n)) for n in (1, 10))
    assert ten < one + 60
    assert VALUES.decode(VALUES.encode(format)) == format


def test_a_value_of_another_class_has_no_form() -> None:
    for value in (object(), (b"bytes",), [1], {1: {2}}):
        with pytest.raises(TypeError):
            VALUES.encode(value)


@given(st.binary(max_size=40) | st.text(max_size=40).map(str.encode))
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a kept value"):
        VALUES.decode(data)


@pytest.mark.parametrize(
    "nodes",
    [
        [],
        {},
        [[]],
        [["os.system", "true"]],
        [["Rule"]],
        [["Rule", 1, 2, 3, 4, 5]],
        [["tuple", [5]]],
        [["tuple", [-1, 2]]],
        [["set", [0]]],
        [["mapping", 1]],
        [[["tuple"]]],
    ],
)
def test_other_json_is_refused(nodes: object) -> None:
    with pytest.raises(ValueError, match="not a kept value"):
        VALUES.decode(json.dumps(nodes).encode())


def test_a_result_is_made_once_for_the_same_inputs_on_the_same_machine(tmp_path: Any) -> None:
    made: list[str] = []

    def value(kept: KeptWork, kind: str, inputs: tuple[str | bytes, ...]) -> str:
        def make() -> str:
            made.append(kind)
            return f"{kind}{inputs}"

        return kept.value(kind, inputs, AS_TEXT, make)

    place = Store(tmp_path / "kept")
    kept = KeptWork(place, "machine")
    asked: list[tuple[str, tuple[str | bytes, ...]]]
    asked = [("a", ("x", "y")), ("a", ("xy",)), ("a", (b"xy",)), ("b", ("x", "y")), ("a", ())]
    first = [value(kept, *one) for one in asked]
    assert len(made) == len(asked)
    assert [value(kept, *one) for one in asked] == first
    assert len(made) == len(asked)
    for other in (KeptWork(place, "another"), KeptWork(place), KeptWork()):
        value(other, *asked[0])
    assert len(made) == len(asked) + 3


def test_all_that_is_kept_is_equal_since_no_result_depends_on_it(tmp_path: Any) -> None:
    assert {KeptWork(Store(tmp_path), "a"), KeptWork()} == {KeptWork()}

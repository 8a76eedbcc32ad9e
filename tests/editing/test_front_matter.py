"""Editing a front matter: the wanted change is made, and nothing else."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.editing import Change, change
from publish.editing.scalars import Value, flow, scalar
from publish.errors import SourceError
from publish.reading.findings import Findings
from publish.reading.front_matter.tree import Mapping, Node, Scalar, Sequence, parse, split
from publish.reading.text import NOT_TEXT, decode

ARTICLE = """\
---
# The ferry, second part.
title: "The Ferry: That Would Not Sink"   # working title
date:   2026-03-01
authors: [Ada Example,   Ben Example]

# Pictures
images:
    ferry.jpg:
        alt: >-
            A ferry that
            lies in port{SPACES}
        credit:
            creator: 'Ada Example'   # sic
            license: CC-BY-4.0

            # not yet cleared
            stand-in-for: "File:Ferry.jpg"
    # the second one
    port.jpg: {alt: A port, credit: {license: CC0, line: "Port, by us"}}
    crane.jpg:
---
The text,   with # and \u2028 and trailing space{SPACES}

- - -
""".replace("{SPACES}", "   ")
CREDIT = ("title", "creator", "source", "provider", "license", "basis", "line", "stand-in-for")


def edited(*changes: Change, text: str = ARTICLE) -> str:
    return change(text.encode(), changes, "article.md").decode()


def values(data: bytes) -> Any:
    def plain(node: Node) -> Any:
        if isinstance(node, Scalar):
            return node.text
        if isinstance(node, Sequence):
            return [plain(item) for item in node.items]
        assert isinstance(node, Mapping)
        return {key.text: plain(value) for key, value in node.entries}

    findings = Findings("article.md")
    tree = parse(split(decode(data, findings), findings)[0], findings)
    assert tree is not None, findings.problems
    return plain(tree)


def only_line(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went, and those that came."""
    old, new = before.split("\n"), after.split("\n")
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return old, new


CASES: dict[str, tuple[Change, list[str], list[str]]] = {
    "a value in quotes keeps them, and the comment": (
        Change(("title",), 'A "new" one'),
        ['title: "The Ferry: That Would Not Sink"   # working title'],
        ["title: 'A \"new\" one'   # working title"],
    ),
    "a plain value stays plain, spaces and all": (
        Change(("date",), "2026-04-01"),
        ["date:   2026-03-01"],
        ["date:   2026-04-01"],
    ),
    "a new key stands where such keys stand": (
        Change(("images", "ferry.jpg", "credit", "source"), "https://example.org/x", CREDIT),
        [],
        ["            source: https://example.org/x"],
    ),
    "a new key comes first where it usually does": (
        Change(("images", "ferry.jpg", "credit", "title"), "Ferry", CREDIT),
        [],
        ["            title: Ferry"],
    ),
    "a folded text becomes a line": (
        Change(("images", "ferry.jpg", "alt"), "A ferry"),
        ["        alt: >-", "            A ferry that", "            lies in port   "],
        ["        alt: A ferry"],
    ),
    "a key is taken away, its neighbors stay": (
        Change(("images", "ferry.jpg", "credit", "stand-in-for"), None),
        ['            stand-in-for: "File:Ferry.jpg"'],
        [],
    ),
    "a key in braces": (
        Change(("images", "port.jpg", "credit", "creator"), "Us, {all}", CREDIT),
        ['    port.jpg: {alt: A port, credit: {license: CC0, line: "Port, by us"}}'],
        [
            (
                '    port.jpg: {alt: A port, credit: {creator: "Us, {all}", license: CC0, '
                'line: "Port, by us"}}'
            )
        ],
    ),
    "a key taken from braces": (
        Change(("images", "port.jpg", "credit", "license"), None),
        ['    port.jpg: {alt: A port, credit: {license: CC0, line: "Port, by us"}}'],
        ['    port.jpg: {alt: A port, credit: {line: "Port, by us"}}'],
    ),
    "below a key that says nothing": (
        Change(("images", "crane.jpg", "credit", "not-supplied"), ("creator", "title")),
        [],
        ["        credit:", "            not-supplied: [creator, title]"],
    ),
    "a picture more": (
        Change(("images", "new one.jpg"), {"alt": "New", "credit": {"creator": "#1"}}),
        [],
        ["    new one.jpg:", "        alt: New", "        credit:", '            creator: "#1"'],
    ),
    "a name spelled otherwise": (
        Change(("images", "./ferry.jpg", "credit", "license"), "CC0"),
        ["            license: CC-BY-4.0"],
        ["            license: CC0"],
    ),
    "line ends in a text": (
        Change(("images", "ferry.jpg", "credit", "line"), "one\ntwo ", CREDIT),
        [],
        ['            line: "one\\ntwo "'],
    ),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_the_lines_concerned_change(case: str, ending: str, mark: str) -> None:
    wanted, gone, come = CASES[case]
    text = mark + ARTICLE.replace("\n", ending)
    after = edited(wanted, text=text)
    assert after.startswith(mark + "---" + ending)
    assert set(re.findall(r"\r\n|\r|\n", after)) == {ending}
    assert only_line(ARTICLE, after.removeprefix("\ufeff").replace(ending, "\n")) == (gone, come)


def test_equal_values_are_not_rewritten() -> None:
    same = Change(("images", "ferry.jpg", "credit", "creator"), "Ada Example")
    gone = Change(("images", "ferry.jpg", "keep"), None)
    assert edited(same, gone) == ARTICLE


@pytest.mark.parametrize(
    ("head", "wanted", "after"),
    [
        ("", Change(("title",), "T"), "title: T\n"),
        ("# only a comment\n", Change(("title",), "T"), "title: T\n# only a comment\n"),
        ("images: {}\n", Change(("images", "a.jpg", "alt"), "A"), "images: {a.jpg: {alt: A}}\n"),
        ("images: # none\n", Change(("images", "a.jpg"), {"alt": "A"}),
         "images: # none\n  a.jpg:\n    alt: A\n"),
        ("hero:   # none\n", Change(("hero",), "a.jpg"), "hero: a.jpg   # none\n"),
        ("a:\n  credit:\n  - line: x\n", Change(("a", "credit", "line"), None),
         "a:\n  credit:\n  - {}\n"),
        ("a:\n  credit:\n  - line: x\n    by: y\n", Change(("a", "credit", "line"), None),
         "a:\n  credit:\n  - by: y\n"),
        ("a:\n- by: x\n- by: y\n", Change(("a", 1, "line"), "L"),
         "a:\n- by: x\n- by: y\n  line: L\n"),
        ("a:\n  edits:\n  - one\n  - two\n", Change(("a", "edits"), ("three",)),
         "a:\n  edits: [three]\n"),
        ("a: |+\n  one\n\nb: x\n", Change(("c",), "y", ("a", "c")), "a: |+\n  one\n\nc: y\nb: x\n"),
        ("a: |  # why\n  one\nb: x\n", Change(("a",), "y"), "a: y  # why\nb: x\n"),
        ("{title: T}\n", Change(("date",), "D"), "{title: T, date: D}\n"),
        ("{b: T}\n", Change(("a",), "D", ("a", "b")), "{a: D, b: T}\n"),
        ("x:\n- b: T\n", Change(("x", "a"), "D", ("a", "b")), "x:\n- b: T\n  a: D\n"),
        ("# c\nb: T\n", Change(("a",), "D", ("a", "b")), "# c\na: D\nb: T\n"),
        ("a: {b}\n", Change(("a", "b"), "x"), "a: {b: x}\n"),
        ("a: {b: {c: 1}}\n", Change(("a", "b", "c"), None), "a: {b: {}}\n"),
    ],
)  # fmt: skip
def test_unusual_yaml(head: str, wanted: Change, after: str) -> None:
    assert edited(wanted, text=f"---\n{head}---\nbody") == f"---\n{after}---\nbody"


@pytest.mark.parametrize(
    ("text", "wanted", "rule", "place"),
    [
        ("no front matter", Change(("a",), "b"), "front-matter-missing", (1, 1)),
        ("---\na: b\n", Change(("a",), "b"), "front-matter-open", (1, 1)),
        ("---\na: b\nc: 'd\n---\n", Change(("a",), "x"), "yaml-syntax", (3, 4)),
        ("---\na: 1\na: 2\n---\n", Change(("a",), "x"), "yaml-duplicate", (3, 1)),
        ("---\na: &x 1\n---\n", Change(("a",), "y"), "yaml-anchor", (2, 4)),
        ("---\nb: 1\na: text\n---\n", Change(("a", "k"), "x"), "front-matter-edit", (3, 1)),
        ("---\na:\n- 1 # why\n- 2\n---\n", Change(("a",), ("x",)), "front-matter-edit", (2, 1)),
        ("---\na:\n- k: 1\n  # why\n  l: 2\n---\n", Change(("a", "k"), None),
         "front-matter-edit", (3, 3)),
        ("---\na:\n- k: 1\n- k: 2\n---\n", Change(("a", "k"), "x"), "front-matter-edit", (2, 1)),
    ],
)  # fmt: skip
def test_impossible_changes_are_refused_with_their_place(
    text: str, wanted: Change, rule: str, place: tuple[int, int]
) -> None:
    with pytest.raises(SourceError) as caught:
        edited(wanted, text=text)
    (problem,) = caught.value.problems
    assert problem.rule == rule
    assert problem.where is not None
    assert (problem.where.line, problem.where.column) == place


def test_errors_in_the_body_do_not_block_changes() -> None:
    text = "---\na: b\n---\nbody \x01 \x85"
    assert edited(Change(("a",), "c"), text=text) == "---\na: c\n---\nbody \x01 \x85"


TEXTS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("#:-{}[],&*!|>'\"%@` \n\\"),
    max_size=30,
).filter(lambda text: not NOT_TEXT.search(text) and "\r" not in text)
NAMES = st.sampled_from(["title", "creator", "license", "line", "alt", "a b.jpg", "ö.png", "x"])
VALUES: st.SearchStrategy[Value] = st.recursive(
    TEXTS | st.lists(TEXTS, max_size=3).map(tuple),
    lambda inner: st.dictionaries(NAMES, inner, min_size=1, max_size=3),
    max_leaves=5,
)


@st.composite
def heads(draw: st.DrawFn, depth: int = 0, indent: int = 0) -> str:
    """A front matter as people write it: any style, with comments and empty lines between."""
    lines: list[str] = []
    step = draw(st.sampled_from([1, 2, 4]))
    for name in draw(st.lists(NAMES, unique=True, min_size=1, max_size=4)):
        lines += draw(st.sampled_from([[], [""], [f"{' ' * indent}# a note"], ["# left"]]))
        key = " " * indent + scalar(name) + ":" + " " * draw(st.integers(1, 3))
        end = draw(st.sampled_from(["", "", "   # why", "  "]))
        kind = draw(st.integers(0, 6 if depth < 2 else 4))
        text = draw(TEXTS)
        if kind == 0:
            lines.append(key + end)
        elif kind == 1:
            lines.append(key + scalar(text) + end)
        elif kind == 2:
            lines.append(key + flow(draw(VALUES)) + end)
        elif kind == 3:
            words = draw(st.lists(st.sampled_from(["one", "two: x", "", "  three", "# no"])))
            mark = draw(st.sampled_from(["|", "|-", "|+", ">", ">-"]))
            words = ["one", *words]
            lines += [key + mark, *(f"{' ' * (indent + step)}{w}" if w else "" for w in words)]
        elif kind == 4:
            items = draw(st.lists(TEXTS.map(scalar), min_size=1, max_size=3))
            lines += [key.rstrip() + end, *(f"{' ' * indent}- {item}" for item in items)]
        elif kind == 5:
            lines += [key.rstrip() + end, draw(heads(depth + 1, indent + step))]
        else:
            below = draw(heads(depth + 1, indent + 2)).split("\n")
            below = [line for line in below if line.strip() and not line.lstrip().startswith("#")]
            below[0] = " " * indent + "- " + below[0].lstrip()
            lines += [key.rstrip() + end, *below]
    return "\n".join(lines)


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path] if path and isinstance(path[-1], str) else []
    items: list[tuple[Any, Any]] = list(value.items()) if isinstance(value, dict) else []
    if isinstance(value, list):
        items = [(n, item) for n, item in enumerate(value) if isinstance(item, dict)]
    return found + [p for key, below in items for p in _paths(below, (*path, key))]


def _normal(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _normal(below) for key, below in value.items()} or ""
    if isinstance(value, list | tuple):
        return [_normal(item) for item in value] or ""
    return value.rstrip("\n")


@given(heads(), st.data(), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]))
def test_any_key_of_any_front_matter_can_be_set_or_removed(
    head: str, data: st.DataObject, ending: str, mark: str
) -> None:
    body = "---\n\n# A body: with 'everything'\r\n\tkept \n"
    text = (mark + f"---\n{head}\n").replace("\n", ending) + body
    before = values(text.encode())
    path = data.draw(st.sampled_from(_paths(before)))
    holder = before
    for part in path[:-1]:
        holder = holder[part]
    take = data.draw(st.booleans())
    name = path[-1] if take else data.draw(st.sampled_from([path[-1], "new"]))
    old = holder.get(name)
    value = None if take else data.draw(TEXTS if isinstance(old, str) and old else VALUES)
    order = tuple(data.draw(st.permutations(["new", "title", "alt", "x", "creator"])))
    wanted = Change((*path[:-1], name), value, order)
    try:
        after = change(text.encode(), [wanted], "article.md")
    except SourceError as error:
        # Refused are only changes that would lose a comment or replace keys by something else.
        (problem,) = error.problems
        assert problem.rule == "front-matter-edit"
        assert not isinstance(old, str | None) or "comment" in problem.message, problem
        return
    if value is None:
        holder.pop(name)
    else:
        holder[name] = value
    assert _normal(values(after)) == _normal(before)
    assert after.decode().endswith(body)
    comments = [line for line in text.split(ending) if line.lstrip().startswith("#")]
    kept = after.decode().split(ending)
    inside = isinstance(old, dict) or (isinstance(old, str) and "#" in old)
    assert inside or all(line in kept for line in comments)

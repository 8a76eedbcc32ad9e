"""Folders that cannot be built beside the others get a message; the others are built."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from publish.batches.choosing import Chosen, chosen, every
from publish.batches.orders import Attempt, Ending, Order, Result
from publish.batches.running import exit_code, run
from publish.errors import (
    EnvironmentFault,
    Problem,
    PublishError,
    SourceError,
    Unforeseen,
    UsageError,
)
from publish.inputs.wishes import Wishes
from tests.batches.newsroom import Newsroom, newsroom


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    made = newsroom(tmp_path / "desk")
    monkeypatch.chdir(made.root)
    return made


def named(*folders: str, out: str | None = None) -> Chosen:
    return chosen([Path(name) for name in folders], Wishes(out=Path(out) if out else None))


def told(picked: Chosen) -> dict[str, list[str]]:
    return {str(one.source): [found.rule for found in one.problems] for one in picked.refused}


def test_a_missing_folder_is_named_with_the_nearest(desk: Newsroom) -> None:
    desk.write("ferry")
    picked = named("sources/ferry", "sources/fery", "../nowhere")
    assert [str(order.source) for order in picked.orders] == ["sources/ferry"]
    assert told(picked) == {"sources/fery": ["no-folder"], "../nowhere": ["no-folder"]}
    assert "sources/ferry" in picked.refused[0].problems[0].fix


def test_a_folder_that_is_named_twice_is_built_once(desk: Newsroom) -> None:
    desk.write("ferry")
    (desk.root / "link").symlink_to("sources/ferry")
    picked = named("sources/ferry", "sources/../sources/ferry", "link")
    assert [str(order.source) for order in picked.orders] == ["sources/ferry"]
    assert {one.ending for one in picked.refused} == {Ending.SKIPPED}
    assert set(map(tuple, told(picked).values())) == {("batch-twice",)}


def test_articles_for_one_place_are_both_refused(desk: Newsroom) -> None:
    desk.write("ferry", "harbor")
    desk.write("ferry", inside="sources/old")
    picked = named("sources/ferry", "sources/harbor", "sources/old/ferry")
    assert [str(order.source) for order in picked.orders] == ["sources/harbor"]
    rule = ["batch-same-place"]
    assert told(picked) == {"sources/ferry": rule, "sources/old/ferry": rule}


def test_articles_of_two_publications_meet_only_in_a_shared_place(desk: Newsroom) -> None:
    desk.write("ferry")
    desk.write("ferry", inside="other/sources")
    (desk.root / "other/publish.toml").write_text((desk.root / "publish.toml").read_text())
    both = ("sources/ferry", "other/sources/ferry")
    assert len(named(*both).orders) == 2
    assert len(named(*both, out="shared").refused) == 2


def test_an_article_inside_another_is_refused(desk: Newsroom) -> None:
    desk.write("ferry", "harbor")
    desk.write("copy", inside="sources/ferry/older")
    inner = "sources/ferry/older/copy"
    picked = named("sources/ferry", inner, "sources/harbor")
    assert [str(order.source) for order in picked.orders] == ["sources/ferry", "sources/harbor"]
    assert told(picked) == {inner: ["batch-inside"]}
    assert [str(order.source) for order in named(inner).orders] == [inner]


def test_all_articles_are_those_of_this_publication(desk: Newsroom) -> None:
    desk.write("b", "a", ".hidden")
    desk.write("deep", inside="sources/2026/march")
    desk.write("foreign", inside="sources/other/sources")
    (desk.root / "sources/other/publish.toml").write_text("")
    (desk.root / "sources/linked").symlink_to(desk.root / "sources/2026")
    desk.write("elsewhere", inside="notes")
    found = [folder.as_posix() for folder in every(Path())]
    assert found == ["sources/2026/march/deep", "sources/a", "sources/b"]


def test_a_publication_without_sources_has_articles_below_its_root(desk: Newsroom) -> None:
    with pytest.raises(UsageError, match="batch-empty"):
        every(Path())
    desk.write("a", inside=".")
    desk.write("b", inside="build")
    desk.write("c", inside="notes/build")
    assert [folder.as_posix() for folder in every(Path())] == ["a", "notes/build/c"]


def result(error: type[PublishError] | None = None, ending: Ending = Ending.FAILED) -> Result:
    refusal = error(Problem("x", "y")) if error else None
    return Result(Path("a"), ending if error else Ending.PUBLISHED, error=refusal)


UNTRIED = Result(Path("a"), Ending.UNTRIED)
SKIPPED = Result(Path("a"), Ending.SKIPPED)


@pytest.mark.parametrize(
    ("results", "code"),
    [
        ([result()], 0),
        ([result(), SKIPPED], 0),
        ([result(), result(SourceError)], 3),
        ([result(SourceError), result(SourceError)], 1),
        ([result(UsageError), SKIPPED, result(UsageError)], 2),
        ([result(EnvironmentFault), result(EnvironmentFault, Ending.LOST)], 4),
        ([result(Unforeseen)], 70),
        ([result(SourceError), result(UsageError)], 3),
        ([result(SourceError), UNTRIED], 3),
    ],
)
def test_the_exit_code_of_many(results: list[Result], code: int) -> None:
    assert exit_code(results) == code


def test_the_first_failure_can_end_a_batch() -> None:
    """Then the crew is closed, too, and nothing more is attempted."""
    tried, ended = [], []

    def crew(orders: tuple[Order, ...]) -> Iterator[Attempt]:
        try:
            for order in orders:
                tried.append(order)
                yield Attempt(order, error=SourceError(Problem("x", "y")))
        finally:
            ended.append(True)

    orders = tuple(Order(Path(name)) for name in "abc")
    assert len(list(run(orders, crew, fail_fast=True))) == len(tried) == len(ended) == 1
    assert len(list(run(orders, crew))) == 3

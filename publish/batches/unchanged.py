"""The orders whose sets are up to date: they need no build, and nothing heavy is imported."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from publish.batches.orders import Ending, Order, Result
from publish.inputs.record import as_seen_from
from publish.inputs.records import Records
from publish.inputs.verdict import judge
from publish.inputs.world import World
from publish.values import dataclass

_MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Judged:
    """Results of orders that need no build; the others, each with the reasons to build it."""

    unchanged: tuple[Result, ...]
    others: tuple[tuple[Order, tuple[str, ...]], ...]

    @property
    def orders(self) -> tuple[Order, ...]:
        """Those to build."""
        return tuple(order for order, _ in self.others)


def judged(orders: Iterable[Order], world: World | None = None) -> Judged:
    """The orders by the verdict on their sets; what they share is looked at once."""
    world, records = world or World(), Records()
    unchanged: list[Result] = []
    others: list[tuple[Order, tuple[str, ...]]] = []
    for order in orders:
        verdict = judge(order.source, order.options, world, records.read)
        if verdict.record is None:
            others.append((order, verdict.reasons))
            continue
        known = verdict.record
        files = known.files.items()
        hashes = {name: file.sha256 for name, file in files if name != _MANIFEST}
        beside = as_seen_from(known.problems, str(order.source))
        unchanged.append(
            Result(
                order.source,
                Ending.UNCHANGED,
                folder=verdict.folder or Path(),
                record=known,
                hashes=hashes,
                beside=beside,
            )
        )
    records.keep()
    return Judged(tuple(unchanged), tuple(others))

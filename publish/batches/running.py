"""``run``: a batch from its orders to its results. Here alone sets are published.

A crew turns orders into attempts: in this process, in several, or on other machines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Generator, Iterator

from publish.batches.orders import Attempt, Ending, Order, Result
from publish.errors import PublishError

Crew = Callable[[tuple[Order, ...]], Iterator[Attempt]]

SOME_FAILED = 3


def run(orders: tuple[Order, ...], crew: Crew, *, fail_fast: bool = False) -> Iterator[Result]:
    """The result of each order, as soon as it is known.

    A set that was made takes its place before its result is yielded. With ``fail_fast``, the first
    failure ends the batch; orders without a result are those that were not tried.
    """
    attempts = crew(orders)
    try:
        for attempt in attempts:
            result = published(attempt)
            yield result
            if fail_fast and result.error:
                return
    finally:
        if isinstance(attempts, Generator):
            attempts.close()


def published(attempt: Attempt) -> Result:
    """Publish the set that an attempt made; the result says why, where that is not possible."""
    source, spent = attempt.order.source, (attempt.seconds, attempt.peak)
    ending, error = (Ending.LOST if attempt.lost else Ending.FAILED), attempt.error
    if attempt.made and attempt.folder:
        from publish.building.publishing import put  # late: what is unchanged needs none of it

        try:
            done = put(attempt.made, attempt.folder)
            hashes = attempt.made.manifest.outputs
            return Result(source, Ending.PUBLISHED, done, None, hashes, None, (), *spent)
        except PublishError as refusal:
            ending, error = Ending.FAILED, refusal
    return Result(source, ending, None, None, {}, error, (), *spent, attempt.trace)


def exit_code(results: Collection[Result]) -> int:
    """The exit code of a batch.

    0 if nothing failed; where all failed and all for the same kind of reason, the code of that;
    otherwise 3.
    """
    codes = Counter(r.exit_code for r in results if r.ending is not Ending.SKIPPED)
    if len(codes) > 1 or any(result.ending is Ending.UNTRIED for result in results):
        return SOME_FAILED
    return next(iter(codes), 0)

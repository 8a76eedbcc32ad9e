"""``publish build`` for many articles."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from publish.cli.days import as_of
from publish.cli.many.progress import Progress, spoken
from publish.cli.terminal import Terminal, near
from publish.errors import Problem, UsageError
from publish.inputs.wishes import Wishes
from publish.interruption import Interrupted

if TYPE_CHECKING:
    from publish.batches.orders import Order, Result
    from publish.batches.running import Crew


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only builds of many articles need."""
    group = parser.add_argument_group("many articles")
    group.add_argument("--all", action="store_true", help="every article of the publication")
    group.add_argument(
        "--changed",
        action="store_true",
        help="those (of the folders, or of all) whose files are not up to date",
    )
    group.add_argument(
        "--jobs",
        metavar="N",
        type=_positive,
        help="processes that work at the same time (default: one per core, if memory allows it; "
        "for one article a second one, if a core is idle)",
    )
    group.add_argument(
        "--keep-going",
        dest="fail_fast",
        action="store_false",
        default=False,
        help="build the others where some fail (this is the default)",
    )
    group.add_argument("--fail-fast", action="store_true", help="stop at the first that fails")
    group.add_argument(
        "--time-limit",
        metavar="SECONDS",
        type=_positive,
        help="the longest that one article may take (default: 300)",
    )
    group.add_argument(
        "--memory-limit",
        metavar="MIB",
        type=_positive,
        help="the most memory that one article may need (default: 4096)",
    )
    group.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="make them on a Dask cluster: `local`, or its scheduler, such as tcp://192.0.2.1:8786",
    )
    for name, what in (("ca", "the authority's"), ("cert", "our"), ("key", "our key's")):
        text = f"{what} file for a cluster with TLS (PEM)"
        group.add_argument(f"--tls-{name}", metavar="FILE", type=Path, help=text)
    group.add_argument("--report", metavar="FILE", type=Path, help="write a report as JSON")


def is_wanted(arguments: argparse.Namespace) -> bool:
    """Whether the command is about more than one article, or wants what only a batch has."""
    many = arguments.all or arguments.changed or len(arguments.sources) > 1
    return bool(many or arguments.report or _is_limited(arguments))


def _is_limited(arguments: argparse.Namespace) -> bool:
    """Whether articles are to be made in other processes than this one, even a single one."""
    return any(getattr(arguments, name) for name in ("time_limit", "memory_limit", "cluster"))


def run(
    arguments: argparse.Namespace,
    options: Wishes,
    terminal: Terminal | None = None,
    deliver: Callable[[Result], Result] = lambda result: result,
) -> int:
    """Build all that are named; print what fails, a table and a summary.

    ``deliver`` brings a set that was published to where it is wanted.
    """
    from publish.batches.choosing import chosen
    from publish.batches.running import exit_code, run
    from publish.batches.unchanged import judged
    from publish.inputs.world import World

    folders = _folders(arguments)
    world = World()
    picked = chosen(folders, options, world)
    sets = judged(picked.orders, world)
    known = [*picked.refused, *sets.unchanged]
    if arguments.changed:
        known, folders = list(picked.refused), _without(folders, sets.unchanged)
    jobs, crew = _crew(arguments, len(sets.others))
    terminal = terminal or Terminal(arguments.json, arguments.quiet)
    progress = Progress(terminal, len(folders))
    results: list[Result] = []
    try:
        _explain(sets.others, arguments, terminal)
        for result in known:
            _keep(result, results, progress, arguments)
        progress.begin()
        with temporary() if sets.others else nullcontext():
            for result in run(sets.orders, crew, fail_fast=arguments.fail_fast):
                _keep(deliver(result), results, progress, arguments)
    except Interrupted as signaled:
        good = sum(not result.error for result in results)
        signaled.state = f"{good} of {len(folders)} articles are in place, the others as they were"
        raise
    finally:
        progress.clear()
        results = _in_order(folders, results)
        told: dict[str, object] = {}
        if terminal.json or arguments.report:
            told = summary(arguments, results, jobs, progress.seconds, terminal)
    _table(results, terminal)
    terminal.say(_counted(results, progress.seconds))
    terminal.result(told)
    return exit_code(results)


def temporary() -> AbstractContextManager[None]:
    """A folder for temporary files; a batch in which nothing has changed needs none."""
    from publish.scratch import temporary

    return temporary()


def _without(folders: Sequence[Path], unchanged: Collection[Result]) -> list[Path]:
    """The folders whose sets are not up to date."""
    current = {result.source for result in unchanged}
    return [folder for folder in folders if folder not in current]


def _explain(
    others: Collection[tuple[Order, tuple[str, ...]]],
    arguments: argparse.Namespace,
    terminal: Terminal,
) -> None:
    """Print why each article is built, where that is asked for."""
    for order, reasons in others if arguments.why else ():
        for reason in reasons:
            terminal.say(f"{order.source.as_posix()} is to be built: {reason}")


def summary(
    arguments: argparse.Namespace,
    results: Collection[Result],
    jobs: int,
    seconds: float,
    terminal: Terminal,
) -> dict[str, object]:
    """The report, written to the file that ``--report`` names."""
    from publish.batches.report import report

    told: dict[str, object] = terminal.named(
        report(results, jobs=jobs, seconds=seconds, as_of=as_of(arguments))
    )
    if arguments.report:
        from publish.editing.files import write_files

        text = json.dumps(told, indent=2, ensure_ascii=False) + "\n"
        write_files({arguments.report: text.encode()})
    return told


def _keep(
    result: Result, results: list[Result], progress: Progress, arguments: argparse.Namespace
) -> None:
    results.append(result)
    progress.show(result)
    if arguments.debug and result.trace:
        progress.terminal.note(result.trace)


def _folders(arguments: argparse.Namespace) -> Sequence[Path]:
    from publish.batches.choosing import every

    if not arguments.all and (arguments.sources or not arguments.changed):
        return list(arguments.sources)
    if arguments.sources:
        message = "--all builds every article: it takes no folders"
        fix = "Leave --all out, or the folders."
        raise UsageError(Problem("batch-options", message, fix))
    return every(Path())


def _crew(arguments: argparse.Namespace, orders: int) -> tuple[int, Crew]:
    """The number of processes, and what attempts the orders."""
    if not orders:
        return 0, lambda _: iter(())
    from publish.batches.attempting import here
    from publish.batches.capacity import jobs_for, processes_for_one
    from publish.batches.pool import Limits
    from publish.batches.processes import processes

    if orders < 2 and not (arguments.jobs or _is_limited(arguments)):
        return 1, partial(here, processes=processes_for_one())
    usual = Limits()
    memory = arguments.memory_limit << 20 if arguments.memory_limit else usual.memory
    limits = Limits(arguments.time_limit or usual.seconds, memory)
    jobs = min(arguments.jobs or jobs_for(orders), max(orders, 1))
    if arguments.cluster:
        from publish.batches.cluster.crew import Place, cluster

        files = arguments.tls_ca, arguments.tls_cert, arguments.tls_key
        return jobs, partial(
            cluster, place=Place(arguments.cluster, *files), jobs=jobs, limits=limits
        )
    return jobs, partial(processes, jobs=jobs, limits=limits)


def _in_order(folders: Sequence[Path], results: Collection[Result]) -> list[Result]:
    """The results in the order of the command, with those of folders that were not tried."""
    from publish.batches.orders import Ending, Result

    tried = Counter(result.source for result in results)
    untried = Counter(folders) - tried
    whole = [*results, *(Result(folder, Ending.UNTRIED) for folder in untried.elements())]
    turn = {folder: n for n, folder in reversed(list(enumerate(folders)))}
    return sorted(whole, key=lambda one: (turn[one.source], one.ending is Ending.SKIPPED))


def _table(results: Collection[Result], terminal: Terminal) -> None:
    rows = (
        (
            near(result.source),
            str(result.ending),
            f"{result.seconds:.1f}" if result.seconds else "",
            f"{result.peak >> 20}" if result.peak else "",
            _findings(result),
        )
        for result in results
    )
    terminal.table(("article", "outcome", "seconds", "MiB", "findings"), rows)


def _findings(result: Result) -> str:
    counts = Counter(str(problem.severity) for problem in result.problems)
    if result.error:
        return ", ".join(dict.fromkeys(problem.rule for problem in result.error.problems))
    return ", ".join(f"{n} {kind}{'s' if n > 1 else ''}" for kind, n in counts.items())


def _counted(results: Collection[Result], seconds: float) -> str:
    counts = Counter(str(result.ending) for result in results)
    listed = ", ".join(f"{n} {ending}" for ending, n in counts.items()) or "nothing has changed"
    return f"{listed}, in {spoken(seconds)}"


def _positive(text: str) -> int:
    try:
        found = int(text)
    except ValueError:
        found = 0
    if found < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return found

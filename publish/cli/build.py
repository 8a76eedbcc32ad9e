"""``publish build``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from publish.cli import sets, withdrawal
from publish.cli.days import add_as_of, moment_of
from publish.cli.many import batch, stored
from publish.cli.terminal import Terminal, near, size
from publish.errors import Problem, UsageError
from publish.importing import garbage
from publish.inputs.verdict import judge
from publish.inputs.wishes import Wishes, listed
from publish.interruption import saying

if TYPE_CHECKING:
    from publish.building.outcome import Output
    from publish.building.publishing import Published

EXAMPLES = """\
examples:
  publish build sources/end-of-an-era
  publish build sources/end-of-an-era --to pdf,docx
  publish build sources/end-of-an-era --theme ./my-theme --out /tmp/proofs
  publish build sources/end-of-an-era --draft
  publish build sources/end-of-an-era --channel partner-a
  publish build sources/end-of-an-era --edition screen,archive
  publish build --all --report report.json
  publish build --changed --why
  publish build sources/ferry sources/harbor --jobs 2
  publish build s3://newsroom/sources/ferry --out s3://newsroom/build
  publish build --withdraw sources/end-of-an-era/strykers.jpg --reason "the maker asked for it"
"""


TEMPORARY_LATE = True
"""A set that has not changed needs no temporary files: whatever makes files begins with them."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the article, and the options for its outputs."""
    parser.add_argument(
        "sources",
        type=stored.place,
        nargs="*",
        metavar="FOLDER",
        help="the folders of articles; also in stores, such as s3://bucket/sources/ferry",
    )
    parser.add_argument(
        "--to",
        metavar="FORMATS",
        action="append",
        help=_Formats("some of {} (default: all but {}; may be repeated)"),
    )
    parser.add_argument(
        "--channel",
        metavar="NAME",
        action="append",
        help="a channel of publish.toml (may be repeated, or a list with commas)",
    )
    parser.add_argument(
        "--edition",
        metavar="NAME",
        action="append",
        help="an edition of the PDF: screen, archive, or one of publish.toml (may be repeated, or "
        "a list with commas)",
    )
    parser.add_argument("--theme", metavar="NAME", help="a theme's name, or its folder (./folder)")
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=stored.place,
        help="write to DIR/<slug>/, also in a store, such as s3://bucket/build",
    )
    parser.add_argument(
        "--no-verify", action="store_true", help="do not read the files back and compare them"
    )
    parser.add_argument(
        "--draft",
        action="store_true",
        help="build although something stops a release; every page is marked as a draft",
    )
    parser.add_argument(
        "--force", action="store_true", help="make all files again, even if nothing has changed"
    )
    parser.add_argument(
        "--why", action="store_true", help="say what has changed since the last build"
    )
    add_as_of(parser)
    batch.add_arguments(parser)
    withdrawal.add_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Build; print a line for each file, and how many pictures are credited."""
    if arguments.withdraw is not None:
        stored.refuse(arguments)
        with batch.temporary():
            return withdrawal.run(arguments)
    if not (arguments.sources or arguments.all or arguments.changed):
        fix = "Name its folder: publish build sources/my-article"
        raise UsageError(Problem("article-unnamed", "no article is named", fix))
    options = Wishes(
        to=listed(arguments.to),
        channels=listed(arguments.channel),
        editions=listed(arguments.edition),
        theme=arguments.theme,
        out=None if stored.is_meant(arguments) else arguments.out,
        proof=not arguments.no_verify,
        as_of=moment_of(arguments),
        draft=arguments.draft,
        anew=arguments.force,
    )
    if stored.is_meant(arguments):
        with batch.temporary():
            return stored.run(arguments, options)
    if batch.is_wanted(arguments):
        return batch.run(arguments, options)
    source, terminal = arguments.sources[0], Terminal(arguments.json, arguments.quiet)
    verdict = judge(source, options)
    if verdict.unchanged:
        sets.unchanged(source, options, verdict, terminal, why=arguments.why)
        return 0
    for reason in verdict.reasons if arguments.why else ():
        terminal.say(f"to be built: {reason}")
    from publish.importing import expressions  # late: what is unchanged needs none of it

    with batch.temporary(), expressions.kept():
        built = _only(arguments, options)
    with saying("the new files are in place"):
        _report(built, terminal, verdict.reasons)
    return 0


def _only(arguments: argparse.Namespace, options: Wishes) -> Published:
    """Build the one article, as a batch of one in this process and perhaps a second one.

    Raises what stops it.
    """
    with garbage.spared():
        import publish.building.making.make
        import publish.building.publishing  # noqa: F401  # what an attempt imports late
        from publish.batches.attempting import here
        from publish.batches.capacity import processes_for_one
        from publish.batches.orders import Order
        from publish.batches.running import run

    crew = partial(here, processes=processes_for_one(arguments.jobs))
    (result,) = run((Order(arguments.sources[0], options),), crew)
    if result.published is None:
        if arguments.debug:
            print(result.trace, file=sys.stderr, end="")
        assert result.error
        raise result.error
    return result.published


class _Formats(str):
    """A text of ``--help`` with the names of the formats, which are found when it is shown."""

    def __mod__(self, _: object) -> str:
        from publish.formats import FORMATS

        on_demand = (name for name, format in FORMATS.items() if format.on_demand)
        return self.format(",".join(FORMATS), ", ".join(on_demand))


def _report(built: Published, terminal: Terminal, why: Iterable[str]) -> None:
    """Print a line for each file, and further remarks."""
    terminal.problems(built.problems)
    for output in built.outputs:
        terminal.say(_described(output))
    for name in built.kept:
        terminal.say(f"{name}  kept, as it was made from the same inputs")
    terminal.say(f"{built.credited} of {built.shown} images credited")
    terminal.say(
        "verified: every file was read back, and nothing is lost"
        if built.report
        else "not verified",
        "" if built.report else "yellow",
    )
    embargo = built.embargo.isoformat() if built.embargo else None
    for line in sets.remarks(built.withheld, draft=built.draft, embargo=embargo):
        terminal.say(line, "yellow")
    terminal.result({**_json(built, embargo), "unchanged": False, "why": list(why)})


def _described(output: Output) -> str:
    """The line about a file: where it is, how large, how long it took."""
    count = output.pages
    pages = [f"{count} page{'s' if count > 1 else ''}"] if count else []
    seconds = f"{output.seconds:.2f} s"
    return "  ".join([near(output.path), *pages, size(output.size), seconds])


def _json(built: Published, embargo: str | None) -> dict[str, object]:
    return sets.facts(
        slug=built.slug,
        outputs=(
            sets.edition(
                output.path,
                channel=output.channel,
                format=output.format,
                size=output.size,
                pages=output.pages,
                withheld=output.withheld,
                seconds=output.seconds,
            )
            for output in built.outputs
        ),
        kept=built.kept,
        images=(built.credited, built.shown),
        verified=built.report is not None,
        draft=built.draft,
        embargo=embargo,
        as_of=built.as_of.isoformat(),
        problems=built.problems,
    )

"""``publish build --withdraw``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from publish.cli.days import as_of, moment_of
from publish.cli.terminal import Terminal, near
from publish.errors import Problem, UsageError, plain
from publish.interruption import saying

if TYPE_CHECKING:
    from publish.building.withdrawal import Withdrawn


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the picture to take down, and a note about it."""
    group = parser.add_argument_group("taking a picture down")
    group.add_argument(
        "--withdraw",
        metavar="IMAGE",
        help="never show this picture again (its file, an address in its credit, or its name); "
        "every article that contains it is built again, or only the one that is named",
    )
    group.add_argument("--reason", metavar="TEXT", help="an internal note, kept in withdrawn.toml")
    group.add_argument(
        "--alike", action="store_true", help="also withdraw pictures that look like it"
    )


def run(arguments: argparse.Namespace) -> int:
    """Withdraw; print a line for each new file; return 3 if the picture is still somewhere."""
    from publish.building.usage import wanted
    from publish.building.withdrawal import withdraw
    from publish.reading.publication.settings import publication_of

    source = next(iter(arguments.sources), None)
    if len(arguments.sources) > 1:
        message = "--withdraw takes one article, or none for all of them"
        raise UsageError(Problem("withdraw-options", message, "Leave the other folders out."))
    for option in ("to", "channel", "edition", "draft", "no_verify", "all", "report"):
        if getattr(arguments, option):
            name = option.replace("_", "-")
            message = f"--withdraw rebuilds all that was built: it does not take --{name}"
            raise UsageError(Problem("withdraw-options", message, f"Leave --{name} out."))
    terminal = Terminal(arguments.json, arguments.quiet)
    with saying("some files may still have the picture: give the command again"):
        done = withdraw(
            publication_of(source or Path()),
            wanted(arguments.withdraw),
            since=as_of(arguments),
            at=moment_of(arguments),
            reason=arguments.reason,
            source=source,
            out=arguments.out,
            theme=arguments.theme,
            alike=arguments.alike,
        )
    _print(done, terminal)
    terminal.result(_json(done))
    return 0 if done.complete else 3


def _print(done: Withdrawn, terminal: Terminal) -> None:
    what = "is withdrawn, see withdrawn.toml" if done.new else "was withdrawn before"
    terminal.say(f"{done.entry.name} {what}")
    for one in done.rebuilt:
        terminal.problems(one.problems)
        for output in one.built.outputs if one.built else ():
            terminal.say(f"{near(output.path)}  built without it")
        if one.built is None:
            terminal.say(f"{near(one.folder)}  cannot be built", "red")
    for use in done.left:
        terminal.say(f"{near(use.path)}  still contains it", "red")
    for use in done.alike:
        terminal.say(f"{near(use.path)}  has {use.picture}, which looks like it", "yellow")
    terminal.problems(done.problems)
    if not done.rebuilt and not done.left:
        terminal.say("no known published file contains it")


def _json(done: Withdrawn) -> dict[str, object]:
    return {
        "ok": done.complete,
        "withdrawn": {
            "name": done.entry.name,
            "sha256": list(done.entry.sha256),
            "sources": list(done.entry.sources),
            "new": done.new,
        },
        "rebuilt": [
            str(output.path) for one in done.rebuilt if one.built for output in one.built.outputs
        ],
        "failed": [str(one.folder) for one in done.rebuilt if one.built is None],
        "left": [str(use.path) for use in done.left],
        "alike": [{"path": str(use.path), "picture": use.picture} for use in done.alike],
        "problems": [plain(problem) for one in done.rebuilt for problem in one.problems]
        + [plain(problem) for problem in done.problems],
    }

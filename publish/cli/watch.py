"""``publish watch``."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import field, replace
from pathlib import Path

from publish import seen
from publish.cli import opening
from publish.cli.days import add_as_of, moment_of
from publish.cli.terminal import Terminal, near, size
from publish.cli.waiting import changes
from publish.errors import Problem, PublishError, plain
from publish.inputs.differences import differences, root_of
from publish.inputs.wishes import Wishes, listed
from publish.inputs.world import World
from publish.interruption import saying
from publish.memory_limit import give_back
from publish.model.edition import FORMAT
from publish.model.publication import Channel
from publish.seen import Seen
from publish.values import dataclass

EXAMPLES = """\
examples:
  publish watch sources/end-of-an-era --open
  publish watch sources/end-of-an-era --to pdf,docx
  publish watch sources/ferry sources/harbor --no-draft
"""
STATE = "the files are those of the last build that went well"
DRAFTS = "drafts"
_OF_RELEASES = frozenset({"modified-unmoved"})
"""Findings that are about released files."""
_OF_SETS = frozenset({"edition-dropped", *_OF_RELEASES})
"""Those about a set that is not whole yet, too."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the articles, and the options for their outputs."""
    parser.add_argument(
        "sources", type=Path, nargs="+", metavar="FOLDER", help="the folders of articles"
    )
    parser.add_argument("--to", metavar="FORMATS", help="formats, in this order (default: pdf)")
    parser.add_argument(
        "--edition",
        metavar="NAME",
        action="append",
        help="an edition of the PDF, after the formats (may be repeated)",
    )
    parser.add_argument("--theme", metavar="NAME", help="a theme's name, or its folder (./folder)")
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        help=f"write to DIR/<slug>/ (default: {DRAFTS} beside publish.toml, build with --no-draft)",
    )
    parser.add_argument(
        "--draft",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="build drafts, or what can be released",
    )
    parser.add_argument(
        "--open", action="store_true", help="show the first file in the system's viewer"
    )
    add_as_of(parser)


def run(arguments: argparse.Namespace) -> int:
    """Build each article again whenever one of its inputs changes, until a signal comes."""
    from publish.reading.publication.settings import require_folder

    for source in arguments.sources:
        require_folder(source)
    terminal = Terminal(arguments.json, arguments.quiet)
    formats, editions = listed((arguments.to,) if arguments.to else None), listed(arguments.edition)
    wishes = Wishes(
        to=(FORMAT,) if formats is None and editions is None else formats,
        editions=editions,
        theme=arguments.theme,
        out=arguments.out,
        draft=arguments.draft,
    )
    watched = [
        Watched(source, wishes, terminal, show=opening.viewer(terminal) if arguments.open else None)
        for source in dict.fromkeys(arguments.sources)
    ]

    def folders() -> Collection[Path]:
        return {folder for one in watched for folder in one.folders()}

    with saying(STATE):
        follow(watched, changes(folders), lambda: moment_of(arguments))
    return 0


def follow(watched: Iterable[Watched], events: Iterable[None], now: Callable[[], object]) -> None:
    """Build all, then again after each of ``events`` those whose inputs have changed."""
    for one in watched:
        one.build(replace(one.wishes, as_of=now()))  # type: ignore[arg-type]
    for _ in events:
        world = World()
        for one in watched:
            if reasons := one.changed(world):
                one.terminal.say("\n".join(reasons), "bold")
                one.build(replace(one.wishes, as_of=now()))  # type: ignore[arg-type]


@dataclass
class Watched:
    """An article that is built again and again, and what its last build looked at."""

    source: Path
    wishes: Wishes
    terminal: Terminal
    show: Callable[[Path], None] | None = None
    looked: tuple[Seen, ...] = field(default=(), repr=False)

    def changed(self, world: World) -> list[str]:
        """All that differs from the last build, by name."""
        root = root_of(self.source, world) or str(Path.cwd())
        return list(dict.fromkeys(differences(self.looked, world, root)))

    def folders(self) -> set[Path]:
        """The folders in which a change can be one of this article's inputs.

        The folders of installed packages are not: a program that runs keeps what it has.
        """
        installed = ("site-packages", "dist-packages")
        paths = {Path(one.path) for one in self.looked}
        own = {path for path in paths if not {*installed} & {*path.parts}}
        return {_existing(path) for path in own} | {_existing(path.parent) for path in own}

    def build(self, wishes: Wishes) -> None:
        """Build each format as soon as the one before is in its place; print what is wrong."""
        start = time.perf_counter()
        with seen.noted() as ledger:
            try:
                for problems, file in self._built(wishes, start):
                    self.terminal.problems(problems)
                    if self.show:
                        self.show(file)
                        self.show = None
            except PublishError as error:
                self.terminal.failed(error)
        # Not at what it wrote itself.
        out = f"{self._out(wishes).absolute()}{os.sep}"
        self.looked = tuple(one for one in ledger.seen if not one.path.startswith(out))
        give_back()

    def _built(self, wishes: Wishes, start: float) -> Iterator[tuple[tuple[Problem, ...], Path]]:
        from publish.building.build import build_each
        from publish.building.selection import file_name

        told: set[Problem] = set()
        channels = [_channel(name) for name in wishes.named or ()]
        steps = build_each(self.source, replace(wishes, out=self._out(wishes)))
        for number, built in enumerate(steps, 1):
            last = number == len(channels)
            file = built.folder / file_name(built.slug, channels[number - 1])
            passing = _OF_RELEASES if last and wishes.draft else () if last else _OF_SETS
            new = tuple(p for p in built.problems if p not in told and p.rule not in passing)
            told |= {*new}
            for output in built.outputs:
                pages = f"{output.pages} p.  " if output.pages else ""
                took = f"{time.perf_counter() - start:.2f} s"
                self.terminal.say(f"{near(output.path)}  {pages}{size(output.size)}  {took}")
            if not built.outputs:
                self.terminal.say(f"{near(file)}  unchanged")
            self.terminal.result(
                {
                    "ok": True,
                    "outputs": [str(output.path) for output in built.outputs],
                    "problems": [plain(problem) for problem in new],
                }
            )
            yield new, file

    def _out(self, wishes: Wishes) -> Path:
        """Drafts have a folder of their own: no draft takes the place of what was released."""
        root = root_of(self.source, World()) or Path.cwd()
        return wishes.out or Path(root, DRAFTS if wishes.draft else "build")


def _channel(name: str) -> Channel:
    """The channel of a format, or of an edition."""
    from publish.formats import FORMATS

    return FORMATS[name].channel if name in FORMATS else Channel(name, FORMAT)


def _existing(path: Path) -> Path:
    """The nearest folder that exists."""
    return next(place for place in (path, *path.parents) if place.is_dir())

"""``publish build`` for articles in stores, and for sets that go to one."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from publish.cli.many import batch
from publish.cli.terminal import Terminal
from publish.errors import Problem, PublishError, UsageError
from publish.inputs.wishes import Wishes
from publish.stores.address import is_address


def place(text: str) -> Path | str:
    """A folder on this machine, or the address of one in a store."""
    return text if is_address(text) else Path(text)


def is_meant(arguments: argparse.Namespace) -> bool:
    """Whether a source or the output is in a store."""
    return any(isinstance(one, str) for one in (*arguments.sources, arguments.out))


def refuse(arguments: argparse.Namespace) -> None:
    """Raise ``UsageError`` if a source or the output is in a store, where that is not possible."""
    if is_meant(arguments):
        message = "pictures are withdrawn from articles and sets on this machine only"
        fix = "Copy the publication here, and copy it back: every set of it changes."
        raise UsageError(Problem("withdraw-options", message, fix))


def run(arguments: argparse.Namespace, options: Wishes) -> int:
    """Bring what is in a store, build it here, and put each set to its store once it is proved."""
    from publish.batches.choosing import every
    from publish.stores.exchange import exchanged

    terminal = Terminal(arguments.json, arguments.quiet)
    with exchanged(arguments.sources, arguments.out, every if arguments.all else None) as brought:
        terminal = replace(terminal, names=tuple(sorted(brought.names.items(), reverse=True)))
        here = argparse.Namespace(**{**vars(arguments), "all": False, "sources": brought.sources})
        try:
            return batch.run(here, replace(options, out=brought.out), terminal, brought.deliver)
        except PublishError as error:
            raise type(error)(*map(terminal.named, error.problems)) from error

"""Asks on a terminal, shows what will be written, and says what was."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from publish.cli.terminal import Terminal
from publish.interruption import Interrupted

if TYPE_CHECKING:
    from publish.crediting.interview import Answers
    from publish.editing.pictures import Statement
    from publish.model.article import Article, Image


def can_ask(arguments: argparse.Namespace) -> bool:
    """Whether somebody is there to answer."""
    return not (arguments.json or arguments.quiet) and sys.stdin.isatty() and sys.stdout.isatty()


def ask(
    folder: Path, article: Article, images: tuple[Image, ...], day: date, terminal: Terminal
) -> int:
    """Ask, show the changes, and write them if the answer is yes."""
    from publish.crediting.gaps import gaps, is_error
    from publish.crediting.interview import ask_missing
    from publish.editing.statements import write_statements

    terminal.say("\nEnter skips a question, ? shows possible answers, Ctrl-C stops.\n")
    answers: dict[str, Answers] = {}
    statements: dict[str, tuple[Statement, ...]] = {}
    try:
        for image in images:
            answers[image.name] = ask_missing(article, image, day, input, terminal.say)
        statements = {n: a.statements for n, a in answers.items() if a.statements}
        for name, several in statements.items():
            preview(name, several, terminal)
        wanted = bool(statements) and agreed("Write this into article.md? [Y/n] ")
    except EOFError:
        wanted = False
        print()
    except Interrupted as signaled:
        print()
        signaled.state = "nothing was written"
        raise
    if not wanted:
        terminal.say("nothing was written")
        return 1 if any(is_error(g) for image in images for g in gaps(article, image, day)) else 0
    written(write_statements(folder, statements), terminal)
    left = [gap for answer in answers.values() for gap in gaps(article, answer.image, day)]
    terminal.problems(gap.problem for gap in left)
    return 1 if any(map(is_error, left)) else 0


def agreed(question: str) -> bool:
    """Ask until the answer is yes or no: any other would throw all answers away."""
    while (answer := input(question).strip().casefold()) not in ("", "y", "yes", "n", "no"):
        print("Type y or n.")
    return answer in ("", "y", "yes")


def preview(picture: str, statements: Iterable[Statement], terminal: Terminal) -> None:
    """Show what is written about a picture."""
    terminal.say(f"\n{picture}", "bold")
    for statement in statements:
        for key, value in (*statement.picture.items(), *statement.credit.items()):
            words = ", ".join(value) if isinstance(value, tuple) else value
            terminal.say(f"    {key}: {words}" if words is not None else f"    {key} is removed")


def written(file: Path, terminal: Terminal) -> None:
    """Say which file has changed."""
    terminal.say(f"written: {os.path.relpath(file)}", "green")

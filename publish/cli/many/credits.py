"""``publish credit --from TABLE FOLDER…``: the credits of many articles out of one table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from publish.cli.terminal import Terminal
from publish.errors import PublishError, plain

if TYPE_CHECKING:
    from publish.crediting.bulk import Plan, Wanted


def credits_from_table(
    arguments: argparse.Namespace, terminal: Terminal, agreed: Callable[[str], bool]
) -> int:
    """Show what the table changes, and write it when told so; 1 if a row was not used.

    ``agreed`` asks a question on the terminal.
    """
    from publish.crediting.bulk import plan
    from publish.crediting.table import read_table
    from publish.reading import read

    table = read_table(arguments.table)
    folders = dict.fromkeys([arguments.folder, *map(Path, arguments.image)])
    shelf = [(folder, read(folder)) for folder in folders]
    found = plan(table.rows, shelf, replace=arguments.replace)
    if table.old_characters:
        terminal.say(f"{arguments.table} is not UTF-8; it was read as Windows-1252: look at names")
    if table.unknown:
        terminal.say(f"columns without a meaning here: {', '.join(table.unknown)}")
    _show(found, terminal)
    terminal.problems(found.told)
    failed: list[PublishError] = []
    written = bool(found.wanted) and _agreed(arguments, agreed)
    if written:
        failed = _written(found.wanted, terminal)
    else:
        terminal.say("nothing was written" if found.wanted else "nothing to write")
    told = [*found.told, *(problem for error in failed for problem in error.problems)]
    refused = bool(found.wanted) and not written and not arguments.dry_run
    terminal.result(
        {"ok": not told and not refused, **_json(found, written), "told": [*map(plain, told)]}
    )
    return 1 if told or refused else 0


def _show(found: Plan, terminal: Terminal) -> None:
    for one in found.wanted:
        terminal.say(f"\n{one.folder.as_posix()}/{one.name}", "bold")
        for key, value in (*one.statement.picture.items(), *one.statement.credit.items()):
            words = ", ".join(value) if isinstance(value, tuple) else value
            terminal.say(f"    {key}: {words}" if words is not None else f"    {key} is removed")


def _agreed(arguments: argparse.Namespace, agreed: Callable[[str], bool]) -> bool:
    if arguments.dry_run or arguments.yes:
        return bool(arguments.yes and not arguments.dry_run)
    quiet = arguments.json or arguments.quiet
    return not quiet and sys.stdin.isatty() and sys.stdout.isatty() and agreed("Write this? [Y/n] ")


def _written(wanted: Sequence[Wanted], terminal: Terminal) -> list[PublishError]:
    """Write article by article; the errors of those that stay as they were."""
    failed: list[PublishError] = []
    for folder in dict.fromkeys(one.folder for one in wanted):
        try:
            _write(folder, [one for one in wanted if one.folder == folder])
            terminal.say(f"written: {(folder / 'article.md').as_posix()}", "green")
        except PublishError as error:
            terminal.problems(error.problems)
            terminal.say(f"{folder.as_posix()} stays as it was")
            failed.append(error)
    return failed


def _write(folder: Path, wanted: Sequence[Wanted]) -> None:
    from publish.editing.files import article_file, read_article, write_files
    from publish.editing.front_matter import change
    from publish.editing.pictures import changes
    from publish.reading import read

    file = article_file(folder)
    old = read_article(file)
    every = [one for each in wanted for one in changes(each.name, each.statement)]
    write_files({file: change(old, every, file.as_posix())})
    try:
        read(folder)
    except BaseException:
        write_files({file: old})
        raise


def _json(found: Plan, written: bool) -> dict[str, object]:
    return {
        "written": written,
        "changes": [
            {
                "article": one.folder.as_posix(),
                "picture": one.name,
                "part": one.statement.part + 1,
                **one.statement.picture,
                **one.statement.credit,
            }
            for one in found.wanted
        ],
    }

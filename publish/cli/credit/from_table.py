"""``publish credit --from TABLE FOLDER…``: the credits of many articles out of one table."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from publish.cli.credit.asking import agreed, can_ask, preview, written
from publish.cli.terminal import Terminal
from publish.errors import PublishError, plain

if TYPE_CHECKING:
    from publish.crediting.bulk import Plan, Wanted
    from publish.editing.pictures import Statement


def credits_from_table(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Show what the table changes, and write it when told so; 1 if a row was not used."""
    from publish.crediting.bulk import plan
    from publish.crediting.table import read_table
    from publish.reading import read

    table = read_table(arguments.table)
    folders = dict.fromkeys([arguments.folder, *map(Path, arguments.image)])
    shelf = [(folder, read(folder)) for folder in folders]
    found = plan(table.rows, shelf, replace=arguments.replace)
    if table.old_characters:
        terminal.say(f"{arguments.table} is not UTF-8; it was read as Windows-1252: look at names")
    if table.derived:
        terminal.say(f"columns that are not read, only written: {', '.join(table.derived)}")
    if table.unknown:
        terminal.say(f"columns without a meaning here: {', '.join(table.unknown)}")
    for one in found.wanted:
        preview(f"{one.folder.as_posix()}/{one.name}", (one.statement,), terminal)
    terminal.problems(found.told)
    failed: list[PublishError] = []
    is_agreed = bool(found.wanted) and _agreed(arguments)
    if is_agreed:
        failed = _written(found.wanted, terminal)
    else:
        terminal.say("nothing was written" if found.wanted else "nothing to write")
    told = [*found.told, *(problem for error in failed for problem in error.problems)]
    refused = bool(found.wanted) and not is_agreed and not arguments.dry_run
    terminal.result(
        {"ok": not told and not refused, **_json(found, is_agreed), "told": [*map(plain, told)]}
    )
    return 1 if told or refused else 0


def _agreed(arguments: argparse.Namespace) -> bool:
    if arguments.dry_run or arguments.yes:
        return bool(arguments.yes and not arguments.dry_run)
    return can_ask(arguments) and agreed("Write this? [Y/n] ")


def _written(wanted: Sequence[Wanted], terminal: Terminal) -> list[PublishError]:
    """Write article by article; the errors of those that stay as they were."""
    from publish.editing.statements import write_statements

    failed: list[PublishError] = []
    articles: dict[Path, dict[str, list[Statement]]] = {}
    for one in wanted:
        articles.setdefault(one.folder, {}).setdefault(one.name, []).append(one.statement)
    for folder, statements in articles.items():
        try:
            written(write_statements(folder, statements), terminal)
        except PublishError as error:
            terminal.problems(error.problems)
            terminal.say(f"{folder.as_posix()} stays as it was")
            failed.append(error)
    return failed


def _json(found: Plan, is_written: bool) -> dict[str, object]:
    return {
        "written": is_written,
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

"""``publish import``."""

from __future__ import annotations

import argparse
import os
import shlex
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from publish.cli.place import publication_root
from publish.cli.terminal import Terminal, size
from publish.errors import Problem, PublishError, Severity, UsageError, Where, plain

if TYPE_CHECKING:
    from publish.intake.take import Taken, Wishes

EXAMPLES = """\
examples:
  publish import ferry.docx                        into sources/<made from its title>
  publish import ferry.docx --dry-run              only show what would come, and what would not
  publish import ferry.docx --changes accept       with the tracked changes of its authors
  publish import *.docx --lang de

A new folder in sources/ gets article.md and the pictures. Nothing is lost in silence: the words of
the file are counted against those of the article, and what was left out is listed with its place.
"""

_MOST_BYTES = 512 * 2**20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the files, and what to do with them."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a Word file (.docx)")
    parser.add_argument(
        "--dry-run", action="store_true", help="write nothing, show what would come"
    )
    parser.add_argument(
        "--changes",
        choices=("accept", "reject", "stop"),
        default="stop",
        help="what to do with tracked changes (default: stop where there are any)",
    )
    parser.add_argument("--lang", help="the article's language, in place of the file's (BCP 47)")
    parser.add_argument("--slug", help="the name of the folder (default: made from the title)")


def run(arguments: argparse.Namespace) -> int:
    """Import each file; return 1 if one of them could not be."""
    from publish.intake.take import Wishes

    terminal = Terminal(arguments.json, arguments.quiet)
    if arguments.slug and len(arguments.files) > 1:
        fix = "Give one file, or leave --slug out."
        raise UsageError(Problem("slug", "one name for several folders", fix))
    lang, slug = _lang(arguments.lang), _slug(arguments.slug)
    house = _house_lang()
    wishes = Wishes(date.today().isoformat(), arguments.changes, lang, house, slug)
    results: list[dict[str, object]] = []
    failed = 0
    for file in arguments.files:
        try:
            results.append(_one(file, wishes, arguments.dry_run, terminal))
        except PublishError as error:
            if len(arguments.files) == 1:
                raise
            failed = failed or error.exit_code
            terminal.problems(error.problems)
            found = [plain(problem) for problem in error.problems]
            results.append({"file": str(file), "ok": False, "problems": found})
    terminal.result({"ok": not failed, "imports": results})
    return failed


def _one(file: Path, wishes: Wishes, dry: bool, terminal: Terminal) -> dict[str, object]:
    from publish.intake import report
    from publish.intake.folder import put, refuse_existing
    from publish.intake.take import take_docx

    taken = take_docx(_data(file), file.as_posix(), wishes)
    root = publication_root() or Path.cwd()
    folder = root / "sources" / taken.slug
    refuse_existing(folder)
    if not dry:
        put(folder, taken.files)
        _found(root, terminal)
    found = list(report.problems(taken, file.as_posix()))
    terminal.problems(found)
    near = os.path.relpath(folder)
    would = "would be " if dry else ""
    terminal.say(f"{file.name} {would}imported into {near}: {report.summary(taken)}", "bold")
    for name, data in taken.files.items():
        terminal.say(f"  {name}  {size(len(data))}")
    _say_next(taken, found, near, dry, terminal)
    return {
        "file": str(file),
        "ok": True,
        "folder": None if dry else str(folder),
        **report.plain(taken),
        "problems": [plain(problem) for problem in found],
    }


def _say_next(taken: Taken, found: list[Problem], near: str, dry: bool, terminal: Terminal) -> None:
    """Say the next commands, with counts."""
    left = sum(p.severity is Severity.WARNING for p in found)
    told = f"{left} thing{'s' if left != 1 else ''} left out, {len(found) - left} other remarks"
    terminal.say(f"  every word is accounted for; {told}")
    if dry:
        terminal.say("  nothing was written")
        return
    pictures = taken.counts["pictures"]
    if pictures:
        count = f"{pictures} picture{'s' if pictures > 1 else ''}"
        terminal.say(f"next: publish credit {shlex.quote(near)}   ({count})")
    terminal.say(f"{'then' if pictures else 'next'}: publish check {shlex.quote(near)}")


def _found(root: Path, terminal: Terminal) -> None:
    """Start the publication around the first article."""
    from publish.cli.new import start_publication

    made = start_publication(root)
    if made is not None:
        terminal.say(os.path.relpath(made))


def _data(file: Path) -> bytes:
    from publish.files import CannotRead, read_anywhere

    try:
        return read_anywhere(file, _MOST_BYTES)
    except CannotRead as error:
        message, fix = f"the file {error}", "Give a file of Word (.docx)."
        raise UsageError(Problem("import-file", message, fix, Where(str(file)))) from None


def _house_lang() -> str:
    root = publication_root()
    if root is None:
        return ""
    from publish.reading.publication.settings import publication_of

    return publication_of(root).lang or ""


def _lang(text: str | None) -> str:
    if not text:
        return ""
    from publish.cli.new import language

    return language(text)


def _slug(text: str | None) -> str:
    if not text:
        return ""
    from publish.reading.slugs import SLUG

    if not SLUG.fullmatch(text):
        fix = "Give a name with --slug: lower-case letters, digits and hyphens."
        raise UsageError(Problem("slug", f"{text!r} cannot name the article's folder", fix))
    return text

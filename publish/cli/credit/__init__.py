"""``publish credit``."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish.cli.credit.asking import ask, can_ask, written
from publish.cli.terminal import Terminal
from publish.errors import Problem, UsageError, plain

if TYPE_CHECKING:
    from publish.editing.pictures import Statement
    from publish.editing.scalars import Value
    from publish.model.article import Article, Image

EXAMPLES = """\
examples:
  publish credit sources/end-of-an-era                  show all credits, ask for what is missing
  publish credit sources/end-of-an-era strykers.jpg --alt "Armored vehicles before an aircraft"
  publish credit sources/ferry ferry.jpg --license CC-BY-4.0 --creator "Ada Example"
  publish credit sources/ferry ferry.jpg --not-supplied creator --remove stand-in-for
  publish credit sources/ferry --json                   only show
  publish credit --from credits.csv sources/*           write what a table says, after asking

On a terminal, it asks for what is missing, and asks again before it writes. Elsewhere it only
shows, and exits with 1 if something is missing.
"""

_WORDS = {
    "alt": "what the picture shows, for readers who cannot see it",
    "caption": "the text under it; Markdown",
    "decorative": "yes, if it only adorns and needs no alternative text",
    "width": "share of the text's width, such as 50%%; full; outset",
    "place": "left, right or center",
    "id": "the name that references use: fig-ferry",
    "title": "the work's title",
    "creator": "who made it; several people with ;",
    "source": "the address where it was found",
    "provider": "the agency or archive that it comes from",
    "license": "SPDX or Creative Commons name",
    "basis": "why it may be used, if there is no license: permission, handout, own …",
    "evidence": "what is on file about that; never published",
    "line": "a credit line, printed exactly as it is",
    "copyright": "the copyright notice",
    "usage-terms": "what else the licensor demands",
    "acquire": "the address where others can get it",
    "asset-id": "its number at the agency",
    "origin": "how it was made, such as AI-generated",
    "changes": "what was changed, shown to readers: cropped",
    "stand-in-for": "the picture whose place it holds",
    "edits": "what was done to it, by the words of the register: crop,color",
    "not-supplied": "parts that the licensor does not supply: creator,title",
    "syndication": "yes, if partners may have it",
    "channels": "the only channels that may show it: pdf,epub",
    "valid-from": "the first day of its use: 2026-03-01",
    "expires": "the last day of its use: 2027-03-01",
    "data-mining": "what is reserved against text and data mining",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the article, the picture, and an option for every key."""
    from publish.reading.front_matter.credit import CREDIT
    from publish.reading.front_matter.image import IMAGE

    parser.add_argument("folder", metavar="source", type=Path, help="the article's folder")
    parser.add_argument(
        "image", nargs="*", help="one picture's name (default: all); with --from, more articles"
    )
    parser.add_argument(
        "--from",
        dest="table",
        type=Path,
        metavar="TABLE",
        help="write what a CSV file says, such as credits.csv, into these articles",
    )
    parser.add_argument("--replace", action="store_true", help="with --from: also what differs")
    parser.add_argument("--dry-run", action="store_true", help="with --from: only show")
    parser.add_argument("--yes", action="store_true", help="with --from: write without asking")
    options = parser.add_argument_group("what to write")
    for key in _keys(IMAGE.keys, CREDIT.keys):
        options.add_argument(f"--{key}", metavar="…", help=_WORDS[key])
    options.add_argument(
        "--remove", action="append", default=[], metavar="KEY", help="remove a key; repeatable"
    )
    options.add_argument("--part", type=int, default=1, help="of a credit with several (from 1)")


def run(arguments: argparse.Namespace) -> int:
    """Show, ask or write; return 1 if something is missing that stops a build."""
    from publish.crediting.gaps import gaps, is_error
    from publish.editing.statements import write_statements
    from publish.reading import read

    terminal = Terminal(arguments.json, arguments.quiet)
    statement = _stated(arguments)
    if _is_table(arguments, statement):
        from publish.cli.credit.from_table import credits_from_table

        return credits_from_table(arguments, terminal)
    folder, day = arguments.folder, date.today()
    article = read(folder)
    images = _chosen(article, arguments)
    if statement:
        if len(images) != 1:
            raise _usage("which-picture", "no picture is named", _names(article))
        written(write_statements(folder, {images[0].name: (statement,)}), terminal)
        article = read(folder)
        images = _chosen(article, arguments)
    found = {image.name: gaps(article, image, day) for image in images}
    for image in images:
        _show(image, found[image.name], terminal)
    complete = not any(is_error(gap) for several in found.values() for gap in several)
    terminal.result(_json(article, images, found, complete))
    if statement:
        return 0
    if any(found.values()) and can_ask(arguments):
        return ask(folder, article, images, day, terminal)
    return 0 if complete else 1


def _is_table(arguments: argparse.Namespace, statement: Statement | None) -> bool:
    """Return whether a table is read; refuse options that do not go together."""
    if arguments.table and statement:
        raise _usage("credit-options", "--from and single values", "Give one of them.")
    if arguments.table:
        return True
    if arguments.replace or arguments.dry_run or arguments.yes:
        message = "--replace, --dry-run and --yes belong to --from"
        raise _usage("credit-options", message, "Add --from credits.csv, or leave them out.")
    if len(arguments.image) > 1:
        raise _usage("which-picture", "several pictures are named", "Name one, or none for all.")
    return False


def _keys(*records: Any) -> list[str]:
    return [key for record in records for key in record if key not in ("credit", "keep")]


def _chosen(article: Article, arguments: argparse.Namespace) -> tuple[Image, ...]:
    from publish.reading.front_matter.texts import plain_name

    if not arguments.image:
        return article.images
    name = plain_name(arguments.image[0])
    named = tuple(image for image in article.images if image.name == name)
    if not named:
        raise _usage("no-picture", f"the article has no picture {name}", _names(article))
    return named


def _names(article: Article) -> str:
    if not article.images:
        return "The article has no picture; put ![](photo.jpg) into its text first."
    return f"Its pictures are {', '.join(image.name for image in article.images)}."


def _stated(arguments: argparse.Namespace) -> Statement | None:
    """The statement that the options make; None without options."""
    from publish.editing.pictures import Statement, read_value
    from publish.reading.front_matter.credit import CREDIT
    from publish.reading.front_matter.image import IMAGE
    from publish.reading.front_matter.values import Unfit

    values: dict[str, Value | None] = {}
    for key in _keys(IMAGE.keys, CREDIT.keys):
        text = getattr(arguments, key.replace("-", "_"))
        try:
            if text is not None:
                values[key] = read_value(key, text)
        except Unfit as unfit:
            raise _usage(unfit.rule, f"--{key}: {unfit.message}", unfit.fix) from unfit
    for key in arguments.remove:
        if key not in _keys(IMAGE.keys, CREDIT.keys):
            known = ", ".join(_keys(IMAGE.keys, CREDIT.keys))
            raise _usage("unknown-key", f"--remove: there is no key `{key}`", f"Keys are {known}.")
        values[key] = None
    if arguments.part < 1:
        raise _usage("which-part", "parts count from 1", "Write --part 1.")
    if not values:
        return None
    picture = {key: value for key, value in values.items() if key in IMAGE.keys}
    credit = {key: value for key, value in values.items() if key in CREDIT.keys}
    return Statement(picture, credit, arguments.part - 1)


def _show(image: Image, found: tuple[Any, ...], terminal: Terminal) -> None:
    from publish.crediting.gaps import rows

    terminal.say(f"{image.name}  {image.width} × {image.height}", "bold")
    last = -1
    for part, key, value in rows(image):
        if part != last:
            terminal.say(f"  {_heading(image, part)}", "dim")
            last = part
        terminal.say(f"    {key}: {value}")
    if not found:
        terminal.say("  nothing is missing", "green")
    terminal.problems(gap.problem for gap in found)


def _heading(image: Image, part: int) -> str:
    """The number of a credit, and where it was found."""
    credit = image.credits[part]
    which = f" {part + 1}" if len(image.credits) > 1 else ""
    places = ", ".join(credit.found_in)
    where = f" ({credit.where})" if credit.where else ""
    return f"credit{which}, from {places}{where}" if places else f"credit{which}"


def _json(
    article: Article, images: tuple[Image, ...], found: dict[str, Any], complete: bool
) -> dict[str, object]:
    from publish.crediting.gaps import credit_values

    return {
        "ok": complete,
        "slug": article.slug,
        "images": [
            {
                "name": image.name,
                "alt": image.alt,
                "caption": image.caption,
                "credits": [
                    {**credit_values(credit), "found_in": list(credit.found_in)}
                    for credit in image.credits
                ],
                "missing": [
                    {"part": gap.part + 1, "keys": list(gap.keys), **plain(gap.problem)}
                    for gap in found[image.name]
                ],
            }
            for image in images
        ],
    }


def _usage(rule: str, message: str, fix: str) -> UsageError:
    return UsageError(Problem(rule, message, fix))

"""``publish check``."""

from __future__ import annotations

import argparse
import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from publish.cli.days import add_as_of, as_of, moment_of
from publish.cli.terminal import Terminal, near
from publish.errors import EnvironmentFault, UsageError, plain
from publish.inputs.wishes import listed
from publish.values import dataclass

if TYPE_CHECKING:
    from publish.building.rehearsal import Rehearsed
    from publish.errors import Problem
    from publish.model.article import Article, Image
    from publish.model.credit import Credit

EXAMPLES = """\
examples:
  publish check sources/end-of-an-era
  publish check sources/*
  publish check sources/end-of-an-era --layout
  publish check sources/end-of-an-era --layout --edition press
  publish check sources/end-of-an-era --as-of 2026-12-31 --json
"""
_VERDICTS = {"error": "may not be published", "warning": "look at it", "hint": "fine"}
"""The verdict on a picture, by the gravest Problem about it."""


_LAID_OUT = {
    (False, True): "not laid out and not proved: --layout does that as well",
    (False, False): "not laid out and not proved: --layout does that as well",
    (True, True): "every file was made and proved; nothing was written",
    (True, False): "what has errors was not proved; nothing was written",
}
"""How far a check went: by the wish for layout, and whether all is well."""


@dataclass(frozen=True)
class _Checked:
    """The article of one folder, if it can be read, and everything that is wrong with it."""

    folder: Path
    found: Rehearsed
    proposal: str = ""
    """The ``images:`` block with the missing keys of pictures."""
    refusal: int = 0
    """The exit code for the reason why it cannot be checked."""

    @property
    def article(self) -> Article | None:
        return self.found.article

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.found.problems

    @property
    def ok(self) -> bool:
        return self.found.ok

    @property
    def code(self) -> int:
        return self.refusal or int(not self.ok)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the articles, and the occasion."""
    parser.add_argument("sources", type=Path, nargs="+", metavar="FOLDER", help="article folders")
    parser.add_argument(
        "--layout", action="store_true", help="make the files of every format and prove them, too"
    )
    parser.add_argument(
        "--edition",
        metavar="NAMES",
        action="append",
        help="only these editions of the PDF (may be repeated, or a list with commas)",
    )
    parser.add_argument("--theme", metavar="NAME", help="a theme's name, or its folder (./folder)")
    parser.add_argument("--out", metavar="DIR", type=Path, help="where builds are, if elsewhere")
    parser.add_argument(
        "--draft",
        action="store_true",
        help="check as for a draft: what stops a release is only a warning",
    )
    add_as_of(parser)


def run(arguments: argparse.Namespace) -> int:
    """Check every article; print its pictures and all Problems; return 1 if there is an error.

    The verdict is that of a build of all formats, as far as it is known without layout. A folder
    that cannot be checked does not stop the others: then 3 is returned.
    """
    terminal = Terminal(arguments.json, arguments.quiet)
    check = _check if len(arguments.sources) == 1 else _check_or_say
    checked = [check(folder, arguments) for folder in arguments.sources]
    printed: set[Problem] = set()
    for one in checked:
        if len(checked) > 1:
            terminal.say(str(one.folder), "bold")
        rows = _rows(one)
        if rows:
            terminal.table(("picture", "license or basis", "terms", "verdict"), rows)
        # A Problem with publish.toml is printed once, not for every article.
        new = [problem for problem in one.problems if problem not in printed]
        _print(one, new, terminal)
        printed.update(one.problems)
        terminal.say(_summary(one), "green" if one.ok else "red")
    ok = all(one.ok for one in checked)
    terminal.say(_LAID_OUT[arguments.layout, ok])
    terminal.result(
        {
            "ok": ok,
            "layout": arguments.layout,
            "as_of": as_of(arguments).isoformat(),
            "articles": [_json(one) for one in checked],
        }
    )
    return _exit_code(checked)


def _exit_code(checked: list[_Checked]) -> int:
    """0 or 1; if some cannot be checked 3, if none can for one kind of reason, its code."""
    codes = {one.code for one in checked}
    if codes <= {0, 1}:
        return max(codes)
    return codes.pop() if len(codes) == 1 else 3


def _print(one: _Checked, problems: list[Problem], terminal: Terminal) -> None:
    """Print the Problems of the text, those of each picture together, and one block to paste."""
    images = one.article.images if one.article else ()
    of = [[problem for problem in problems if _is_about(problem, image)] for image in images]
    pictured = {problem for group in of for problem in group}
    terminal.problems(problem for problem in problems if problem not in pictured)
    block = one.proposal
    for image, group in zip(images, of, strict=True):
        if group:
            terminal.note(f"\n{image.source_name}", "bold")
            terminal.problems(_without_entry(problem) if block else problem for problem in group)
    if block:
        folder = shlex.quote(near(one.folder))
        terminal.note(f"\n`publish credit {folder}` asks for what pictures lack, and writes it.")
        terminal.note(
            "Or paste this into the front matter of article.md, in the place of any `images:` "
            f"there, and fill it in; what stays empty counts as not stated:\n\n{block}\n"
        )


def _is_about(problem: Problem, image: Image) -> bool:
    places = {image.where, *(credit.where for credit in image.credits)} - {None}
    return problem.about == image.source_name or problem.where in places


def _without_entry(problem: Problem) -> Problem:
    """A Problem without the part of its fix that the block below has."""
    text, entry, _ = problem.fix.partition("\n    images:")
    return replace(problem, fix=f"{text.rstrip(':')}." if entry else problem.fix)


def _check_or_say(folder: Path, arguments: argparse.Namespace) -> _Checked:
    """Check one of several: what stops the check of one is its finding."""
    from publish.building.rehearsal import Rehearsed

    try:
        return _check(folder, arguments)
    except (UsageError, EnvironmentFault) as error:
        return _Checked(folder, Rehearsed(None, error.problems), refusal=error.exit_code)


def _check(folder: Path, arguments: argparse.Namespace) -> _Checked:
    from publish.building.rehearsal import rehearse
    from publish.crediting.proposal import proposed_block
    from publish.editing.files import article_file, read_article

    found = rehearse(
        folder,
        theme=arguments.theme,
        out=arguments.out,
        as_of=moment_of(arguments),
        draft=arguments.draft,
        layout=arguments.layout,
        editions=listed(arguments.edition),
    )
    if found.article is None:
        return _Checked(folder, found)
    written = read_article(article_file(folder))
    day = as_of(arguments)
    return _Checked(folder, found, proposed_block(written, found.article, found.problems, day))


def _summary(one: _Checked) -> str:
    counts = {kind: sum(p.severity == kind for p in one.problems) for kind in _VERDICTS}
    found = [f"{n} {kind}{'s' if n > 1 else ''}" for kind, n in counts.items() if n]
    return ", ".join(found) or "nothing is wrong"


def _rows(one: _Checked) -> list[tuple[str, str, str, str]]:
    """A row for every credit of every picture, and for every picture without one."""
    rows = []
    for image in one.article.images if one.article else ():
        for credit in image.credits or (None,):
            places = {image.where, credit.where if credit else None} - {None}
            here = {problem.severity for problem in one.problems if problem.where in places}
            gravest = next((kind for kind in _VERDICTS if kind in here), "hint")
            ground, terms = _ground(credit) if credit else ("none", "")
            rows.append((image.name, ground, terms, _VERDICTS[gravest]))
    return rows


def _ground(credit: Credit) -> tuple[str, str]:
    """The license or basis of a picture's use, and its terms."""
    from publish.rights.demands import notice, owed

    license = credit.license
    grounds = [license.short or license.name if license else None, credit.basis]
    demands = [part.name for part in owed(credit)]
    if license:
        demands += ["link"] * license.link + ["changes told"] * bool(notice(license)[0])
        named = {
            "share alike": license.share_alike,
            "no derivatives": license.no_derivatives,
            "non-commercial": license.non_commercial,
            "permission": license.permission,
            "editorial use": license.editorial,
        }
        demands += [name for name, holds in named.items() if holds]
    demands += [f"from {credit.valid_from}"] * bool(credit.valid_from)
    demands += [f"until {credit.expires}"] * bool(credit.expires)
    return " + ".join(filter(None, grounds)) or "none", ", ".join(demands) or "nothing"


def _json(one: _Checked) -> dict[str, object]:
    head = ("name", "license_or_basis", "terms", "verdict")
    return {
        "folder": str(one.folder),
        "ok": one.ok,
        "pictures": [dict(zip(head, row, strict=True)) for row in _rows(one)],
        "problems": [plain(problem) for problem in one.problems],
        "images_block": one.proposal,
        "pages": one.found.measures,
    }

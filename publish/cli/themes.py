"""``publish themes``."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from publish.cli.place import publication_root
from publish.cli.terminal import Terminal, near
from publish.errors import Problem, UsageError, Where, plain

if TYPE_CHECKING:
    from publish.composing.theme.loading import Theme

EXAMPLES = """\
examples:
  publish themes                            list the themes
  publish themes new ours --parent briefing
  publish themes check ours
  publish themes check briefing:one-color   a variant of a theme
  publish themes specimen ours              every element, in every format, on one sheet
"""

THEME = """\
# {name}: everything else comes from the parent.
name = "{name}"
description = "…"
parent = "{parent}"

# Every token is a CSS custom property: `accent` is var(--accent) in css/style.css.
[tokens]
{tokens}
"""
PREVIEW = "preview.png"
"""A picture of a theme's specimen in every format, in its folder."""
_OFFERED = ("accent", "text", "background", "body-font", "display-font", "body-size", "page-size")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the action and the theme."""
    parser.add_argument(
        "action", nargs="?", default="list", choices=tuple(_ACTIONS), help="default: list"
    )
    parser.add_argument("name", nargs="?", help="the theme's name, or its folder (./folder)")
    parser.add_argument("--parent", default="briefing", help="for new: the theme to start from")
    parser.add_argument("--out", type=Path, metavar="DIR", help="for specimen: write to DIR")


def run(arguments: argparse.Namespace) -> int:
    """Run the action; return 1 if a check finds what cannot be seen, or read for its color."""
    if arguments.action != "list" and not arguments.name:
        raise UsageError(
            Problem(
                "theme-name",
                f"publish themes {arguments.action} needs a theme's name",
                f"For example: publish themes {arguments.action} briefing",
            )
        )
    terminal = Terminal(arguments.json, arguments.quiet)
    return _ACTIONS[arguments.action](arguments, terminal)


def _list(arguments: argparse.Namespace, terminal: Terminal) -> int:
    from publish.composing.theme.finding import known
    from publish.composing.theme.loading import load

    root = publication_root()
    themes = [load(name, root) for name in known(root)]
    terminal.table(
        ("theme", "for", "variants", "preview"),
        [
            (theme.name, theme.description, ", ".join(theme.variants), _preview(theme))
            for theme in themes
        ],
    )
    shared = set.intersection(*(set(theme.labels) for theme in themes))
    terminal.say(f"\nall have words in {', '.join(_named(shared))}")
    terminal.result({"ok": True, "themes": [_json(theme) for theme in themes]})
    return 0


def _named(tags: Iterable[str]) -> list[str]:
    """Languages by their English names."""
    from publish.languages.locale import language

    return sorted({language(tag, "en") for tag in tags})


def _new(arguments: argparse.Namespace, terminal: Terminal) -> int:
    from publish.building.staging import writable
    from publish.composing.theme.loading import NAME, load

    root = publication_root()
    if not NAME.fullmatch(arguments.name):
        fix = "Use letters, digits, spaces and hyphens, 60 at most, with a letter or digit first."
        raise UsageError(Problem("theme-name", f"{arguments.name!r} cannot name a theme", fix))
    folder = (root or Path.cwd()) / "themes" / arguments.name
    parent = load(arguments.parent, root)
    tokens = "\n".join(
        f"# {name} = '{parent.tokens[name]}'" for name in _OFFERED if name in parent.tokens
    )
    file = folder / "theme.toml"
    text = THEME.format(name=folder.name, parent=arguments.parent, tokens=tokens)
    with writable(folder):
        try:
            folder.mkdir(parents=True)
        except FileExistsError as error:
            fix, where = "Give another name.", Where(str(folder))
            raise UsageError(Problem("new-exists", "this exists already", fix, where)) from error
        file.write_text(text, encoding="utf-8")
    terminal.say(near(file))
    terminal.say(f"change a token, then: publish themes specimen {shlex.quote(folder.name)}")
    terminal.result({"ok": True, "files": [str(file)]})
    return 0


def _check(arguments: argparse.Namespace, terminal: Terminal) -> int:
    from publish.building.refusal import in_every_format
    from publish.composing.theme.contrast import pairs, problems
    from publish.composing.theme.loading import load
    from publish.formats import FORMATS
    from publish.specimens.preview import owed_page, specimen_page

    root = publication_root()
    look = specimen_page(arguments.name, root).look
    rows = [
        (pair.element, f"#{pair.text.lower()}", f"#{pair.ground.lower()}", f"{pair.ratio:.1f} : 1",
         "✓" if pair.passes else f"✗ needs {pair.needed} : 1")
        for pair in pairs(look)
    ]  # fmt: skip
    terminal.table(("text", "color", "ground", "contrast", "WCAG 2.2 AA"), rows)
    faint = problems(look)
    theme = load(arguments.name, root)
    hidden = in_every_format(owed_page(theme, root), theme)
    # Of a text that a theme hides, Word's styles cannot be worked out.
    checks = (format.losses for format in FORMATS.values() if format.losses and not hidden)
    found = (*hidden, *faint, *(problem for losses in checks for problem in losses(look)))
    terminal.problems(found)
    wrong = bool(hidden or faint)
    terminal.result({"ok": not wrong, "problems": [plain(problem) for problem in found]})
    return 1 if wrong else 0


def _specimen(arguments: argparse.Namespace, terminal: Terminal) -> int:
    from publish.building.staging import writable
    from publish.building.strangers import refuse_irregular
    from publish.specimens.preview import specimen_files, specimen_page

    page = specimen_page(arguments.name, publication_root())
    files, rows = specimen_files(page)
    folder = (
        arguments.out
        or (publication_root() or Path.cwd()) / "build" / f"specimen-{_folder(page.look.theme)}"
    )
    with writable(folder):
        folder.mkdir(parents=True, exist_ok=True)
        refuse_irregular(folder, files)
        for name, data in files.items():
            (folder / name).write_bytes(data)
            terminal.say(near(folder / name))
    missing = [row.missing for row in rows if row.missing]
    terminal.problems(missing)
    terminal.result(
        {
            "ok": True,
            "files": [str(folder / name) for name in files],
            "problems": [plain(problem) for problem in missing],
        }
    )
    return 0


_ACTIONS = {"list": _list, "new": _new, "check": _check, "specimen": _specimen}


def _preview(theme: Theme) -> str:
    """The path of the theme's specimen picture, or the command that makes one."""
    picture = theme.folders[0] / PREVIEW
    return near(picture) if picture.is_file() else f"publish themes specimen {theme.name}"


def _json(theme: Theme) -> dict[str, object]:
    return {
        "name": theme.name,
        "description": theme.description,
        "folder": str(theme.folders[0]),
        "preview": str(preview) if (preview := theme.folders[0] / PREVIEW).is_file() else None,
        "languages": sorted(theme.labels),
        "variants": {name: dict(tokens) for name, tokens in theme.variants.items()},
        "tokens": dict(theme.tokens),
    }


def _folder(name: str) -> str:
    """A theme's name for a folder: that of a variant has a colon, which Windows forbids."""
    return name.replace(":", "-")

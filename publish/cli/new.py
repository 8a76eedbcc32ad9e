"""``publish new``."""

from __future__ import annotations

import argparse
import os
import re
import unicodedata
import uuid
from datetime import date
from pathlib import Path

from publish.cli.place import publication_root
from publish.cli.terminal import Terminal
from publish.errors import Problem, UsageError, Where

EXAMPLES = """\
examples:
  publish new "The Ferry That Would Not Sink"
  publish new "Der Winterfahrplan" --lang de --author "Ada Example"
"""

PUBLICATION = """\
# Settings that all articles of this publication share.
[publication]
# With an article's folder name this makes its identifier: never change it.
id = "{id}"
theme = "briefing"
# publisher = "…"      # named in the colophon, and in the metadata of every file
# contact = "…"        # whom to ask about reuse
# lang = "en"          # of articles that do not say otherwise
"""

ARTICLE = """\
---
title: {title}
# subtitle: …
{authors}
date: {date}
# category: …
lang: {lang}
# description: …
# license: CC-BY-4.0        # leave it out if you do not know it
# images:
#   picture.jpg:
#     alt: What the picture shows, for those who cannot see it
#     caption: …
#     credit:
#       creator: …
#       source: https://…
#       license: CC-BY-SA-4.0
---
The first paragraph.

Save a picture beside this file. To show it, write on a line of its own an exclamation
mark, two empty square brackets, and the name of the file in round brackets.
"""


_SPELLED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "å": "a", "œ": "oe",
     "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "&": " and "}
)  # fmt: skip
"""Letters that Unicode does not decompose, as people spell them in ASCII."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the article to start."""
    parser.add_argument("title", help="the article's title, in quotes")
    parser.add_argument("--author", action="append", default=[], metavar="NAME", help="repeatable")
    parser.add_argument("--lang", default="en", help="its language (BCP 47; default: en)")
    parser.add_argument("--slug", help="the name of its folder (default: made from the title)")


def run(arguments: argparse.Namespace) -> int:
    """Write ``sources/<slug>/article.md``, and ``publish.toml`` if there is none yet."""
    terminal = Terminal(arguments.json, arguments.quiet)
    root = publication_root() or Path.cwd()
    slug = arguments.slug or make_slug(arguments.title)
    folder = root / "sources" / slug
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        what = f"{slug!r} cannot name" if slug else "the title has no Latin letters to name"
        raise UsageError(
            Problem(
                "slug",
                f"{what} the article's folder",
                "Give a name with --slug: lower-case letters, digits and hyphens.",
            )
        )
    lang = language(arguments.lang)
    article = ARTICLE.format(
        title=_yaml(arguments.title),
        authors=f"authors: [{', '.join(map(_yaml, arguments.author))}]"
        if arguments.author
        else "# authors: [Ada Example]",
        date=date.today().isoformat(),
        lang=lang,
    )
    made = [_write(folder / "article.md", article)]
    if (settings := start_publication(root)) is not None:
        made.append(settings)
    for path in made:
        terminal.say(_near(path))
    terminal.say(f"write it, then: publish build {_near(folder)}")
    terminal.result({"ok": True, "slug": slug, "files": [str(path) for path in made]})
    return 0


def start_publication(root: Path) -> Path | None:
    """Write ``publish.toml`` with an identifier of its own; None if there is one."""
    path = root / "publish.toml"
    return None if path.exists() else _write(path, PUBLICATION.format(id=uuid.uuid4()))


def make_slug(title: str) -> str:
    """A folder name made from a title: ASCII letters, digits and hyphens, 60 at most."""
    spelled = title.casefold().translate(_SPELLED)
    ascii_ = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-")
    return slug if len(slug) <= 60 else slug[:60].rsplit("-", 1)[0]


def language(text: str) -> str:
    """The tag of a language that somebody typed. Raises ``UsageError``."""
    from publish.languages import tags

    try:
        return tags.language_tag(text)
    except tags.NotALanguage as error:
        raise UsageError(
            Problem(
                "lang",
                f"{text!r} is not a language tag (BCP 47)",
                f"Write --lang {error.meant or 'en, de-AT, zh-Hant or the like'}.",
            )
        ) from error


def _near(path: Path) -> str:
    """The path relative to the current folder."""
    return os.path.relpath(path)


def _yaml(text: str) -> str:
    """A double-quoted YAML scalar (YAML 1.2 §7.3.1)."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _write(path: Path, text: str) -> Path:
    from publish.building.staging import writable

    with writable(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError as error:
            raise UsageError(
                Problem(
                    "new-exists", "this exists already", "Give another --slug.", Where(str(path))
                )
            ) from error
    return path

"""The remarks about an import, as Problems for people and as plain values for programs."""

from __future__ import annotations

from collections.abc import Iterator

from publish.errors import Problem, Severity, Where
from publish.intake.journal import first_words
from publish.intake.model import COMMENTS, Changed, LeftOut
from publish.intake.take import Taken

_QUIET = (
    "the number of a caption",
    "the number of a figure",
    "the number of a note",
    "a table of contents",
    "a typed sign",
)
"""The beginnings of what is left out because Publish makes it itself."""
_MOST_WORDS = 300


def problems(taken: Taken, file: str) -> Iterator[Problem]:
    """The Problems of an import, in the order of the list."""
    where = Where(file)
    for entry in taken.left_out:
        yield _left_out(entry, where)
    for changed in taken.changed:
        yield _changed(changed, where)
    yield from taken.problems


def _left_out(entry: LeftOut, where: Where) -> Problem:
    text = " ".join(entry.text.split())
    shown = text if len(text) <= _MOST_WORDS else text[: _MOST_WORDS - 1] + "…"
    if (entry.story or entry.place.story) == COMMENTS:
        message = f"{entry.place}: a comment by {entry.who}: {shown}"
        return Problem("import-comment", message, "", where, Severity.HINT)
    words = f": {shown}" if shown else ""
    message = f"{entry.place}: left out {entry.what}{words}"
    if entry.what.startswith(_QUIET):
        return Problem("import-made-anew", message, "", where, Severity.HINT)
    fix = "If readers need it, write it into the article."
    return Problem("import-left-out", message, fix, where, Severity.WARNING)


def _changed(changed: Changed, where: Where) -> Problem:
    message = f"{changed.place}: {changed.what} became {changed.into}"
    return Problem("import-changed", message, "", where, Severity.HINT)


def plain(taken: Taken) -> dict[str, object]:
    """An import as values for JSON."""
    return {
        "slug": taken.slug,
        "files": sorted(taken.files),
        "counts": dict(taken.counts),
        "words": {
            story: {"original": c.original, "article": c.article, "left_out": c.left_out}
            for story, c in taken.words.items()
        },
        "left_out": [
            {
                "what": entry.what,
                "story": entry.story or entry.place.story,
                "paragraph": entry.place.number,
                "beginning": entry.place.words,
                "text": entry.text,
                "author": entry.who or None,
            }
            for entry in taken.left_out
        ],
        "changed": [
            {
                "what": changed.what,
                "into": changed.into,
                "story": changed.place.story,
                "paragraph": changed.place.number,
                "beginning": changed.place.words,
            }
            for changed in taken.changed
        ],
    }


def summary(taken: Taken) -> str:
    """The counts of what came in, on one line."""
    counts = {name: count for name, count in taken.counts.items() if count}
    words = sum(count.article for count in taken.words.values())
    listed = [f"{words:,} words", *(f"{n} {first_words(name)}" for name, n in counts.items())]
    return ", ".join(listed)

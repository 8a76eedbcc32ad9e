"""The remarks about an import, as Problems for people and as plain values for programs."""

from __future__ import annotations

from collections.abc import Iterator

from publish.errors import Problem, Severity, Where
from publish.intake.journal import first_words
from publish.intake.model import COMMENTS, Changed, LeftOut
from publish.intake.prose.captions import Credited
from publish.intake.take import Taken

_QUIET = (
    "the number of a caption",
    "the number of a figure",
    "the number of a note",
    "a table of contents",
    "a typed sign",
    "what Publish makes itself",
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
    for credited in taken.credits:
        yield from _credit(credited, where)
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


def _credit(credited: Credited, where: Where) -> Iterator[Problem]:
    """The credit that was found in the words around a picture, and what is not plain in it."""
    found = credited.credit
    if found is None:
        return
    if not found.sure:
        message = f"{credited.name}: “{found.line}” looks like its credit, but "
        message += "; ".join(found.asked)
        fix = "Ask who made it and on which terms: `publish credit` takes the answers."
        yield Problem("import-credit-asked", message, fix, where, Severity.WARNING)
        return
    said = ", ".join(f"{key} {value}" for key, value in credited.values.items() if key != "line")
    message = f"{credited.name}: “{found.line}” was read as its credit: {said}"
    yield Problem("import-credit", message, "", where, Severity.HINT)
    if credited.embedded:
        message = (
            f"{credited.name}: its caption names {found.creator}, "
            f"the picture itself {credited.embedded}"
        )
        fix = "Find out which of the two made it, and correct `creator:`."
        yield Problem("import-credit-differs", message, fix, where, Severity.WARNING)


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
        "credits": {
            credited.name: {
                "line": credited.credit.line,
                "sure": credited.credit.sure,
                "asked": list(credited.credit.asked),
                **dict(credited.values),
            }
            for credited in taken.credits
            if credited.credit is not None
        },
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

"""Asks questions about a picture until nothing is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from publish.crediting.gaps import QUESTIONS, gaps, with_value
from publish.editing.pictures import Statement, read_value, typed
from publish.editing.scalars import Value
from publish.model.article import Article, Image
from publish.reading.front_matter.credit import CREDIT
from publish.reading.front_matter.values import Unfit
from publish.rights.registry import bases, evidence_of
from publish.values import dataclass

SKIP, NOT_SUPPLIED, HELP = "", "-", "?"
"""Special answers to any question (``-`` only where it makes sense)."""

_LICENSES = (
    "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-3.0", "CC-BY-SA-3.0", "CC-BY-2.0", "CC-BY-SA-2.0", "CC0",
    "public domain", "all rights reserved",
)  # fmt: skip
"""Common licenses, shown as help."""

_SUPPLIED = ("creator", "title", "source")
"""Keys that a licensor may leave out; then they are not required."""

Ask = Callable[[str], str]
"""Shows a question and returns the answer; raises EOFError at the end of input."""
Say = Callable[[str], None]


@dataclass(frozen=True)
class Answers:
    """The answers about one picture: its state with them, and the statements to write."""

    image: Image
    statements: tuple[Statement, ...]


def ask_missing(article: Article, image: Image, day: date, ask: Ask, say: Say) -> Answers:
    """Ask for everything that is missing, including what an answer makes necessary.

    A question that was left open is not asked again.
    """
    given: dict[int, Statement] = {}
    open_: set[tuple[int, str]] = set()
    while True:
        asked = (
            (gap.part, gap.keys[0])
            for gap in gaps(article, image, day)
            if (gap.part, gap.keys[0]) not in open_
        )
        part, key = next(asked, (0, ""))
        if not key:
            return Answers(image, tuple(given.values()))
        open_.add((part, key))
        answer = _answer(key, image, part, ask, say)
        if answer is None:
            continue
        key, value = answer
        image = with_value(image, part, key, typed(key, value))
        old = given.get(part, Statement(part=part))
        if key in CREDIT.keys:
            given[part] = replace(old, credit={**old.credit, key: value})
        else:
            given[part] = replace(old, picture={**old.picture, key: value})


def _answer(key: str, image: Image, part: int, ask: Ask, say: Say) -> tuple[str, Value] | None:
    """Return a key and its value; None if the question was left open."""
    single = ""
    while True:
        text = ask(_prompt(key, image, part)).strip()
        if text == SKIP:
            return None
        if text == HELP:
            for line in _help(key, image, part):
                say(line)
            continue
        if text == NOT_SUPPLIED and key in _SUPPLIED:
            known = image.credits[part].not_supplied if image.credits else ()
            return "not-supplied", tuple(dict.fromkeys((*known, key)))
        if len(text) == 1 and text != single:
            single = text
            say(f"  “{text}” is one letter. Type it again if that is the answer, or the whole one.")
            continue
        try:
            return _fitting(key, text)
        except Unfit as unfit:
            say(f"  {unfit.message}")
            say(f"  {unfit.fix}")


def _fitting(key: str, text: str) -> tuple[str, Value]:
    """Return the answer under its key: the question for a license also accepts a basis."""
    if key == "license":
        try:
            return "basis", read_value("basis", text.removeprefix("basis:").strip())
        except Unfit:
            pass
    return key, read_value(key, text)


def _prompt(key: str, image: Image, part: int) -> str:
    whose = f", part {part + 1}" if len(image.credits) > 1 and key != "alt" else ""
    return f"{image.name}{whose}: {QUESTIONS[key]}\n  {key}: "


def _help(key: str, image: Image, part: int) -> Iterable[str]:
    yield "  Enter leaves the question open; Ctrl-C quits without writing anything."
    if key in _SUPPLIED:
        yield "  - means: I have looked, and the provider does not state it."
    if key == "license":
        yield f"  Licenses, for example: {', '.join(_LICENSES)}."
    if key in ("license", "basis"):
        yield f"  Bases: {', '.join(bases())}."
    if key == "evidence" and image.credits and image.credits[part].basis:
        wanted = evidence_of(image.credits[part].basis or "")
        yield f"  For example {wanted}." if wanted else "  A message, an order number, a reason."

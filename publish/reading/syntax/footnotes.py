"""Notes: calls in the text lead to asides at its end, each with its blocks.

``[^a]`` calls the note of ``[^a]: …``, any number of times; ``^[…]`` writes a note where it is
called. Composing assigns numbers, once captions are in the text and the order of all calls is
known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from publish.reading.findings import Findings
from publish.reading.positions import Places, offset
from publish.suggest import did_you_mean
from publish.values import dataclass

CALL = "footnote_ref"
_OPEN, _CLOSE = "footnote_reference_open", "footnote_reference_close"
_BARRED = {
    "heading_open": ("a heading", "Set a part of the note in **bold** instead."),
    "figure": ("a picture", "Move the picture to the text."),
}
"""Content that no note can hold: it would be in the contents, or float away from the note."""


@dataclass(frozen=True)
class Note:
    """A note: the label that calls it, its id in the body, its line."""

    label: str
    id: str
    line: int


def enable_notes(parser: MarkdownIt) -> None:
    """Teach the parser notes; a call is one even without a note."""
    footnote_plugin(parser, inline=True, move_to_end=False, always_match_refs=True)


def spell_out(tokens: list[Token], env: Mapping[str, Any]) -> list[Token]:
    """The tokens, with every ``^[…]`` written out as a note at the end."""
    written = env.get("footnotes", {}).get("list", {})
    out = list(tokens)
    for block, call in _calls(tokens):
        if "label" in call.meta:
            continue
        note = written[call.meta["id"]]
        # No label has a space, so none can equal this one.
        call.meta["label"] = f"note {call.meta['id']}"
        content = str(note["content"])
        out += written_out(call.meta["label"], note["tokens"], block, content)
    return out


def written_out(label: str, text: list[Token], block: Token, content: str = "") -> list[Token]:
    """The tokens of a note of one paragraph that is written in ``block``, where it is called."""
    inline = Token("inline", "", 0, children=text, map=block.map, level=2, block=True)
    inline.content = content
    return [
        Token(_OPEN, "", 1, meta={"label": label}, map=block.map, block=True),
        Token("paragraph_open", "p", 1, map=block.map, level=1, block=True),
        inline,
        Token("paragraph_close", "p", -1, level=1, block=True),
        Token(_CLOSE, "", -1, block=True),
    ]


def lift_notes(
    tokens: Iterable[Token], places: Places, findings: Findings
) -> tuple[list[Token], tuple[Note, ...]]:
    """The tokens with all notes at the end, as asides, and the notes in that order."""
    text: list[Token] = []
    lifted: list[Token] = []
    notes: dict[str, Note] = {}
    inside: Note | None = None
    for token in tokens:
        if token.type == _OPEN:
            inside = Note(str(token.meta["label"]), f"fn-{len(notes) + 1}", _line(token))
            _refuse_note(token, inside, notes, findings)
            notes.setdefault(inside.label, inside)
            attrs: dict[str, str | int | float] = {"id": inside.id, "role": "doc-footnote"}
            if "class" in token.meta:
                attrs["class"] = str(token.meta["class"])
            lifted.append(Token("aside_open", "aside", 1, attrs=attrs, block=True))
        elif token.type == _CLOSE and inside is not None:
            if lifted[-1].type == "aside_open":
                _error(
                    findings, "footnote-empty", inside, "the note {} is empty", "Write its text."
                )
            lifted.append(Token("aside_close", "aside", -1, block=True))
            inside = None
        elif inside is not None:
            _refuse_inside(token, inside, places, findings)
            lifted.append(token)
        else:
            text.append(token)
    return [*text, *lifted], tuple(notes.values())


def lead_calls(
    tokens: Iterable[Token], notes: Iterable[Note], places: Places, findings: Findings
) -> frozenset[str]:
    """Link every call to its note; return the labels called.

    A call in a wrong place counts all the same: one fault, one error.
    """
    known = {note.label: note.id for note in notes}
    called: set[str] = set()
    before = ""
    for token in tokens:
        links = 0
        for child in token.children or ():
            links += {"link_open": 1, "link_close": -1}.get(child.type, 0)
            described = [c for c in child.children or () if c.type == CALL]
            if child.type == "image" and described:
                _bar(findings, "the description of a picture", *places.of(token, offset(child)))
                called.update(str(c.meta.get("label", "")) for c in described)
            if child.type != CALL:
                continue
            place = places.of(token, offset(child))
            label = str(child.meta.get("label", ""))
            called.add(label)
            if links:
                _bar(findings, "a link", *place)
            elif before == "heading_open":
                _bar(findings, "a heading, which is repeated in the contents", *place)
            elif label not in known:
                _unknown(label, known, place, places, findings)
            else:
                child.tag = "a"
                child.attrs = {"href": f"#{known[label]}", "role": "doc-noteref"}
        before = token.type
    return frozenset(called)


def refuse_calls(
    tokens: Iterable[Token], where: str, places: Places, findings: Findings
) -> frozenset[str]:
    """Note every call as an error: ``where`` allows none; return their labels."""
    calls = list(_calls(tokens))
    for block, call in calls:
        _bar(findings, where, *places.of(block, offset(call)))
    return frozenset(str(call.meta.get("label", "")) for _, call in calls)


def refuse_uncalled(notes: Iterable[Note], called: Iterable[str], findings: Findings) -> None:
    """Note the notes that nothing calls: their text would vanish."""
    used = frozenset(called)
    for note in notes:
        if note.label not in used:
            fix = f"Write [^{note.label}] where it belongs, or delete it."
            message = "nothing calls the note {}, so it is in no output"
            _error(findings, "footnote-uncalled", note, message, fix)


def _calls(tokens: Iterable[Token]) -> Iterable[tuple[Token, Token]]:
    """Every call, after the block that contains it."""
    return [(t, child) for t in tokens for child in t.children or () if child.type == CALL]


def _refuse_note(token: Token, note: Note, notes: Mapping[str, Note], findings: Findings) -> None:
    if note.label in notes:
        first = findings.in_words(notes[note.label].line)
        message = f"two notes are called {{}}; the first is in {first}"
        _error(findings, "footnote-repeated", note, message, "Give one of them another label.")
    if token.level:
        message = "the note {} is inside a list, a quotation or a box"
        _error(findings, "footnote-place", note, message, "Write it at the beginning of a line.")


def _refuse_inside(token: Token, note: Note, places: Places, findings: Findings) -> None:
    if token.type in _BARRED:
        what, fix = _BARRED[token.type]
        line = _line(token) or note.line
        findings.error("footnote-content", f"a note cannot hold {what}", fix, line)
    if any(child.type == CALL for child in token.children or ()):
        _bar(findings, "another note", *places.of(token))


def _bar(findings: Findings, where: str, line: int, column: int) -> None:
    message = f"a note cannot be called from {where}"
    fix = "Call it from the text nearby."
    findings.error("footnote-place", message, fix, line, column)


def _unknown(
    label: str, known: Iterable[str], place: tuple[int, int], places: Places, findings: Findings
) -> None:
    near = re.compile(rf"\s{{0,3}}(\[\^?{re.escape(label)}\]\s*(?::|(?=\s*\S)))")
    for number, line in enumerate(getattr(places, "lines", ()), 1):
        if typed := near.match(line):
            findings.error(
                "footnote-undefined",
                f"the note [^{label}] does not exist; "
                f"{findings.in_words(number)} begins with `{typed[1]}`",
                f"Write [^{label}]: there, and its text behind it.",
                *place,
            )
            return
    ask = did_you_mean(label, [name for name in known if " " not in name], "", "[^{}]")
    fix = f"{ask} Else write" if ask else "Write"
    findings.error(
        "footnote-undefined",
        f"the note [^{label}] does not exist",
        f"{fix} it on a line of its own: [^{label}]: …; or put a backslash before the [.",
        *place,
    )


def _error(findings: Findings, rule: str, note: Note, message: str, fix: str) -> None:
    name = "here" if " " in note.label else f"[^{note.label}]"
    findings.error(rule, message.format(name), fix, note.line)


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0

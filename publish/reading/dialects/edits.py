"""Comments, deletions and conflicts: shown as typed they would publish what was cut."""

from __future__ import annotations

from publish.errors import Severity
from publish.reading.dialects.mark import Mark


def _edit(name: str, whose: str, means: str, pattern: str, sign: str, instead: str) -> Mark:
    return Mark(
        name, whose, means, pattern, (sign,), instead, rule="edit-mark", severity=Severity.ERROR
    )


_CRITIC = "CriticMarkup"

EDITS = (
    _edit(
        "critic-comment",
        _CRITIC,
        "a comment to the editor",
        r"\{>>[^{}]{0,600}<<\}",
        "{>>",
        "Delete it once it is settled, or keep it out of print: <!-- a comment -->.",
    ),
    _edit(
        "critic-deletion",
        _CRITIC,
        "deleted text",
        r"\{--[^{}]{0,600}?--\}",
        "{--",
        "Delete the words and their marks.",
    ),
    _edit(
        "critic-addition",
        _CRITIC,
        "added text",
        r"\{\+\+(?P<text>[^{}]{0,600}?)\+\+\}",
        "{++",
        "Keep the words without their marks: {text}",
    ),
    _edit(
        "critic-substitution",
        _CRITIC,
        "replaced text",
        r"\{~~[^{}]{0,600}?~>(?P<text>[^{}]{0,600}?)~~\}",
        "{~~",
        "Keep the new words without the marks: {text}",
    ),
    _edit(
        "critic-highlight",
        _CRITIC,
        "a highlight for the editor",
        r"\{==(?P<text>[^{}]{0,600}?)==\}",
        "{==",
        "Keep the words without their marks: {text}",
    ),
    _edit(
        "obsidian-comment",
        "Obsidian",
        "a comment",
        r"(?<!%)%%[^%]{1,600}%%(?!%)",
        "%%",
        "Delete it, or keep it out of print: <!-- a comment -->.",
    ),
    _edit(
        "template-comment",
        "Jinja and Liquid",
        "a comment",
        r"\{#\s[^{}]{0,600}#\}",
        "{#",
        "Delete it, or keep it out of print: <!-- a comment -->.",
    ),
    _edit(
        "liquid-comment",
        "Jekyll",
        "a comment",
        r"\{%-?\s*comment\s*-?%\}[^{}]{0,600}(?:\{%-?\s*endcomment\s*-?%\})?",
        "comment",
        "Delete it, or keep it out of print: <!-- a comment -->.",
    ),
    _edit(
        "mdx-comment",
        "MDX",
        "a comment",
        r"\{/\*[^{}]{0,600}\*/\}",
        "{/*",
        "Delete it, or keep it out of print: <!-- a comment -->.",
    ),
    _edit(
        "kramdown-comment",
        "kramdown",
        "a comment",
        r"\{::comment\}[^{}]{0,600}(?:\{:/(?:comment)?\})?",
        "{::comment",
        "Delete it, or keep it out of print: <!-- a comment -->.",
    ),
    _edit(
        "merge-conflict",
        "Git",
        "a conflict of two versions",
        r"^(?:<{7}|>{7})(?: .*)?$",
        "",
        "Keep one of the two versions, and delete the lines <<<<<<<, ======= and >>>>>>>.",
    ),
)

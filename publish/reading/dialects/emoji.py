"""Emoji of several characters (UTS #51 §1.4.3), which the print font shows one by one."""

from __future__ import annotations

import re

_SIGN = "[\u2190-\u2bff\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]\ufe0f?"
_TONE = "[\U0001f3fb-\U0001f3ff]"
_SEQUENCE = re.compile(
    f"[\U0001f1e6-\U0001f1ff]{{2}}|{_SIGN}(?:{_TONE}?(?:\u200d{_SIGN}{_TONE}?)+|{_TONE})"
)


def sequences(text: str) -> list[tuple[int, str]]:
    """The emoji of several characters in ``text``, each with its offset."""
    if text.isascii():
        return []
    return [(match.start(), match.group()) for match in _SEQUENCE.finditer(text)]


def remark(emoji: str) -> tuple[str, str]:
    """The message about such an emoji, and the fix."""
    return (
        f"the emoji {emoji} is made of several characters, and the PDF shows each for itself",
        "Take an emoji of one character, if the parts will not do.",
    )

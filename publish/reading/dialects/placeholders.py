"""Texts that hold the place of others, and characters that a program lost."""

from __future__ import annotations

import re

PLACEHOLDER = re.compile(
    r"(?<![\w#@/.-])(?:TK){1,4}(?![\w/-])|(?<!\w)X{3,10}(?!\w)|\blorem ipsum\b|\b(?:TODO|FIXME)\b"
    r"|\bError! (?:Reference source|Bookmark) not (?:found|defined)"
    r"|\bFehler! (?:Verweisquelle|Textmarke) (?:konnte nicht gefunden werden|nicht definiert)"
    r"|(?<!\S)\?{3,}|(?<![!\]\\])\[(?:citation needed|check|tbc|tbd|source\?)\](?![\[({:])"
    r"|\ufffd|(?<![!\]\\])\[(?:insert|add|photo|picture|image|foto|bild|caption)[ :]"
    r"[^\[\]=\n]{0,80}\](?![\[({:])",
    re.IGNORECASE,
)
_CAPITALS = re.compile(
    r"(?:Error|Fehler)! .*|(?:TK)+|X{3,}|TODO|FIXME|\?{3,}|\ufffd|(?i:lorem ipsum)|\[(?!image:).*\]"
)


def placeholders(text: str) -> list[tuple[int, str]]:
    """The placeholders in ``text``, each with its offset."""
    found = PLACEHOLDER.finditer(text)
    return [(m.start(), m.group()) for m in found if _CAPITALS.fullmatch(m.group())]


def remark(placeholder: str) -> tuple[str, str]:
    """The message about a placeholder, and the fix."""
    if placeholder == "\ufffd":
        return (
            "a character was lost here (U+FFFD): a program read the text in another encoding",
            "Type it again, or copy the text from its source again and save it as UTF-8.",
        )
    return (
        f"`{placeholder}` is a placeholder",
        "Write the missing words.",
    )

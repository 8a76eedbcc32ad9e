"""Letters as Markdown that our reader reads as the same letters.

``light`` puts a backslash where a sign would mean something, so that people can read the text;
``full`` puts one before every sign of ASCII. Whoever writes reads back what it wrote, and takes
the second where the first was not enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

Escape: TypeAlias = Callable[[str], str]

_SIGNS = re.compile(
    r"[\\`*\[\]<~^${}|]"
    r"|(?<!\w)_|_(?!\w)"
    r"|&(?=#?\w+;)"
    r"|(?<![\w.])@(?=\w)"
    r"|(?<=[=+'!?:/])[=+'!?:/](?=[=+'!?:/]|$)|!$"
    r"|(?<![\w:]):(?=[a-z+-][\w+-]*:)"
)
_START = re.compile(
    r"(?P<number>\d{1,9})(?=[.)](?:\s|$))|(?=[#>+\-:=%!?/.](?:[\s#>+\-:=%!?/.]|$)|[-=+]{2,}|:)"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>*`|\\\[\]]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ASCII = re.compile(r"[!-/:-@\[-`{-~]")


def light(text: str) -> str:
    """A text with backslashes where they are needed; addresses stay as they are."""
    parts: list[str] = []
    at = 0
    for address in _ADDRESS.finditer(text):
        parts += (_SIGNS.sub(r"\\\g<0>", text[at : address.start()]), address[0])
        at = address.end()
    return "".join((*parts, _SIGNS.sub(r"\\\g<0>", text[at:])))


def within_link(text: str) -> str:
    """The same within a link, where no address may become another link."""
    plain = _SIGNS.sub(r"\\\g<0>", text)
    return re.sub(r"(?<=[a-z]):(?=//)|(?<=www)\.|(?<=\w)@(?=\w)", r"\\\g<0>", plain)


def full(text: str) -> str:
    """A text with a backslash before every sign of ASCII."""
    return _ASCII.sub(r"\\\g<0>", text)


def at_start(text: str) -> str:
    """The Markdown of a line that begins a block, so that it begins no other kind of block."""
    match = _START.match(text)
    if match is None or text.startswith(("![", "[^")):
        return text
    number = match["number"] or ""
    return f"{number}\\{text[len(number) :]}"


def code(text: str) -> str:
    """A text between backticks."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    marks = "`" * (longest + 1)
    edge = " " if text[:1] in "` " or text[-1:] in "` " else ""
    return f"{marks}{edge}{text}{edge}{marks}"

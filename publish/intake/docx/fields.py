"""Fields (ISO 29500-1 §17.16): instructions to Word, and what it made of them."""

from __future__ import annotations

import re
from dataclasses import field

from publish.values import dataclass

_LOCAL = re.compile(r'\\l\s+"?(?P<to>[^"\s]+)"?', re.IGNORECASE)
SILENT = frozenset(
    {
        "HYPERLINK",
        "SEQ",
        "REF",
        "PAGEREF",
        "NOTEREF",
        "TOC",
        "PAGE",
        "NUMPAGES",
        "FORMTEXT",
        "QUOTE",
    }
    | {"STYLEREF", "TC", "XE", "RD", "SET", "FORMCHECKBOX", "FORMDROPDOWN", "SECTION"}
)
"""Fields that need no remark when their words stay."""
CONTENTS = frozenset({"TOC", "INDEX", "TOA"})
REFERRING = frozenset({"REF", "PAGEREF"})


@dataclass
class Field:
    """A field that has begun."""

    instruction: str = ""
    shows: bool = False
    """Its result has begun."""

    @property
    def name(self) -> str:
        """The first word of the instruction: ``HYPERLINK``."""
        return (self.instruction.split() or [""])[0].upper()

    @property
    def link(self) -> str:
        """The address of a link; a bookmark after ``#``."""
        return link_of(self.instruction)

    @property
    def bookmark(self) -> str:
        """The bookmark that a reference asks for."""
        words = self.instruction.split()
        known = self.name in REFERRING or self.name == "NOTEREF"
        return words[1].strip('"') if known and len(words) > 1 else ""


@dataclass
class Fields:
    """The fields that are open, from the outside in."""

    open: list[Field] = field(default_factory=list)

    def begin(self) -> None:
        """Begin a field."""
        self.open.append(Field())

    def instruct(self, text: str) -> None:
        """Add to the instruction of the innermost field."""
        if self.open and not self.open[-1].shows:
            self.open[-1].instruction += text

    def separate(self) -> None:
        """Begin the result."""
        if self.open:
            self.open[-1].shows = True

    def end(self) -> Field | None:
        """End the innermost field."""
        return self.open.pop() if self.open else None

    @property
    def is_instruction(self) -> bool:
        """Whether texts here are instructions, which nobody sees."""
        return any(not field.shows for field in self.open)

    def inside(self, names: frozenset[str]) -> Field | None:
        """The innermost open field of these names whose result has begun."""
        return next((f for f in reversed(self.open) if f.name in names and f.shows), None)

    @property
    def link(self) -> str:
        """The address of the innermost link."""
        return next((f.link for f in reversed(self.open) if f.shows and f.link), "")


def link_of(instruction: str) -> str:
    """The address in ``HYPERLINK "…"``; empty if it is another field."""
    if not instruction.strip().upper().startswith("HYPERLINK"):
        return ""
    local = _LOCAL.search(instruction)
    outside = re.search(r'HYPERLINK\s+"(?P<to>[^"]*)"', instruction, re.IGNORECASE)
    address = outside["to"] if outside else ""
    if not address and not local:
        bare = re.search(r"HYPERLINK\s+(?P<to>[^\s\\\"]\S*)", instruction, re.IGNORECASE)
        address = bare["to"] if bare else ""
    fragment = f"#{local['to']}" if local else ""
    return address + fragment

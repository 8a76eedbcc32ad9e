"""What a comparison finds, and how it is put into words."""

from __future__ import annotations

from dataclasses import dataclass

from publish.proof.word_diff import shown

_LONG = 160


@dataclass(frozen=True)
class Finding:
    """One difference between a file and what it should say.

    ``lost`` and ``gained`` are the texts it is about, where it is about any, and
    ``place`` is where it is in the article; ``extra`` says that something was added,
    and nothing that is owed is missing. ``fix`` is how to mend it, where that is known.
    ``about`` are words or signs by which its place is found, where those do not tell it.
    """

    rule: str
    message: str
    lost: str = ""
    gained: str = ""
    place: str = ""
    extra: bool = False
    fix: str = ""
    about: str = ""


@dataclass(frozen=True)
class Check:
    """One aspect of one file: how many things are owed, how many are right, what is not."""

    aspect: str
    expected: int
    found: int
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the file says what it should, no less and no more."""
        return not self.findings


def tally(aspect: str, expected: int, findings: tuple[Finding, ...]) -> Check:
    """A check in which every finding that is no addition takes one of the expected things away."""
    lost = sum(not finding.extra for finding in findings)
    return Check(aspect, expected, max(0, expected - lost), findings)


def quoted(text: str) -> str:
    """A text in quotation marks, shortened in its middle if it is long."""
    text = shown(text)
    if len(text) > _LONG:
        text = f"{text[: _LONG // 2].rstrip()} … {text[-_LONG // 2 :].lstrip()}"
    return f"“{text}”"


def contrast(expected: str, found: str) -> str:
    """``expected “…” but it says “…”``."""
    return f"expected {quoted(expected)} but it says {quoted(found)}"

"""The findings of a comparison, and their words."""

from __future__ import annotations

from publish.proof.word_diff import shown
from publish.values import dataclass

_LONG = 160


@dataclass(frozen=True)
class Finding:
    """One difference between a file and its expected content.

    ``lost`` and ``gained`` are the texts that differ, if any, and ``place`` is their place in the
    article; ``extra`` means that something was added, and nothing that is owed is missing. ``fix``
    is the fix, where it is known. ``about`` are words or signs that show its place, where the
    others do not.
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
    """One aspect of one file: the numbers of owed and of right items, and the differences."""

    aspect: str
    expected: int
    found: int
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the file has the expected content, no less and no more."""
        return not self.findings


def tally(aspect: str, expected: int, findings: tuple[Finding, ...]) -> Check:
    """A check in which every finding counts against the expected items, except additions."""
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

"""White space as CSS collapses it (CSS Text 3 §4.1.1): across elements, and at line ends."""

from __future__ import annotations

import re
from dataclasses import replace

from publish.formats.docx.model.inlines import Inline, Run, without_end_space
from publish.values import dataclass

BLANKS = re.compile(r"[ \t\n\r\f]+")


@dataclass
class WhiteSpace:
    """The white space of one paragraph, as its text is read in order."""

    preserve: bool = False
    at_space: bool = True
    """Is the paragraph, so far, empty or ended by a space?"""

    def collapsed(self, text: str) -> str:
        """``text`` as it continues the paragraph."""
        if self.preserve:
            return text
        text = BLANKS.sub(" ", text)
        if self.at_space:
            text = text.removeprefix(" ")
        if text:
            self.at_space = text.endswith(" ")
        return text

    def trimmed(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """The paragraph's content without the spaces at its end and before line breaks."""
        if self.preserve:
            return _without_last_break(_without_first_break(content))
        found: list[Inline] = []
        for inline in content:
            if isinstance(inline, Run) and inline.text == "\n":
                found = list(without_end_space(tuple(found)))
            found.append(inline)
        return without_end_space(tuple(found))


def _without_first_break(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A line break right after ``<pre>`` is not part of it (HTML §13.1.2.5)."""
    first = content[0] if content else None
    if isinstance(first, Run) and first.text.startswith("\n"):
        return (replace(first, text=first.text[1:]), *content[1:])
    return content


def _without_last_break(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The end of the last line does not begin another line."""
    last = content[-1] if content else None
    if isinstance(last, Run) and last.text.endswith("\n"):
        return (*content[:-1], replace(last, text=last.text[:-1]))
    return content

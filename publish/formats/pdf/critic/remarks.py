"""The measures of a layout in words that an editor understands: hints, by their pages."""

from __future__ import annotations

from collections.abc import Iterator

from publish.errors import Problem, Severity
from publish.formats.pdf.critic.measures import Measures, PageFill

_FAR = 2
"""Pages between a figure and its mention."""
_SHARES = (
    (0.17, "a sixth"),
    (0.2, "a fifth"),
    (0.25, "a quarter"),
    (0.33, "a third"),
    (0.4, "two fifths"),
    (0.5, "half"),
    (0.6, "three fifths"),
    (0.67, "two thirds"),
    (0.75, "three quarters"),
    (0.9, "most"),
)


def remarks(measures: Measures) -> tuple[Problem, ...]:
    """The hints for a build: what leaves pages empty, runs out of them, is parted or far away."""
    return (
        *_empty(measures),
        *_thin(measures),
        *_outside(measures),
        *_split(measures),
        *_far(measures),
    )


def details(measures: Measures) -> tuple[Problem, ...]:
    """The hints about single lines, and about pages that end early for a reason, on demand."""
    lines = (
        Problem(
            "line-last-word",
            f"PDF, page {line.page}: the {line.kind} ends in a line with only “{line.text}”",
            "Shorten or lengthen it by a word or two.",
            severity=Severity.HINT,
        )
        for line in measures.last_lines
    )
    return (*lines, *_excused(measures))


def _empty(measures: Measures) -> Iterator[Problem]:
    for page in measures.underfilled:
        yield Problem(
            "page-empty",
            f"PDF, page {page.page}: {_empty_share(page)} before {page.before}"
            + (f"; {page.because}" if page.because else ""),
            "Move it in the text, give it another width, or change the length of its section.",
            severity=Severity.HINT,
        )


def _excused(measures: Measures) -> Iterator[Problem]:
    for page in measures.excused:
        yield Problem(
            "page-ends-early",
            f"PDF, page {page.page}: {_empty_share(page)}; {page.reason}",
            "There is nothing to do, unless the break is not wanted.",
            severity=Severity.HINT,
        )


def _thin(measures: Measures) -> Iterator[Problem]:
    for page in measures.thin:
        yield Problem(
            "page-last-thin",
            f"PDF, page {page.page}: the last page holds a few lines only",
            "Shorten the text by these lines, or make a picture smaller.",
            severity=Severity.HINT,
        )


def _outside(measures: Measures) -> Iterator[Problem]:
    for one in measures.outside:
        yield Problem(
            "page-margin",
            f"PDF, page {one.page}: “{one.text}” runs {one.over:.0f} mm into the margin",
            "Break its long words with a soft hyphen (&shy;), or shorten it.",
            severity=Severity.HINT,
        )


def _split(measures: Measures) -> Iterator[Problem]:
    for one in measures.splits:
        yield Problem(
            "list-split",
            f"PDF, page {one.page}: {one.kind} go on over the page, though they are short",
            "Shorten them, or what comes before them, such as a picture or the standfirst.",
            severity=Severity.HINT,
        )


def _far(measures: Measures) -> Iterator[Problem]:
    for one in measures.distances:
        if abs(one.page - one.mention) >= _FAR:
            yield Problem(
                "figure-far",
                f"PDF: {one.label} is on page {one.page}, its first mention on page {one.mention}",
                "Move it closer to its mention in the text.",
                severity=Severity.HINT,
            )


def _empty_share(page: PageFill) -> str:
    """ "A fifth is empty", or the share nearest to it."""
    share = min(_SHARES, key=lambda known: abs(known[0] - (1 - page.fill)))[1]
    return f"{share} {'are' if share.startswith(('two', 'three')) else 'is'} empty"

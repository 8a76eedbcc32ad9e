"""All that must be seen in a document of XHTML, in every state of its stylesheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree

from publish.proof.readers.xhtml import plain_text
from publish.proof.sight.cascade import Cascade, Cause, State, Style, states
from publish.proof.sight.covering import covers, may_cover
from publish.proof.sight.judging import causes
from publish.proof.sight.owed import owed_elements
from publish.proof.sight.stylesheets import Sheets
from publish.values import dataclass


@dataclass(frozen=True)
class Hidden:
    """A text that must be seen and is not: what it is, what it says, and why."""

    name: str
    text: str
    causes: tuple[Cause, ...]
    """One, or every one that was found."""


def hidden(
    root: etree._Element, sheets: Sheets, *, reader_owned: bool = False, every: bool = False
) -> Iterator[Hidden]:
    """Every owed text that a reader does not see in some state, once each.

    ``root`` is the whole document. ``reader_owned``: the size and the colors of its root are
    the reader's, as in an EPUB. ``every`` cause is asked for, and not the first alone.
    """
    owed = list(owed_elements(root))
    if not owed:
        return
    cascade = Cascade(root, sheets, reader_owned=reader_owned)
    known = list(states(sheets))
    laid_over = known if may_cover(sheets) else ()
    covering = next((cause for state in laid_over for cause in covers(cascade, state)), None)
    for name, block in owed:
        found = _causes(cascade, block, known)
        causes = tuple(found if every else islice(found, 1))
        if causes := causes or tuple(filter(None, [covering])):
            yield Hidden(name, plain_text(block), causes)


def _causes(cascade: Cascade, block: etree._Element, known: Iterable[State]) -> Iterator[Cause]:
    for element in _with_text(block):
        # States that differ in nothing that is said of the element, or around it, are one.
        for state in dict.fromkeys(cascade.narrowed(element, state) for state in known):
            path = cascade.path(element, state)
            yield from causes(path, state)
            for style in _parts(cascade, element, state):
                yield from causes([*path, style], state)


def _parts(cascade: Cascade, element: etree._Element, state: State) -> Iterator[Style]:
    """The first lines and letters that a text may be in."""
    for around in (element, *element.iterancestors()):
        yield from cascade.parts(around, state)


def _with_text(block: etree._Element) -> Iterator[etree._Element]:
    """The elements that have text of their own."""
    for element in block.iter("*"):
        texts = [element.text, *(child.tail for child in element)]
        if any(text and text.strip() for text in texts):
            yield element

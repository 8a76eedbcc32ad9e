"""References to figures, tables, equations, sections and notes, and their words.

The theme's labels have the words: ``xref-figure`` ("Figure {n}") for references,
``number-figure`` ("Figure {n}.") for captions. Composing writes them once; formats only show them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace

from lxml import etree

from publish.composing import markup
from publish.composing.body.sentences import begins_sentence, capital
from publish.composing.markup import classes, tag
from publish.composing.theme.labels import Words
from publish.errors import Problem, SourceError, Where
from publish.model.article import Article
from publish.values import dataclass

XREF = "xref"
"""The class of a link that gets its words here."""
NUMBER = "number"
"""The class of a number in a caption or heading, and the attributes that describe it."""
LABEL, OWN, OF = "data-label", "data-n", "data-of"
KIND, PLACE = "data-kind", "data-place"


@dataclass(frozen=True)
class Target:
    """A target of references: its element, and its number, if it has one."""

    element: etree._Element
    kind: str
    own: str = ""
    """The number alone, as readers see it: ``2``, ``2b``, ``2.1``."""
    trouble: tuple[str, str] | None = None
    """The reason why no reference can name its number, and the fix."""


@dataclass
class Numbering:
    """The numbers of one article."""

    words: Words
    file: Where | None
    targets: dict[str, Target] = field(default_factory=dict)
    depth: int | None = None
    """The levels of headings that have numbers here; None where the stylesheet decides."""
    ordered: list[Target] = field(default_factory=list)
    """All targets with a number, and all headings, in the order of the text."""

    def fill(self, root: etree._Element) -> None:
        """Give the references in ``root`` their words.

        Raises ``SourceError`` for a reference to nothing, or to something without a number.
        """
        problems = [p for link in unfilled(root) if (p := self._fill(link)) is not None]
        if problems:
            raise SourceError(*problems)

    def filled(self, text: str) -> str:
        """The same for a fragment of XHTML: a caption."""
        if f'class="{XREF}"' not in text:
            return text
        root = markup.fragment(text)
        self.fill(root)
        return markup.inner(root)

    def filled_captions(self, article: Article) -> Article:
        """The same for the captions of an article's pictures."""
        captions = {i.name: self.filled(i.caption) if i.caption else None for i in article.images}
        images = (replace(image, caption=captions[image.name]) for image in article.images)
        return replace(article, images=tuple(images))

    def _fill(self, link: etree._Element) -> Problem | None:
        where = self._where(str(link.attrib.pop(PLACE, "")))
        id = link.get("href", "").removeprefix("#")
        target = self.targets.get(id)
        if target is None:
            message = f"a reference leads to #{id}, which is nowhere in the article"
            return Problem(
                "xref-nowhere", message, "Correct it, or give its target that id.", where
            )
        if target.trouble is not None:
            why, fix = target.trouble
            message = f"#{id} cannot be referred to by a number: {why}"
            return Problem("xref-unnumbered", message, fix, where)
        link.set(KIND, target.kind)
        if target.own:
            link.set(OWN, target.own)
        words = self._wording(target)
        link.text = capital(words) if begins_sentence(link) else words
        return None

    def _wording(self, target: Target) -> str:
        if target.kind == "heading":
            return self.words("xref-heading", title=words_of(target.element))
        return self.words(f"xref-{target.kind}", n=target.own)

    def label(self, target: Target) -> str:
        """The name of a figure or table in its caption: "Figure 2"."""
        return capital(self._wording(target))

    def _where(self, place: str) -> Where | None:
        line, _, column = place.partition(":")
        if self.file is None or not line.isdigit():
            return self.file
        return Where(self.file.file, int(line), int(column or 0))


def unfilled(root: etree._Element) -> Iterator[etree._Element]:
    """The references that have no words yet."""
    return (
        link
        for link in root.iter(tag("a"))
        if XREF in classes(link) and not link.text and not len(link)
    )


def words_of(element: etree._Element) -> str:
    """The words of an element, without its number, note calls and LaTeX."""
    root = markup.fragment(markup.inner(element))
    markup.strip(root, _is_unsaid)
    return " ".join("".join(map(str, root.itertext())).split())


def _is_unsaid(element: etree._Element) -> bool:
    return (
        NUMBER in classes(element)
        or element.get("role") == "doc-noteref"
        or etree.QName(element).localname == "annotation"
    )

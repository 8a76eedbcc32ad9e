"""Contents and lists of figures and tables, as plain data for the theme's templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree
from markupsafe import Markup

from publish.composing import markup
from publish.composing.body.numbering import caption_of
from publish.composing.body.references import NUMBER, Numbering, Target
from publish.composing.markup import classes, tag
from publish.errors import Problem, ThemeError
from publish.model.article import Guide

CONTENTS = "contents"
WORDS = (
    "contents",
    *(f"list-{kind}s" for kind in ("figure", "table")),
    *(f"xref-{kind}" for kind in ("figure", "table", "equation", "section", "heading", "note")),
    *(f"number-{kind}" for kind in ("figure", "table")),
)
"""The labels of a theme that numbers, references and lists need."""
_LEVELS = {tag(f"h{level}"): level - 1 for level in range(2, 7)}
_KEPT = frozenset(map(tag, ("em", "strong", "b", "i", "sub", "sup", "code", "q", "bdi", "span")))
_GONE = "doc-noteref"
_SOURCE = "source"


def guided(guide: Guide, numbering: Numbering) -> dict[str, object]:
    """``{contents, lists}`` for templates, empty where the article asks for none.

    An entry is ``{id, level, number, text}``; a list ``{id, kind, title, entries}``.
    """
    lists = [
        {
            "id": f"list-of-{name}",
            "kind": name,
            "title": numbering.words(f"list-{name}"),
            "entries": list(_captioned(numbering, name.removesuffix("s"))),
        }
        for name in guide.lists
    ]
    return {
        "contents": list(_contents(numbering, guide.contents)),
        "lists": [made for made in lists if made["entries"]],
    }


def _contents(numbering: Numbering, depth: int) -> Iterator[dict[str, object]]:
    """The headings of the text down to a level, without the titles of boxes."""
    for target in numbering.ordered:
        level = _LEVELS.get(str(target.element.tag), depth + 1)
        if level <= depth and target.element.get("id") and _is_section(target.element):
            yield _entry(target, level, target.own, target.element)


def _is_section(heading: etree._Element) -> bool:
    around = [e for e in heading.iterancestors() if e.getparent() is not None]
    return all(e.get("role") == "doc-bibliography" for e in around)


def _captioned(numbering: Numbering, kind: str) -> Iterator[dict[str, object]]:
    """The figures or tables, each with its number and caption, without parts of figures."""
    for target in numbering.ordered:
        whole = next(target.element.iterancestors(tag("figure")), None) is None
        if target.kind == kind and target.own and (whole or kind == "table"):
            label = numbering.label(target)
            yield _entry(target, 1, label, caption_of(target.element))


def _entry(target: Target, level: int, number: str, holder: etree._Element) -> dict[str, object]:
    return {
        "id": str(target.element.get("id")),
        "level": level,
        "number": number,
        "text": Markup(_plain(holder)),
    }


def _plain(holder: etree._Element) -> str:
    """The words of a heading or caption with their emphasis, without notes, links and sources."""
    root = markup.fragment(markup.inner(holder))
    markup.strip(root, _is_unsaid)
    _drop_sources(root)
    for element in [e for e in root.iter() if e is not root]:
        if "id" in element.attrib:
            del element.attrib["id"]
    etree.strip_tags(root, *{e.tag for e in root.iter() if e is not root and e.tag not in _KEPT})
    return markup.inner(root).strip()


def titled(caption: str) -> str:
    """The words of a caption's markup without its sources."""
    root = markup.fragment(caption)
    _drop_sources(root)
    return markup.plain(markup.inner(root))


def _drop_sources(root: etree._Element) -> None:
    """Remove the sources in a caption, and the stop before them."""
    sources = [e for e in root.iter(tag("span")) if _SOURCE in classes(e)]
    markup.strip(root, sources.__contains__)
    if sources:
        last = root[-1] if len(root) else None
        if last is None:
            root.text = _unstopped(root.text)
        else:
            last.tail = _unstopped(last.tail)


def _unstopped(text: str | None) -> str:
    return (text or "").rstrip().removesuffix(".")


def _is_unsaid(element: etree._Element) -> bool:
    latex = etree.QName(element).localname == "annotation"
    return latex or NUMBER in classes(element) or element.get("role") == _GONE


def ensure_kept(text: str, values: Mapping[str, object], theme: str) -> None:
    """Raise ``ThemeError`` if a Page lacks the contents or a list that its article asks for."""
    navs = {str(e.get("id")): e for e in markup.document(text).iter(tag("nav"))}
    asked = [(CONTENTS, values["contents"])] if values["contents"] else []
    lists = values["lists"]
    assert isinstance(lists, list)
    for id, entries in [*asked, *((made["id"], made["entries"]) for made in lists)]:
        assert isinstance(entries, list)
        led = [a.get("href") for a in navs[id].iter(tag("a"))] if id in navs else []
        if led != [f"#{entry['id']}" for entry in entries]:
            message = f"the theme {theme} does not show the list {id!r}, which the article asks for"
            fix = "Its article.html.j2 must include guide.html.j2, as that of briefing does."
            raise ThemeError(Problem("theme-guide-lost", message, fix))

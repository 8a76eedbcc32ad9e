"""Plain text: a format as another package could add it, the whole of it in one module.

A header has a line for each field of the metadata. Below it stand the words, one block a line;
a line that is a heading (``#``), an item of a list (``*``), a picture (``!``), a caption (``:``), a
credit (``~``) or a note (``^``) begins with its mark, any other that begins so with a backslash.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from publish.content import Content, Figure
from publish.format import Format
from publish.metadata.fields import properties
from publish.page import Page
from publish.promise import Promise

COLUMN = "txt"
MARKS = "#*!:~^"
INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "dfn", "del", "em", "i", "ins", "kbd", "mark"}
    | {"q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)
_MARKED = re.compile(r"\0\S+ ")
SILENT = frozenset({"head", "script", "style"})
HEADINGS = {f"h{level}": level for level in range(1, 7)}


def write(page: Page) -> bytes:
    """``page`` as UTF-8 text; pictures are their alternative texts, captions and credits."""
    header = [f"{p.name}: {' '.join(p.value.split())}" for p in properties(page.metadata, COLUMN)]
    lines = [" ".join(line.split()) for line in _text(ElementTree.fromstring(page.markup))]
    body = [_escaped(line) for line in lines if line.strip("\0 ")]
    return "\n".join([*header, "", *body, ""]).encode()


def _escaped(line: str) -> str:
    marked = line.startswith("\0")
    return line[1:] if marked else f"\\{line}" if line[0] in f"{MARKS}\\" else line


def _text(element: Element) -> list[str]:
    """The lines of ``element``; the first and the last go on with what stands around it."""
    tag, kind = element.tag.partition("}")[2], element.get("class", "")
    if tag in SILENT or element.get("role") in ("doc-noteref", "doc-backlink"):
        return [""]
    if tag == "br":
        return ["", ""]
    if tag == "img":
        return ["", f"\0! {element.get('alt')}", ""] if element.get("alt") else [""]
    lines = [re.sub(r"\s+", " ", element.text or "")]
    for child in element:
        first, *rest = [""] if tag in HEADINGS and child.get("class") == "number" else _text(child)
        lines = [*lines[:-1], lines[-1] + first, *rest]
        lines[-1] += re.sub(r"\s+", " ", child.tail or "")
    if tag == "figure" and not any(line.startswith("\0!") for line in lines):
        lines = [_MARKED.sub("", line) for line in lines]  # a placeholder, or a decoration
    mark = _mark(tag, kind, element.get("role", ""))
    if mark:
        return ["", f"\0{mark} {re.sub(_MARKED, '', ' '.join(lines))}", ""]
    return lines if tag in INLINE else ["", *lines, ""]


def _mark(tag: str, kind: str, role: str) -> str:
    if tag in HEADINGS:
        return "#" * HEADINGS[tag]
    marks = {"li": "*", "aside": "^" if role == "doc-footnote" else ""}
    return {"caption": ":", "credit": "~"}.get(kind if tag == "span" else "", marks.get(tag, ""))


def read(data: bytes) -> Content:
    """The content of such a text, by its lines."""
    header, _, body = data.decode().partition("\n\n")
    stated = (line.partition(": ") for line in header.splitlines())
    words: list[str] = []
    headings: list[tuple[int, str]] = []
    items: list[str] = []
    alts: list[str] = []
    captions: list[list[str]] = []
    credits: list[list[str]] = []
    for line in body.splitlines():
        mark, _, text = line.partition(" ") if line[0] in MARKS else ("", "", line.lstrip("\\"))
        if mark.startswith("#"):
            headings.append((len(mark), text))
        elif mark == "*":
            items.append(text)
        elif mark == "!":
            alts, captions, credits = [*alts, text], [*captions, []], [*credits, []]
        elif mark == ":" and alts:
            captions[-1].append(text)
        elif mark == "~" and alts:
            credits[-1].append(text)
        if mark not in ("!", "^"):
            words.append(text)
    return Content(
        format="txt",
        text=" ".join(words),
        headings=tuple(headings),
        figures=tuple(
            Figure(alt, " ".join((*caption, *credit)), " ".join(caption), tuple(credit))
            for alt, caption, credit in zip(alts, captions, credits, strict=True)
        ),
        credits=tuple(items),
        metadata={COLUMN: {name: (value,) for name, _, value in stated}},
    )


def recognizes(data: bytes) -> bool:
    """Whether it is such a text: its first line is an identifier."""
    return data.startswith(b"identifier: urn:uuid:")


FORMAT = Format(
    name="txt",
    suffix=".txt",
    media_type="text/plain",
    writer=write,
    reader=read,
    recognizes=recognizes,
    promise=Promise(
        frozenset({"words", "headings", "alt texts", "captions", "credits", "metadata"}),
        columns=(COLUMN,),
    ),
)

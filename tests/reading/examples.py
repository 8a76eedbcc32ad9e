"""Examples as CommonMark's specification writes them, and structures to compare.

An example is a fence of 32 backticks and the word ``example``, Markdown, a line with a
point, HTML; ``→`` is a tab.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from publish.errors import Severity
from publish.reading.body import read_body
from publish.reading.findings import Findings
from publish.reading.syntax.code import PLAIN

_FENCE = "`" * 32
_EXAMPLE = re.compile(rf"^{_FENCE} example([^\n]*)\n(.*?)^\.\n(.*?)^{_FENCE}$", re.M | re.S)
_HEADING = re.compile(r"^#{1,6} (.*)$", re.M)


@dataclass(frozen=True)
class Example:
    number: int
    section: str
    markdown: str
    html: str
    kinds: str = ""


def examples(file: Path) -> tuple[Example, ...]:
    text = file.read_text("utf-8").replace("→", "\t")
    fenced = [(m.start(), m.end()) for m in _EXAMPLE.finditer(text)]
    heads = [
        (m.start(), m[1])
        for m in _HEADING.finditer(text)
        if not any(a < m.start() < b for a, b in fenced)
    ]
    return tuple(
        Example(
            number,
            next((title for at, title in reversed(heads) if at < match.start()), ""),
            match[2],
            match[3],
            match[1].strip(),
        )
        for number, match in enumerate(_EXAMPLE.finditer(text), 1)
    )


Picture = tuple[str, str | None]


@dataclass(frozen=True)
class Read:
    """What became of Markdown: its structure, its pictures, the rules that refused something.

    A picture is its address, and where the link around it leads.
    """

    structure: str
    pictures: tuple[Picture, ...]
    refused: frozenset[str]


def read(markdown: str) -> Read:
    findings = Findings("article.md")
    body = read_body(markdown, "en", lambda name, line, column: name, findings)
    pictures = [(figure.name, figure.link) for figure in body.figures]
    refused = frozenset(p.rule for p in findings.problems if p.severity is Severity.ERROR)
    return Read(structure(body.html), tuple(map(_picture, pictures)), refused)


def expected(example: Example) -> Read:
    seen = _Structure()
    seen.feed(_COMMENT.sub("", example.html))
    seen.close()
    return Read(seen.text(), tuple(map(_picture, seen.pictures)), frozenset())


def structure(markup: str) -> str:
    seen = _Structure()
    seen.feed(markup)
    seen.close()
    return seen.text()


def _language(name: str) -> str:
    """The language of a listing by its name here, which leaves out what a class cannot hold."""
    name = name.lower()
    return "" if name in PLAIN else re.sub(r"[^a-z0-9+#._-]", "", name)


def _address(text: str) -> str:
    """An address, however it is encoded."""
    from urllib.parse import unquote

    return unquote(html.unescape(text))


def _picture(said: Picture) -> Picture:
    name, target = said
    return _address(name), None if target is None else _address(target)


_BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr"}
    | {"table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd"}
)
_COMMENT = re.compile(r"<!--(?:-?>|.*?-->)", re.DOTALL)
_NAMES = {"del": "s", **{f"h{n}": "h" for n in range(1, 7)}}


_LONE = re.compile(
    "\x02<(p|h)>\x02(?:<(?:em|strong)>)*(?:\x01(?:<br>)?)+(?:</(?:em|strong)>)*\x02</\\1>\x02"
)
"""A paragraph of nothing but pictures."""
_LINKED = re.compile("<a [^>]*>(\x01+)</a>")
"""A link on nothing but pictures, which is said of each of them."""


class _Structure(HTMLParser):
    """Elements, words and addresses, but not what we change on purpose.

    Headings are shifted and have ids; pictures stand between the blocks, without a
    paragraph of their own, and their links are theirs; quotation marks are typographic; a
    listing is in lines of colored words, of which the words are compared, and its language
    is the block's; comments are in no output.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.pictures: list[Picture] = []
        self._link: str | None = None
        self._kept = 0
        self._language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in ("img", "figure"):
            name = said.get("src") or said.get("data-image")
            if tag == "img":
                self.pictures.append((name or "", self._link))
            self.parts.append("\x01")
            return
        if tag == "pre":
            self._language = said.get("data-language") or ""
        if tag == "span" and self._kept:
            return
        self._kept += tag == "pre"
        name = _NAMES.get(tag, tag)
        more = ""
        if tag == "a":
            self._link = said.get("href")
            more = f" {_address(said.get('href') or '')} {said.get('title') or ''}"
        elif tag == "ol":
            more = f" {said.get('start') or 1}"
        elif tag == "code" and self._kept:
            language = (said.get("class") or "").removeprefix("language-") or self._language
            more = f" {_language(language)}"
        inner = "" if tag == "pre" else "\x02"
        shown = f"\x02<{name}{more.rstrip()}>{inner}" if tag in _BLOCKS else f"<{name}{more}>"
        self.parts.append(shown)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("img", "figure") or (tag == "span" and self._kept):
            return
        self._kept -= tag == "pre"
        self._link = None if tag == "a" else self._link
        name = _NAMES.get(tag, tag)
        if tag not in ("br", "hr"):
            self.parts.append(f"\x02</{name}>\x02" if tag in _BLOCKS - {"pre"} else f"</{name}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        self.parts.append(data.replace(" ", "\x03").replace("\n", "\x04") if self._kept else data)

    def text(self) -> str:
        whole = "".join(self.parts)
        whole = whole.translate(str.maketrans("“”‘’", "\"\"''"))
        whole = re.sub(_LINKED, r"\1", whole)
        whole = re.sub(r"[ \t\n]*\x01[ \t\n]*", "\x01", whole)
        whole = re.sub(_LONE, "", whole)
        whole = whole.replace("\x01", "")
        whole = re.sub(r"[ \t\n]*\x02[ \t\n]*", "\n", whole)
        whole = re.sub(r"[ \t\n]*<br>[ \t\n]*", "<br>", whole)
        whole = re.sub(r"[ \t]*\n[ \t\n]*", "\n", whole)
        return whole.replace("\x03", " ").replace("\x04", "\n").strip()


def both(file: Path) -> Iterator[tuple[Example, Read, Read]]:
    for example in examples(file):
        yield example, expected(example), read(example.markdown)

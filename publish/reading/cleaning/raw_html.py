"""Raw HTML in Markdown: comments are removed, line breaks stay, all else is an error."""

from __future__ import annotations

import re
from dataclasses import field

from markdown_it.token import Token

from publish.errors import Severity
from publish.reading.dialects.html import OTHERWISE, instead
from publish.reading.figures.caption_lines import read_caption
from publish.reading.findings import Findings
from publish.reading.positions import Places, offset
from publish.values import dataclass

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<\s*(?P<close>/?)\s*(?P<name>[A-Za-z][\w.:-]*)(?P<rest>[^<>]*)>?")
_IMPORT = re.compile(r"^(?:import|export)\s[^\n]{1,300}", re.MULTILINE)
_MDX_IMPORT = re.compile(r"(?:import|export)\b.*(?:\bfrom\b|=|\{|[\"'“”])")
_MOST_NAMED = 12


@dataclass
class _Components:
    """MDX components of one text, in their order: names as typed, with their lines."""

    named: list[tuple[int, int, str]] = field(default_factory=list)

    def note(self, findings: Findings) -> None:
        """Note one error for all of them: an editor corrects them together."""
        if not self.named:
            return
        self.named.sort(key=lambda found: found[:2])
        shown = [f"{name} (line {line})" for line, _, name in self.named]
        more = len(shown) - _MOST_NAMED
        line, column, _ = self.named[0]
        findings.error(
            "raw-html",
            "MDX components cannot be published: "
            + ", ".join(shown[:_MOST_NAMED])
            + (f" and {more} more" if more > 0 else ""),
            "Remove the tags and imports, and write their content in Markdown: text, "
            "![](file.jpg), a link.",
            line,
            column,
        )


def refuse_html(tokens: list[Token], places: Places, findings: Findings) -> list[Token]:
    """The tokens without comments, and with ``<br>`` as a line break; the rest are errors."""
    kept: list[Token] = []
    components = _Components()
    above = ""
    for token in tokens:
        if token.type == "html_block":
            _refuse_block(token, above, components, findings)
            continue
        if token.type == "inline":
            above = _last_picture(token.children or [])
        if token.type == "inline" and token.children:
            token.children = _inline(token, token.children, components, places, findings)
        kept.append(token)
    if components.named or any(_is_mdx(token) for token in tokens):
        _imports(tokens, components, places)
    components.note(findings)
    return kept


def _last_picture(children: list[Token]) -> str:
    """The picture that these end with; "" if it is something else."""
    for child in reversed(children):
        if child.type == "image":
            return str(child.attrs["src"])
        if child.type not in ("softbreak", "hardbreak", "link_close") and child.content.strip():
            return ""
    return ""


def _refuse_block(token: Token, above: str, components: _Components, findings: Findings) -> None:
    line = token.map[0] + 1 if token.map else 0
    rest, is_open = _without_comments(token.content)
    if is_open:
        findings.error(
            "comment-open",
            "the comment that begins here is never closed; the text after it would be lost",
            "Close it with -->.",
            line + rest.count("\n"),
        )
    if _BREAK.search(rest) and not _BREAK.sub("", rest).strip():
        findings.warn(
            "line-break",
            "a <br> between blocks does nothing; it was left out",
            "Delete it; the theme sets the distance between paragraphs.",
            line,
        )
        return
    if not rest.strip():
        return
    reported: set[str] = set()
    for tag in _TAG.finditer(rest):
        at = line + rest.count("\n", 0, tag.start())
        if is_component(tag["name"]):
            components.named.append((at, 0, f"<{tag['close']}{tag['name']}>"))
            reported.add("")
        elif tag["name"].lower() not in reported:
            reported.add(tag["name"].lower())
            sources = re.findall(r"<img\b[^<>]*?\bsrc=[\"']?([^\"'\s<>]+)", rest[: tag.start()])
            shown = sources[-1] if sources else above
            _error(tag, _held(rest, tag), shown, (at, 0), findings)
    if not reported:
        line += rest[: len(rest) - len(rest.lstrip())].count("\n")
        findings.error("raw-html", "raw HTML is not allowed", OTHERWISE, line)


def is_component(name: str) -> bool:
    """Whether a tag's name is one of MDX (``<Card>``, ``<Tabs.Tab>``), not of HTML."""
    return name[:1].isupper() and (not name.isupper() or "." in name)


def _without_comments(html: str) -> tuple[str, bool]:
    """A block without comments, line ends kept, and whether its last comment is never closed."""
    parts: list[str] = []
    at = 0
    while (start := html.find("<!--", at)) >= 0:
        parts.append(html[at:start])
        end = html.find("-->", start + 2)  # `<!-->` is a complete comment (CommonMark 0.31, 6.6).
        if end < 0:
            return "".join(parts), True
        at = end + 3
        parts.append("\n" * html.count("\n", start, at))
    return "".join((*parts, html[at:])), False


def _inline(
    inline: Token,
    children: list[Token],
    components: _Components,
    places: Places,
    findings: Findings,
) -> list[Token]:
    kept: list[Token] = []
    opened: set[str] = set()
    for child in children:
        if child.type != "html_inline":
            kept.append(child)
        elif _BREAK.fullmatch(child.content):
            kept.append(Token("hardbreak", "br", 0, level=child.level))
        elif not child.content.startswith("<!--"):
            place = places.of(inline, offset(child))
            tag = _TAG.match(child.content)
            if tag is None:
                findings.error("raw-html", "raw HTML is not allowed", OTHERWISE, *place)
            elif is_component(tag["name"]):
                components.named.append((*place, f"<{tag['close']}{tag['name']}>"))
            elif not (tag["close"] and tag["name"].lower() in opened):
                held = _held(inline.content, tag, offset(child))
                _error(tag, held, _last_picture(kept), place, findings)
            if tag:
                opened.add(tag["name"].lower())
    return kept


def _held(html: str, tag: re.Match[str], start: int | None = None) -> str | None:
    """The content of an element, if its end is near."""
    begin = tag.end() if start is None else start + len(tag.group())
    end = re.compile(rf"</\s*{re.escape(tag['name'])}\s*>", re.IGNORECASE).search(
        html, begin, begin + 300
    )
    return html[begin : end.start()] if end else None


_CAPTIONS = ("figcaption", "small", "em", "i", "cite", "sub", "center", "caption")
"""Elements that hold a caption where they come right after a picture."""


def _error(
    tag: re.Match[str], held: str | None, above: str, place: tuple[int, int], findings: Findings
) -> None:
    name = tag["name"].lower()
    message = f"raw HTML is not allowed: <{tag['close']}{name}>"
    if above and held and name in _CAPTIONS and "<" not in held:
        caption = read_caption(" ".join(held.split()))
        message += f"; it looks like the caption of {above}"
        where = findings.where(*place)
        findings.note(caption.problem(above, message, where, Severity.ERROR, rule="raw-html"))
    else:
        findings.error("raw-html", message, instead(name, tag.group(), held), *place)


def _is_mdx(token: Token) -> bool:
    return token.type == "inline" and bool(
        re.match(
            r"(?:import\s.*\bfrom\b\s*[\"'“”]|export\s+(?:const|default|function)\b)", token.content
        )
    )


def _imports(tokens: list[Token], components: _Components, places: Places) -> None:
    """Add the imports and exports of MDX, which Markdown reads as paragraphs."""
    for inline in tokens:
        if inline.type != "inline":
            continue
        for found in _IMPORT.finditer(inline.content):
            if _MDX_IMPORT.match(found.group()):
                line, column = places.of(inline, found.start())
                components.named.append((line, column, found.group().split()[0]))

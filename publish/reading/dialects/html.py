"""HTML elements that people write into Markdown, and what to write here instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from publish.reading.dialects.mark import QUOTE

_KEEP = "Remove the tags and keep the words; the theme sets their look."
_PICTURE = "![]({src}) in a paragraph of its own; caption and credit go under `images:`."
_FILM = "Link to it instead: [What it shows]({src})."
_NEVER = "Delete it: nothing that runs is ever published."
_BOX = "Write :::note before the text and ::: after it."

INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "a": "Write [{text}]({href}).",
        "abbr": "Write it out where it first comes: {title} ({text}).",
        "address": "Write :::lines before the lines and ::: after them.",
        "article": _KEEP,
        "aside": _BOX,
        "audio": _FILM,
        "b": "Write **{text}**.",
        "big": _KEEP,
        "blockquote": "Begin the lines with > instead.",
        "br": "Put it at the end of the line before, not on a line of its own.",
        "button": _NEVER,
        "caption": "Write : {text} below the table.",
        "center": _KEEP,
        "cite": "Write *{text}*.",
        "code": "Write `{text}` between backticks.",
        "dd": "Write the term on a line, and below it : and its meaning.",
        "del": "Write ~~{text}~~.",
        "details": _BOX,
        "dfn": "Write *{text}*.",
        "div": _KEEP,
        "dl": "Write each term on a line, and below it : and its meaning.",
        "dt": "Write the term on a line, and below it : and its meaning.",
        "em": "Write *{text}*.",
        "embed": _FILM,
        "figcaption": "Write the caption under `images:` in the front matter.",
        "figure": "Write ![](file.jpg) in a paragraph of its own; caption and credit go under "
        "`images:` in the front matter.",
        "font": _KEEP,
        "form": _NEVER,
        "h1": "Begin the line with # instead.",
        "h2": "Begin the line with ## instead.",
        "h3": "Begin the line with ### instead.",
        "h4": "Begin the line with #### instead.",
        "h5": "Begin the line with ##### instead.",
        "h6": "Begin the line with ###### instead.",
        "hr": "Write --- between two empty lines.",
        "i": "Write *{text}*.",
        "iframe": _FILM,
        "img": f"Write {_PICTURE}",
        "input": "Write a task as - [ ] text.",
        "ins": "Write [{text}]{{.underline}}.",
        "kbd": "Write [{text}]{{.kbd}}.",
        "li": "Begin the line with - instead.",
        "mark": "Write [{text}]{{.mark}}.",
        "math": "Write the formula in LaTeX between two $.",
        "nobr": "Write [{text}]{{.nowrap}}.",
        "object": _FILM,
        "ol": "Begin the lines with 1. instead.",
        "p": "Leave an empty line between paragraphs instead.",
        "picture": "Write ![](file.jpg) in a paragraph of its own.",
        "pre": "Put a line ``` before and after the code instead.",
        "q": 'Write "{text}".',
        "ruby": "Write the reading after the word, in parentheses.",
        "s": "Write ~~{text}~~.",
        "samp": "Write `{text}` between backticks.",
        "script": _NEVER,
        "section": _KEEP,
        "small": "Write [{text}]{{.small}}.",
        "span": _KEEP,
        "strike": "Write ~~{text}~~.",
        "strong": "Write **{text}**.",
        "style": "Delete it: the theme sets how the article looks.",
        "sub": "Write ~{text}~ right after the letter.",
        "summary": "Write the title after the name of the box: :::note Title.",
        "sup": "Write ^{text}^.",
        "svg": "Save the drawing as a file and write ![](drawing.svg).",
        "table": "Write the table in Markdown: | one | two |, and |---|---| below it.",
        "tt": "Write `{text}` between backticks.",
        "u": "Write [{text}]{{.underline}}.",
        "ul": "Begin the lines with - instead.",
        "var": "Write *{text}*.",
        "video": _FILM,
        "wbr": "Write &ZeroWidthSpace; in its place.",
    }
)
"""By element, in small letters. ``{text}`` is what it holds; other names are its attributes."""

OTHERWISE = (
    "Remove the tag and keep its words, or put `backticks` around it if it is to be read as text."
)

_ATTRIBUTE = re.compile(rf"([A-Za-z][\w:-]*)\s*=\s*(?:{QUOTE}([^\"'“”<>]*){QUOTE}|([^\s\"'<>]+))")
_USUAL = {"text": "text", "href": "https://…", "src": "file.jpg", "title": "what it means"}
_LONGEST = 60


def instead(name: str, tag: str, text: str | None) -> str:
    """The alternative to the element ``name``, whose opening ``tag`` has attributes.

    ``text`` is its content, None where that is unknown.
    """
    given = {key.lower(): a or b for key, a, b in _ATTRIBUTE.findall(tag)}
    if name in ("span", "bdi", "bdo") and (given.get("lang") or given.get("dir")):
        attributes = " ".join(f"{key}={given[key]}" for key in ("lang", "dir") if given.get(key))
        return f"Write [{_short(text)}]{{{attributes}}}."
    if name == "a" and "href" not in given and (place := given.get("name") or given.get("id")):
        return f"Write [{_short(text)}]{{#{place}}}, or give the heading below it {{#{place}}}."
    template = INSTEAD.get(name, OTHERWISE)
    values = {**_USUAL, **{k: v for k, v in given.items() if k in _USUAL and v}}
    return template.format_map({**values, "text": _short(text)})


def _short(text: str | None) -> str:
    """``text`` where it is short and plain enough to be shown in a mend."""
    line = " ".join((text or "").split())
    return line if 0 < len(line) <= _LONGEST and "<" not in line else _USUAL["text"]

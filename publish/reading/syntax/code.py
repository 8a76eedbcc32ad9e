"""Listings: the fences of Markdown, with the words after their marks.

```` ```python {#lst-a .linenos start=10 caption="…"} ````. A listing becomes lines, each a block of
its own, so that every format wraps a long line with an indent and sets its number beside it. Tabs
become spaces: no format keeps a tab inside a line. No other character of the code changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.token import Token

from publish.reading.findings import Findings
from publish.reading.syntax import attributes
from publish.reading.syntax.attributes import Attributes
from publish.suggest import did_you_mean
from publish.values import dataclass

LISTING = "listing"
"""The key in a token's ``meta`` for its listing."""
PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "none", "output"})
"""Names for code in no language."""
MOST = 100_000
"""Characters that are colored; a longer listing stays plain, because nobody reads it."""
_BARE = re.compile(r"(?<=[\s{])(linenos|wrap)(?=[\s}])")
_INNER_TAB = re.compile(r"[^\s][^\n]*\t")
_GREATEST = 30_000
"""The limit for the number of a first line; Word counts to 32767."""

CLASSES = (
    ("Token.Comment.Preproc", "attribute"),
    ("Token.Comment", "comment"),
    ("Token.Generic.Inserted", "inserted"),
    ("Token.Generic.Deleted", "deleted"),
    ("Token.Generic.Heading", "keyword"),
    ("Token.Generic.Subheading", "keyword"),
    ("Token.Generic.Prompt", "comment"),
    ("Token.Keyword.Type", "type"),
    ("Token.Keyword", "keyword"),
    ("Token.Operator.Word", "keyword"),
    ("Token.Name.Builtin", "builtin"),
    ("Token.Name.Exception", "type"),
    ("Token.Name.Class", "name"),
    ("Token.Name.Function", "name"),
    ("Token.Name.Namespace", "name"),
    ("Token.Name.Decorator", "attribute"),
    ("Token.Name.Attribute", "attribute"),
    ("Token.Name.Property", "attribute"),
    ("Token.Name.Tag", "keyword"),
    ("Token.Literal.String", "string"),
    ("Token.Literal.Number", "number"),
    ("Token.Literal.Date", "number"),
)
"""Pygments' kinds of tokens, with their class here; the first match counts."""


@dataclass(frozen=True)
class Listing:
    """A listing as written. ``start`` is the number of its first line, if it shows numbers."""

    language: str = ""
    id: str | None = None
    start: int | None = None
    caption: str = ""


def refuse_open_listings(tokens: Iterable[Token], lines: Sequence[str], findings: Findings) -> None:
    """Report fences that are never closed as errors: all that follows is in them.

    ``lines`` are those of the source.
    """
    for token in tokens:
        if token.type != "fence" or not token.map:
            continue
        first, end = token.map
        sign = re.escape(token.markup[0])
        closing = re.compile(rf"[\s>]*{sign}{{{len(token.markup)},}}\s*")
        goes_on = not "".join(lines[end:]).strip()
        if goes_on and (end - first < 2 or not closing.fullmatch(lines[end - 1])):
            message = "the listing that begins here is never closed; all that follows is in it"
            fix = f"Put a line with nothing but {token.markup} after it."
            findings.error("code-open", message, fix, first + 1)


def read_listings(tokens: Iterable[Token], findings: Findings) -> frozenset[str]:
    """Read the words after the marks of fences; return the ids of listings."""
    ids: set[str] = set()
    for token in tokens:
        if token.type in ("code_block", "fence"):
            token.content = expand_tabs(token.content)
        if token.type == "code_block":
            token.meta[LISTING] = Listing()
        elif token.type == "fence":
            line = token.map[0] + 1 if token.map else 0
            listing = _listing(unescapeAll(token.info), line, findings)
            token.meta[LISTING] = listing
            if listing.id in ids:
                message, fix = (
                    f"two listings have the id #{listing.id}",
                    "Give one of them another id.",
                )
                findings.error("code-id", message, fix, line)
            ids.update([listing.id] if listing.id else [])
    return frozenset(ids)


def expand_tabs(code: str) -> str:
    """``code`` with spaces up to the next stop in place of each tab.

    Stops are 8 columns apart, as in terminals, where tabs separate words (in aligned tables and
    comments), and 4 where they only indent.
    """
    stops = 8 if _INNER_TAB.search(code) else 4
    return "\n".join(line.expandtabs(stops) for line in code.split("\n"))


def _listing(info: str, line: int, findings: Findings) -> Listing:
    words, brace, rest = info.partition("{")
    found: Attributes | None = attributes.NONE
    if brace:
        found = attributes.parse(_BARE.sub(r".\1", brace + rest))
    if found is None:
        message = f"{brace + rest} is ignored: these are not attributes"
        fix = 'Write them as {#id linenos start=10 caption="…"}.'
        findings.error("code-attributes", message, fix, line)
        found = attributes.NONE
    name, *more = words.split() or [""]
    classes = [c for c in found.classes if c not in ("linenos", "wrap")]
    if not name and classes:
        name = classes.pop(0)
    for word in (*more, *(f".{c}" for c in classes), *_unknown(found)):
        message = f"{word!r} after the marks of a listing has no meaning here, and is left out"
        fix = 'Known are #id, linenos, start=10 and caption="…", in braces.'
        findings.warn("code-attributes", message, fix, line)
    return Listing(
        _language(name, line, findings),
        found.id,
        _start(found, line, findings),
        found.values.get("caption", ""),
    )


def _unknown(found: Attributes) -> Iterator[str]:
    return (f"{key}=" for key in found.values if key not in ("start", "caption"))


def _start(found: Attributes, line: int, findings: Findings) -> int | None:
    written = found.values.get("start")
    if written is None:
        return 1 if "linenos" in found.classes else None
    if written.isdecimal() and int(written) <= _GREATEST:
        return int(written)
    message = f"a listing cannot start with line {written[:20]!r}"
    fix = f"Write a number, at most {_GREATEST}."
    findings.error("code-attributes", message, fix, line)
    return None


def _language(name: str, line: int, findings: Findings) -> str:
    lowered = name.lower()
    if lowered in PLAIN:
        return ""
    if lowered not in _languages():
        fix = did_you_mean(lowered, _languages(), "")
        message = f"the language {name!r} is unknown: the listing stays in one color"
        findings.hint(
            "code-language", message, f"{fix} For no language, write text.".lstrip(), line
        )
    return re.sub(r"[^a-z0-9+#._-]", "", lowered)


@cache
def _languages() -> frozenset[str]:
    from pygments.lexers import get_all_lexers

    return frozenset(alias for _, aliases, _, _ in get_all_lexers() for alias in aliases)


# -- markup ---------------------------------------------------------------------------------


def markup(token: Token) -> str:
    """A listing as XHTML: lines of tokens, with its caption above."""
    listing = token.meta.get(LISTING)
    if not isinstance(listing, Listing):
        listing = Listing()
    lines = list(_lines(_colored(token.content, listing.language))) if token.content else []
    names = "code linenos" if listing.start is not None else "code"
    language = f' data-language="{escapeHtml(listing.language)}"' if listing.language else ""
    id = f' id="{escapeHtml(listing.id)}"' if listing.id else ""
    own = "" if listing.caption else id
    code = "".join(_line(line, n, listing) for n, line in enumerate(lines))
    block = f'<pre{own} class="{names}"{language}><code>{code}</code></pre>\n'
    if not listing.caption:
        return block
    caption = f'<p class="caption">{escapeHtml(listing.caption)}</p>'
    return f'<div{id} class="listing">{caption}\n{block}</div>\n'


def _line(pieces: Sequence[tuple[str, str]], n: int, listing: Listing) -> str:
    number = "" if listing.start is None else f' data-line="{listing.start + n}"'
    words = "".join(
        f'<span class="tok-{name}">{escapeHtml(text)}</span>' if name else escapeHtml(text)
        for name, text in pieces
    )
    return f'<span class="line"{number}>{words}\n</span>'


def _lines(pieces: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """The pieces, line by line; a piece on several lines is split."""
    line: list[tuple[str, str]] = []
    for name, text in pieces:
        first, *rest = text.split("\n")
        if first:
            line.append((name, first))
        for more in rest:
            yield line
            line = [(name, more)] if more else []
    yield line


def _colored(text: str, language: str) -> list[tuple[str, str]]:
    """The pieces of ``text``, each with its class or "", in order and complete."""
    text = text.removesuffix("\n")
    if not language or language not in _languages() or len(text) > MOST:
        return [("", text)]
    from pygments.lexers import get_lexer_by_name

    lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    pieces: list[tuple[str, str]] = []
    for _, kind, value in lexer.get_tokens_unprocessed(text):
        name = class_of(str(kind)) if value.strip() else ""
        if pieces and pieces[-1][0] == name:
            pieces[-1] = (name, pieces[-1][1] + value)
        else:
            pieces.append((name, value))
    # Some lexers leave out text; it must not get lost.
    return pieces if "".join(value for _, value in pieces) == text else [("", text)]


@cache
def class_of(kind: str) -> str:
    """The class of a kind of token; "" for kinds without one."""
    for name, found in CLASSES:
        if kind == name or kind.startswith(f"{name}."):
            return found
    return ""

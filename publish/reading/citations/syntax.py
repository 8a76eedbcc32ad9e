"""Citations in Markdown, in pandoc's syntax (Pandoc User's Guide, "Citation syntax").

An ``@`` is a citation only at the beginning of a word, and only if the records have the key or
brackets leave no doubt: e-mail addresses and user names stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from publish.reading.citations.clusters import Cited, Cluster, Clusters, Inlines, hidden, words
from publish.reading.citations.library import Library
from publish.reading.citations.locators import is_typed, localized
from publish.reading.findings import Findings
from publish.reading.positions import Places, offset
from publish.suggest import question
from publish.values import dataclass

CITATION = "citation"
LIBRARY, LANGUAGE = "library", "language"
"""The keys of the parser's ``env`` for the records and the text's language."""

_CITED = re.compile(r"(?P<year>-?)@(?:\{(?P<b>[^{}\s]+)\}|(?P<k>\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*))")
_BEFORE = re.compile(r"(?:\A|[\s(\[{\"'“‘„‚«‹¡¿—–|])-?\Z")
"""Characters that can precede the @ of a key, at the end of the text so far."""
_LONGEST_KEY = 200
_LONGEST = 2_000
"""Characters between the brackets of a citation; more is a paragraph in brackets."""
_HELD = frozenset({"text", "text_special", "softbreak", "em_open", "em_close", "strong_open",
                   "strong_close", "code_inline"})  # fmt: skip


@dataclass(frozen=True)
class Citing:
    """The records that can be cited, and the citations found."""

    library: Library = field(default_factory=Library)
    clusters: Clusters = field(default_factory=Clusters)


def enable_citations(parser: MarkdownIt) -> None:
    """Teach the parser citations. ``env[LIBRARY]`` has the records that tell keys from names."""
    parser.inline.ruler.before("link", "citation", _bracketed)
    parser.inline.ruler.before("link", "citation in text", _textual)


def note_citations(
    tokens: Sequence[Token], citing: Citing, places: Places, findings: Findings
) -> None:
    """Keep every citation, and give its token the number; unknown keys are errors."""
    before = ""
    for block in tokens:
        links = 0
        for child in block.children or ():
            links += {"link_open": 1, "link_close": -1}.get(child.type, 0)
            place = places.of(block, offset(child))
            if child.type == "image" and any(_within(child)):
                _bar(findings, "the description of a picture", place)
            elif child.type != CITATION:
                continue
            elif links:
                _bar(findings, "a link", place)
            elif before == "heading_open":
                _bar(findings, "a heading, which is repeated in the contents", place)
            else:
                _keep(child, citing, place, findings)
        before = block.type
    _warn_misspelled(tokens, citing.library, places, findings)


def refuse_citations(
    tokens: Sequence[Token], where: str, places: Places, findings: Findings
) -> None:
    """Note every citation as an error: ``where`` allows none."""
    for block in tokens:
        for child in _within(block):
            _bar(findings, where, places.of(block, offset(child)))


def _warn_misspelled(
    tokens: Sequence[Token], library: Library, places: Places, findings: Findings
) -> None:
    """Note names in the text that look like a misspelled key."""
    if not library.records:
        return
    for block in tokens:
        for child in block.children or ():
            for match in _CITED.finditer(child.content) if child.type == "text" else ():
                key = match["b"] or match["k"]
                before = child.content[max(0, match.start() - 2) : match.start()]
                guess = library.nearest(key) if _BEFORE.search(before) and len(key) > 3 else None
                if guess:
                    findings.warn(
                        "citation-misspelled",
                        f"@{key} is printed as typed: no record has that key",
                        f"{question(f'@{guess}')} Otherwise put a backslash before the @.",
                        *places.of(block, None),
                    )


def _within(token: Token) -> Iterator[Token]:
    for child in token.children or ():
        if child.type == CITATION:
            yield child
        yield from _within(child)


def _bar(findings: Findings, where: str, place: tuple[int, int]) -> None:
    message = f"nothing can be cited in {where}"
    findings.error("citation-place", message, "Cite it in the text nearby.", *place)


def _keep(
    token: Token,
    citing: Citing,
    place: tuple[int, int],
    findings: Findings,
) -> None:
    cluster: Cluster = token.meta["citation"]
    library = citing.library
    for cited in cluster.works:
        if cited.key in library.records:
            continue
        if not library.stated:
            fix = (
                "Name the file with the records: `bibliography: refs.bib` (BibTeX or CSL-JSON); "
                "or put a backslash before the @ if it is text."
            )
        elif guess := library.nearest(cited.key):
            fix = question(f"@{guess}")
        else:
            fix = "Add it to the bibliography, or put a backslash before the @ if it is text."
        message = f"no record has the key {cited.key!r}"
        findings.error("citation-unknown", message, fix, *place)
    token.attrs = {"class": "citation", "data-cite": str(citing.clusters.add(cluster))}


# -- parsing --------------------------------------------------------------------------------


def _bracketed(state: StateInline, silent: bool) -> bool:
    """``[see @a, p. 3; @b]``: every part has one key."""
    # For a search for the end of a link's text, these are ordinary brackets.
    if (
        silent
        or state.src[state.pos] != "["
        or "@" not in state.src[state.pos : state.pos + _LONGEST]
    ):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos, False)
    if end < 0 or end - state.pos > _LONGEST or state.src[end + 1 : end + 2] in ("(", "[", "{"):
        return False
    inside = state.src[state.pos + 1 : end]
    works = _works(state, inside)
    if not works or not _is_meant(state, inside, works):
        return False
    _push(state, Cluster(works), end + 1)
    state.pos = end + 1
    return True


def _textual(state: StateInline, silent: bool) -> bool:
    """``@key``, and ``@key [p. 3]``, where the records have the key."""
    if state.src[state.pos] != "@" or state.linkLevel:
        return False
    if state.pos and not _BEFORE.search(state.src[max(0, state.pos - 2) : state.pos]):
        return False
    match = _CITED.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    key, end = _known_key(state, match)
    if key is None:
        return False
    author = not state.pending.endswith("-")
    works, end = _behind(state, Cited(key, author=author), end)
    if not silent:
        if not author:
            state.pending = state.pending[:-1]
        _push(state, Cluster(works, textual=author), end)
    state.pos = end
    return True


def _known_key(state: StateInline, match: re.Match[str]) -> tuple[str | None, int]:
    """The key in the records, without signs that may belong to the sentence."""
    records = _library(state).records
    if len(match[0]) > _LONGEST_KEY:
        return None, 0
    if match["b"]:
        return (match["b"] if match["b"] in records else None), match.end()
    key = match["k"]
    while key and key not in records:
        shorter = re.sub(r"(?:[^\w]+\w*|_+)\Z", "", key)
        if shorter == key:
            return None, 0
        key = shorter
    return key or None, match.start("k") + len(key)


def _behind(state: StateInline, cited: Cited, end: int) -> tuple[tuple[Cited, ...], int]:
    """A locator in brackets after ``@key``, and further works there."""
    alone = (cited,)
    begin = end + 1 if state.src[end : end + 1] == " " else end
    if state.src[begin : begin + 1] != "[" or state.src[begin + 1 : begin + 2] in ("^", "@", "!"):
        return alone, end
    close = state.src.find("]", begin, min(state.posMax, begin + _LONGEST))
    inside = state.src[begin + 1 : close]
    if close < 0 or "[" in inside or state.src[close + 1 : close + 2] in ("(", "[", "{"):
        return alone, end
    if inside.strip().upper() in state.env.get("references", ()):
        return alone, end
    first, *others = inside.split(";")
    if "@" in first:
        return alone, end
    works = _works(state, ";".join(others)) if others else ()
    suffix = _place(state, first.strip())
    if (others and not works) or suffix is None:
        return alone, end
    return (Cited(cited.key, (), suffix, cited.author), *works), close + 1


def _works(state: StateInline, inside: str) -> tuple[Cited, ...]:
    """The works between brackets; none if a part has no key, or holds more than a citation can."""
    works: list[Cited] = []
    for part in inside.split(";"):
        match = next(
            (
                m
                for m in _CITED.finditer(part)
                if not m.start() or _BEFORE.search(part[: m.start()])
            ),
            None,
        )
        if match is None:
            return ()
        prefix = _inlines(state, part[: match.start()].strip())
        suffix = _place(state, part[match.end() :].rstrip())
        if prefix is None or suffix is None:
            return ()
        key = match["b"] or match["k"]
        works.append(Cited(key, prefix, suffix, not match["year"]))
    return tuple(works)


def _is_meant(state: StateInline, inside: str, works: tuple[Cited, ...]) -> bool:
    """Whether this is a citation, not a remark that mentions somebody."""
    library = _library(state)
    begins = inside.lstrip().startswith(("@", "-@"))
    return begins or library.stated or any(cited.key in library.records for cited in works)


def _push(state: StateInline, cluster: Cluster, end: int) -> None:
    token = state.push(CITATION, "span", 0)
    # The neighbors of quotation marks decide their direction.
    token.content = state.src[state.pos : end]
    token.meta.update(citation=cluster, offset=state.pos)


def _library(state: StateInline) -> Library:
    found = state.env.get(LIBRARY)
    return found if isinstance(found, Library) else Library()


_RANGE = re.compile(r"(?<=\w)--(?=\w)")


def _place(state: StateInline, text: str) -> Inlines | None:
    """The text after a key: mostly the locator."""
    text = _RANGE.sub("–", text)
    if is_typed(text):
        found = _inlines(state, f", {text.lstrip(', ')}")
        return None if found is None else tuple(hidden(found))
    return _inlines(state, localized(text, str(state.env.get(LANGUAGE, "en"))))


def _inlines(state: StateInline, text: str) -> Inlines | None:
    """The words around a key in the processor's form; None if they hold more than words."""
    if not text:
        return ()
    tokens: list[Token] = []
    state.md.inline.parse(text, state.md, {}, tokens)
    if any(token.type not in _HELD for token in tokens):
        return None
    stack: list[list[dict[str, object]]] = [[]]
    for token in tokens:
        if token.type in ("em_open", "strong_open"):
            stack.append([])
        elif token.type in ("em_close", "strong_close"):
            inner = stack.pop()
            kind = "Emph" if token.type == "em_close" else "Strong"
            stack[-1].append({"t": kind, "c": inner})
        elif token.type == "softbreak":
            stack[-1].append({"t": "Space"})
        else:
            stack[-1] += words(token.content)
    return tuple(stack[0])

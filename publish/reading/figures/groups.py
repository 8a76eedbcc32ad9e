"""Groups: several pictures with one caption, ``:::figures {#fig-x columns=2}`` to ``:::``.

Each picture keeps its own alternative text, caption and credits; the text beside them in the box is
the caption of the group.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markdown_it.token import Token

from publish.reading.figures.blocks import Figure
from publish.reading.findings import Findings
from publish.reading.front_matter.figure_attributes import WIDTHS, figure_id, share
from publish.reading.front_matter.values import Unfit
from publish.reading.syntax import attributes
from publish.reading.syntax.places import stays

NAME = "figures"
MOST_COLUMNS = 4
MOST = 26
"""Pictures in a group: letters name them."""
_USUAL = {2: 2, 3: 3, 4: 2}
"""The default columns of a group, by its number of pictures."""


def group_figures(
    tokens: Sequence[Token], figures: Sequence[Figure], findings: Findings
) -> tuple[list[Token], tuple[Figure, ...]]:
    """The tokens with groups as ``figure.group``, each with its caption last, and the new figures.

    Raises nothing: content that a group cannot hold is noted with its line.
    """
    out: list[Token] = []
    grouped: set[int] = set()
    seen = at = 0
    while at < len(tokens):
        token = tokens[at]
        if _is_group(token):
            end = _end(tokens, at)
            inside = tokens[at + 1 : end]
            pictures = [t for t in inside if t.type == "figure"]
            grouped.update(range(seen, seen + len(pictures)))
            out += _group(token, tokens[end], inside, pictures, findings)
            seen, at = seen + len(pictures), end + 1
            continue
        seen += token.type == "figure"
        out.append(token)
        at += 1
    regrouped = (replace(f, grouped=True) if n in grouped else f for n, f in enumerate(figures))
    return out, tuple(regrouped)


def name_figures(
    tokens: Iterable[Token], taken: frozenset[str], findings: Findings
) -> frozenset[str]:
    """All ids that pictures and groups state, with those ``taken``; repeated ids are noted."""
    known = set(taken)
    for token in tokens:
        id = str(token.attrs.get("id", ""))
        if (token.type != "figure" and not _is_group(token)) or not id:
            continue
        if id in known:
            findings.error(
                "figure-id", f"the id #{id} is already taken", "Choose another.", _line(token)
            )
        known.add(id)
    return frozenset(known)


def _is_group(token: Token) -> bool:
    names = str(token.attrs.get("class", "")).split()
    return token.type == "box_open" and bool({NAME, "group"} & set(names))


def _end(tokens: Sequence[Token], start: int) -> int:
    depth = 0
    for at in range(start, len(tokens)):
        depth += {"box_open": 1, "box_close": -1}.get(tokens[at].type, 0)
        if not depth:
            return at
    return len(tokens) - 1


def _group(
    begin: Token,
    end: Token,
    inside: Sequence[Token],
    pictures: Sequence[Token],
    findings: Findings,
) -> Iterator[Token]:
    line = _line(begin)
    if not 2 <= len(pictures) <= MOST:
        what = "one picture" if len(pictures) == 1 else f"{len(pictures)} pictures"
        fix = (
            "Write a single picture without :::figures."
            if len(pictures) == 1
            else (f"A group has two to {MOST}, each as ![](file.jpg).")
        )
        findings.error("figures", f"a group of {what}", fix, line)
    begin.attrs.update(_attributes(begin, len(pictures), findings))
    yield begin
    yield from pictures
    yield from _caption(inside, findings, line)
    yield end


def _attributes(begin: Token, count: int, findings: Findings) -> dict[str, str]:
    place = (_line(begin), 0)
    classes = tuple(name for name in WIDTHS)
    found = attributes.take(
        begin,
        "a group",
        findings,
        place,
        id=True,
        classes=classes,
        values=("columns", "width", "place"),
    )
    names = ["group", f"columns-{_columns(found.values.get('columns'), count, findings, place)}"]
    kept: dict[str, str] = {}
    try:
        if found.id:
            kept["id"] = figure_id(found.id)
        width = found.values.get("width") or next(iter(found.classes), None)
        names += [f"width-{share(width)}"] if width else []
    except Unfit as unfit:
        findings.error(unfit.rule, unfit.message, unfit.fix, *place)
    names += stays(found.values.get("place"), findings, place)
    return {**kept, "class": " ".join(names)}


def _columns(written: str | None, count: int, findings: Findings, place: tuple[int, int]) -> int:
    if written is None:
        return _USUAL.get(count, 3)
    if written.isdecimal() and 1 <= int(written) <= MOST_COLUMNS:
        return min(int(written), max(count, 1))
    message = f"a group cannot have {written!r} columns"
    findings.error("figures", message, f"Write columns=1 to columns={MOST_COLUMNS}.", *place)
    return 1


def _caption(inside: Sequence[Token], findings: Findings, line: int) -> Iterator[Token]:
    """The paragraph beside the pictures as the caption of the group."""
    texts = [n for n, token in enumerate(inside) if token.type == "inline"]
    strange = next((t for t in inside if t.type not in _PLAIN), None)
    if strange is not None:
        message = "a group can only hold pictures and one paragraph, its caption"
        findings.error(
            "figures", message, "Move the rest before or after it.", _line(strange) or line
        )
        return
    if len(texts) > 1:
        message = "a group has one caption, but this one has several paragraphs"
        fix = "Join them; words about one picture belong in that picture's caption."
        findings.error("figures", message, fix, _line(inside[texts[1]]) or line)
        return
    for n in texts:
        opening, text, closing = inside[n - 1 : n + 2]
        opening.tag = closing.tag = "figcaption"
        wrap = (Token("caption_open", "span", 1), Token("caption_close", "span", -1))
        wrap[0].attrs["class"] = "caption"
        text.children = [wrap[0], *(text.children or ()), wrap[1]]
        yield from (opening, text, closing)


_PLAIN = frozenset({"figure", "paragraph_open", "inline", "paragraph_close"})


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0

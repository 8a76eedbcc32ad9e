"""Articles that nobody wrote: any mixture of what an article may hold, as source folders."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st
from PIL import Image as Pillow

# Scripts that the theme's own fonts have; a full stop or a dash would be Markdown's at times.
WORDS = st.text("abcdefgxyzABCÄÖßéñøłčąșğΑθλДжяй0123456789’", min_size=1, max_size=12)
PHRASES = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
LICENSES = st.sampled_from(["CC BY 4.0", "CC-BY-SA-3.0", "CC0", "Public domain"])


@dataclass(frozen=True)
class Source:
    """An article's text, its pictures, and the phrases that no format may lose."""

    text: str
    pictures: dict[str, bytes]
    phrases: tuple[str, ...]
    headings: tuple[str, ...]
    alts: tuple[str, ...]
    credits: tuple[str, ...]

    def write(self, folder: Path) -> Path:
        folder.mkdir(parents=True)
        (folder / "article.md").write_text(self.text, "utf-8")
        for name, data in self.pictures.items():
            (folder / name).write_bytes(data)
        return folder


@st.composite
def inlines(draw: st.DrawFn) -> tuple[str, str]:
    """A line of Markdown, and its words."""
    parts, words = [], []
    for _ in range(draw(st.integers(1, 5))):
        phrase = draw(PHRASES)
        form = draw(
            st.sampled_from(
                ["{}", "*{}*", "**{}**", "`{}`", "~~{}~~", "[{}](https://example.org/)"]
            )
        )
        parts.append(form.format(phrase))
        words.append(phrase)
    return " ".join(parts), " ".join(words)


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> tuple[list[str], list[str]]:
    """Lines of Markdown, and the phrases in them."""
    kind = draw(
        st.sampled_from(
            ["paragraph"] * 4
            + ["bullets", "numbers", "table", "code", "rule"]
            + (["quote"] if depth < 2 else [])
        )
    )
    if kind == "paragraph":
        line, words = draw(inlines())
        return [line, ""], [words]
    if kind in ("bullets", "numbers"):
        items = draw(st.lists(inlines(), min_size=1, max_size=4))
        marks = ["-"] * 4 if kind == "bullets" else [f"{n}." for n in range(3, 7)]
        lines = [f"{mark} {line}" for mark, (line, _) in zip(marks, items, strict=False)]
        # An empty comment keeps a list apart from another one that follows.
        return [*lines, "", "<!-- -->", ""], [words for _, words in items]
    if kind == "table":
        rows = draw(st.lists(st.tuples(PHRASES, PHRASES), min_size=2, max_size=4))
        lines = [f"| {a} | {b} |" for a, b in rows]
        return [lines[0], "|---|--:|", *lines[1:], ""], [cell for row in rows for cell in row]
    if kind == "code":
        phrase = draw(PHRASES)
        return ["```", phrase, "```", ""], [phrase]
    if kind == "rule":
        return ["***", ""], []
    inner = draw(st.lists(blocks(depth + 1), min_size=1, max_size=3))
    lines = [f"> {line}" for more, _ in inner for line in more]
    return [*lines, ""], [words for _, found in inner for words in found]


@st.composite
def notes(draw: st.DrawFn, label: str) -> tuple[list[str], list[str], list[str]]:
    """A paragraph that calls a note, what is written of that, and the phrases in both."""
    before, after, text = draw(PHRASES), draw(PHRASES), draw(inlines())
    if draw(st.booleans()):
        return [f"{before} ^[{text[0]}] {after}", ""], [], [before, after, text[1]]
    again = f" [^{label}]" if draw(st.booleans()) else ""
    lines, words = draw(blocks(2)) if draw(st.booleans()) else ([], [])
    written = [f"[^{label}]: {text[0]}", "", *(f"    {line}" for line in lines), ""]
    return [f"{before}[^{label}] {after}{again}", ""], written, [before, after, text[1], *words]


@st.composite
def sources(draw: st.DrawFn) -> Source:
    """A whole article with up to three pictures."""
    title = draw(PHRASES)
    authors = draw(st.lists(NAMES, max_size=3))
    lines, phrases, headings, alts, credits = [], [title], [title], [], []
    below: list[str] = []
    pictures: dict[str, bytes] = {}
    records: dict[str, object] = {}
    for number in range(draw(st.integers(1, 6))):
        if draw(st.booleans()):
            heading = draw(PHRASES)
            lines += [f"## {heading}", ""]
            headings.append(heading)
        more, words = draw(blocks())
        lines += more
        phrases += words
        if draw(st.integers(0, 2)) == 0:
            more, written, words = draw(notes(f"note{number}"))
            lines += more
            below += written
            phrases += words
        if len(pictures) < 3 and draw(st.integers(0, 3)) == 0:
            name = f"picture {number}.{draw(st.sampled_from(['jpg', 'png']))}"
            alt, caption, credit = draw(PHRASES), draw(PHRASES), draw(NAMES)
            pictures[name] = picture(name, draw(st.integers(20, 90)), draw(st.integers(20, 90)))
            records[name] = {
                "alt": alt,
                "caption": f"{caption}[^p{number}]",
                "credit": {
                    "creator": credit,
                    "license": draw(LICENSES),
                    "not-supplied": ["title", "source"],
                },
            }
            lines += [f"![](<{name}>)", ""]
            remark = draw(PHRASES)
            below += [f"[^p{number}]: {remark}", ""]
            phrases += [caption, remark]
            alts.append(alt)
            credits.append(credit)
    head: dict[str, object] = {"title": title, "date": "2026-01-02", "lang": "en"}
    head |= {"authors": authors, "images": records}
    # JSON is YAML, and quotes whatever needs it.
    front = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    return Source(
        "\n".join(["---", *front, "---", *lines, *below]),
        pictures,
        (*phrases, *authors),
        tuple(headings),
        tuple(alts),
        tuple(credits),
    )


def picture(name: str, width: int, height: int) -> bytes:
    """A small picture of its own color, so that no two are the same."""
    out = io.BytesIO()
    color = (width * 2, height * 2, len(name) * 9)
    Pillow.new("RGB", (width, height), color).save(out, "JPEG" if name.endswith("jpg") else "PNG")
    return out.getvalue()

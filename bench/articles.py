"""Articles of any length, made by rule: the same kind and count give the same bytes.

``python -m bench.articles notes 500 FOLDER`` writes one.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

SIDES = (4000, 3000)
"""A photograph's width and height in pixels: 12 megapixels."""
_CONSONANTS, _VOWELS, _ENDS = "bdfghjklmnprstvwz", "aeiou", ("", "", "n", "r", "st", "l")
_PARAGRAPH = 90
"""Words in a paragraph."""


def text(count: int) -> str:
    """``count`` paragraphs, a heading before every eighth."""
    words = _words("text")
    parts = []
    for n in range(count):
        if n % 8 == 0:
            parts.append(f"## {words(4)}")
        parts.append(f"{words(_PARAGRAPH)}.")
    return "\n\n".join(parts)


def notes(count: int) -> str:
    """``count`` notes, one in each paragraph."""
    words = _words("notes")
    calls = (f"{words(60)}.[^n{n}] {words(30)}." for n in range(count))
    texts = (f"[^n{n}]: {words(18)}." for n in range(count))
    return "\n\n".join((*calls, *texts))


def citations(count: int) -> str:
    """``count`` citations, one in each paragraph, of a quarter as many works."""
    words = _words("citations")
    works = max(1, count // 4)
    return "\n\n".join(f"{words(60)} [@work{n % works}]. {words(30)}." for n in range(count))


def rows(count: int) -> str:
    """Tables of at most 250 rows and four columns."""
    words = _words("rows")
    parts = [f"{words(_PARAGRAPH)}."]
    for first in range(0, count, 250):
        lines = [f"{words(2)} | {n} | {n * 7 % 1000}.5 | {words(3)}"
                 for n in range(first, min(count, first + 250))]  # fmt: skip
        table = ["Name | Number | Share | Remark", "--- | ---: | ---: | ---", *lines]
        parts += [f"## {words(3)}", "\n".join(f"| {line} |" for line in table)]
    return "\n\n".join(parts)


def pictures(count: int) -> str:
    """``count`` pictures, a paragraph after each."""
    words = _words("pictures")
    return "\n\n".join(f"![](photo-{n}.jpg)\n\n{words(_PARAGRAPH)}." for n in range(count))


BODIES: dict[str, Callable[[int], str]] = {
    "text": text,
    "notes": notes,
    "citations": citations,
    "rows": rows,
    "pictures": pictures,
}
"""How a body is made of so many paragraphs, notes, citations, rows or pictures."""


def write_article(folder: Path, kind: str, count: int) -> Path:
    """Write an article with ``count`` of ``kind`` to a new ``folder``, and return that."""
    folder.mkdir(parents=True)
    head = ["---", f"title: Growth of {kind}", "authors: [Ada Example]", "date: 2026-03-01",
            "category: Measuring", "lang: en"]  # fmt: skip
    if kind == "citations":
        (folder / "works.bib").write_text(_bibliography(max(1, count // 4)), "utf-8")
        head.append("bibliography: works.bib")
    if kind == "pictures":
        head.append("images:")
        for n in range(count):
            (folder / f"photo-{n}.jpg").write_bytes(photograph(n))
            head += _picture(n)
    text = "\n".join((*head, "---", "", BODIES[kind](count), ""))
    (folder / "article.md").write_text(text, "utf-8")
    return folder


def photograph(seed: int) -> bytes:
    """A JPEG of 12 megapixels with the grain of a photograph (about 3 MB)."""
    import io

    from PIL import Image

    source = random.Random(seed)
    small = Image.frombytes("RGB", (200, 150), source.randbytes(200 * 150 * 3))
    grain = Image.frombytes("L", (1000, 750), source.randbytes(1000 * 750)).resize(SIDES)
    large = small.resize(SIDES, Image.Resampling.BICUBIC)
    mixed = Image.blend(large, Image.merge("RGB", (grain, grain, grain)), 0.2)
    data = io.BytesIO()
    mixed.save(data, "JPEG", quality=88)
    return data.getvalue()


def _words(seed: str) -> Callable[[int], str]:
    """A function that gives so many words, the first with a capital."""
    source = random.Random(seed)
    syllables = [c + v + e for c in _CONSONANTS for v in _VOWELS for e in _ENDS]
    vocabulary = ["".join(source.choices(syllables, k=source.randint(1, 4))) for _ in range(3000)]
    return lambda count: " ".join(source.choices(vocabulary, k=count)).capitalize()


def _picture(n: int) -> Iterable[str]:
    return (
        f"  photo-{n}.jpg:",
        f"    alt: A blurred field of colors, the {n}th",
        f"    caption: Colors {n}.",
        "    credit:",
        f"      title: Colors {n}",
        "      creator: Ben Example",
        f"      source: https://example.org/colors/{n}",
        "      license: CC-BY-4.0",
    )


def _bibliography(count: int) -> str:
    words = _words("works")
    return "\n".join(
        f"@article{{work{n}, author = {{{words(1)}, {words(1)}}}, title = {{{words(6)}}}, "
        f"journal = {{{words(2)}}}, year = {{{1950 + n % 70}}}, volume = {{{n % 40 + 1}}}, "
        f"pages = {{{n + 1}--{n + 9}}}}}"
        for n in range(count)
    )


if __name__ == "__main__":
    write_article(Path(sys.argv[3]), sys.argv[1], int(sys.argv[2]))

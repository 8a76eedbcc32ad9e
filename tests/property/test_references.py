"""Whatever refers to whatever: the number shown is the one that stands at the target."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from hypothesis import Phase, given
from hypothesis import strategies as st

from publish import build
from publish.formats import FORMATS
from publish.proof.word_diff import rough
from tests.profiles import examples
from tests.property.articles import picture

PUBLICATION = '[publication]\nid = "3f0d2f5e-7d0b-4a56-9c58-0e1d8c3e5f13"\n'
WORDS = ("amber", "birch", "cedar", "delta", "ember", "flint", "grove", "heath")


@st.composite
def sources(draw: st.DrawFn) -> tuple[str, dict[str, bytes]]:
    """An article of pictures, sections and notes in any order, and references to any of them."""
    kinds = draw(
        st.lists(st.sampled_from(["picture", "section", "below", "note"]), min_size=1, max_size=7)
    )
    ids, blocks, notes = [], [], []
    pictures: dict[str, bytes] = {}
    records = []
    for n, kind in enumerate(kinds):
        word = WORDS[n]
        if kind == "picture":
            name = f"{word}.jpg"
            pictures[name] = picture(name, 30 + n, 20)
            caption = f"\n    caption: The {word} picture" if draw(st.booleans()) else ""
            records.append(
                f"  {name}:\n    alt: Picture {word}{caption}\n    credit: {{license: CC0}}"
            )
            own = draw(st.booleans())
            blocks.append(f"![]({name})" + (f"{{#fig-own-{word}}}" if own else ""))
            ids.append(f"fig-own-{word}" if own else f"fig-{word}")
        elif kind == "note":
            blocks.append(f"A paragraph that calls {word}.[^{word}]")
            notes.append(f"[^{word}]: The {word} note.")
            ids.append(f"^{word}")
        else:
            blocks.append(
                f"{'##' if kind == 'section' else '###'} The {word} section {{#sec-{word}}}"
            )
            ids.append(f"sec-{word}")
        if draw(st.booleans()):
            blocks.append(f"Some words about {word}.")
    for target in draw(st.lists(st.sampled_from(ids), min_size=1, max_size=8)):
        at = draw(st.integers(0, len(blocks)))
        blocks.insert(at, f"What is said in [](#{target}) holds.")
    head = ["---", "title: References", "date: 2026-03-01", "lang: en"]
    head += ["number-sections: 2"] if draw(st.booleans()) else []
    head += ["contents: 2"] if draw(st.booleans()) else []
    head += ["lists: [figures]"] if draw(st.booleans()) else []
    head += ["images:", *records] if records else []
    return "\n".join([*head, "---", "\n\n".join([*blocks, *notes])]), pictures


@given(sources())
@examples(4, phases=(Phase.explicit, Phase.generate))
def test_every_reference_shows_the_number_at_its_target(
    source: tuple[str, dict[str, bytes]],
) -> None:
    text, pictures = source
    root = Path(tempfile.mkdtemp())
    try:
        folder = root / "sources" / "article"
        folder.mkdir(parents=True)
        (root / "publish.toml").write_text(PUBLICATION)
        (folder / "article.md").write_text(text, "utf-8")
        for name, data in pictures.items():
            (folder / name).write_bytes(data)
        made = build(folder)
        assert made.report is not None
        assert made.report.ok
        for output in made.outputs:
            found = FORMATS[output.format].read(output.path.read_bytes())
            shown = [r for r in found.references if re.fullmatch(r"(Figure|note)\s\d+", r.text)]
            assert len(shown) >= text.count("[](#fig") + text.count("[](#^")
            for reference in shown:
                # Not what our own proof compares: the words against what stands there.
                (place,) = {p for p in reference.places if p.startswith(("note", "fig"))}
                assert place.startswith(rough(reference.text)) or place == reference.text
    finally:
        shutil.rmtree(root)

"""Whatever an article holds, no format loses a word, a heading, an alt text or a credit."""

from __future__ import annotations

import html
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import Phase, given, seed, settings

from publish import FORMATS, build
from publish.building.publishing import Published
from tests import judges
from tests.judges import letters
from tests.profiles import examples
from tests.property.articles import Source, sources

PUBLICATION = '[publication]\nid = "3f0d2f5e-7d0b-4a56-9c58-0e1d8c3e5f12"\n'
BATCH = 4


def lost(phrases: Iterable[str], text: str) -> list[str]:
    """The phrases whose letters are not in ``text``."""
    whole = letters(text)
    return [phrase for phrase in phrases if letters(phrase) not in whole]


def alts(path: Path) -> set[str]:
    """The text alternatives in a zipped file, found by a bare search for the attributes."""
    with zipfile.ZipFile(path) as archive:
        text = "".join(
            archive.read(name).decode("utf-8")
            for name in archive.namelist()
            if name.endswith((".xhtml", "document.xml"))
        )
    return {html.unescape(alt) for alt in re.findall(r'(?:alt|descr)="([^"]*)"', text)}


def built(source: Source, root: Path, name: str = "article") -> Published:
    (root / "publish.toml").write_text(PUBLICATION)
    return build(source.write(root / "sources" / name))


@given(sources())
@examples(6, phases=(Phase.explicit, Phase.generate, Phase.shrink))
def test_nothing_is_lost_in_any_format(source: Source) -> None:
    """Our own proof, and then readers that know nothing of us."""
    root = Path(tempfile.mkdtemp())
    try:
        made = built(source, root)
        assert made.report is not None
        assert made.report.ok
        paths = {output.format: output.path for output in made.outputs}
        assert set(paths) == {name for name, f in FORMATS.items() if not f.on_demand}
        texts = {
            "pdf": judges.pdf_text(paths["pdf"], "-raw"),
            "epub": judges.plain_text(paths["epub"]),
            "docx": judges.plain_text(paths["docx"]),
        }
        for text in (texts["epub"], texts["docx"]):
            assert lost((*source.phrases, *source.headings, *source.credits), text) == []
        # A page may end in the midst of a phrase, and its foot comes between.
        words = [w for p in (*source.phrases, *source.headings, *source.credits) for w in p.split()]
        assert lost(words, texts["pdf"]) == []
        assert alts(paths["epub"]) >= set(source.alts)
        assert alts(paths["docx"]) >= set(source.alts)
    finally:
        shutil.rmtree(root)


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> list[Published]:
    """A few generated articles, always the same ones, for the judges to see at once."""
    drawn: list[Source] = []

    @seed(20260101)
    @settings(max_examples=BATCH, database=None, phases=(Phase.generate,))
    @given(sources())
    def draw(source: Source) -> None:
        drawn.append(source)

    draw()
    root = tmp_path_factory.mktemp("generated")
    return [built(source, root, f"article-{n}") for n, source in enumerate(drawn)]


@pytest.mark.parametrize(("judge", "format"), judges.BY_FORMAT)
def test_the_judge_finds_nothing_in_generated_articles(
    batch: list[Published], judge: str, format: str
) -> None:
    paths = [o.path for made in batch for o in made.outputs if o.format == format]
    assert len(paths) == BATCH
    assert [c for found in judges.judge(judge, paths).values() for c in found] == []

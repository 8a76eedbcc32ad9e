"""A folder per case: an article that breaks a rule, its messages, and the article mended.

A folder is named for the rule, with ``--`` and more where a rule has several.
``expected.txt`` is what an editor reads on a first publication, ``rebuild.txt``
on a later one where that differs. ``mended.md`` (and ``mended.toml``, where
publish.toml is at fault) breaks no rule of the gate. All have one picture, which
is made here.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from publish.building import gate
from publish.building.manifest import NAME, load
from publish.checks import RULES, Rule
from publish.errors import Problem, PublishError, Severity
from publish.reading import read
from tests.pictures.samples import picture

FOLDER = Path(__file__).parent / "cases"
CASES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
TODAY = date(2026, 6, 1)
ELSEWHERE = {
    "image-content-credentials": "test_private.py",
    "image-content-credentials-private": "test_private.py",
    "image-private": "test_private.py",
    "image-withdrawn": "test_withdrawn.py",
    "image-withdrawn-alike": "test_withdrawn.py",
}
"""Rules about what is in a picture's bytes, or in a file of the house: who tests them."""
SMALL = {"image-resolution"}
"""Cases whose picture is too small until it is mended."""


def desk(case: str, tmp_path: Path, *, mended: bool = False) -> Path:
    """The article's folder in a publication, with its picture."""
    source = tmp_path / "sources/the-ferry"
    source.mkdir(parents=True)
    shutil.copyfile(
        FOLDER / case / ("mended.md" if mended else "article.md"), source / "article.md"
    )
    wide = mended or case not in SMALL
    (source / "ferry.jpg").write_bytes(picture(size=(1800 if wide else 600, 400)))
    settings = [FOLDER / case / "publish.toml", FOLDER / "publish.toml"]
    if mended:
        settings.insert(0, FOLDER / case / "mended.toml")
    shutil.copyfile(next(p for p in settings if p.is_file()), tmp_path / "publish.toml")
    return source


def problems(source: Path, *, published: bool = False) -> tuple[Problem, ...]:
    build = source.parents[1] / "build/the-ferry"
    if published:
        build.mkdir(parents=True)
        (build / NAME).write_text(
            '{"slug": "the-ferry", "source": "", "theme": "", "modified": "", '
            '"inputs": {}, "versions": {}}'
        )
    try:
        article = read(source)
    except PublishError as error:
        return error.problems
    return gate.judged(article, gate.occasion(article, TODAY, load(build)), article.problems)


def messages(source: Path, *, published: bool = False) -> str:
    root = source.parents[1].as_posix()
    text = "".join(f"{problem}\n" for problem in problems(source, published=published))
    return text.replace(f"{source.as_posix()}/", "").replace(f"{root}/", "")


@pytest.mark.parametrize("case", CASES)
def test_messages(case: str, tmp_path: Path) -> None:
    source = desk(case, tmp_path)
    assert messages(source) == (FOLDER / case / "expected.txt").read_text("utf-8")


@pytest.mark.parametrize("case", CASES)
def test_messages_of_a_rebuild(case: str, tmp_path: Path) -> None:
    source = desk(case, tmp_path)
    later = FOLDER / case / "rebuild.txt"
    expected = later if later.is_file() else FOLDER / case / "expected.txt"
    assert messages(source, published=True) == expected.read_text("utf-8")


@pytest.mark.parametrize("case", CASES)
def test_what_is_mended_breaks_the_rule_no_more(case: str, tmp_path: Path) -> None:
    found = problems(desk(case, tmp_path, mended=True))
    assert case.split("--")[0] not in {problem.rule for problem in found}
    assert not [problem for problem in found if problem.severity is Severity.ERROR]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_case_that_breaks_it(rule: Rule) -> None:
    id = rule.id
    if id in ELSEWHERE:
        assert f'"{id}"' in (Path(__file__).parent / ELSEWHERE[id]).read_text("utf-8")
    else:
        assert f"[{id}]: " in (FOLDER / id / "expected.txt").read_text("utf-8")


@pytest.mark.parametrize("case", CASES)
def test_a_case_breaks_the_rule_it_is_named_for(case: str) -> None:
    assert f"[{case.split('--')[0]}]: " in (FOLDER / case / "expected.txt").read_text("utf-8")

"""Word files become articles: each case has the article, and the messages that its editor gets."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from publish.errors import Severity, SourceError
from publish.intake import report
from publish.intake.take import Wishes, take_docx
from publish.reading import read
from tests.intake.files import DAY, of_case

CASES = sorted((Path(__file__).parent / "cases").iterdir())
RULES_FOR_AN_EDITOR = {"image-credit-missing", "image-alt-missing"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_becomes_the_article_of_its_case(case: Path, tmp_path: Path) -> None:
    wishes = Wishes(DAY, "reject" if case.name.endswith("-rejected") else "accept", slug="in")
    taken = take_docx(of_case(case), "x.docx", wishes)
    assert taken.files["article.md"].decode() == (case / "article.md").read_text("utf-8")
    said = "\n".join(str(problem) for problem in report.problems(taken, "x.docx"))
    assert said + "\n" == (case / "expected.txt").read_text("utf-8")
    assert taken == take_docx(of_case(case), "x.docx", wishes)
    shutil.copy(Path(__file__).parents[1] / "cases" / "publish.toml", tmp_path)
    folder = tmp_path / "sources" / "in"
    folder.mkdir(parents=True)
    for name, data in taken.files.items():
        (folder / name).write_bytes(data)
    try:
        problems = read(folder).problems
    except SourceError as error:
        problems = error.problems
    errors = [p for p in problems if p.severity is Severity.ERROR]
    assert {p.rule for p in errors} <= RULES_FOR_AN_EDITOR, errors

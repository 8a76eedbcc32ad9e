"""``python -m tools.corpus``: every article of the corpus, in every theme, before every judge."""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from publish import PublishError, build
from publish.building.publishing import Published
from publish.composing.theme.finding import known
from publish.errors import Problem
from tests import judges
from tools.corpus import pages
from tools.corpus.importing import Imported, imported
from tools.corpus.pages import PUBLICATION, ROOT, SHELF


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 if every article was built and no judge found anything."""
    parser = argparse.ArgumentParser(prog="tools.corpus", description=__doc__)
    parser.add_argument("--shelf", type=Path, default=SHELF, help="where the collections are")
    parser.add_argument("--out", type=Path, default=ROOT / "build/corpus")
    parser.add_argument("--only", default="", help="articles whose name holds this")
    parser.add_argument(
        "--theme", action="append", help="a theme; may be given twice (default: every shipped one)"
    )
    parser.add_argument("--no-judges", action="store_true")
    parser.add_argument("--no-pages", action="store_true", help="do not ask the page critic")
    given = parser.parse_args(arguments)
    if not given.shelf.is_dir():
        print(f"There is no corpus at {given.shelf}; --shelf names another place", file=sys.stderr)
        return 4
    shutil.rmtree(given.out, ignore_errors=True)
    sources = given.out / "sources"
    sources.mkdir(parents=True)
    (given.out / "publish.toml").write_text(PUBLICATION, "utf-8")
    built: list[Published] = []
    failed = 0
    for article in imported(given.shelf, sources, given.only):
        for theme in given.theme or known(None):
            outcome = made(article, given.shelf, theme, given.out / theme)
            failed += outcome is None
            built += [outcome] if outcome else []
    complaints = 0 if given.no_judges else judged(built)
    print(f"{len(built)} built, {failed} not; {complaints} files with complaints")
    themes = [f"--theme={theme}" for theme in given.theme or ()]
    asked = [f"--shelf={given.shelf}", f"--only={given.only}", *themes]
    empty = 0 if given.no_pages else pages.main(asked)
    return 1 if failed or complaints or empty else 0


def made(article: Imported, shelf: Path, theme: str, out: Path) -> Published | None:
    """Build one; print what was left out on the way in, what is doubtful, and how long it took."""
    name = article.original.relative_to(shelf)
    print(f"== {article.folder.name}, {theme}  ({name})")
    for line, what in article.left_out:
        print(f"{name}:{line}: left out: {what}")
    begin = time.perf_counter()
    try:
        built = build(article.folder, theme=theme, out=out)
    except PublishError as error:
        print(*map(str, error.problems), "NOT BUILT", sep="\n")
        return None
    print(*_tallied(built.problems), sep="\n")
    count = next(output.pages for output in built.outputs if output.format == "pdf")
    seconds = time.perf_counter() - begin
    print(f"built in {seconds:.1f} s: {count} pages, {built.credited} of {built.shown} credited")
    return built


def judged(built: Iterable[Published]) -> int:
    """Every output before every judge of its format; how many files were found wanting."""
    files = [output for each in built for output in each.outputs]
    wanting = 0
    for judge, format in judges.BY_FORMAT:
        paths = [output.path for output in files if output.format == format]
        for path, complaints in judges.judge(judge, paths).items():
            wanting += bool(complaints)
            for complaint in complaints[:5]:
                print(f"{judge}: {path.name}: {complaint}")
    print(*judges.summary(), sep="\n")
    return wanting


def _tallied(problems: Iterable[Problem]) -> list[str]:
    return [str(problem).replace("\n", "\n    ") for problem in problems]


if __name__ == "__main__":
    sys.exit(main())

"""Before its embargo ends an article says so on every page of every format; after it, nowhere."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from lxml import etree

from publish import build, compose, load_theme, read
from publish.building.publishing import Published
from publish.building.recheck import recheck
from publish.cli import main
from publish.composing.theme.draft import as_draft
from publish.errors import ThemeError
from publish.rights.embargo import holds
from tests import judges
from tests.building.test_draft import ROOT, THEMES, V, W, file, publication
from tests.judges import letters

SENTENCES = {
    "en": "Under embargo until 1 December 2026, 6:00 AM (UTC+01:00)",
    "de": "Sperrfrist: 1. Dezember 2026, 06:00 Uhr (UTC+01:00)",
    "fr": "Sous embargo jusqu’au 1 décembre 2026 à 06:00 (UTC+01:00)",
    "es": "Embargado hasta el 1 de diciembre de 2026, 6:00 (UTC+01:00)",
}
BEFORE = datetime(2026, 12, 1, 4, 59, tzinfo=UTC)
AFTER = datetime(2026, 12, 1, 5, 0, tzinfo=UTC)


def embargoed(tmp_path: Path, case: str = "credits", lang: str = "en", more: str = "") -> Path:
    folder = publication(tmp_path, ROOT / "tests/cases" / case, lang)
    text = (folder / "article.md").read_text("utf-8")
    said = f"lang: {lang}\nembargo: 2026-12-01T06:00+01:00\n{more}"
    (folder / "article.md").write_text(text.replace(f"lang: {lang}\n", said, 1), "utf-8")
    return folder


@pytest.fixture(scope="session")
def stamped(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Published]:
    """Under embargo in each theme, in another language each; one is retracted, one a draft too."""
    retracted = "retracted: {date: 2026-06-02, reason: 'The *data* were invented.'}\n"
    built = {}
    for theme, lang in zip(THEMES, ("de", "en", "fr"), strict=True):
        more = retracted if theme == "dispatch" else ""
        source = embargoed(tmp_path_factory.mktemp(theme), "credits", lang, more)
        built[theme] = build(source, theme=theme, as_of=BEFORE, draft=theme == "journal")
    return built


@pytest.mark.parametrize(("judge", "format"), judges.BY_FORMAT)
@pytest.mark.parametrize("theme", THEMES)
def test_the_judges_pass_it(
    stamped: dict[str, Published], theme: str, judge: str, format: str
) -> None:
    every = [file(one, format) for one in stamped.values()]
    assert judges.judge(judge, every)[file(stamped[theme], format)] == ()


@pytest.mark.parametrize("theme", THEMES)
def test_every_page_of_the_pdf_says_it(stamped: dict[str, Published], theme: str) -> None:
    built = stamped[theme]
    said = letters(SENTENCES[built.metadata.lang])
    pages = judges.pdf_text(file(built, "pdf")).split("\f")[:-1]
    assert len(pages) > 1
    assert all(said in letters(page) for page in pages)
    if theme == "dispatch":
        assert all(letters("Retracted on 2 June 2026") in letters(page) for page in pages)
        assert all(letters("RETRACTED") in letters(page) for page in pages)
    if theme == "journal":
        assert all(letters("BROUILLON") in letters(page) for page in pages)
    status = judges.metadata(file(built, "pdf"))
    assert "embargoed" in "".join(str(v) for k, v in status.items() if k.endswith(":Status"))


@pytest.mark.parametrize("theme", THEMES)
def test_every_header_of_the_docx_says_it(stamped: dict[str, Published], theme: str) -> None:
    built = stamped[theme]
    with zipfile.ZipFile(file(built, "docx")) as package:
        headers = [n for n in package.namelist() if n.startswith("word/header")]
        for name in headers:
            root = etree.fromstring(package.read(name))
            text = "".join(e.text or "" for e in root.iter(f"{W}t"))
            assert letters(SENTENCES[built.metadata.lang]) in letters(text)
            marks = [m.get("string") for m in root.iter(f"{V}textpath") if m.get("string")]
            assert marks == {"dispatch": ["RETRACTED"], "journal": ["BROUILLON"]}.get(theme, [])
        core = package.read("docProps/core.xml").decode()
    assert headers
    assert "embargoed" in core


@pytest.mark.parametrize("theme", THEMES)
def test_every_document_of_the_epub_says_it_once(stamped: dict[str, Published], theme: str) -> None:
    built = stamped[theme]
    with zipfile.ZipFile(file(built, "epub")) as book:
        pages = [book.read(n).decode() for n in book.namelist() if n.endswith(".xhtml")]
        package = next(book.read(n).decode() for n in book.namelist() if n.endswith(".opf"))
    assert len(pages) == 3
    for page in pages:
        assert page.count('class="embargo"') == 1
        assert letters(SENTENCES[built.metadata.lang]) in letters(page)
    assert '<meta property="dcterms:available">2026-12-01T05:00:00Z</meta>' in package


def test_a_long_article_says_it_in_each_of_its_documents(tmp_path: Path) -> None:
    source = embargoed(tmp_path, "long")
    text = (source / "article.md").read_text("utf-8")
    head, _, body = text.partition("\n---\n")
    (source / "article.md").write_text(f"{head}\n---\n{body * 12}", "utf-8")
    built = build(source, to=["epub"], as_of=BEFORE, proof=False)
    with zipfile.ZipFile(file(built, "epub")) as book:
        pages = [book.read(n).decode() for n in book.namelist() if n.endswith(".xhtml")]
    assert len(pages) > 6
    assert all(page.count('class="embargo"') == 1 for page in pages)


def test_afterwards_there_is_no_trace_of_it(tmp_path: Path) -> None:
    source = embargoed(tmp_path, "german", "de")
    build(source, as_of=BEFORE)
    built = build(source, as_of=AFTER)
    plain = build(publication(tmp_path / "plain", ROOT / "tests/cases/german"), as_of=AFTER)
    for format in ("pdf", "epub"):
        assert file(built, format).read_bytes() == file(plain, format).read_bytes()
    # The map of a DOCX names lines of the source, which has one line more.
    assert _without_map(file(built, "docx")) == _without_map(file(plain, "docx"))
    assert not [p for p in built.problems if p.rule == "embargo"]
    record = json.loads((tmp_path / "build/german/manifest.json").read_text())
    assert record["embargo"] is None
    assert recheck(tmp_path / "build/german")[1] == ()


def _without_map(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    maps = [name for name, data in parts.items() if b"<origins" in data[:200]]
    assert len(maps) == 1
    return {name: data for name, data in parts.items() if name not in maps}


def test_what_is_stamped_is_refused_for_release(tmp_path: Path) -> None:
    built = build(embargoed(tmp_path, "plain"), to=["epub"], as_of=BEFORE)
    assert [p.rule for p in built.problems if p.rule == "embargo"]
    folder = tmp_path / "build/plain"
    assert json.loads((folder / "manifest.json").read_text())["embargo"] == (
        "2026-12-01T06:00:00+01:00"
    )
    report, problems = recheck(folder)
    assert [problem.rule for problem in problems] == ["output-embargoed"]
    assert report.problems == ()
    assert recheck(folder, embargoed=True)[1] == ()


def test_nothing_of_it_stays_beside_a_release(tmp_path: Path) -> None:
    source = embargoed(tmp_path, "plain")
    build(source, to=["epub", "docx"], as_of=BEFORE)
    assert build(source, to=["epub"], as_of=AFTER).kept == ()


@pytest.mark.parametrize(
    ("when", "binds"),
    [
        (date(2026, 11, 30), True),
        (date(2026, 12, 1), True),
        (date(2026, 12, 2), False),
        (BEFORE, True),
        (AFTER, False),
        (datetime(2026, 12, 1, 0, 0, tzinfo=timezone(timedelta(hours=-5))), False),
    ],
)
def test_a_day_counts_from_its_beginning_where_the_embargo_was_stated(
    when: date | datetime, binds: bool
) -> None:
    until = datetime(2026, 12, 1, 6, tzinfo=timezone(timedelta(hours=1)))
    assert holds(until, when) is binds
    midnight = datetime(2026, 12, 1, tzinfo=timezone(timedelta(hours=-5)))
    assert not holds(midnight, date(2026, 12, 1))


def test_the_terminal_says_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = embargoed(tmp_path, "plain")
    at = ["--as-of", "2026-12-01T04:59Z"]
    assert main(["build", str(source), "--to", "epub", *at]) == 0
    assert "under embargo until 2026-12-01 06:00+01:00" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "build/plain")]) == 1
    assert main(["verify", str(tmp_path / "build/plain"), "--allow-embargo"]) == 0
    assert main(["build", str(source), "--as-of", "2026-12-01T06:00"]) == 2
    assert "has no time zone" in capsys.readouterr().err


@pytest.mark.parametrize("part", ["title-block", "cover"])
def test_a_theme_that_hides_it_is_refused(tmp_path: Path, part: str) -> None:
    source = read(embargoed(tmp_path, "plain"))
    look = load_theme("briefing")
    name = f"{part}.html.j2"
    hidden = look.templates[name].replace('{% include "stamps.html.j2" %}', "")
    assert hidden != look.templates[name]
    sly = replace(look, templates={**look.templates, name: hidden})
    with pytest.raises(ThemeError, match="theme-stamp-lost"):
        compose(source, sly)
    with pytest.raises(ThemeError, match="theme-stamp-lost"):
        compose(as_draft(source), sly)


@pytest.mark.parametrize("lang", SENTENCES)
def test_each_language_says_day_hour_and_zone(tmp_path: Path, lang: str) -> None:
    page = compose(read(embargoed(tmp_path, "plain", lang)), load_theme("briefing"))
    (stamp,) = page.stamps
    assert stamp.text.replace("\u00a0", " ") == SENTENCES[lang]

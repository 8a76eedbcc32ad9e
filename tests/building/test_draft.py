"""A draft is built in spite of rights, and says on every page and in every format what it is."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from publish import build, compose, load_theme, read
from publish.building.publishing import Published
from publish.building.recheck import recheck
from publish.composing.theme.draft import as_draft
from publish.errors import Severity, SourceError, ThemeError
from tests import judges
from tests.judges import letters

ROOT = Path(__file__).parents[2]
LONG = ROOT / "tests/cases/long"
THEMES = ("briefing", "dispatch", "journal")
WORDS = {
    "en": ("DRAFT", "Draft: not for publication"),
    "de": ("ENTWURF", "Entwurf: nicht zur Veröffentlichung"),
    "fr": ("BROUILLON", "Brouillon : ne pas publier"),
    "es": ("BORRADOR", "Borrador: no publicar"),
}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def publication(tmp_path: Path, source: Path, lang: str = "", cut: str = "") -> Path:
    folder = tmp_path / "sources" / source.name
    shutil.copytree(source, folder)
    shutil.copyfile(ROOT / "tests/cases/publish.toml", tmp_path / "publish.toml")
    text = (folder / "article.md").read_text("utf-8")
    assert cut in text
    text = text.replace(cut, "")
    if lang:
        was = next(line for line in text.splitlines() if line.startswith("lang:"))
        text = text.replace(was, f"lang: {lang}", 1)
    (folder / "article.md").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Published]:
    """A draft in each theme, each in another language, of an article without a license."""
    built = {}
    for theme, lang in zip(THEMES, ("de", "en", "fr"), strict=True):
        root = tmp_path_factory.mktemp(theme)
        cut = "      license: CC BY-SA 4.0\n"
        source = publication(root, ROOT / "tests/cases/credits", lang, cut)
        built[theme] = build(source, theme=theme, draft=True, as_of=date(2026, 6, 1))
    return built


def file(built: Published, format: str) -> Path:
    return next(output.path for output in built.outputs if output.format == format)


def test_a_draft_is_built_in_spite_of_rights(tmp_path: Path) -> None:
    source = publication(tmp_path, ROOT / "tests/cases/german", cut="      license: CC BY 4.0\n")
    with pytest.raises(SourceError, match="image-credit-missing"):
        build(source, to=["epub"])
    built = build(source, to=["epub"], draft=True)
    (problem,) = [p for p in built.problems if p.rule == "image-credit-missing"]
    assert problem.severity is Severity.WARNING
    assert "this stops a release, not a draft" in problem.message


def test_a_draft_shows_how_things_are(tmp_path: Path) -> None:
    """Whoever asks for one wants to see the page, with or without its last alternative text."""
    cut = "    alt: Grüne Hügel, im Vordergrund ein Fluss\n"
    source = publication(tmp_path, ROOT / "tests/cases/german", cut=cut)
    with pytest.raises(SourceError, match="image-alt-missing"):
        build(source, to=["epub"])
    built = build(source, draft=True)
    (problem,) = [p for p in built.problems if p.rule == "image-alt-missing"]
    assert problem.severity is Severity.WARNING
    assert {output.format for output in built.outputs} == {"pdf", "epub", "docx"}
    with zipfile.ZipFile(file(built, "epub")) as book:
        assert 'alt="Textalternative fehlt"' in book.read("EPUB/article.xhtml").decode()


def test_what_is_wrong_in_the_text_stops_a_draft_too(tmp_path: Path) -> None:
    source = publication(tmp_path, ROOT / "tests/cases/german", cut="date: ")
    with pytest.raises(SourceError):
        build(source, to=["epub"], draft=True)


@pytest.mark.parametrize(("judge", "format"), judges.BY_FORMAT)
@pytest.mark.parametrize("theme", THEMES)
def test_the_judges_pass_drafts(
    drafts: dict[str, Published], theme: str, judge: str, format: str
) -> None:
    path = file(drafts[theme], format)
    every = [file(one, format) for one in drafts.values()]
    assert judges.judge(judge, every)[path] == ()


@pytest.mark.parametrize("theme", THEMES)
def test_every_page_of_the_pdf_is_marked(drafts: dict[str, Published], theme: str) -> None:
    built = drafts[theme]
    word, notice = WORDS[built.metadata.lang]
    path = file(built, "pdf")
    pages = judges.pdf_text(path).split("\f")[:-1]
    assert len(pages) == next(o.pages for o in built.outputs if o.format == "pdf")
    for page in pages:
        assert letters(word) in letters(page)
        assert letters(notice) in letters(page)
    said = judges.metadata(path)
    assert [value for key, value in said.items() if key.endswith(":Status")] == ["draft"]


@pytest.mark.parametrize("theme", THEMES)
def test_a_long_draft_is_marked_on_all_its_pages(tmp_path: Path, theme: str) -> None:
    source = publication(tmp_path, LONG)
    text = (source / "article.md").read_text("utf-8")
    (source / "article.md").write_text(text.partition("\n## Section 4")[0] + "\n", "utf-8")
    built = build(source, to=["pdf"], theme=theme, draft=True, proof=False)
    pages = judges.pdf_text(file(built, "pdf")).split("\f")[:-1]
    assert len(pages) > 3
    assert all("draft" in letters(page) for page in pages)


@pytest.mark.parametrize("theme", THEMES)
def test_every_header_of_the_docx_bears_the_watermark(
    drafts: dict[str, Published], theme: str
) -> None:
    built = drafts[theme]
    word, notice = WORDS[built.metadata.lang]
    with zipfile.ZipFile(file(built, "docx")) as package:
        names = [name for name in package.namelist() if name.startswith("word/header")]
        marks = {name: list(etree.fromstring(package.read(name)).iter(f"{V}textpath"))
                 for name in names}  # fmt: skip
        document = etree.fromstring(package.read("word/document.xml"))
        relations = etree.fromstring(package.read("word/_rels/document.xml.rels"))
        core = etree.fromstring(package.read("docProps/core.xml"))
    assert names
    for found in marks.values():
        assert word in [mark.get("string") for mark in found]
    # Whatever page it is, its header is one of these, and there is none without one.
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    kinds = {}
    for reference in document.iter(f"{W}headerReference"):
        kinds[reference.get(f"{W}type")] = targets[str(reference.get(f"{R}id"))].lstrip("/")
    assert "default" in kinds
    assert {Path(target).name for target in kinds.values()} == {Path(name).name for name in names}
    status = [e.text for e in core if str(e.tag).endswith("}contentStatus")]
    assert status == ["draft"]
    assert letters(notice) in letters(judges.plain_text(file(built, "docx")))


@pytest.mark.parametrize("theme", THEMES)
def test_the_epub_says_it_at_the_top_and_on_the_cover(
    drafts: dict[str, Published], theme: str
) -> None:
    built = drafts[theme]
    _, notice = WORDS[built.metadata.lang]
    with zipfile.ZipFile(file(built, "epub")) as book:
        pages = {n: book.read(n).decode() for n in book.namelist() if n.endswith(".xhtml")}
        package = next(book.read(n).decode() for n in book.namelist() if n.endswith(".opf"))
        css = next(book.read(n).decode() for n in book.namelist() if n.endswith("style.css"))
    showing = [name for name, text in pages.items() if f'class="draft">{notice}' in text]
    (name,) = showing
    article = pages[name]
    cover = next(text for name, text in pages.items() if "cover" in name)
    assert f'alt="{notice}' in cover
    assert f'data-repeated="yes">{notice}' in cover
    assert article.index(notice) < article.index("<h1")
    assert '<meta property="schema:creativeWorkStatus">draft</meta>' in package
    assert ".draft" in css


def test_what_is_no_draft_bears_no_mark(tmp_path: Path) -> None:
    built = build(publication(tmp_path, ROOT / "tests/cases/german", "en"))
    for output in built.outputs:
        data = output.path.read_bytes()
        assert b"creativeWorkStatus" not in data
    assert "draft" not in letters(judges.pdf_text(file(built, "pdf")))
    with zipfile.ZipFile(file(built, "docx")) as package:
        whole = b"".join(package.read(name) for name in package.namelist())
    assert b"textpath" not in whole
    assert b"contentStatus" not in whole
    assert not json.loads((built.outputs[0].path.parent / "manifest.json").read_text())["draft"]


@pytest.mark.parametrize("lang", WORDS)
@pytest.mark.parametrize("theme", THEMES)
def test_each_language_has_words_for_it(lang: str, theme: str) -> None:
    labels = load_theme(theme).labels[lang]
    assert (labels["draft"], labels["draft-notice"]) == WORDS[lang]


def test_a_draft_is_refused_for_release(tmp_path: Path) -> None:
    source = publication(tmp_path, ROOT / "tests/cases/german")
    build(source, to=["epub"], draft=True)
    folder = tmp_path / "build/german"
    report, problems = recheck(folder)
    assert [problem.rule for problem in problems] == ["output-draft"]
    assert report.problems == ()
    assert recheck(folder, drafts=True)[1] == ()


def test_a_draft_whose_manifest_denies_it_is_found_out(tmp_path: Path) -> None:
    source = publication(tmp_path, ROOT / "tests/cases/german")
    build(source, to=["epub"], draft=True)
    manifest = tmp_path / "build/german/manifest.json"
    manifest.write_text(manifest.read_text().replace('"draft": true', '"draft": false'))
    report, problems = recheck(manifest.parent)
    assert "input-changed" in {problem.rule for problem in problems}
    assert report.problems


def test_nothing_of_a_draft_stays_beside_a_release(tmp_path: Path) -> None:
    source = publication(tmp_path, ROOT / "tests/cases/german")
    build(source, to=["epub", "docx"], draft=True)
    built = build(source, to=["epub"])
    assert built.kept == ()
    assert sorted(p.name for p in (tmp_path / "build/german").iterdir()) == [
        "credits.csv",
        "credits.json",
        "german.epub",
        "manifest.json",
    ]


def test_a_theme_that_hides_that_it_is_a_draft_is_refused(tmp_path: Path) -> None:
    theme = tmp_path / "sly"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.toml").write_text('name = "sly"\nparent = "briefing"\n')
    block = (ROOT / "themes/briefing/templates/title-block.html.j2").read_text("utf-8")
    stamps = '{% with with_reason = true %}{% include "stamps.html.j2" %}{% endwith %}\n'
    assert stamps in block
    (theme / "templates/title-block.html.j2").write_text(block.replace(stamps, ""), "utf-8")
    source = read(publication(tmp_path, ROOT / "tests/cases/plain"))
    look = load_theme(str(theme) + "/")
    compose(source, look)
    with pytest.raises(ThemeError, match="theme-draft-lost"):
        compose(as_draft(source), look)


def test_a_theme_without_the_words_says_what_it_lacks(tmp_path: Path) -> None:
    source = read(publication(tmp_path, ROOT / "tests/cases/plain"))
    theme = load_theme("briefing")
    words = {lang: {k: v for k, v in labels.items() if not k.startswith("draft")}
             for lang, labels in theme.labels.items()}  # fmt: skip
    with pytest.raises(ThemeError, match="theme-label"):
        compose(as_draft(source), replace(theme, labels=words))

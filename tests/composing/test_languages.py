"""The effects of an article's language on a theme: words, lists, numerals, fonts, directions."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.composing.compose import compose
from publish.composing.theme import labels, rewriting
from publish.composing.theme.finding import shipped
from publish.composing.theme.loading import load
from publish.fonts import scripts
from publish.languages import conventions, dates, lists, locale
from publish.languages.tags import language_tag
from publish.model.article import Article, Metadata
from tests.judges import letters

LABELED = sorted(path.stem for path in (shipped() / "briefing/labels").glob("*.toml"))
LANGUAGES = tuple(lang for lang in LABELED if lang in locale.forms(lang)[:2])
"""Those with all words; the others are regions, with the words that differ there."""
JOINING = ("byline-joint", "dateline")
"""Words with something behind them: their space is theirs."""
THEMES = ("briefing", "dispatch", "journal", "report")
REGIONS = tuple(lang for lang in LABELED if lang not in LANGUAGES)


def metadata(lang: str, **said: object) -> Metadata:
    values = {
        "title": "Salt",
        "date": date(2026, 3, 12),
        "modified": datetime(2026, 3, 12, tzinfo=UTC),
        "identifier": "urn:uuid:00000000-0000-0000-0000-000000000000",
    }
    return Metadata(lang=lang, **{**values, **said})  # type: ignore[arg-type]


# -- words ---------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_every_word_of_english(theme: str, lang: str) -> None:
    known = load(theme).labels
    assert set(known[lang]) == set(known["en"])
    for key, word in known["en"].items():
        said = known[lang][key]
        assert said != ""
        assert said.strip() == said or key in JOINING
        assert sorted(re.findall(r"\{\w*\}", said)) == sorted(re.findall(r"\{\w*\}", word)), key


@pytest.mark.parametrize("lang", REGIONS)
def test_a_region_says_only_what_its_language_says_otherwise(lang: str) -> None:
    base = load("briefing").labels[lang.split("-")[0]]
    own = tomllib.loads((shipped() / f"briefing/labels/{lang}.toml").read_text("utf-8"))
    assert set(own) <= set(base)
    assert not [key for key, word in own.items() if base[key] == word]


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if scripts.family_of(lang) != "Latn"])
def test_words_are_in_the_scripts_of_their_language(lang: str) -> None:
    """No word was left in English where letters are others."""
    latin = {"fair use", "fair dealing", "Copyright"}
    for key, word in load("briefing").labels[lang].items():
        letters_alone = re.sub(r"\{\w*\}|[\W\d_]", "", word)
        if letters_alone and key not in ("of", "page-of-pages", "date") and word not in latin:
            assert re.search(r"[^A-Za-z]", letters_alone), key


@pytest.mark.parametrize(
    ("lang", "key", "said"),
    [
        ("zh-TW", "references", "參考文獻"),
        ("zh", "references", "参考文献"),
        ("zh-Hans-SG", "references", "参考文献"),
        ("pt-PT", "screenshot", "Captura de ecrã"),
        ("pt-BR", "screenshot", "Captura de tela"),
        ("en-GB", "license", "Licence"),
        ("de-AT", "edit-resized", "verkleinert oder vergrößert"),
        ("de-CH", "edit-resized", "verkleinert oder vergrössert"),
        ("fr", "colon", "\u00a0: "),
        ("fr-CA", "semicolon", "; "),
        ("ja", "stop", "。"),
        ("zh-HK", "open", "（"),
        ("en", "colon", ": "),
    ],
)
def test_a_tag_finds_the_nearest_words(lang: str, key: str, said: str) -> None:
    found, problems = labels.labels(load("briefing"), lang)
    assert (found[key], problems) == (said, ())


@pytest.mark.parametrize(
    ("lang", "three"),
    [
        ("en", "A, B and C"),
        ("en-US", "A, B and C"),
        ("de", "A, B und C"),
        ("ja", "A、B、C"),
        ("zh", "A、B和C"),
        ("ar", "A وB وC"),
        ("he", "A, B וC"),
        ("ko", "A, B 및 C"),
        ("hi", "A, B, और C"),
    ],
)
def test_names_are_listed_as_the_language_does(lang: str, three: str) -> None:
    assert lists.listed(["A", "B", "C"], lang) == three
    assert lists.listed(["A"], lang) == "A"
    assert lists.listed([], lang) == ""


@given(st.sampled_from(LANGUAGES), st.lists(st.text("abc", min_size=1), max_size=6))
def test_a_list_loses_no_name(lang: str, names: list[str]) -> None:
    assert len(lists.separators(len(names), lang)) == len(names)
    said = lists.listed(names, lang)
    for name in names:
        assert name in said
        said = said[said.index(name) + len(name) :]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("de", "12. März 2026"),
        ("cs", "12. března 2026"),
        ("ru", "12 марта 2026 года"),
        ("fa", "۱۲ مارس ۲۰۲۶"),
        ("ar", "12 مارس 2026"),
        ("he", "12 במרץ 2026"),
        ("hi", "12 मार्च 2026"),
        ("ja", "2026年3月12日"),
        ("zh-Hant", "2026年3月12日"),
        ("ko", "2026년 3월 12일"),
        ("pt", "12 de março de 2026"),
    ],
)
def test_a_day_is_written_as_the_language_does(lang: str, said: str) -> None:
    pattern = labels.labels(load("briefing"), lang)[0]["date"]
    assert dates.day(date(2026, 3, 12), lang, pattern) == said


def test_every_language_with_words_has_a_file_of_conventions() -> None:
    known = {tag.split("-")[0] for tag in conventions.tags()}
    assert {lang.split("-")[0] for lang in LABELED} <= known


@pytest.mark.parametrize("tag", sorted(conventions.tags()))
def test_conventions_are_whole(tag: str) -> None:
    own = conventions.conventions(tag)
    assert language_tag(tag) == tag
    assert len(own.quotes) == 4
    assert all(own.quotes)
    assert set(own.punctuation) == set(conventions.PUNCTUATION)
    # Whatever reads a convention asks for it by one of these names.
    names = ("page", "chapter", "section", "volume", "figure", "issue", "column", "paragraph")
    assert set(own.locators) <= {*names, "part", "book", "note", "line", "verse"}


@pytest.mark.parametrize(
    ("lang", "files"),
    [
        ("de-AT", ["de"]),
        ("de-CH-1996", ["de", "de-CH"]),
        ("zh-HK", ["zh", "zh-Hant"]),
        ("zh", ["zh"]),
        ("tlh", []),
    ],
)
def test_only_the_files_of_the_language_are_read(
    lang: str, files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def noted(tag: str) -> dict[str, object]:
        read.append(tag)
        return {}

    monkeypatch.setattr(conventions, "_read", noted)
    conventions.conventions.__wrapped__(lang)
    assert read == files


# -- stylesheets ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("css", "wanted"),
    [
        ("p { margin: 1em 2em 3em 4em }", "p { margin: 1em 4em 3em 2em; }"),
        ("p { margin: 1em 2em }", "p { margin: 1em 2em; }"),
        ("p { padding-left: 1em }", "p { padding-right: 1em; }"),
        ("p { border-right: 1px solid red }", "p { border-left: 1px solid red; }"),
        ("p { border-left-width: 1px }", "p { border-right-width: 1px; }"),
        ("p { float: left !important }", "p { float: right !important; }"),
        ("img { object-position: left top }", "img { object-position: right top; }"),
        ("td { text-align: left }", "td { text-align: start; }"),
        (".align-right { text-align: right }", ".align-right { text-align: right; }"),
        ("@page :left { margin-left: 1cm }", "@page :right { margin-right: 1cm; }"),
        (
            "@page { margin: 1cm 2cm 3cm; @top-left { text-align: left } }",
            "@page { margin: 1cm 2cm 3cm; @top-right { text-align: right; } }",
        ),
        ("@page { @bottom-center { color: red } }", "@page { @bottom-center { color: red; } }"),
        ("@media print { p { left: 0 } }", "@media print { p { right: 0; } }"),
        ('p::before { content: "left" }', 'p::before { content: "left"; }'),
    ],
)
def test_left_and_right_change_places(css: str, wanted: str) -> None:
    assert " ".join(rewriting.mirrored(css).split()) == wanted


@pytest.mark.parametrize("name", ["style", "pdf", "epub", "docx"])
@pytest.mark.parametrize("theme", THEMES)
def test_mirroring_a_theme_twice_gives_the_theme(theme: str, name: str) -> None:
    css = load(theme).sheets[name].replace("text-align: left", "text-align: start")
    twice = rewriting.mirrored(rewriting.mirrored(css))
    assert rewriting.loosened(twice, 1) == rewriting.loosened(css, 1)


@pytest.mark.parametrize("css", ["p { margin: 0 } }", "p { & a { margin: 0 } }"])
def test_what_is_broken_stays_as_it_is_for_the_formats_to_tell(css: str) -> None:
    assert "".join(rewriting.mirrored(css).split()) == "".join(css.split())


@pytest.mark.parametrize(
    ("css", "wanted"),
    [
        ("p { line-height: 1.5 }", "p { line-height: 1.8; }"),
        ("p { font: 400 9pt/1.4 serif }", "p { font: 400 9pt/1.68 serif; }"),
        ("p { font: 400 9pt/12pt serif }", "p { font: 400 9pt/14.4pt serif; }"),
        ("sup { line-height: 0 }", "sup { line-height: 0; }"),
        ("p { font-size: 12pt }", "p { font-size: 12pt; }"),
    ],
)
def test_lines_are_further_apart(css: str, wanted: str) -> None:
    assert rewriting.loosened(css, 1.2) == wanted


def test_pages_are_counted_in_the_languages_own_numerals() -> None:
    css = "@page { @bottom-left { content: counter(page) counter(pages) counter(note) } }"
    done = rewriting.numbered(css, "persian")
    assert "counter(page, persian)counter(pages, persian)counter(note)" in done.replace(") ", ")")
    entry = "a::after { content: target-counter(attr(data-to), page) }"
    assert "target-counter(attr(data-to), page, persian)" in rewriting.numbered(entry, "persian")
    said = "a { content: counter(page, lower-roman) }"
    assert "persian" not in rewriting.numbered(said, "persian")


# -- scripts -------------------------------------------------------------------------------


def codes(lang: str, text: str) -> list[str]:
    return [script.code for script in scripts.find_scripts(lang, [text]).scripts]


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "“Quoted” — naïve Šířka ™ € ½ → ✓ ★", []),
        ("en", "Launched 🚀", ["Zsye"]),
        ("en", "Done ✅", ["Zsye"]),
        ("en", "a word: कर्म", ["Deva"]),
        ("en", "漢字", ["Hans"]),
        ("en", '<i lang="ja">漢字</i>', ["Jpan"]),
        ("en", "かな 漢字", ["Hans", "Jpan"]),
        ("ja", "漢字", ["Jpan"]),
        ("ko", "漢字 한글", ["Kore"]),
        ("zh-TW", "漢字", ["Hant"]),
        ("ar", "nothing yet", ["Arab"]),
        ("fa", "فارسی و עברית", ["Arab", "Hebr"]),
    ],
)
def test_the_scripts_of_a_text(lang: str, text: str, found: list[str]) -> None:
    assert codes(lang, text) == found


def test_families_are_where_the_script_wants_them() -> None:
    tokens = {"body-font": '"Own", serif', "code-font": '"Mono", monospace', "size": "11pt"}
    arabic = scripts.with_script_families(tokens, scripts.find_scripts("ar", [""]))
    assert arabic["body-font"].startswith('"Own", "Noto Naskh Arabic", ')
    assert arabic["body-font"].endswith(", serif")
    assert arabic["size"] == "11pt"
    japanese = scripts.with_script_families(tokens, scripts.find_scripts("ja", [""]))
    assert japanese["body-font"].startswith('"Noto Serif CJK JP", ')
    assert japanese["code-font"].startswith('"Mono", "Noto Sans CJK JP"')


@pytest.mark.parametrize("theme", THEMES)
def test_an_article_in_latin_letters_is_set_as_its_theme_says(theme: str) -> None:
    look = compose(Article("salt", metadata("en"), "<p>Salt, “naïve” — 1.</p>"), load(theme)).look
    assert look.scripts == ()
    assert "Noto Naskh" not in look.style
    # All that languages change is where long compounds part.
    assert set(re.findall(r":lang\((\w+)", look.style)) <= {"de", "nl", "sv", "fi"}


@pytest.mark.parametrize("theme", THEMES)
def test_joined_letters_are_never_set_apart_nor_slanted(theme: str) -> None:
    from publish.cascade import Cascade, parse

    page = compose(Article("salt", metadata("ar", title="ملح"), "<p><em>ملح</em></p>"), load(theme))
    cascade = Cascade(parse(page.markup), (page.look.style,))
    looks = [cascade.characters(element) for element in cascade.root.iter()]
    assert {(look.spacing, look.italic) for look in looks} == {(0.0, False)}
    (em,) = [e for e in cascade.root.iter("em") if e.text == "ملح"]
    assert cascade.characters(em).weight == 600


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_says_what_its_furniture_is_in_its_language(lang: str) -> None:
    page = compose(Article("salt", metadata(lang), "<p>1</p>"), load("briefing"))
    label = labels.labels(load("briefing"), lang)[0]["colophon"]
    assert letters(label) in letters(page.markup)
    assert f'dir="{locale.direction(lang)}"' in page.markup


def test_the_fonts_of_all_scripts_are_named_once() -> None:
    file = Path(scripts.__file__).with_name("scripts.toml").read_text("utf-8")
    assert len(scripts.known()) == len(re.findall(r"^\[", file, re.MULTILINE))
    for code, script in scripts.known().items():
        first = "Symbola" if code == scripts.EMOJI else "Noto "
        assert script.serif[0].startswith(first)
        assert script.sans[0].startswith(first)


def test_american_dates_have_the_month_first() -> None:
    for theme in THEMES:
        markup = compose(Article("salt", metadata("en-US"), "<p>Words.</p>"), load(theme)).markup
        assert "March 12, 2026" in markup

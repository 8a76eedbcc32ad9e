"""Citations: what is one, what a style makes of it, and where the bibliography goes."""

from __future__ import annotations

import contextlib
import html
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.errors import EnvironmentFault, PublishError
from publish.model.article import Article
from publish.reading import read
from publish.reading.citations import processor, styles
from publish.reading.citations.bibtex import kept_case, read_bibtex
from publish.reading.citations.locators import localized

DOE = [{"family": "Doe", "given": "Jane"}]
RECORDS: list[dict[str, Any]] = [
    {"id": "march", "type": "article-journal", "author": DOE, "title": "Second thing",
     "issued": {"date-parts": [[2020, 3]]}, "container-title": "Things", "page": "11-20"},
    {"id": "january", "type": "article-journal", "author": DOE, "title": "First thing",
     "issued": {"date-parts": [[2020, 1]]}, "container-title": "Things", "page": "1-10"},
    {"id": "four", "type": "book", "title": "A book", "publisher": "Press",
     "author": [{"family": name, "given": "A."} for name in ("Smith", "Jones", "Lee", "Wu")],
     "issued": {"date-parts": [[2019]]}},
    {"id": "who", "type": "webpage", "title": "A page", "URL": "https://who.example/x",
     "author": [{"literal": "World Harbor Organization"}], "issued": {"date-parts": [[2018]]}},
    {"id": "faust", "type": "book", "title": "Faust", "publisher": "Cotta",
     "author": [{"family": "Goethe", "given": "J. W.", "non-dropping-particle": "von"}],
     "issued": {"date-parts": [[1808]]}},
]  # fmt: skip


def article(
    root: Path, text: str, style: str = "apa", lang: str = "en", extra: str = "", **files: str
) -> Article:
    """An article that can cite the records above, read."""
    folder = root / "cites"
    folder.mkdir(exist_ok=True)
    (root / "publish.toml").write_text(
        '[publication]\nid = "6f3a3c1e-8d1f-4a57-9b7b-0c0d0e0f1a2b"\n', "utf-8"
    )
    (folder / "refs.json").write_text(json.dumps(RECORDS), "utf-8")
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_text(content, "utf-8")
    named = "" if "bibliography" in extra else "bibliography: refs.json\n"
    head = f"title: T\ndate: 2026-03-01\nlang: {lang}\ncitation-style: {style}\n{named}{extra}"
    (folder / "article.md").write_text(f"---\n{head}---\n{text}\n", "utf-8")
    return read(folder)


def words(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", markup)).split())


def cited(found: Article) -> list[str]:
    """The words of every citation in the body, in order."""
    text = found.body.partition("<section")[0]
    return [words(m) for m in re.findall(r'<span class="citation".*?</span>', text)]


def entries(found: Article) -> dict[str, str]:
    """The words of every entry of the bibliography, by its id, in order."""
    return {id: words(m) for id, m in re.findall(r'<li id="([^"]*)">(.*?)</li>', found.body)}


def messages(error: PublishError) -> list[str]:
    return [f"{p.rule} {p.where.line if p.where else 0}: {p.fix}" for p in error.problems]


@pytest.mark.parametrize(
    ("style", "said", "first", "second"),
    [
        ("apa", "(Doe, 2020a, 2020b)", "Doe, J. (2020a). First", "Doe, J. (2020b). Second"),
        ("chicago", "(Doe 2020b, 2020a)", "Doe, Jane. 2020a. “First", "Doe, Jane. 2020b. “Second"),
        ("harvard", "(Doe, 2020b, 2020a)", "Doe, J. (2020a) “First", "Doe, J. (2020b) “Second"),
    ],
)
def test_years_get_letters_in_citation_and_bibliography(
    tmp_path: Path, style: str, said: str, first: str, second: str
) -> None:
    text = "It is said [@january; @march]." if style == "apa" else "It is said [@march; @january]."
    found = article(tmp_path, text, style)
    assert cited(found) == [said]
    listed = entries(found)
    assert list(listed) == ["ref-january", "ref-march"]
    assert listed["ref-january"].startswith(first)
    assert listed["ref-march"].startswith(second)


def test_every_way_to_cite(tmp_path: Path) -> None:
    text = (
        "[@four] [@four, p. 3] [see @four, pp. 33-35; also @who, ch. 1] [-@faust] @four says, "
        "and @four [p. 33] too; -@faust; @{four}; [*really* see @who]; “@who’s”."
    )
    assert cited(article(tmp_path, text)) == [
        "(Smith et al., 2019)",
        "(Smith et al., 2019, p. 3)",
        "(see Smith et al., 2019, pp. 33–35; also World Harbor Organization, 2018, Chapter 1)",
        "(1808)",
        "Smith et al. (2019)",
        "Smith et al. (2019, p. 33)",
        "(1808)",
        "Smith et al. (2019)",
        "(really see World Harbor Organization, 2018)",
        "World Harbor Organization (2018)",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "me@four.org", "@nytimes says", "[@four](https://x.example/four)", "`@four` and `[@four]`",
        r"\@four and [\@four]", "https://x.example/@four", "user@four", "[write to a@four.org]",
        "![@four](gone.jpg)",
    ],
)  # fmt: skip
def test_what_is_no_citation(tmp_path: Path, text: str) -> None:
    try:
        found = article(tmp_path, f"A text: {text}.\n\n{text}\n\nAnd @who.")
    except PublishError as error:
        assert text.startswith("!")
        assert {problem.rule for problem in error.problems} <= {"image-missing", "citation-place"}
        return
    assert "ref-four" not in found.body
    assert list(entries(found)) == ["ref-who"]


def test_names_on_networks_are_text_where_nothing_is_cited(tmp_path: Path) -> None:
    found = article(tmp_path, "See @four [or so] and [as @nytimes said].", extra="bibliography:\n")
    assert found.body == "<p>See @four [or so] and [as @nytimes said].</p>"


def test_a_misspelled_key_is_reported(tmp_path: Path) -> None:
    (problem,) = (
        p for p in article(tmp_path, "As @januar has it.").problems if p.rule.startswith("citation")
    )
    assert (problem.rule, problem.fix.split("?")[0]) == (
        "citation-misspelled",
        "Did you mean @january",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo [@januar].", "citation-unknown 10: Did you mean @january?"),
        ("# A heading [@four]", "citation-place 8: Cite it in the text nearby."),
        ("A [link [@four]](https://x.example)", "citation-place 8: Cite it in the text nearby"),
    ],
)
def test_errors_have_a_line_and_a_way_out(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(PublishError) as caught:
        article(tmp_path, text)
    assert any(message.startswith(expected) for message in messages(caught.value))


def test_numbers_follow_the_reader_through_captions_and_notes(tmp_path: Path) -> None:
    text = "First[^n] and then [@who].\n\n[^n]: In a note [@faust].\n\nLast [@four; @faust; @who]."
    found = article(tmp_path, text, "vancouver")
    assert [entry.split(" ")[0] for entry in entries(found).values()] == ["1.", "2.", "3."]
    assert list(entries(found)) == ["ref-faust", "ref-who", "ref-four"]
    assert cited(found)[-2:] == ["(2)", "(1–3)"]


def test_a_style_without_places_says_them_all_the_same(tmp_path: Path) -> None:
    assert cited(article(tmp_path, "See [@four, p. 33-34].", "vancouver")) == ["(1, p. 33–34)"]


def test_labels_are_where_the_style_has_them(tmp_path: Path) -> None:
    """The processor put them before the names: "In, editorItor E"."""
    bib = "@inproceedings{a, title={T}, booktitle={B}, editor={Itor, Ed}, author={X, Y}, year=2000}"
    found = article(tmp_path, "[@a]", "vancouver", extra="bibliography: r.bib\n", r_bib=bib)
    assert "In: Itor E, editor. B." in entries(found)["ref-a"]


@pytest.mark.parametrize(
    ("lang", "said", "entry"),
    [
        ("de", "(Smith et al., 2019, S. 3)", "Abgerufen"),
        ("fr", "(Smith et al., 2019, p. 3)", ""),
        ("es", "(Smith et al., 2019, p. 3)", ""),
    ],
)
def test_the_articles_language_has_its_own_terms(
    tmp_path: Path, lang: str, said: str, entry: str
) -> None:
    assert cited(article(tmp_path, "[@four, p. 3]", lang=lang)) == [said]
    notes = article(tmp_path, "[@march; @four]", "harvard", lang)
    assert {"de": "„Second thing“", "fr": "« Second thing »", "es": "«Second thing»"}[
        lang
    ] in entries(notes)["ref-march"].replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("lang", "title"),
    [("de", "Häfen & Preise"), ("de-AT", "Häfen & Preise"), ("en", "Häfen & preise")],
)
def test_only_english_titles_are_written_small(tmp_path: Path, lang: str, title: str) -> None:
    bib = "@book{a, title={Häfen & Preise}, author={Muster, Max}, year=2020}"
    found = article(tmp_path, "[@a]", lang=lang, extra="bibliography: r.bib\n", r_bib=bib)
    assert title in entries(found)["ref-a"]


def test_styles_of_notes_make_real_notes(tmp_path: Path) -> None:
    style = "chicago-notes-bibliography-subsequent-ibid"
    found = article(tmp_path, "One [@faust, 3]. Two [@faust, 4]. Three [@four].", style)
    assert re.match(r"<p>One<span><a [^>]*doc-noteref[^>]*/></span>\. Two", found.body)
    asides = [words(m) for m in re.findall(r"<aside.*?</aside>", found.body)]
    assert asides[1:] == ["Ibid., 4.", "A. Smith et al., A Book (Press, 2019)."]
    assert "<a " not in re.sub(r"<a [^>]*>[^<]*(?:<(?!a )[^<]*)*?</a>", "", asides[0])


def test_the_bibliography_goes_where_it_is_asked_for(tmp_path: Path) -> None:
    box = article(tmp_path, "A [@four].\n\n:::references\n:::\n\n## After\n\nText.")
    assert box.body.index("<section") < box.body.index("After")
    heading = article(tmp_path, "A [@four].\n\n## References\n\n## After\n\nText.")
    assert (
        heading.body.index("<section")
        < heading.body.index("References")
        < heading.body.index("ref-four", heading.body.index("<section"))
    )
    end = article(tmp_path, "A [@four].[^n]\n\n[^n]: Note.\n\n## After\n\nText.")
    assert end.body.index("After") < end.body.index("<section") < end.body.index("<aside")


def test_what_is_not_cited_is_listed_on_request(tmp_path: Path) -> None:
    assert list(entries(article(tmp_path, "Text.", extra="nocite: [who]\n"))) == ["ref-who"]
    assert len(entries(article(tmp_path, "Text.", extra='nocite: "*"\n'))) == len(RECORDS)


def test_tex_is_decoded(tmp_path: Path) -> None:
    bib = r"""
@string{log = "Journal of {L}ogs"}
@article{a, author = {M{\"u}ller, J{\o}rgen and {Board of Harbors} and de la Fuente, Ana},
  title = "The {DNA} of $\beta$ and {pandas}" # { in C++}, journal = log, year = 2020,
  month = mar, url = {javascript:alert(1)}}
@misc{b, title = {\input{/etc/passwd} Shell \write18{id}}, author = {X, Y}, year = 2001}
"""
    found = article(tmp_path, "[@a; @b]", extra="bibliography: r.bib\n", r_bib=bib)
    entry = entries(found)["ref-a"]
    assert entry == (
        "Müller, J., Board of Harbors, & de la Fuente, A. (2020). The DNA of β and pandas in C++. "
        "Journal of Logs."
    )
    assert "javascript" not in found.body
    assert "root:" not in found.body
    assert "bibliography-address" in {problem.rule for problem in found.problems}


def test_broken_entries_are_reported_with_file_and_line(tmp_path: Path) -> None:
    bib = "@book{a,\n title={A}, author={X, Y}, year=1999}\n\n@book{b,\n title={B\n@book{c, x=1}"
    found = article(tmp_path, "[@a]", extra="bibliography: r.bib\n", r_bib=bib)
    told = [(Path(p.where.file).name, p.where.line, p.rule) for p in found.problems if p.where]
    assert ("r.bib", 5, "bibliography-entry") in told


def test_files_outside_of_the_publication_are_refused(tmp_path: Path) -> None:
    inner = tmp_path / "house"
    inner.mkdir()
    (tmp_path / "r.bib").write_text("@book{a, title={A}}", "utf-8")
    with pytest.raises(PublishError) as caught:
        article(inner, "[@a]", extra="bibliography: ../../r.bib\n")
    assert "bibliography-missing" in {problem.rule for problem in caught.value.problems}


def test_records_and_style_are_among_the_sources(tmp_path: Path) -> None:
    csl = styles.find_style(None, tmp_path, tmp_path, None)  # type: ignore[arg-type]
    assert csl is not None
    found = article(tmp_path, "[@four]", "./own.csl", own_csl=csl.data.decode())
    assert {"cites/refs.json", "cites/own.csl"} <= {source.path for source in found.sources}
    assert cited(found) == ["(Smith et al. 2019)"]


def test_an_unknown_style_is_reported_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(PublishError) as caught:
        article(tmp_path, "[@four]", "vancuver")
    assert "Did you mean vancouver?" in caught.value.problems[0].fix


def test_an_article_that_cites_nothing_starts_no_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a program was started")

    monkeypatch.setattr(processor, "_run", refuse)
    assert article(tmp_path, "Nothing is cited.").body == "<p>Nothing is cited.</p>"


def test_without_the_packages_the_message_has_the_install_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(EnvironmentFault, match="citations"):
        article(tmp_path, "[@four]")


@pytest.mark.parametrize(
    ("suffix", "lang", "said"),
    [
        (", p. 33", "de", ", S. 33"), (", pp. 3-5", "it", ", 3-5"), (", ch. 2", "fr", ", chap. 2"),
        (", vol. IV", "es", ", vol. IV"), (" passim", "de", " passim"), (", S. 3", "de", ", S. 3"),
        (", p. 3", "en", ", p. 3"),
    ],
)  # fmt: skip
def test_places_in_the_articles_language(suffix: str, lang: str, said: str) -> None:
    assert localized(suffix, lang) == said


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("A Title Like Any Other", "A Title Like Any Other"),
        ("A lean C++ reader of Vietoris logs", "A lean {C++} reader of {Vietoris} logs"),
        ("The {DNA} of iPhones", "The {DNA} of {iPhones}"),
        (r"On {\TeX} and $X_1$ Today", r"On {\TeX} and $X_1$ Today"),
    ],
)
def test_capitals_that_mean_something_are_kept(title: str, kept: str) -> None:
    assert kept_case(title) == kept


@given(st.text(alphabet='@{}"#=,\\ \n%abook()1', max_size=200))
def test_any_file_is_read_or_reported(text: str) -> None:
    found = read_bibtex(text)
    assert all(1 <= fault.line <= text.count("\n") + 1 for fault in found.faults)
    assert all(entry.key for entry in found.entries)


@pytest.mark.parametrize(
    "text",
    ["{" * 200_000, "@a{b,c=" + "{" * 200_000, "@article{" * 60_000, '@a{b,c="' * 40_000,
     "@article{k, a={" * 20_000, "@article{k, a=1 # " * 20_000, "@a{k," + "x = {y}, " * 60_000],
)  # fmt: skip
def test_hostile_files_take_no_more_than_linear_time(text: str) -> None:
    begin = time.process_time()
    read_bibtex(text)
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    "text", ["[@" * 3_000, "@four [" * 1_500, "[@four;" * 1_500, "@" + "a." * 40_000,
             "[" * 5_000 + "@four" + "]" * 5_000, "@nobody " * 10_000],
)  # fmt: skip
def test_hostile_texts_take_no_more_than_linear_time(tmp_path: Path, text: str) -> None:
    begin = time.process_time()
    with contextlib.suppress(PublishError):
        article(tmp_path, text)
    assert time.process_time() - begin < 20

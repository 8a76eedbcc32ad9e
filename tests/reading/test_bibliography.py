"""Records as people write them: whatever a record says is in the list of references, or told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.model.article import Article
from publish.reading.citations.bibtex import BibEntry, written
from publish.reading.citations.losses import losses
from tests.reading.test_citations import article, cited, entries


def listed(
    root: Path, fields: str, text: str = "A [@x].", kind: str = "article", **more: str
) -> Article:
    bib = f"@{kind}{{x, author={{Lee, Ann}}, {fields}}}\n"
    extra = "bibliography: refs.bib\n"
    return article(root, text, extra=extra, refs_bib=bib, **more)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("title={Turnout fell by 50% in towns}, year=2011", "Turnout fell by 50% in towns"),
        ("title={Turnout fell by 50\\% in towns}, year=2011", "Turnout fell by 50% in towns"),
        ("title={It cost $5 in towns}, year=2011", "It cost $5 in towns"),
        ("title={From \\$5 to \\$6}, year=2011", "From $5 to $6"),
        ("title={On $x$ and more}, year=2011", "On x and more"),
        ("title={Law & order}, year=2011", "Law & order"),
        ("title={Law \\& order}, year=2011", "Law & order"),
        ("title={Issue #1 of a_b}, year=2011", "Issue #1 of a_b"),
        ("title={T}, year={in press}", "(in press)"),
        ("title={T}, year={forthcoming}", "(forthcoming)"),
        ("title={T}, date={2011-05}", "(2011)"),
        ("title={T}, year={[2011]}", "2011"),
        ("title={T}, year=2011, journal={J}, pages={3--5}", "3–5"),
        ("title={T}, year=2011, url={https://example.org/a%20b}", "https://example.org/a%20b"),
    ],
)
def test_a_field_is_shown_whole(tmp_path: Path, fields: str, said: str) -> None:
    found = listed(tmp_path, fields)
    (entry,) = entries(found).values()
    assert said in entry
    assert [p for p in found.problems if p.rule == "bibliography-lost"] == []


def test_what_the_processor_drops_is_reported_with_its_line(tmp_path: Path) -> None:
    found = listed(tmp_path, "title={T}, year=2011,\n note={see \\somecommand{this} there}")
    (problem,) = (p for p in found.problems if p.rule == "bibliography-lost")
    assert "its note" in problem.message
    assert problem.where
    assert (problem.where.file[-8:], problem.where.line) == ("refs.bib", 1)


def test_a_field_given_twice_is_reported_with_its_line(tmp_path: Path) -> None:
    found = listed(tmp_path, "title={One},\ntitle={Two}, year=2011")
    (problem,) = (p for p in found.problems if "twice" in p.message)
    assert problem.where
    assert problem.where.line == 2
    assert "One" in "".join(entries(found).values())


@pytest.mark.parametrize(
    ("place", "lang", "said"),
    [
        (", § 12 Rn. 63", "de", "§ 12 Rn. 63"),
        (" § 12", "de", "§ 12"),
        (", §§ 3-5", "de", "§§ 3–5"),
        (", ¶ 7", "en", "¶ 7"),
        (", pp. 3--5", "en", "pp. 3–5"),
        (", pp. 3-5", "en", "pp. 3–5"),
        (", pp. iv--x", "en", "pp. iv–x"),
    ],
)
def test_a_place_is_printed_as_typed(tmp_path: Path, place: str, lang: str, said: str) -> None:
    found = listed(tmp_path, "title={T}, year=2011", f"A [@x{place}].", lang=lang)
    assert said in cited(found)[0]


def test_a_place_after_a_name_in_the_text(tmp_path: Path) -> None:
    found = listed(tmp_path, "title={T}, year=2011", "So @x [§ 3] has it.", lang="de")
    assert "2011, § 3" in cited(found)[0]


@given(st.text("ab%$&#_\\ ", max_size=20))
def test_letters_that_are_kept_are_no_loss(title: str) -> None:
    entry = BibEntry("book", "x", {"title": title}, 1)
    assert written(entry, "r0").startswith("@book{r0,")
    assert list(losses(entry, title.replace("\\", ""))) == [] or "\\" in title


@pytest.mark.parametrize(
    ("value", "text", "lost"),
    [
        ('M{\\"u}ller', "Müller", False),
        ("{\\O}st", "Øst", False),
        ("Stra{\\ss}e", "Straße", False),
        ("\\textit{Whole} title", "Whole title", False),
        ("A whole title", "A title", True),
        ("{NASA} 50", "NASA", True),
    ],
)
def test_a_loss_is_a_word_that_is_gone(value: str, text: str, lost: bool) -> None:
    assert bool(list(losses(BibEntry("book", "x", {"title": value}, 1), text))) is lost

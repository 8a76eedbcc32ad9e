"""``publish check`` and ``explain``, ``--as-of`` and ``--draft``, as an editor meets them."""

from __future__ import annotations

import json
import shutil
from datetime import datetime, tzinfo
from pathlib import Path

import pytest

from publish.cli import days, main

ROOT = Path(__file__).parents[2]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A publication of two articles, and us in it."""
    for name in ("german", "credits"):
        shutil.copytree(ROOT / "tests/cases" / name, tmp_path / "sources" / name)
    shutil.copyfile(ROOT / "tests/cases/publish.toml", tmp_path / "publish.toml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def edit(desk: Path, old: str, new: str, name: str = "german") -> None:
    article = desk / "sources" / name / "article.md"
    text = article.read_text("utf-8")
    assert old in text
    article.write_text(text.replace(old, new), "utf-8")


def test_pictures_are_reported_with_their_terms(desk: Path, capsys: Capture) -> None:
    assert main(["check", "sources/credits"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split() == ["picture", "license", "or", "basis", "terms", "verdict"]
    assert rows[0].startswith("harbor.jpg  CC BY-SA 4.0")
    assert "creator, source, link, changes told, share alike" in rows[0]
    assert rows[2].startswith("chart.png   permission")
    assert not (desk / "build").exists()


def test_an_error_is_reported_and_is_the_exit_code(desk: Path, capsys: Capture) -> None:
    edit(desk, "      license: CC BY 4.0\n", "")
    assert main(["check", "sources/german", "sources/credits"]) == 1
    said = capsys.readouterr()
    assert "article.md:13:7: error[image-credit-missing]" in said.err
    assert "may not be published" in said.out
    assert "sources/credits" in said.out


def test_problems_are_reported_by_picture_with_one_block_to_paste(
    desk: Path, capsys: Capture
) -> None:
    edit(desk, "      license: CC BY 4.0\n", "")
    assert main(["check", "sources/german"]) == 1
    told = capsys.readouterr().err
    text, _, rest = told.partition("\n\nBrücke #2 (neu).JPG\n")
    assert "description-missing" in text
    assert "image-credit-missing" not in text
    problems, _, block = rest.partition("`publish credit sources/german`")
    assert "image-credit-missing" in problems
    assert "images:" not in problems
    assert block.count("images:\n") == 1
    assert "      license:  # such as CC-BY-4.0" in block


def test_what_cannot_be_read_does_not_keep_the_others_from_being_checked(
    desk: Path, capsys: Capture
) -> None:
    edit(desk, "category: Verkehr", "category: [Verkehr")
    assert main(["check", "sources/german", "sources/credits", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [article["ok"] for article in told["articles"]] == [False, True]
    assert told["articles"][0]["pictures"] == []
    assert len(told["articles"][1]["pictures"]) == 4


def test_json_for_programs(desk: Path, capsys: Capture) -> None:
    assert main(["check", "sources/german", "--as-of", "2026-06-01", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["as_of"] == "2026-06-01"
    (article,) = told["articles"]
    assert article["pictures"] == [
        {
            "name": "Brücke #2 (neu).JPG",
            "license_or_basis": "CC BY 4.0",
            "terms": "creator, source, link, changes told",
            "verdict": "look at it",
        }
    ]
    assert {problem["rule"] for problem in article["problems"]} == {
        "image-resolution",
        "description-missing",
    }


def test_the_layout_is_measured_page_by_page_on_demand(desk: Path, capsys: Capture) -> None:
    shutil.copytree(ROOT / "tests/cases/plain", desk / "sources/plain")
    edit(
        desk,
        "title: A Plain Note\n",
        "title: Counterrevolutionarinesses Law\n",
        "plain",
    )
    assert main(["check", "sources/plain", "--json", "--as-of", "2026-06-01"]) == 0
    (quick,) = json.loads(capsys.readouterr().out)["articles"]
    assert quick["pages"] == {}
    assert main(["check", "sources/plain", "--json", "--as-of", "2026-06-01", "--layout"]) == 0
    (article,) = json.loads(capsys.readouterr().out)["articles"]
    ((name, measures),) = article["pages"].items()
    assert name == "plain.pdf"
    assert [page["page"] for page in measures["pages"]] == [1]
    assert [line["kind"] for line in measures["last_lines"]] == ["title"]
    assert "line-last-word" in {problem["rule"] for problem in article["problems"]}


def test_a_policy_is_heeded_and_reported_once(desk: Path, capsys: Capture) -> None:
    with (desk / "publish.toml").open("a") as file:
        file.write(
            '\n[[policy]]\nrule = "image-resolution"\nseverity = "error"\n'
            'reason = "we print"\narticles = ["german"]\n'
            '\n[[policy]]\nrule = "stand-in"\nseverity = "off"\nreason = "old"\n'
            "until = 2020-01-01\n"
        )
    assert main(["check", "sources/german", "sources/credits"]) == 1
    said = capsys.readouterr().err
    assert said.count("policy-ended") == 1
    assert "error[image-resolution]" in said
    assert "warning[image-resolution]" in said


def test_a_build_is_judged_as_of_a_day(desk: Path, capsys: Capture) -> None:
    edit(
        desk,
        "      not-supplied: [source]",
        "      not-supplied: [source]\n      expires: 2026-05-31",
    )
    build = ["build", "sources/german", "--to", "epub"]
    assert main([*build, "--as-of", "2026-06-01"]) == 1
    assert "error[rights-expired]" in capsys.readouterr().err
    assert main([*build, "--as-of", "2026-05-31"]) == 0
    manifest = json.loads((desk / "build/german/manifest.json").read_text())
    assert manifest["as_of"] == "2026-05-31"
    before = (desk / "build/german/german.epub").read_bytes()
    # What is published may be built again, and is the same but for the record of the day.
    assert main([*build, "--as-of", "2026-06-01"]) == 0
    assert "warning[rights-expired]" in capsys.readouterr().err
    assert (desk / "build/german/german.epub").read_bytes() == before
    assert main(["check", "sources/german", "--as-of", "2026-06-01"]) == 0


def test_a_draft_is_no_first_publication(desk: Path, capsys: Capture) -> None:
    edit(
        desk,
        "      not-supplied: [source]",
        "      not-supplied: [source]\n      expires: 2026-05-31",
    )
    build = ["build", "sources/german", "--to", "epub", "--as-of", "2026-06-01"]
    assert main([*build, "--draft"]) == 0
    assert "a draft" in capsys.readouterr().out
    assert main(build) == 1
    assert main(["check", "sources/german", "--as-of", "2026-06-01"]) == 1
    assert main(["check", "sources/german", "--as-of", "2026-06-01", "--draft"]) == 0


def test_a_draft_is_not_verified_for_release(desk: Path, capsys: Capture) -> None:
    assert main(["build", "sources/german", "--to", "epub", "--draft", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["draft"]
    assert main(["verify", "build/german"]) == 1
    assert "error[output-draft]" in capsys.readouterr().err
    assert main(["verify", "build/german", "--allow-draft"]) == 0
    assert main(["build", "sources/german", "--to", "epub"]) == 0
    assert main(["verify", "build/german"]) == 0


def test_today_is_the_clock_s_where_no_day_is_given(
    desk: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Clock:
            return cls(2031, 2, 3, 12, tzinfo=tz)

    monkeypatch.setattr(days, "datetime", Clock)
    assert main(["check", "sources/german", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["as_of"] == "2031-02-03"


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", "01.06.2026"])
def test_a_day_is_written_in_one_way(desk: Path, capsys: Capture, day: str) -> None:
    assert main(["check", "sources/german", "--as-of", day]) == 2
    assert "is not a day; write 2026-03-01" in capsys.readouterr().err


def test_a_rule_is_explained(capsys: Capture) -> None:
    assert main(["explain", "changes-untold"]) == 0
    said = capsys.readouterr().out
    for words in ("changes-untold: error", "edits: [cropped]", "CC 4.0 §3(a)(1)(B)"):
        assert words in said
    assert main(["explain", "error[image-hot-linked]"]) == 0
    assert "Save the picture beside article.md" in capsys.readouterr().out


def test_all_rules_are_listed(capsys: Capture) -> None:
    assert main(["explain"]) == 0
    said = capsys.readouterr().out
    for words in ("Rights in pictures", "credit-creator-owed", "yaml-syntax", "proof-credit"):
        assert words in said
    assert main(["explain", "--json"]) == 0
    rules = json.loads(capsys.readouterr().out)["rules"]
    assert len(rules) > 200
    assert all(rule["why"] and rule["mend"] for rule in rules)


def test_a_misspelt_rule_gets_a_suggestion(capsys: Capture) -> None:
    assert main(["explain", "credit-cretor-owed"]) == 2
    assert "Did you mean credit-creator-owed?" in capsys.readouterr().err


def test_warnings_are_told_beside_errors_of_reading(desk: Path, capsys: Capture) -> None:
    edit(desk, "category: Verkehr", "category: Verkehr TK\ncategory-of: x")
    assert main(["check", "sources/german"]) == 1
    told = capsys.readouterr().err
    assert "error[unknown-key]" in told
    assert "warning[placeholder]" in told


def test_a_missing_folder_does_not_stop_the_others(desk: Path, capsys: Capture) -> None:
    assert main(["check", "sources/credits", "sources/nope"]) == 3
    said = capsys.readouterr()
    assert "harbor.jpg  CC BY-SA 4.0" in said.out
    assert "sources/nope: error[no-folder]: this folder does not exist" in said.err
    assert main(["check", "sources/nope", "sources/neither"]) == 2
    assert main(["check", "sources/nope"]) == 2

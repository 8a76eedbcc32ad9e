"""``publish build --channel``: what is made, kept, recorded and proved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publish.building import manifest
from publish.cli import main
from tests.channels.desk import LENT, OPEN, Desk, photo

SETTINGS = """\
[channels.partner-a]
format = "docx"
syndicated = true
[channels.web]
format = "epub"
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    made = Desk(tmp_path, SETTINGS)
    made.article("both", lent=(photo(1), LENT), free=(photo(2), OPEN))
    return made


def files() -> list[str]:
    """The files of a build, without the lists of credits beside them."""
    names = (path.name for path in Path("build/both").iterdir())
    return sorted(name for name in names if not name.startswith("credits."))


def record() -> manifest.Manifest:
    found = manifest.load(Path("build/both"))
    assert found is not None
    return found


def test_the_formats_are_built_by_default(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "sources/both"]) == 0
    assert files() == ["both.docx", "both.epub", "both.pdf", "manifest.json"]
    said = capsys.readouterr().out
    assert "lent.jpg is not in both.docx: it is not cleared for republication\n" in said
    assert "2 of 2 images credited\n" in said


def test_channels_are_built_when_named(desk: Desk) -> None:
    assert main(["build", "sources/both", "--channel", "partner-a"]) == 0
    assert files() == ["both-partner-a.docx", "manifest.json"]
    assert main(["build", "sources/both", "--to", "epub", "--channel", "web, partner-a"]) == 0
    assert files() == ["both-partner-a.docx", "both-web.epub", "both.epub", "manifest.json"]
    assert main(["build", "sources/both", "--channel", "docx", "--channel", "web", "-q"]) == 0
    assert "both.docx" in files()


def test_the_manifest_says_what_each_file_holds(desk: Desk) -> None:
    assert main(["build", "sources/both", "--to", "pdf", "--channel", "partner-a"]) == 0
    made = record()
    digests = {name: made.inputs[f"sources/both/{name}"] for name in ("lent.jpg", "free.jpg")}
    pdf, partner = made.editions["both.pdf"], made.editions["both-partner-a.docx"]
    assert (pdf.channel, pdf.format, dict(pdf.withheld)) == ("pdf", "pdf", {})
    assert pdf.pictures == digests
    assert (partner.channel, partner.format) == ("partner-a", "docx")
    assert partner.pictures == {"free.jpg": digests["free.jpg"]}
    assert partner.withheld == {"lent.jpg": "syndication"}
    assert (made.title, made.date) == ("On both", "2026-03-01")
    assert {name: mark.sha256 for name, mark in made.pictures.items()} == digests
    assert dict(made.pictures["free.jpg"].works[0]) == {
        "title": "A view",
        "source": "https://example.org/a",
    }
    text = Path("build/both/manifest.json").read_text()
    assert "a mail" not in text  # evidence stays at home


def test_json_says_it_too(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "sources/both", "--to", "pdf,docx", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(o["channel"], o["withheld"]) for o in told["outputs"]] == [
        ("pdf", {}),
        ("docx", {"lent.jpg": "syndication"}),
    ]


def test_a_sibling_stays_while_the_same_is_withheld(desk: Desk) -> None:
    assert main(["build", "sources/both", "--to", "docx", "--channel", "web"]) == 0
    before = Path("build/both/both-web.epub").read_bytes()
    assert main(["build", "sources/both", "--to", "pdf"]) == 0
    assert files() == ["both-web.epub", "both.docx", "both.pdf", "manifest.json"]
    assert Path("build/both/both-web.epub").read_bytes() == before
    # What is withdrawn is no input, and yet no file that has it may stay.
    sha = record().pictures["free.jpg"].sha256
    Path("withdrawn.toml").write_text(f'[[withdrawn]]\nname = "x"\nsha256 = ["{sha}"]\n')
    assert main(["build", "sources/both", "--to", "pdf"]) == 0
    assert files() == ["both.pdf", "manifest.json"]


def test_verify_proves_every_channel_against_its_own_page(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "sources/both", "--to", "pdf,docx", "--channel", "web"]) == 0
    capsys.readouterr()
    assert main(["verify", "build/both"]) == 0
    head, *rows = (line.split() for line in capsys.readouterr().out.splitlines())
    assert head == ["article", "pdf", "docx", "web"]
    assert ["figures", "2", "2", "✓", "1", "✓", "2", "✓"] in rows
    # A file of the one in the place of the other is found out.
    Path("build/both/both.pdf").unlink()
    assert main(["verify", "build/both"]) == 1
    assert "output-missing" in capsys.readouterr().err


def test_verify_tells_what_a_file_may_not_hold_any_more(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "sources/both", "--to", "docx"]) == 0
    sha = record().pictures["free.jpg"].sha256
    Path("withdrawn.toml").write_text(f'[[withdrawn]]\nname = "x"\nsha256 = ["{sha}"]\n')
    assert main(["verify", "build/both"]) == 1
    said = capsys.readouterr().err
    assert (
        "both.docx: error[output-carries]: it contains free.jpg, which may no longer go to the"
        in said
    )
    assert "lent.jpg" not in said


def test_verify_tells_of_a_channel_that_is_gone(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "sources/both", "--channel", "web"]) == 0
    settings = desk.root / "publish.toml"
    settings.write_text(settings.read_text().replace("[channels.web]", "[channels.other]"))
    assert main(["verify", "build/both"]) == 1
    assert "error[channel-gone]: the channel web" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ["--channel", "partners-a"],
            "channel 'partners-a' does not exist\n  Did you mean partner-a?",
        ),
        (["--to", "partner-a"], "It is a channel: write --channel partner-a."),
        (["--to", "odt"], "error[format-unknown]: the format 'odt' does not exist"),
    ],
)
def test_what_there_is_not_is_refused(
    desk: Desk, options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "sources/both", *options]) == 2
    assert said in capsys.readouterr().err


def test_a_misspelt_channel_in_a_credit_stops_the_build(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    credit = OPEN.replace("}", ", channels: [pdf, partner]}")
    desk.article("odd", free=(photo(2), credit))
    assert main(["build", "sources/odd"]) == 1
    said = capsys.readouterr().err
    assert "error[channel-unknown]: free.jpg names the channel `partner`, which" in said
    assert "Did you mean partner-a?" in said


def test_strangers_are_refused_and_named_outputs_are_not(desk: Desk) -> None:
    assert main(["build", "sources/both", "--channel", "web"]) == 0
    assert main(["build", "sources/both", "--to", "pdf"]) == 0
    Path("build/both/notes.txt").write_text("mine")
    assert main(["build", "sources/both", "--to", "pdf"]) == 2


def test_channels_of_one_page_and_format_have_one_file(desk: Desk) -> None:
    assert main(["build", "sources/both", "--to", "docx", "--channel", "partner-a"]) == 0
    one, other = (Path(f"build/both/both{of}.docx").read_bytes() for of in ("", "-partner-a"))
    assert one == other

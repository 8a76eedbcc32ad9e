"""What people mistype on the command line is answered with what to type."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.cli import main

TOML = '[publication]\nid = "390facdd-d0fc-4395-8fa3-99987dd78ff3"\n'


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "sources/ferry").mkdir(parents=True)
    head = "---\ntitle: A\ndate: 2026-03-01\nlang: en\n---\n"
    (tmp_path / "sources/ferry/article.md").write_text(f"{head}Text.\n")
    (tmp_path / "publish.toml").write_text(TOML)
    monkeypatch.chdir(tmp_path)
    return tmp_path


MISTYPED = {
    "chek sources/ferry": "Did you mean check?",
    "build sources/ferry --format pdf": "Did you mean --to?",
    "build sources/ferry --them dispatch --forse": "Did you mean --force?",
    "build sources/ferry --zzz": "`publish build --help` lists the options.",
    "new The Ferry": "Put quotes around the title",
    "check ferry": "Did you mean sources/ferry?",
    "check sources\\ferry": "Did you mean sources/ferry?",
    "check sources": "such as sources/ferry.",
    "explain image-credit": "Did you mean image-credit-missing?",
}


@pytest.mark.parametrize("typed", MISTYPED)
def test_the_answer_says_what_to_type(
    house: Path, capsys: pytest.CaptureFixture[str], typed: str
) -> None:
    assert main(typed.split()) in (1, 2)
    output = capsys.readouterr()
    assert MISTYPED[typed] in output.out + output.err


@pytest.mark.parametrize(
    ("line", "fix"),
    [
        ("theme = dispatch", 'Write theme = "dispatch"'),
        ("theme: dispatch", 'Write theme = "dispatch"'),
        ("name = Example Press", 'Write name = "Example Press"'),
        ('name = "Example', 'Write each key as `name = "value"`.'),
    ],
)
def test_a_line_that_is_no_toml_is_written_as_it_should_be(
    house: Path, capsys: pytest.CaptureFixture[str], line: str, fix: str
) -> None:
    (house / "publish.toml").write_text(f"{TOML}{line}\n")
    assert main(["check", "sources/ferry"]) == 1
    output = capsys.readouterr()
    assert fix in output.out + output.err
    assert "publish.toml:3" in output.out + output.err

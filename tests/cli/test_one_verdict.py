"""``check`` and ``build`` give one verdict: what stops a build is told by a check, in its words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image as Pillow

from publish.cli import main
from publish.errors import Problem, SourceError
from publish.formats import FORMATS
from publish.page import Page

ARTICLE = """\
---
title: A Case
authors: [Ada Example]
date: 2026-03-01
lang: en
description: A case.
images:
  ferry.jpg:
    alt: A white ferry at a pier
    credit: {title: F, creator: Ben Example, source: 'https://example.org/f', license: CC-BY-4.0}
---
Some words, and $E = mc^2$.

![](ferry.jpg)

1. An item
"""
HOUSE = """\
[publication]
id = "6e1c4a5e-1111-5000-8000-000000000001"
publisher = "Example House"
"""
BRAND = '[brand]\nname = "E"\n[brand.tokens]\n'
POLICY = '[[policy]]\nrule = "brand-token"\nseverity = "error"\nreason = "Ours."\n'
XMP = b"http://ns.adobe.com/xap/1.0/\0"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "sources/case"
    folder.mkdir(parents=True)
    (folder / "article.md").write_text(ARTICLE, "utf-8")
    Pillow.new("RGB", (600, 400), (90, 120, 130)).save(folder / "ferry.jpg", "JPEG", dpi=(300, 300))
    (tmp_path / "publish.toml").write_text(HOUSE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def article(old: str, new: str) -> Callable[[Path], None]:
    def edit(desk: Path) -> None:
        file = desk / "sources/case/article.md"
        assert old in file.read_text("utf-8")
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")

    return edit


def house(more: str) -> Callable[[Path], None]:
    def edit(desk: Path) -> None:
        (desk / "publish.toml").write_text(HOUSE + more, "utf-8")

    return edit


def embedded(packet: bytes) -> Callable[[Path], None]:
    """The picture with a packet of XMP that nobody can read."""

    def edit(desk: Path) -> None:
        file = desk / "sources/case/ferry.jpg"
        data, size = file.read_bytes(), len(XMP + packet) + 2
        file.write_bytes(data[:2] + b"\xff\xe1" + size.to_bytes(2, "big") + XMP + packet + data[2:])

    return edit


def theme(toml: str, css: str = "", template: str = "") -> Callable[[Path], None]:
    def edit(desk: Path) -> None:
        (desk / "themes/ours/css").mkdir(parents=True)
        (desk / "themes/ours/templates").mkdir()
        if template:
            (desk / "themes/ours/templates/article.html.j2").write_text(template, "utf-8")
        (desk / "themes/ours/theme.toml").write_text(toml, "utf-8")
        (desk / "themes/ours/css/style.css").write_text(css, "utf-8")
        house('theme = "ours"\n')(desk)

    return edit


WRONG: Mapping[str, Callable[[Path], None]] = {
    "a list in letters that are none": article("1. An", "{type=a}\n999999998. An"),
    "a list that Word cannot count": article("1. An", "123456789. An"),
    "a list in Romans that are none": article("1. An", "{type=i}\n4000. An"),
    "a title of a hundred thousand letters": article("A Case", "A Case " * 14_000),
    "XMP with a DOCTYPE": embedded(b'<!DOCTYPE x [<!ENTITY a "b">]><x:xmpmeta xmlns:x="x"/>'),
    "XMP that is none": embedded(b"<x:xmpmeta"),
    "a license that is missing": article(", license: CC-BY-4.0", ""),
    "a token that is more than a value": house(f'{BRAND}accent = "red;}} p {{"\n'),
    "a token that policy does not let pass": house(f'{BRAND}acent = "#123456"\n{POLICY}'),
    "a logo that is missing": house('[brand]\nname = "E"\nlogo = "gone.svg"\n'),
    "a theme that is none": house('theme = "nowhere"\n'),
    "a theme that is broken": theme("parent = \n"),
    "a stylesheet that asks for a file": theme(
        'parent = "briefing"\n', '@import "http://x/y.css";'
    ),
    "a template that is broken": theme('parent = "briefing"\n', template="{{ nothing.here }}"),
}


Capture = pytest.CaptureFixture[str]


def verdict(command: str, capsys: Capture, *options: str) -> tuple[int, set[str]]:
    """The exit code of a command, and the errors that it tells, with their places."""
    capsys.readouterr()
    code = main([command, "sources/case", "--json", *options])
    told = json.loads(capsys.readouterr().out)
    problems = [p for one in told.get("articles", [told]) for p in one["problems"]]
    return code, {json.dumps(p, sort_keys=True) for p in problems if p["severity"] == "error"}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_stops_a_build_is_reported_by_a_check(desk: Path, capsys: Capture, wrong: str) -> None:
    WRONG[wrong](desk)
    code, errors = verdict("build", capsys)
    assert code != 0
    assert errors
    assert verdict("check", capsys) == (code, errors)
    assert not (desk / "build/case").exists()


def test_a_check_with_layout_makes_the_files_and_proves_them(
    desk: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A formula that no line holds, a word that a format loses: only the files show them."""
    made = replace(FORMATS["epub"], name="pdf")
    usual = made.write

    def lossy(page: Page) -> bytes:
        return usual(replace(page, markup=page.markup.replace("Some words", "Some")))

    formats = {"epub": FORMATS["epub"], "docx": replace(made, name="docx", writer=lossy)}
    monkeypatch.setattr("publish.building.writing.channels.FORMATS", {**FORMATS, **formats})
    monkeypatch.setattr("publish.formats.proving.FORMATS", {**FORMATS, **formats})
    monkeypatch.setattr("publish.building.selection.FORMATS", formats)
    assert verdict("check", capsys) == (0, set())
    code, errors = verdict("check", capsys, "--layout")
    assert code == 1
    assert verdict("build", capsys) == (code, errors)
    problem = json.loads(min(errors))
    assert problem["rule"] == "proof-words"
    assert problem["where"] == {"file": "sources/case/article.md", "line": 12, "column": 0}
    assert "--to epub" in problem["fix"]
    assert not (desk / "build/case").exists()


def test_a_format_that_cannot_be_made_leaves_the_others(
    desk: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(page: Page) -> bytes:
        raise SourceError(Problem("formula-wide", "too wide", "Split it.", about="mc^2"))

    broken = {"pdf": replace(FORMATS["pdf"], writer=failing)}
    monkeypatch.setattr("publish.building.writing.channels.FORMATS", {**FORMATS, **broken})
    code, errors = verdict("build", capsys, "--to", "pdf,epub")
    assert code == 1
    problem = json.loads(min(errors))
    assert problem["where"]["line"] == 12
    assert problem["fix"] == "Split it. Or make only what can be made: --to epub."


def test_a_check_says_in_a_line_whether_it_laid_out(desk: Path, capsys: Capture) -> None:
    assert main(["check", "sources/case"]) == 0
    assert "not laid out and not proved: --layout does that as well" in capsys.readouterr().out

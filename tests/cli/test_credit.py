"""``publish credit``: what it shows, what it asks on a real terminal, what it writes."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from publish.cli import main
from publish.reading import read
from tests.pictures.samples import picture

PUBLICATION = '[publication]\nid = "8e5f7f5c-0f0d-4f3e-9d0b-6d6a3d1c7b11"\n'
ARTICLE = """\
---
title: Two Ships   # a comment
date: 2026-03-01
lang: en
images:
  one.jpg:
    alt: One
    credit:
      license: CC-BY-4.0   # seen on the page
---
Text.

![](one.jpg)

![](two.jpg)
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = tmp_path / "sources/ships"
    here.mkdir(parents=True)
    (tmp_path / "publish.toml").write_text(PUBLICATION)
    (here / "article.md").write_text(ARTICLE)
    for name in ("one.jpg", "two.jpg"):
        (here / name).write_bytes(picture())
    monkeypatch.chdir(tmp_path)
    return here


def text(desk: Path) -> str:
    return (desk / "article.md").read_text("utf-8")


def missing(capsys: pytest.CaptureFixture[str]) -> dict[str, list[list[str]]]:
    told = json.loads(capsys.readouterr().out)
    return {image["name"]: [gap["keys"] for gap in image["missing"]] for image in told["images"]}


def test_it_shows_what_is_said_and_where_that_is(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["credit", "sources/ships"]) == 1
    said = capsys.readouterr()
    assert "one.jpg  30 × 20" in said.out
    assert "  credit, from front matter (sources/ships/article.md:9:7)" in said.out
    assert "    license: CC-BY-4.0" in said.out
    assert "error[credit-creator-owed]" in said.err
    assert text(desk) == ARTICLE


def test_json_only_shows(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["credit", "sources/ships", "--json"]) == 1
    assert missing(capsys) == {
        "one.jpg": [["creator"], ["source"]],
        "two.jpg": [["alt"], ["license", "basis"]],
    }


def test_options_are_written_and_nothing_else_moves(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["credit", "sources/ships", "one.jpg", "--creator", 'Ada "A" Example', "--source"]
    assert main([*call, "https://example.org/one", "--edits", "cropped"]) == 0
    assert text(desk) == ARTICLE.replace(
        "      license",
        '      creator: Ada "A" Example\n      source: https://example.org/one\n      license',
    ).replace("on the page\n", "on the page\n      edits: [cropped]\n")
    assert main(["credit", "sources/ships", "one.jpg", "--not-supplied", "creator"]) == 0
    assert main(["credit", "sources/ships", "one.jpg", "--remove", "creator"]) == 0
    capsys.readouterr()
    assert main(["credit", "sources/ships", "one.jpg", "--json"]) == 1  # it was cropped, untold
    assert "creator: " not in text(desk)


def test_a_picture_that_was_nowhere_described(desk: Path) -> None:
    call = ["credit", "sources/ships", "two.jpg", "--alt", "Two: a ship", "--basis", "own"]
    assert main(call) == 0
    image = read(desk).image("two.jpg")
    assert (image.alt, image.credits[0].basis) == ("Two: a ship", "own")
    assert main(["credit", "sources/ships", "two.jpg"]) == 0


def test_a_credit_of_several_parts(desk: Path) -> None:
    parts = ARTICLE.replace(
        "    credit:\n      license",
        "    credit:\n    - creator: A\n      license: CC0\n    - license",
    )
    (desk / "article.md").write_text(parts)
    assert main(["credit", "sources/ships", "one.jpg", "--part", "2", "--creator", "B"]) == 0
    assert [credit.creator for credit in read(desk).image("one.jpg").credits] == ["A", "B"]
    assert main(["credit", "sources/ships", "one.jpg", "--part", "3", "--creator", "B"]) == 1
    assert main(["credit", "sources/ships", "one.jpg", "--part", "0", "--creator", "B"]) == 2


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        (["one.jpg", "--license", "CC BY"], "license-unknown"),
        (["one.jpg", "--source", "example"], "address"),
        (["one.jpg", "--expires", "tomorrow"], "date"),
        (["one.jpg", "--creator", "  "], "value-empty"),
        (["one.jpg", "--not-supplied", " ,"], "value-empty"),
        (["one.jpg", "--not-supplied", "everything"], "value-unknown"),
        (["one.jpg", "--remove", "credits"], "unknown-key"),
        (["three.jpg"], "no-picture"),
        (["--creator", "A"], "which-picture"),
    ],
)
def test_what_reading_would_refuse_is_not_written(
    desk: Path, options: list[str], rule: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["credit", "sources/ships", *options]) == 2
    assert f"error[{rule}]" in capsys.readouterr().err
    assert text(desk) == ARTICLE


class Dialog:
    """A person at a terminal: waits for a question, and types the answer."""

    def __init__(self, terminal: int, process: subprocess.Popen[bytes]) -> None:
        self.terminal, self.process, self.seen = terminal, process, ""

    def expect(self, wanted: str) -> str:
        """Read on until ``wanted`` was shown; what was shown before it."""
        while wanted not in self.seen:
            chunk = self._read()
            assert chunk, f"it ended without {wanted!r}: {self.seen}"
            self.seen += chunk
        before, _, self.seen = self.seen.partition(wanted)
        return before

    def type(self, line: str) -> None:
        """Type a line, or a control character."""
        os.write(self.terminal, line.encode() + (b"" if line < " " and line else b"\r"))

    def press(self, key: str) -> None:
        """Press a control key, again and again until something happens.

        Python loses a Ctrl-C that comes in the instant between its prompt and its reading.
        """
        for _ in range(60):
            self.type(key)
            if select.select([self.terminal], [], [], 1)[0]:
                return
        raise AssertionError(f"{key!r} does nothing: {self.seen}")

    def end(self) -> int:
        """Read what is left; the exit code."""
        while chunk := self._read():
            self.seen += chunk
        return self.process.wait(30)

    def _read(self) -> str:
        ready, _, _ = select.select([self.terminal], [], [], 60)
        assert ready, f"it is silent: {self.seen}"
        try:
            data = os.read(self.terminal, 4096).decode("utf-8", "replace")
        except OSError:  # what Linux says when the other end is closed
            return ""
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", data).replace("\r\n", "\n")


@contextmanager
def dialog(*call: str) -> Iterator[Dialog]:
    here, there = pty.openpty()
    settings = termios.tcgetattr(there)
    settings[3] &= ~termios.ECHO
    termios.tcsetattr(there, termios.TCSANOW, settings)
    process = subprocess.Popen(
        [sys.executable, "-m", "publish", "credit", *call],
        stdin=there, stdout=there, stderr=there, start_new_session=True,
        preexec_fn=lambda: _take_terminal(there),
        env={**os.environ, "TERM": "dumb", "COLUMNS": "200"},
    )  # fmt: skip
    os.close(there)
    try:
        yield Dialog(here, process)
    finally:
        process.kill()
        process.wait()
        os.close(here)


def _take_terminal(terminal: int) -> None:
    """Make it the one whose Ctrl-C reaches the process, whoever started the tests."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a job in the background has it ignored
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)


SEEN = "two.jpg: What does it show? (one sentence, for people who cannot see it)\n  alt: "


def test_it_asks_until_nothing_is_missing(desk: Path) -> None:
    with dialog("sources/ships") as person:
        person.expect("one.jpg: Who made it?\n  creator: ")
        person.type("?")
        assert "- means: I have looked" in person.expect("creator: ")
        person.type("y")
        assert "“y” is one letter" in person.expect("creator: ")
        person.type("-")
        person.expect("one.jpg: The address")
        person.expect("source: ")
        person.type("example.org/one")
        assert "Write https://example.org/one." in person.expect("source: ")
        person.type("https://example.org/one")
        person.expect(SEEN)
        person.type("Zwei Schiffe – groß")
        person.expect("two.jpg: Its license, or the basis")
        person.expect("license: ")
        person.type("CC BY")
        assert "State the version" in person.expect("license: ")
        person.type("?")
        assert "handout" in person.expect("license: ")
        person.type("handout")
        person.expect("two.jpg: What is on file about that?")
        person.type("")
        preview = person.expect("Write this into article.md? [Y/n] ")
        assert "basis: handout" in preview
        assert text(desk) == ARTICLE
        person.type("y")
        assert person.end() == 0
    assert text(desk) == ARTICLE.replace(
        "      license",
        "      source: https://example.org/one\n      license",
    ).replace(
        "on the page\n",
        "on the page\n      not-supplied: [creator]\n"
        "  two.jpg:\n    alt: Zwei Schiffe – groß\n    credit:\n      basis: handout\n",
    )


def test_questions_may_stay_open(desk: Path) -> None:
    with dialog("sources/ships", "two.jpg") as person:
        person.expect(SEEN)
        person.type("")
        person.expect("license: ")
        person.type("public domain")
        person.expect("[Y/n] ")
        person.type("")
        person.expect("image-alt-missing")
        assert person.end() == 1
    assert read(desk).image("two.jpg").alt is None
    assert read(desk).image("two.jpg").credits


@pytest.mark.parametrize("key", ["\x03", "\x04"])
@pytest.mark.parametrize("late", [False, True])
def test_an_interview_that_is_broken_off_writes_nothing(desk: Path, key: str, late: bool) -> None:
    with dialog("sources/ships", "two.jpg") as person:
        person.expect(SEEN)
        if late:
            person.type("Two")
            person.expect("license: ")
            person.type("CC0")
            person.expect("[Y/n] ")
        person.press(key)
        person.expect("nothing was written")
        assert person.end() == (130 if key == "\x03" else 1)
    assert text(desk) == ARTICLE


def test_no_is_an_answer(desk: Path) -> None:
    with dialog("sources/ships", "two.jpg") as person:
        person.expect(SEEN)
        person.type("Two")
        person.expect("license: ")
        person.type("")
        person.expect("[Y/n] ")
        person.type("j")
        person.expect("[Y/n] ")
        person.type("n")
        person.expect("nothing was written")
        assert person.end() == 1
    assert text(desk) == ARTICLE

"""A crash or a hang in a child process is an exception here."""

from __future__ import annotations

import errno
import os
import re
import signal
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

from publish import isolation
from publish.errors import EnvironmentFault, SourceError
from publish.formats.docx.parts import drawing
from publish.isolation import Crashed
from publish.memory_limit import limit_memory
from publish.pictures import likeness, pixels
from publish.pictures.decoding import likeness as likeness_of
from publish.pictures.pixels import BadPixels
from publish.pictures.svg import sanitizing
from publish.reading import read
from tests.pictures.samples import picture

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
PUBLICATION = '[publication]\nid = "390facdd-d0fc-4395-8fa3-99987dd78ff4"\n'
ARTICLE = """---
title: A Case
date: 2026-03-01
lang: en
---
![A white ferry](a.png)
"""


def crash(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def endless(*_: object) -> None:
    while True:
        pass


def refuse(message: str) -> None:
    raise BadPixels("image-damaged", message, "Export it again.")


def fail(code: int) -> NoReturn:
    raise OSError(code, os.strerror(code))


def blame_the_picture(code: int, *_: object) -> None:
    """Take any error for damage, as whoever decodes does."""
    try:
        fail(code)
    except OSError as error:
        raise pixels.damage_error("image/png") from error


def ask_for_too_much(size: int) -> None:
    try:
        bytearray(size)
    except MemoryError as error:
        raise pixels.damage_error("image/png") from error


def kill(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def lower(text: str, *, times: int = 1) -> str:
    os.write(2, b"nobody sees this")
    return text.lower() * times


@pytest.fixture(params=[True, False], ids=["fork", "program"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "FORKS", request.param)


@pytest.mark.usefixtures("way")
def test_values_and_exceptions_come_back(capfd: pytest.CaptureFixture[str]) -> None:
    assert isolation.call(lower, "ÄB", times=2) == "äbäb"
    with pytest.raises(BadPixels) as caught:
        isolation.call(refuse, "broken")
    assert (caught.value.rule, caught.value.message) == ("image-damaged", "broken")
    with pytest.raises(Crashed, match="SIGSEGV"):
        isolation.call(crash)
    assert capfd.readouterr() == ("", "")


def test_large_answers_come_back() -> None:
    assert len(isolation.call(lower, "X" * 3_000_000)) == 3_000_000


def test_a_hang_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "MOST_SECONDS", 1)
    with pytest.raises(Crashed, match="more than 1 seconds"):
        isolation.call(endless)


@pytest.mark.parametrize(
    ("module", "data"),
    [(pixels, picture("PNG")), (sanitizing, SVG)],
    ids=["raster", "svg"],
)
def test_a_decoder_that_crashes_costs_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, data: bytes
) -> None:
    (tmp_path / "publish.toml").write_text(PUBLICATION, "utf-8")
    (tmp_path / "article.md").write_text(ARTICLE, "utf-8")
    (tmp_path / "a.png").write_bytes(data)
    monkeypatch.setattr(module, "examined" if module is pixels else "read_svg", crash)
    with pytest.raises(SourceError) as caught:
        read(tmp_path)
    found = [p for p in caught.value.problems if p.rule == "image-damaged"]
    assert found, caught.value
    assert [p.where.line for p in found if p.where] == [6]
    assert "SIGSEGV" in found[0].message


OF_MACHINE = ("ENOSPC", "EDQUOT", "EROFS", "EIO", "EMFILE", "ENFILE", "ENOMEM", "EAGAIN")


@pytest.mark.parametrize("name", OF_MACHINE)
def test_a_fault_of_the_machine_is_never_blamed_on_a_picture(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = getattr(errno, name)
    (tmp_path / "publish.toml").write_text(PUBLICATION, "utf-8")
    (tmp_path / "article.md").write_text(ARTICLE, "utf-8")
    (tmp_path / "a.png").write_bytes(picture("PNG"))
    with monkeypatch.context() as patch:
        patch.setattr(pixels, "examined", partial(blame_the_picture, code))
        with pytest.raises(EnvironmentFault, match=re.escape(os.strerror(code))):
            read(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fork", partial(fail, code))
        with pytest.raises(EnvironmentFault, match=re.escape(os.strerror(code))):
            read(tmp_path)


def test_a_picture_is_not_blamed_for_a_machine_without_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The system kills what takes too much, and a lower limit is not about the picture."""
    with pytest.raises(EnvironmentFault, match="memory"):
        isolation.call(kill)
    with limit_memory(1 << 30), pytest.raises(MemoryError):
        isolation.call(ask_for_too_much, 2 << 30)
    with pytest.raises(BadPixels):
        isolation.call(ask_for_too_much, 5 << 30)


def test_a_child_needs_no_place_for_what_nobody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "devnull", "/nowhere/null")
    assert isolation.call(lower, "A") == "a"


def test_a_renderer_that_crashes_is_an_exception(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawing.rasterized(SVG, (9, 9), ()).startswith(b"\x89PNG")
    monkeypatch.setattr(drawing, "_rendered", crash)
    with pytest.raises(Crashed):
        drawing.rasterized(SVG, (9, 9), ())


def test_a_picture_that_crashes_looks_like_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "likeness", crash)
    assert likeness_of(picture("PNG")) is None

"""Ways to spoil a right file in one place, and the rules that tell of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING

import pikepdf

from publish.formats import FORMATS
from publish.proof import compare

if TYPE_CHECKING:
    from publish.proof import Content


def rules(expected: Content, name: str, data: bytes) -> list[str]:
    """The rules of the Problems that a file has, each once, in alphabetical order."""
    return sorted({problem.rule for problem in compare(expected, FORMATS[name].read(data))})


def zipped(data: bytes, part: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """A package with one part changed; a change to None takes the part out."""
    out = io.BytesIO()
    touched = False
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content: bytes | None = old.read(entry)
            if entry.filename == part:
                content = change(content or b"")
                touched = True
            entry.compress_type = zipfile.ZIP_STORED  # quicker than to pack the fonts again
            if content is not None:
                new.writestr(entry, content)
    assert touched, f"there is no {part}"
    return out.getvalue()


def swapped(old: str, new: str, count: int = 1) -> Callable[[bytes], bytes]:
    """A change of text that must be there; ``count`` says how many times, -1 all of them."""

    def change(content: bytes) -> bytes:
        assert old.encode() in content, f"{old!r} is not there"
        return content.replace(old.encode(), new.encode(), count)

    return change


def part_with(data: bytes, text: str, ending: str = ".xml") -> str:
    """The name of the first part that holds a text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith(ending) and text.encode() in package.read(name):
                return name
    raise AssertionError(f"no part holds {text!r}")


def media(data: bytes, magic: bytes) -> str:
    """The name of the first part that begins with certain bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if package.read(name).startswith(magic):
                return name
    raise AssertionError(f"no part begins with {magic!r}")


def pdf(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """A PDF with something in it changed."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        change(file)
        file.save(out, fix_metadata_version=False)
    return out.getvalue()

"""The door for source files: plain files of a limited size, inside of their folder."""

from __future__ import annotations

import errno
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

from publish.errors import EnvironmentFault, PublishError
from publish.files import CannotRead, Why, locate, names, names_below, read, read_anywhere
from publish.reading import read as read_article

MOST = 1000


def huge(path: Path) -> None:
    """A file of eight gigabytes that takes no room."""
    with path.open("wb") as file:
        file.truncate(8 << 30)


def link(to: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(to)


UNREADABLE: dict[str, tuple[Callable[[Path], object], Why]] = {
    "nothing": (lambda path: None, Why.MISSING),
    "a folder": (Path.mkdir, Why.NOT_PLAIN),
    "a pipe": (os.mkfifo, Why.NOT_PLAIN),
    "eight gigabytes": (huge, Why.TOO_LARGE),
    "one byte too many": (lambda path: path.write_bytes(bytes(MOST + 1)), Why.TOO_LARGE),
    "a link that leads out": (link("../secret"), Why.OUTSIDE),
    "a link to a link that leads out": (link("folder/out"), Why.OUTSIDE),
    "a link to a place on this machine": (link("/etc/passwd"), Why.OUTSIDE),
    "a link to a device": (link("/dev/zero"), Why.OUTSIDE),
    "a link to itself": (lambda path: path.symlink_to(path), Why.OUTSIDE),
    "a link to nothing": (link("gone"), Why.MISSING),
    "a link to a pipe": (link("folder/pipe"), Why.NOT_PLAIN),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "secret").write_text("secret")
    inside = tmp_path / "root/folder"
    inside.mkdir(parents=True)
    (inside / "out").symlink_to("../../secret")
    (inside / "plain").write_text("plain")
    os.mkfifo(inside / "pipe")
    return tmp_path / "root"


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_is_refused_at_once(root: Path, name: str) -> None:
    make, why = UNREADABLE[name]
    make(root / "file")
    with pytest.raises(CannotRead) as caught:
        read(root, "file", MOST)
    assert caught.value.why is why
    assert str(caught.value)


@pytest.mark.parametrize(
    "name", ["../secret", "folder/out", "/etc/passwd", "a\0b", "x/../../secret"]
)
def test_a_name_that_leads_out_is_refused(root: Path, name: str) -> None:
    with pytest.raises(CannotRead) as caught:
        locate(root, name)
    assert caught.value.why is Why.OUTSIDE


def test_links_inside_of_the_folder_are_followed(root: Path) -> None:
    (root / "file").symlink_to("folder/plain")
    (root / "other").symlink_to("folder")
    assert read(root, "file", MOST) == read(root, "other/plain", MOST) == b"plain"
    assert read(root, root / "file", MOST) == b"plain"
    (root.parent / "alias").symlink_to("root")
    assert read(root.parent / "alias", "folder/plain", MOST) == b"plain"


def test_a_file_that_may_not_be_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "file").write_bytes(b"x")

    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    # Root may open a file of any mode, and tests run as root in many a container.
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(CannotRead, match="Permission denied") as caught:
        read(root, "file", MOST)
    assert caught.value.why is Why.REFUSED


@pytest.mark.parametrize("code", [errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO])
def test_no_file_is_blamed_for_what_the_machine_lacks(
    code: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError(code, os.strerror(code))

    (root / "file").write_bytes(b"x")
    for function in ("open", "listdir", "scandir"):
        monkeypatch.setattr(os, function, refuse)
    for ask in (
        partial(read, root, "file", MOST),
        partial(names, root),
        partial(names_below, root),
    ):
        with pytest.raises(EnvironmentFault, match=re.escape(os.strerror(code))):
            ask()


def test_what_the_user_names_may_be_anywhere_but_is_a_plain_file(root: Path) -> None:
    assert read_anywhere(root / "folder/out", MOST) == b"secret"
    for path in (root / "folder/pipe", Path("/dev/zero"), root):
        with pytest.raises(CannotRead) as caught:
            read_anywhere(path, MOST)
        assert caught.value.why is Why.NOT_PLAIN


TOML = '[publication]\nid = "4b1df8a5-0d6c-4c8b-9f0f-3f3f0d3a9e11"\nlang = "en"\n'
HEAD = "---\ntitle: T\ndate: 2026-03-01\n---\n"
PLACES = {
    "article.md": ("", "source-too-long"),
    "part.md": (":::include part.md\n", "include-limit"),
    "refs.bib": ("[@key]\n", "source-too-long"),
    "map.png": ("![](map.png)\n", "image-too-large"),
    "map.svg.yaml": ("![](map.svg)\n", "source-too-long"),
    "rates.csv": (":::table rates.csv\n:::\n", "table-too-large"),
    "../../publish.toml": ("", "source-too-long"),
    "../../withdrawn.toml": ("", "source-too-long"),
    "../../logo.svg": ('[brand]\nname = "X"\nlogo = "logo.svg"\n', "brand-logo"),
    "../../house.ttf": ('[[brand.fonts]]\nfamily = "X"\nfile = "house.ttf"\n', "brand-font"),
    "refs.json": ("[@key]\n", "source-too-long"),
    "house.csl": ("[@key]\n", "citation-style"),
}


def publication(root: Path, body: str, brand: str = "") -> Path:
    """An article in a publication."""
    folder = root / "sources/an-article"
    folder.mkdir(parents=True)
    (root / "publish.toml").write_text(TOML + brand)
    head = HEAD.replace(
        "date", "bibliography: [refs.bib, refs.json]\ncitation-style: ./house.csl\ndate"
    )
    (folder / "article.md").write_text(f"{head}\nText.\n\n{body}")
    (folder / "refs.json").write_text('[{"id": "other", "type": "book", "title": "T"}]')
    (folder / "refs.bib").write_text("@book{key, title={T}, author={A}, year={2020}}")
    (folder / "map.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1"/></svg>'
    )
    return folder


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize(
    "make", [huge, os.mkfifo, link("/etc/passwd")], ids=["huge", "pipe", "link"]
)
def test_no_source_is_read_whole_or_waited_for(
    tmp_path: Path, name: str, make: Callable[[Path], object]
) -> None:
    body, rule = PLACES[name]
    folder = publication(tmp_path, *(("", body) if "brand" in body else (body,)))
    file = folder / name
    file.unlink(missing_ok=True)
    make(file)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(PublishError) as caught:
        read_article(folder)
    if make is huge:
        assert rule in str(caught.value)
    assert "root:" not in str(caught.value)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # KiB


def test_a_bibliography_of_eight_gigabytes_is_refused_in_little_memory(tmp_path: Path) -> None:
    folder = publication(tmp_path, "[@key]\n")
    (folder / "refs.bib").unlink()
    huge(folder / "refs.bib")
    code = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000, 3_000_000_000))\n"
        "from publish.cli import main\nsys.exit(main(['check', sys.argv[1]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "error[source-too-long]: the file has 8,589,934,592 bytes" in done.stderr + done.stdout

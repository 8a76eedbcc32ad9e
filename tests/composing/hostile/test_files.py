"""theme.toml and the files beside it: what is read from a folder of unknown origin."""

import os
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.composing.theme.loading import load
from publish.errors import ThemeError
from publish.fonts import sfnt


def table(cmap: bytes = b"\0\0\0\0", em: int = 1000, **more: bytes) -> bytes:
    """A font file that is nothing but its directory."""
    tables = {name.decode(): b"\0" * 20 for name in sfnt.NEEDED} | {"CFF ": b"\0"} | more
    tables |= {"cmap": cmap, "head": b"\0" * 18 + struct.pack(">H", em) + b"\0" * 34}
    data, directory = b"", b""
    start = 12 + 16 * len(tables)
    for tag, content in sorted(tables.items()):
        offset = start + len(data)
        directory += struct.pack(">4sLLL", tag.encode(), 0, offset, len(content))
        data += content
    return b"OTTO" + struct.pack(">4H", len(tables), 0, 0, 0) + directory + data


def groups(*ranges: tuple[int, int]) -> bytes:
    """A ``cmap`` of format 12."""
    pieces = b"".join(struct.pack(">LLL", first, last, 1) for first, last in ranges)
    head = struct.pack(">HHHHL", 0, 1, 3, 10, 12)
    return head + struct.pack(">HHLLL", 12, 0, 16 + len(pieces), 0, len(ranges)) + pieces


def test_a_font_is_what_it_says() -> None:
    assert sfnt.find_fault(table()) is None
    assert sfnt.find_fault(table(groups((32, 126)))) is None
    assert [sfnt.find_fault(face.data) for face in load("journal").fonts] == [None] * 7
    assert sfnt.find_fault(table(groups((0, 0xFFFFFFFF)))) == "claims more than 400000 characters"
    assert sfnt.find_fault(table(em=0)) == "has 0 units per em"


FACE = '[[fonts]]\nfamily = "X"\nfaces = [{weight = 400, style = "normal", file = "x.ttf"}]\n'

FONTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a font of two gigabytes": (lambda file: _sparse(file, 2 << 30), "theme-file-size"),
    "a pipe": (os.mkfifo, "theme-file"),
    "a folder": (Path.mkdir, "theme-file"),
    "a link that leads out": (lambda file: file.symlink_to("/etc/passwd"), "theme-file-outside"),
    "a link to itself": (lambda file: file.symlink_to(file), "theme-file-outside"),
    "nothing": (lambda file: None, "theme-font-missing"),
    "a text": (lambda file: file.write_text("x"), "theme-font"),
    "a web font": (lambda file: file.write_bytes(b"wOFF" + b"\0" * 99), "theme-font"),
    "half a font": (lambda file: file.write_bytes(table()[:99]), "theme-font"),
    "a font that claims all there is": (
        lambda file: file.write_bytes(table(groups((0, 0xFFFFFFFF)))),
        "theme-font",
    ),
    "a font without outlines": (
        lambda file: file.write_bytes(table().replace(b"CFF ", b"none")),
        "theme-font",
    ),
}


def _sparse(file: Path, size: int) -> None:
    with file.open("wb") as opened:
        opened.truncate(size)


@pytest.mark.parametrize("name", FONTS)
def test_a_font_file_is_refused(tmp_path: Path, name: str) -> None:
    make, rule = FONTS[name]
    (tmp_path / "fonts").mkdir()
    (tmp_path / "theme.toml").write_text('name = "mine"\nparent = "briefing"\n' + FACE)
    make(tmp_path / "fonts/x.ttf")
    with pytest.raises(ThemeError) as caught:
        load(str(tmp_path))
    assert caught.value.problems[0].rule == rule


def test_a_stylesheet_of_two_gigabytes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "theme.toml").write_text('name = "mine"\nparent = "briefing"\n')
    _sparse(tmp_path / "css/style.css", 2 << 30)
    with pytest.raises(ThemeError) as caught:
        load(str(tmp_path))
    assert caught.value.problems[0].rule == "theme-file-size"


TOML = {
    "x = " + "[" * 50_000: "theme-toml",
    "a." * 60_000 + "a = 1": "theme-toml",
    "[" + "a." * 60_000 + "a]": "theme-toml",
    "x = { " + "a." * 40_000 + "a = 1 }": "theme-toml",
    "x = " + "9" * 5000: "theme-toml",
    'description = "' + "x" * 200_000 + '"': "theme-file-size",
    "\x00": "theme-toml",
    'name = "../../elsewhere"': "theme-name",
    'name = ""': "theme-name",
    "name = 7": "theme-name",
    'parent = "../briefing"': "theme-parent",
    'parent = "/etc"': "theme-parent",
    'parent = ".."': "theme-parent",
    "parent = [1]": "theme-parent",
    'labels = "x"': "theme-value",
    'choices = "x"': "theme-value",
    'choices.density = "x"': "theme-value",
    'choices.density.compact = "x"': "theme-value",
    'labels.en = "x"': "theme-value",
    '[labels.en]\npage = "' + "x" * 5000 + '"': "theme-value",
    '[labels.en]\ndate = "' + "y" * 900 + '"': "theme-date",
    '[labels.en]\ndate = "hh:mm"': "theme-date",
    'fonts = "x"': "theme-font",
    "fonts = [1]": "theme-font",
    FACE.replace('"X"', "'X\"; } @import \"x'"): "theme-font",
    FACE.replace('"X"', '"X\\n"'): "theme-font",
    FACE.replace("400", '"bold"'): "theme-font",
    FACE.replace("400", "-1"): "theme-font",
    FACE.replace('"normal"', '"normal; x: y"'): "theme-font",
    FACE.replace('"x.ttf"', "'x\").ttf'"): "theme-font",
    FACE.replace('"x.ttf"', '"../../x.ttf"'): "theme-file-outside",
    FACE.replace('"x.ttf"', '"/etc/passwd"'): "theme-file-outside",
    FACE.replace('"x.ttf"', '"x\\u0000.ttf"'): "theme-file-outside",
    FACE.replace("[{", "{").replace("}]", "}"): "theme-font",
    FACE.replace("faces", "package = '../../x'\nfaces"): "theme-font-missing",
    "inherit = 'all'\nparent = 'briefing'": "theme-inherit",
}


@pytest.mark.parametrize(("toml", "rule"), TOML.items(), ids=lambda text: text[:60])
def test_a_theme_file_is_refused(tmp_path: Path, toml: str, rule: str) -> None:
    (tmp_path / "theme.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(ThemeError) as caught:
        load(str(tmp_path))
    assert caught.value.problems[0].rule == rule
    assert len(str(caught.value)) < 2000


def test_a_long_line_of_parents_is_refused(tmp_path: Path) -> None:
    for number in range(60):
        folder = tmp_path / f"themes/t{number}"
        folder.mkdir(parents=True)
        (folder / "theme.toml").write_text(f'parent = "t{number + 1}"')
    with pytest.raises(ThemeError) as caught:
        load("t0", tmp_path)
    assert caught.value.problems[0].rule == "theme-parents"


@pytest.mark.parametrize("name", ["templates/x.html.j2", "css/style.css"])
def test_a_pipe_or_a_way_out_is_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "theme.toml").write_text('name = "mine"\nparent = "briefing"')
    file = tmp_path / name
    file.parent.mkdir()
    os.mkfifo(file)
    with pytest.raises(ThemeError, match="theme-file"):
        load(str(tmp_path))
    file.unlink()
    file.symlink_to("/etc/passwd")
    with pytest.raises(ThemeError, match="theme-file-outside"):
        load(str(tmp_path))


@pytest.mark.parametrize("name", ["css/style.css", "templates/x.html.j2", "labels/en.toml"])
def test_a_folder_that_leads_out_is_not_read(tmp_path: Path, name: str) -> None:
    theme, outside = tmp_path / "mine", tmp_path / "outside"
    theme.mkdir()
    outside.mkdir()
    (theme / "theme.toml").write_text('name = "mine"\nparent = "briefing"')
    (outside / Path(name).name).write_text("p { color: red }")
    (theme / Path(name).parent).symlink_to(outside)
    with pytest.raises(ThemeError, match="theme-file-outside"):
        load(str(theme))


def test_fonts_in_a_folder_that_leads_out_are_not_read(tmp_path: Path) -> None:
    theme, outside = tmp_path / "mine", tmp_path / "outside"
    theme.mkdir()
    outside.mkdir()
    (theme / "theme.toml").write_text('name = "mine"\nparent = "briefing"\n' + FACE)
    (outside / "x.ttf").write_bytes(table())
    (theme / "fonts").symlink_to(outside)
    with pytest.raises(ThemeError, match="theme-file-outside"):
        load(str(theme))


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('name = "mine"\nparent = "briefing"')
    (tmp_path / "templates").mkdir()
    for number in range(101):
        (tmp_path / f"templates/t{number}.html.j2").touch()
    with pytest.raises(ThemeError, match="theme-file-size"):
        load(str(tmp_path))

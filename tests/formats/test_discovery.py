"""Which formats there are: found in folders and entry points; what is broken says so by name."""

from __future__ import annotations

import json
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from publish import FORMATS, build, formats
from publish.cli import main
from publish.errors import EnvironmentFault
from publish.format import Format
from publish.formats import pdf
from publish.promise import ASPECTS, DETAILS, OWED, Promise
from tests.formats.distribution import SOURCE, install

Plugin = Callable[..., None]
ROOT = Path(__file__).parents[2]


def test_ours_are_the_folders_of_the_room() -> None:
    folders = {m.name for m in pkgutil.iter_modules(formats.__path__) if m.ispkg}
    assert set(FORMATS) == folders
    assert [format.name for format in FORMATS.values()] == list(FORMATS)
    assert list(FORMATS)[:3] == ["pdf", "epub", "docx"]
    assert "pdf" in FORMATS and "rtf" not in FORMATS and len(FORMATS) == len(folders)
    with pytest.raises(KeyError):
        FORMATS["rtf"]


def test_formats_differ_in_what_names_their_files() -> None:
    values = list(FORMATS.values())
    for field in ("name", "suffix", "media_type", "stylesheet"):
        assert len({getattr(format, field) for format in values}) == len(values), field
    columns = [column for format in values for column in format.promise.columns]
    assert len(set(columns)) == len(columns)


def test_every_aspect_is_promised_by_some_format() -> None:
    promises = [format.promise for format in FORMATS.values()]
    assert {aspect for promise in promises for aspect in promise.aspects} == {*ASPECTS, *DETAILS}
    assert all(set(promise.beside) <= set(promise.columns) for promise in promises)


def test_writers_and_readers_share_no_code() -> None:
    """A format's value names both; no other writer knows a reader, and no reader a writer."""
    for path in (ROOT / "publish/formats").glob("*/**/*.py"):
        if path.parent.parent.name == "formats" and path.name == "__init__.py":
            continue
        assert "publish.proof" not in path.read_text("utf-8"), path
    for path in (ROOT / "publish/proof").rglob("*.py"):
        assert "import publish.formats" not in path.read_text("utf-8"), path
        assert "from publish.formats" not in path.read_text("utf-8"), path


def test_the_values_import_no_library() -> None:
    code = (
        "import sys; from publish.formats import FORMATS; list(FORMATS.values()); import json;"
        "print(json.dumps([m for m in sys.modules if m.split('.')[0] in "
        "('lxml', 'PIL', 'weasyprint', 'pikepdf', 'ebooklib', 'docx', 'fontTools', 'pdfminer',"
        " 'uharfbuzz')]))"
    )
    path = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=path, check=True)
    assert json.loads(done.stdout) == []


def test_no_other_room_lists_formats() -> None:
    """Where a module names two of our formats as values, it may be a list of formats."""
    named = re.compile(r"""["'](pdf|epub|docx)["']""")
    listing = [
        str(file.relative_to(ROOT))
        for file in sorted((ROOT / "publish").rglob("*.py"))
        if file.relative_to(ROOT).parts[1] != "formats"
        and len(set(named.findall(file.read_text("utf-8")))) > 1
    ]
    # The cells of three columns say whose edition they are; three kinds of files are told apart.
    assert listing == ["publish/inspecting/reader.py", "publish/metadata/article/titles.py"]


BROKEN = {
    "no module": ({}, "txt = plain:FORMAT", "ModuleNotFoundError: No module named"),
    "no value": ({}, "txt = plain_text:NOTHING", "AttributeError: "),
    "no Format": ({}, "txt = plain_text:write", "plain_text:write is a function and not a Format"),
    "an error": ({"COLUMN = ": "1 / 0\nCOLUMN = "}, "", "ZeroDivisionError: division by zero"),
    "another name": ({}, "text = plain_text:FORMAT", "plain_text:FORMAT calls itself 'txt'"),
    "our name": ({}, "pdf = plain_text:FORMAT", "Publish itself has a format pdf"),
    "no credits": ({'"credits", ': ""}, "", "every format promises 'credits'"),
    "no columns": (
        {"columns=(COLUMN,)": "columns=()"},
        "",
        "every format promises a column of metadata",
    ),
    "no aspect": ({'"words"': '"words", "smell"'}, "", "the proof has no aspect 'smell'"),
    "no suffix": ({'suffix=".txt"': 'suffix="txt/../x"'}, "", "'txt/../x' is not a suffix"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_plugin_is_named_and_the_way_out_with_it(how: str, plugin: Plugin) -> None:
    changes, entry, why = BROKEN[how]
    plugin(changes, formats=entry or "txt = plain_text:FORMAT")
    with pytest.raises(EnvironmentFault) as raised:
        list(FORMATS.values())
    (problem,) = raised.value.problems
    assert problem.rule == "format-broken"
    name = (entry or "txt").partition(" ")[0]
    assert f"the format {name} of the package plain-text cannot be used: " in problem.message
    assert why in problem.message
    assert problem.fix.endswith("pip uninstall plain-text")


def test_two_packages_cannot_bring_one_format(plugin: Plugin) -> None:
    plugin()
    plugin(package="other-text", module="other_text", formats="txt = other_text:FORMAT")
    with pytest.raises(EnvironmentFault, match="also has a format of that name"):
        list(FORMATS)


def test_a_writer_that_breaks_is_the_plugins_fault(plugin: Plugin, article: Path) -> None:
    plugin({"    header = [": "    raise KeyError(page.slug)\n    header = ["})
    with pytest.raises(EnvironmentFault) as raised:
        build(article, to=["txt"])
    (problem,) = raised.value.problems
    assert problem.message.endswith("of the package plain-text cannot be used: KeyError: 'ferry'")


def test_our_own_formats_need_no_plugin(plugin: Plugin) -> None:
    plugin({"COLUMN = ": "1 / 0\nCOLUMN = "})
    assert FORMATS["pdf"] is pdf.FORMAT
    assert list(FORMATS) == ["pdf", "epub", "docx", "html", "txt"]


def test_the_command_line_shows_no_traceback(article: Path, tmp_path: Path) -> None:
    site = install(tmp_path / "site", f"1 / 0\n{SOURCE}")
    path = {**os.environ, "PYTHONPATH": os.pathsep.join((str(site), str(ROOT)))}
    command = [sys.executable, "-m", "publish", "build", str(article)]
    done = subprocess.run(command, capture_output=True, text=True, env=path, check=False)
    assert done.returncode == 4
    assert done.stderr.startswith("error[format-broken]: the format txt of the package plain-text")
    assert "Traceback" not in done.stderr


def test_help_and_doctor_bear_a_broken_plugin(
    plugin: Plugin, capsys: pytest.CaptureFixture[str]
) -> None:
    plugin(formats="pdf = plain_text:FORMAT")
    assert main(["build", "--help"]) == 4
    assert "error[format-broken]" in capsys.readouterr().err
    assert main(["doctor", "--json"]) == 4
    told = json.loads(capsys.readouterr().out)
    assert not told["ok"]
    assert [problem["rule"] for problem in told["problems"]] == ["format-broken"]


def test_a_format_owes_words_credits_and_metadata() -> None:
    for aspect in OWED:
        with pytest.raises(ValueError, match=f"every format promises '{aspect}'"):
            Promise(frozenset(ASPECTS) - {aspect}, ("txt",))


@pytest.mark.parametrize("name", ["", "Text", "a_b", "a/b", "-a"])
def test_a_name_can_be_part_of_a_file_name(name: str) -> None:
    with pytest.raises(ValueError, match="is not a name"):
        Format(
            name=name,
            suffix=".txt",
            media_type="text/plain",
            writer=lambda page: b"",
            reader=pdf.FORMAT.reader,
            promise=pdf.FORMAT.promise,
        )

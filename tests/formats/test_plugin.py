"""A fourth format, of a package that is installed beside Publish: nothing of Publish names it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from publish import FORMATS, build, compose, load_theme, read, verify
from publish.building import manifest
from publish.building.recheck import recheck
from publish.cli import main
from publish.errors import ProofError, SourceError
from publish.formats import pdf
from publish.inspecting import inspect
from publish.specimens.preview import specimen_files, specimen_page
from tests.channels.desk import PUBLICATION
from tests.formats.distribution import install

Plugin = Callable[..., None]
ROOT = Path(__file__).parents[2]


def publish(*arguments: str, site: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with a folder of distributions on its path."""
    path = {**os.environ, "PYTHONPATH": os.pathsep.join((str(site), str(ROOT)))}
    command = [sys.executable, "-m", "publish", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=path, check=False)


def test_it_is_built_proved_and_published_by_its_name(article: Path, tmp_path: Path) -> None:
    site = install(tmp_path / "site")
    done = publish("build", str(article), "--to", "txt", "--json", site=site)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [(o["format"], o["channel"]) for o in told["outputs"]] == [("txt", "txt")]
    assert told["verified"]
    folder = tmp_path / "build/ferry"
    text = (folder / "ferry.txt").read_text("utf-8")
    assert "\ntitle: On ferry\n" in text
    assert "\n~ A view / Ben / CC BY 4.0\n" in text
    assert "\n~ Eve / https://example.org/b / used by permission\n" in text
    record = manifest.load(folder)
    assert record and set(record.outputs) == {"ferry.txt", "credits.csv", "credits.json"}
    assert record.versions["plain-text"] == "1.0"
    proved = publish("verify", str(folder), site=site)
    assert proved.returncode == 0, proved.stdout + proved.stderr
    assert "metadata" in proved.stdout


def test_it_is_one_of_all_formats(plugin: Plugin, article: Path) -> None:
    plugin()
    assert list(FORMATS) == ["pdf", "epub", "docx", "html", "txt"]
    usual = [name for name, format in FORMATS.items() if not format.on_demand]
    built = build(article)
    assert [o.path.name for o in built.outputs] == [f"ferry.{name}" for name in usual]
    assert built.report and built.report.ok
    assert set(built.report.checks) == set(usual)
    # It promises less than the others, and is compared in that alone.
    assert [check.aspect for check in built.report.checks["txt"]] == [
        *("words", "headings", "alt texts", "captions", "credits", "metadata")
    ]
    report, problems = recheck(built.outputs[0].path.parent)
    assert report.ok and not problems


def test_a_lost_credit_stops_the_build(plugin: Plugin, article: Path, tmp_path: Path) -> None:
    plugin({'if line.strip("\\0 ")': 'if line.strip("\\0 ") and line[:2] != "\\0~"'})
    with pytest.raises(ProofError) as raised:
        build(article, to=["txt"])
    assert "TXT: the credit “A view / Ben / CC BY 4.0” is missing at its picture" in [
        problem.message for problem in raised.value.problems
    ]
    assert not (tmp_path / "build/ferry").exists()


def test_lost_metadata_stop_the_build(plugin: Plugin, article: Path) -> None:
    plugin({"in properties(page.metadata, COLUMN)]": "in properties(page.metadata, COLUMN)[:-1]]"})
    with pytest.raises(ProofError) as raised:
        build(article, to=["txt"])
    assert {problem.rule for problem in raised.value.problems} == {"proof-metadata"}


def test_a_reader_that_skips_the_metadata_is_found_out(plugin: Plugin, article: Path) -> None:
    plugin({"        metadata={COLUMN: {name: (value,) for name, _, value in stated}},\n": ""})
    with pytest.raises(ProofError) as raised:
        build(article, to=["txt"])
    assert [(p.rule, p.message) for p in raised.value.problems] == [
        ("proof-unread", "TXT: its reader does not read metadata, which the format promises")
    ]


def test_channels_may_have_it(plugin: Plugin, article: Path) -> None:
    with pytest.raises(SourceError, match="the format 'txt' does not exist"):
        build(article)
    plugin()
    (output,) = build(article, channels=["wire"]).outputs
    assert output.path.name == "ferry-wire.txt"
    assert output.withheld == {"lent.jpg": "syndication"}
    lines = output.path.read_text("utf-8").splitlines()
    assert "! What free shows" in lines and "! What lent shows" not in lines


def test_it_is_gone_with_its_package(
    plugin: Plugin, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (article.parents[1] / "publish.toml").write_text(PUBLICATION, "utf-8")
    plugin()
    folder = build(article, to=["txt"]).outputs[0].path.parent
    monkeypatch.undo()
    from publish.formats import discovery

    discovery.plugins.cache_clear()
    report, problems = recheck(folder)
    assert [problem.rule for problem in problems] == ["channel-gone"]
    assert not report.checks


def test_verify_proves_it_like_any_other(plugin: Plugin, article: Path) -> None:
    plugin()
    page = compose(read(article), load_theme("briefing"))
    data = FORMATS["txt"].write(page)
    assert verify({"txt": data}, page).ok
    lost = data.replace(b"\ntitle: ", b"\nname: ")
    assert {p.rule for p in verify({"txt": lost}, page).problems} == {"proof-metadata"}
    broken = verify({"txt": b"\xff"}, page).problems
    assert [problem.rule for problem in broken] == ["proof-unreadable"]


def test_inspect_reads_it_where_it_is_recognized(plugin: Plugin, article: Path) -> None:
    plugin()
    output = build(article, to=["txt"]).outputs[0]
    found = inspect(output.path.read_bytes(), "ferry.txt")
    assert (found.format, found.media_type) == ("txt", "text/plain")
    assert found.metadata["title"] == "On ferry"
    assert [(i.alt, i.caption, i.credits[0].shown) for i in found.images] == [
        ("What free shows", "The caption of free.", ("A view / Ben / CC BY 4.0",)),
        (
            "What lent shows",
            "The caption of lent.",
            ("Eve / https://example.org/b / used by permission",),
        ),
    ]
    assert main(["inspect", str(output.path.parent), "--require-credits"]) == 0
    assert inspect(b"Any other text.", "other.txt").format == "unknown"


def test_help_and_doctor_name_it(
    plugin: Plugin, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plugin()
    assert main(["build", "--help"]) == 0
    assert "pdf,epub,docx,html,txt" in capsys.readouterr().out
    main(["doctor", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["plugins"] == [{"name": "plain-text", "version": "1.0"}]


def test_a_specimen_is_written_in_it(plugin: Plugin, monkeypatch: pytest.MonkeyPatch) -> None:
    # The specimen has formulas and a group of pictures, of which a text says nothing.
    plugin()
    monkeypatch.setattr(
        "publish.specimens.preview.FORMATS", {n: FORMATS[n] for n in ("pdf", "txt")}
    )
    assert pdf.FORMAT.show is not None
    files, rows = specimen_files(specimen_page("briefing", None))
    assert set(files) == {"specimen.pdf", "specimen.txt", "specimen.png"}
    assert [row.format for row in rows] == ["pdf"]

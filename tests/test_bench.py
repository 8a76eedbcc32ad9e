"""The benchmarks run to their end; how fast is fast enough is for people to judge."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench import many, watch
from bench.measure import Sample
from bench.profile import STAGES
from bench.sizes import Bench
from publish.formats import FORMATS

ROOT = Path(__file__).parents[1]


def run(module: str, *arguments: str) -> str:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_stage_of_a_build_is_timed() -> None:
    made = json.loads(run("bench.profile", "--once", "--article", "tests/cases/plain"))
    usual = (name for name, format in FORMATS.items() if not format.on_demand)
    stages = {*STAGES, *map(str.upper, usual)}
    assert stages <= set(made["stages"])
    assert all(made["stages"][stage] > 0 for stage in stages)


def test_the_profile_prints_its_tables() -> None:
    from bench.profile import report

    times = {"stages": {"read": 1.0}, "imports": {"read": 0.25}, "packages": {"lxml": 0.25}}
    table = report([times], [2.0])
    assert "median of 1 processes: 2.00 s" in table
    assert "read                        1.000     50%     0.250   0.750" in table


def test_the_benchmark_prints_every_run_with_wall_and_cpu() -> None:
    options = ("--runs", "1", "--only", "publish --help", "--article", "tests/cases/plain")
    lines = run("bench", *options).splitlines()
    assert lines[0].split() == ["wall", "CPU"]
    assert [line.split()[:2] for line in lines[1:3]] == [["warm-up", "publish"], ["run", "1"]]
    assert all(line.count(" s") == 2 for line in lines[1:3])


def test_watching_is_measured_save_by_save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "FORMATS", ("epub",))
    lines: list[str] = []
    watch.watch(Bench(tmp_path, ROOT, 1, lines.append))
    assert [line.split()[0] for line in lines[1:4]] == ["warm-up", "save", "median"]
    assert all(line.endswith(" s") for line in lines[1:4])


def test_nothing_changed_is_measured() -> None:
    lines = run("bench", "unchanged", "--counts", "1", "--runs", "1").splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["1", "to"],
        ["1", "unchanged,"],
        ["1", "unchanged:"],
    ]
    assert all(" s of CPU" in line or " s CPU" in line for line in lines)


def test_batches_are_measured_beside_peers_and_by_number(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A row as soon as it is measured; ratios, paired by run, are at the end of a case."""

    def prepared(_: Path, __: Path, folder: Path) -> None:
        folder.mkdir(parents=True)
        (folder / "peer.md").write_text("---\ntitle: x\n---\nText\n")

    monkeypatch.setattr(many, "prepare", prepared)
    monkeypatch.setattr(many, "_publish", lambda *_: Sample(3.0, 4.0, 50.0))
    monkeypatch.setattr(many, "run", lambda *_: Sample(1.0, 2.0, 60.0))
    lines: list[str] = []
    bench = Bench(tmp_path, ROOT, 3, lines.append, (2, 4))
    many.batch(bench)
    rows = [line for line in lines if "(load " in line]
    assert len(rows) == 2 * 3 * (1 + len(many.PEERS))
    assert lines[-1] == f"4 articles, CPU of publish / {many.PEERS[-1]}: 0.50"
    many.CASES["cluster"](bench)
    assert "2.000 s CPU an article" in lines[-3]
    assert "coordinator 50 MiB" in lines[-3]
    assert lines[-1] == "an article among 4 / among 2: 0.50"
    assert not list(tmp_path.iterdir())

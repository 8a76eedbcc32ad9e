"""The same files from one process or several, the first or a later article, in any surroundings."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from tests.batches.newsroom import ROOT, read
from tests.built import built

NAMES = ("terms", "plain", "german")
STRANGE = {
    "PYTHONHASHSEED": "4711",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "tr_TR.UTF-8",
    "LANG": "tr_TR.UTF-8",
}


def hashes(folder: Path) -> dict[str, str]:
    files = (file for file in folder.iterdir() if file.name != "manifest.json")
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_a_batch_gives_the_same_bytes(tmp_path: Path) -> None:
    """Three articles in two processes: one makes two of them."""
    folders = [f"tests/cases/{name}" for name in NAMES]
    options = ["--jobs", "2", "--out", str(tmp_path), "--report", str(tmp_path / "report.json")]
    before = os.umask(0o077)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "publish", "build", *folders, *options, "-q"],
            cwd=ROOT,
            env={**os.environ, **STRANGE, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        os.umask(before)
    assert (done.returncode, done.stdout) == (0, "")
    report = read(tmp_path / "report.json")
    assert report["jobs"] == 2
    for name, article in zip(NAMES, report["articles"], strict=True):
        same = hashes(built(name).outputs[0].path.parent)
        assert hashes(tmp_path / name) == same == article["files"]
        assert article["peak_memory"] > 1 << 20
        assert {output["format"] for output in article["outputs"]} == {"pdf", "epub", "docx"}

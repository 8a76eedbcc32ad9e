"""A publication of small articles, the command on it, and a format that can be poisoned."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.formats.distribution import SOURCE, install

ROOT = Path(__file__).parents[2]
POISON = """

def _poisoned(page):
    title = page.metadata.title
    if "hangs" in title:
        import time
        time.sleep(3600)
    if "eats" in title:
        eaten = []
        while True:
            eaten.append(bytearray(8 << 20))
    if "crashes" in title:
        import faulthandler
        faulthandler._sigsegv()
    return write(page)


FORMAT = replace(FORMAT, writer=_poisoned)
"""
"""What is added to the module of a plain format: some titles are bad for it."""


@dataclass(frozen=True)
class Newsroom:
    """A publication in a folder, and a folder with the poisoned format."""

    root: Path
    site: Path

    def write(self, *names: str, inside: str = "sources") -> None:
        """Write an article for each name, which is its title, too."""
        for name in names:
            folder = self.root / inside / name
            folder.mkdir(parents=True)
            text = f"---\ntitle: {name}\ndate: 2026-03-01\nlang: en\n---\nWords of {name}.\n"
            (folder / "article.md").write_text(text, "utf-8")

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """The command, in the publication's folder and a process group of its own."""
        paths = os.pathsep.join((str(self.site), str(ROOT)))
        command = [sys.executable, "-m", "publish", "build", *arguments]
        return subprocess.Popen(
            command,
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": paths, "TMPDIR": str(self.scratch), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def build(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """The finished command."""
        started = self.start(*arguments, **environment)
        out, errors = started.communicate()
        return subprocess.CompletedProcess(arguments, started.returncode, out, errors)

    @property
    def scratch(self) -> Path:
        """The folder for temporary files."""
        folder = self.root / "scratch"
        folder.mkdir(exist_ok=True)
        return folder

    @property
    def built(self) -> dict[str, set[str]]:
        """The sets in ``build``, each with the names of its files."""
        folders = (self.root / "build").glob("[!.]*")
        return {folder.name: {file.name for file in folder.iterdir()} for folder in folders}


def newsroom(folder: Path) -> Newsroom:
    """A publication without an article."""
    folder.mkdir(exist_ok=True)
    (folder / "publish.toml").write_text((ROOT / "tests/cases/publish.toml").read_text("utf-8"))
    source = SOURCE.replace("from dataclasses import ", "from dataclasses import replace, ")
    if source == SOURCE:
        source = SOURCE.replace(
            "import annotations\n", "import annotations\n\nfrom dataclasses import replace\n", 1
        )
    return Newsroom(folder, install(folder / "site", source + POISON))


def outcomes(report: dict[str, Any]) -> dict[str, str]:
    """The outcome of each article of a report, by the name of its folder."""
    return {Path(one["folder"]).name: one["outcome"] for one in report["articles"]}


def rules(report: dict[str, Any], name: str) -> list[str]:
    """The ids of an article's findings in a report."""
    (article,) = (one for one in report["articles"] if Path(one["folder"]).name == name)
    return [problem["rule"] for problem in article["problems"]]


def read(path: Path) -> dict[str, Any]:
    """A report."""
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def running(pids: Iterable[int]) -> set[int]:
    """Those of the processes that have not ended."""
    found = set()
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state != "Z":
            found.add(pid)
    return found


def session(leader: int) -> set[int]:
    """All processes of a session."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader:
            found.add(int(stat.parent.name))
    return found

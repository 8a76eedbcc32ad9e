"""A build runs no programs: no compiler, no linker, none that is first in somebody's PATH."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
WATCHED = """
import sys
started = []

def watch(event, arguments):
    if event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"):
        started.append((event, arguments))

sys.addaudithook(watch)
from pathlib import Path
from publish import build
print(len(build(Path(sys.argv[1]), out=Path(sys.argv[2])).outputs))
assert not started, started

import ctypes.util
assert ctypes.util.find_library("m"), "others search as ever"
assert started or sys.platform != "linux"
"""


def test_a_build_without_citations_runs_no_program(tmp_path: Path) -> None:
    article = tmp_path / "sources/a"
    article.mkdir(parents=True)
    (article / "article.md").write_text(
        '---\ntitle: "A"\ndate: 2026-01-01\nlang: en\n---\nSome words.\n\n$E = mc^2$\n'
    )
    shutil.copyfile(ROOT / "tests/cases/publish.toml", tmp_path / "publish.toml")
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(article), str(tmp_path / "build")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "3\n"), done.stderr

"""A build holds the bytes of its pictures once, and those of one file at a time."""

from __future__ import annotations

import os
import pickle
import random
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from publish.building.making.make import make
from publish.building.plan import plan
from publish.building.publishing import put
from publish.building.writing.shelf import LARGE, Shelf, stored
from publish.inputs.wishes import Wishes

ROOT = Path(__file__).parents[2]
COUNT = 8
FIXED = 90 << 20
"""Bytes of everything else that making files needs, and the libraries for it, generously."""
MEASURE = """
import resource
from pathlib import Path
from publish.building.making.make import make
from publish.building.plan import plan
from publish.inputs.wishes import Wishes

planned = plan(Path("sources/noise"), Wishes())
before = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
made = make(planned)
for name in made.files:
    assert made.files[name]
# The peak that getrusage knows is that of the process that started this one, if it had more.
status = Path("/proc/self/status").read_text()
most = int(next(line for line in status.splitlines() if "VmHWM" in line).split()[1]) << 10
print(sum(len(image.data) for image in planned.article.images), most - before)
"""


def photograph(seed: int) -> bytes:
    """A JPEG of some 5 MB: noise does not compress."""
    noise = Image.frombytes("RGB", (1800, 1500), random.Random(seed).randbytes(1800 * 1500 * 3))
    file = BytesIO()
    noise.save(file, "JPEG", quality=97)
    return file.getvalue()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An article of photographs."""
    desk = tmp_path_factory.mktemp("desk")
    house = 'id = "390facdd-d0fc-4395-8fa3-99987dd78ff3"\ntheme = "briefing"\n'
    (desk / "publish.toml").write_text(f"[publication]\n{house}")
    article = desk / "sources/noise"
    article.mkdir(parents=True)
    lines = ["---", "title: Noise", "authors: [Ada]", "date: 2026-03-01", "lang: en", "images:"]
    for n in range(COUNT):
        (article / f"{n}.jpg").write_bytes(photograph(n))
        credit = "{creator: Ben, license: CC-BY-4.0, source: https://example.org/, title: Noise}"
        lines.append(f"  {n}.jpg: {{alt: Noise, caption: Noise {n}., credit: {credit}}}")
    body = "\n\n".join(f"![]({n}.jpg)\n\nSome words." for n in range(COUNT))
    (article / "article.md").write_text("\n".join((*lines, "---", "", body, "")))
    return desk


def test_memory_is_that_of_one_file_of_all_pictures(desk: Path) -> None:
    """Composed, the article has its pictures; on top of them comes one file, and what reads it."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE],
        cwd=desk,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    held, more = map(int, done.stdout.split())
    assert held > 25 << 20
    assert more < 2 * held + FIXED


def test_what_waits_is_what_is_put(desk: Path) -> None:
    made = make(plan(desk / "sources/noise", Wishes(to=("epub",), proof=False)))
    (output,) = made.outputs
    assert output.size == len(made.files[str(output.path)]) > LARGE
    assert pickle.loads(pickle.dumps(made)) == made
    published = put(made, desk / "build/noise")
    there = {path.name: path.read_bytes() for path in published.folder.iterdir()}
    assert made.files.items() <= there.items()


def test_large_files_wait_on_the_disk_and_small_ones_do_not() -> None:
    files = {"large": bytes(LARGE), "small": b"small"}
    shelf = Shelf(files)
    assert stored(files["large"]).large is not None
    assert stored(files["small"]).large is None
    assert shelf == files
    assert [shelf["large"] for _ in range(2)] == [files["large"]] * 2
    assert pickle.loads(pickle.dumps(shelf)) == files

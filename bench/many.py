"""Cases of many articles: nothing changed, batches beside peers on all cores, and growth."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from bench import newsrooms
from bench.contenders import contenders, prepare
from bench.measure import Contender, Failed, Sample, run
from bench.sizes import Bench

UNCHANGED = (1, 1000)
BATCHES = (24, 200)
MANY = (100, 1000)
"""Articles; 5,000 take an hour, so they are asked for: ``--counts 5000``."""
PEERS = ("pandoc + weasyprint", "pandoc + typst")
_LIGHT = ("--to", "epub", "--no-verify")


def unchanged(bench: Bench) -> None:
    """Print the time of a build in which nothing has changed."""
    for count in bench.counts or UNCHANGED:
        root = bench.scratch / f"unchanged-{count}"
        folders = newsrooms.reports(root, count)
        command = ["build", *_LIGHT, *(["--all"] if count > 1 else [f"sources/{folders[0].name}"])]
        first = _publish(root, *command)
        bench.say(f"{count} to make   {_row(first, count)}")
        done = []
        for turn in range(bench.runs):
            done.append(_publish(root, *command))
            bench.say(f"{count} unchanged, run {turn + 1} {_row(done[-1], count)}")
        walls, cpus = ([getattr(one, name) for one in done] for name in ("wall", "cpu"))
        middle, seconds = statistics.median(walls), statistics.median(cpus)
        bench.say(f"{count} unchanged: {middle:.2f} s, {seconds:.2f} s of CPU (medians)")
        shutil.rmtree(root)


def batch(bench: Bench) -> None:
    """Print batches of different articles, each beside peers that make them on all cores.

    The largest is measured once; ratios are paired.
    """
    for count in bench.counts or BATCHES:
        root = bench.scratch / f"batch-{count}"
        newsrooms.variants(root, count)
        peers = [c for c in contenders(root, "x") if c.name in PEERS]
        materials = _materials(bench, root, count)
        ratios: dict[str, list[float]] = {peer.name: [] for peer in peers}
        for turn in range(1 if count >= max(BATCHES) else bench.runs):
            ours = _publish(root, "build", "--all", "--force")
            bench.say(f"{count}, run {turn + 1} {'publish':22}{_row(ours, count)}")
            for peer in peers:
                its = _side_by_side(peer, materials)
                ratios[peer.name].append(ours.cpu / its.cpu)
                bench.say(f"{count}, run {turn + 1} {peer.name:22}{_row(its, count)}")
        for name, found in ratios.items():
            bench.say(f"{count} articles, CPU of publish / {name}: {statistics.median(found):.2f}")
        shutil.rmtree(root)


def _materials(bench: Bench, root: Path, count: int) -> list[Path]:
    """What peers are given for each variant."""
    first = root / "peers/0"
    prepare(newsrooms.SEED, bench.root, first)
    text = (first / "peer.md").read_text("utf-8")
    folders = [root / "peers" / str(n) for n in range(count)]
    for n, folder in enumerate(folders):
        if n:
            shutil.copytree(first, folder)
        (folder / "peer.md").write_text(newsrooms.varied(text, n), "utf-8")
    return folders


def _side_by_side(peer: Contender, materials: Sequence[Path]) -> Sample:
    """A peer's runs on all folders, as many at a time as there are cores."""
    start = time.perf_counter()
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as at_once:
        done = list(at_once.map(lambda folder: run(peer, folder, folder / "made"), materials))
    wall = time.perf_counter() - start
    return Sample(wall, sum(one.cpu for one in done), max(one.memory for one in done))


def growth_by(options: Sequence[str], bench: Bench) -> None:
    """Print what an article costs among few and among many, and the memory of the coordinator."""
    each = {}
    for count in bench.counts or MANY:
        root = bench.scratch / f"many-{count}"
        newsrooms.reports(root, count)
        made = _publish(root, "build", "--all", "--force", *_LIGHT, *options)
        each[count] = made.cpu / count
        bench.say(f"{count:>6} articles {_row(made, count)}, coordinator {made.memory:.0f} MiB")
        shutil.rmtree(root)
    least, most = min(each), max(each)
    bench.say(f"an article among {most} / among {least}: {each[most] / each[least]:.2f}")


CASES: dict[str, Callable[[Bench], None]] = {
    "unchanged": unchanged,
    "batch": batch,
    "many": partial(growth_by, ()),
    "cluster": partial(growth_by, ("--cluster", "local")),
}


def _publish(root: Path, *arguments: str) -> Sample:
    """Our command in a publication; ``memory`` is that of its first process, which coordinates."""
    start, before = time.perf_counter(), os.times()
    command = [sys.executable, "-m", "publish", *arguments, "-q"]
    paths = {**os.environ, "PYTHONPATH": str(newsrooms.ROOT)}
    child = subprocess.Popen(command, cwd=root, env=paths, stderr=subprocess.PIPE)
    peak = 0.0
    while child.poll() is None:
        peak = max(peak, _peak(child.pid))
        time.sleep(0.02)
    errors = child.communicate()[1].decode("utf-8", "replace")
    wall, after = time.perf_counter() - start, os.times()
    if child.returncode:
        raise Failed(f"publish {' '.join(arguments)}\nended with {child.returncode}:\n{errors}")
    cpu = after[2] + after[3] - before[2] - before[3]
    return Sample(wall, cpu, peak)


def _peak(process: int) -> float:
    """The most memory that a process has had so far, in MiB; 0 once it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(x.split()[1]) / 1024 for x in lines if x.startswith("VmHWM")), 0.0)


def _row(sample: Sample, count: int) -> str:
    each = f"{sample.cpu / count:>7.3f} s CPU an article" if count > 1 else ""
    load = os.getloadavg()[0]
    return f"{sample.wall:>8.2f} s wall{sample.cpu:>8.2f} s CPU{each} (load {load:.0f})"

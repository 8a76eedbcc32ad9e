"""``python -m bench.profile``: where the time of one cold build goes, stage by stage.

A fresh process imports the build and runs it on the seed article, with a clock
around the functions of every stage; what a stage spends importing libraries is
counted apart. Figures are medians of several processes.
"""

from __future__ import annotations

import argparse
import builtins
import json
import pkgutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "sources/end-of-an-era"

STAGES = {
    "read": ("publish.reading:read",),
    "check": ("publish.checks:check",),
    "load theme": ("publish.composing.theme.loading:load",),
    "compose": (
        "publish.composing.compose:Composition.__init__",
        "publish.composing.compose:Composition.page",
    ),
    "proof": ("publish.formats.proving:compared",),
    "manifest": ("publish.building.manifest:describe",),
    "publish": ("publish.building.staging:replace",),
}
"""The functions of each stage, as ``module:name``; each format is a stage of its own."""


class Clock:
    """Seconds by stage, and within them those that went into imports."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = defaultdict(float)
        self.imports: dict[str, float] = defaultdict(float)
        self.packages: dict[str, float] = defaultdict(float)
        self._stage = "before and between"
        self._importing: list[str] = []
        self._nested: list[float] = []

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """``function``, its time booked on ``stage`` and not on the one around it."""

        def run(*arguments: Any, **options: Any) -> Any:
            outer, self._stage = self._stage, stage
            start = time.perf_counter()
            try:
                return function(*arguments, **options)
            finally:
                took = time.perf_counter() - start
                self.stages[stage] += took
                self.stages[outer] -= took
                self._stage = outer

        return run

    def watch_imports(self) -> None:
        """From now on, book every import on the stage that asks for it.

        A package's own seconds are those of its modules without what they
        import from other packages.
        """
        original = builtins.__import__

        def watched(name: str, *arguments: Any, **options: Any) -> Any:
            level = options.get("level", arguments[3] if len(arguments) > 3 else 0)
            package = self._importing[-1] if level and self._importing else name.split(".")[0]
            self._importing.append(package)
            self._nested.append(0.0)
            start = time.perf_counter()
            try:
                return original(name, *arguments, **options)
            finally:
                took = time.perf_counter() - start
                self._importing.pop()
                self.packages[package] += took - self._nested.pop()
                if self._nested:
                    self._nested[-1] += took
                else:
                    self.imports[self._stage] += took

        builtins.__import__ = watched


def measure(article: Path) -> dict[str, Any]:
    """Build once, in this process, into a folder that is thrown away."""
    clock = Clock()
    clock.watch_imports()
    start = time.perf_counter()
    _build(article, clock)
    clock.stages["before and between"] += time.perf_counter() - start
    return {"stages": clock.stages, "imports": clock.imports, "packages": clock.packages}


def _build(article: Path, clock: Clock) -> None:
    from publish.building.build import build
    from publish.formats import FORMATS

    for stage, names in STAGES.items():
        for name in names:
            original = pkgutil.resolve_name(name)
            timed = clock.timed(stage, original)
            owner, _, method = name.partition(":")[2].rpartition(".")
            if owner:
                setattr(pkgutil.resolve_name(name.rpartition(".")[0]), method, timed)
            else:
                _replace(original, timed)
    formats = {
        name: replace(format, writer=clock.timed(name.upper(), format.writer))
        for name, format in FORMATS.items()
    }
    _replace(FORMATS, formats)
    with tempfile.TemporaryDirectory(prefix="profile-") as folder:
        build(article, out=Path(folder))


def _replace(original: object, timed: object) -> None:
    """Put ``timed`` wherever a module of the package holds ``original``."""
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == "publish":
            for key, value in list(vars(module).items()):
                if value is original:
                    setattr(module, key, timed)


def main() -> int:
    """Profile in fresh processes and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.profile", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="processes (default: 5)")
    parser.add_argument("--article", type=Path, default=ARTICLE, help="another article's folder")
    parser.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.once:
        print(json.dumps(measure(options.article)))
        return 0
    command = [sys.executable, "-m", "bench.profile", "--once", "--article"]
    runs, walls = [], []
    for number in range(options.runs + 1):
        start = time.perf_counter()
        done = subprocess.run(
            [*command, options.article.resolve()], cwd=ROOT, capture_output=True, text=True
        )
        wall = time.perf_counter() - start
        if done.returncode:
            print(done.stderr, file=sys.stderr)
            return 1
        if number:  # the first fills the file cache
            runs.append(json.loads(done.stdout))
            walls.append(wall)
    print(report(runs, walls))
    return 0


def report(runs: list[dict[str, dict[str, float]]], walls: list[float]) -> str:
    """The tables, as text."""

    def middle(table: str, key: str) -> float:
        return statistics.median(run[table].get(key, 0.0) for run in runs)

    whole = statistics.median(walls)
    stages = {key: middle("stages", key) for key in runs[0]["stages"]}
    imports = {key: middle("imports", key) for key in runs[0]["stages"]}
    rest = whole - sum(stages.values())
    lines = [
        f"One cold build, median of {len(runs)} processes: {whole:.2f} s",
        "",
        f"{'stage':24}{'seconds':>9}{'share':>8}{'imports':>10}{'work':>8}",
        f"{'starting Python':24}{rest:>9.3f}{rest / whole:>8.0%}",
    ]
    for key, seconds in sorted(stages.items(), key=lambda item: -item[1]):
        own = seconds - imports[key]
        lines.append(
            f"{key:24}{seconds:>9.3f}{seconds / whole:>8.0%}{imports[key]:>10.3f}{own:>8.3f}"
        )
    packages = {key: middle("packages", key) for key in runs[0]["packages"]}
    largest = sorted(packages.items(), key=lambda item: -item[1])[:12]
    lines += ["", "imports, by package (without what each imports from others)"]
    lines += [f"  {key:22}{seconds:>9.3f}" for key, seconds in largest]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

"""``python -m bench [CASE…]``: what builds cost, in whole processes.

``cold``, the default, is the seed article in one process and in two, beside pandoc, Typst and
WeasyPrint alone; ``batch`` is many articles beside them on all cores. ``unchanged``, ``many`` and
``cluster`` are many articles of ours; ``long``, ``pictures`` and ``growth`` are articles of all
sizes; ``watch`` is a save.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bench.contenders import contenders, prepare, require, versions
from bench.many import CASES as MANY
from bench.measure import Contender, Failed, Sample, interleaved, median
from bench.sizes import CASES as SIZES
from bench.sizes import Bench
from bench.watch import watch

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "sources/end-of-an-era"
COLD = "cold"
CASES = {**SIZES, **MANY, "watch": watch}


def main() -> int:
    """Measure and print; 1 if somebody did not make what they were measured for."""
    options = _arguments()
    try:
        if others := [name for name in options.cases if name != COLD]:
            with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
                counts = tuple(options.counts or ())
                bench = Bench(Path(scratch), ROOT, options.runs, _print_line, counts)
                for name in others:
                    CASES[name](bench)
        if COLD not in options.cases:
            return 0
        everybody = contenders(options.article.resolve(), options.article.resolve().name)
        chosen = [c for c in everybody if not options.only or c.name in options.only]
        if not chosen:
            raise Failed("--only knows: " + ", ".join(c.name for c in everybody))
        require(chosen)
        with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
            source = Path(scratch) / "source"
            prepare(options.article, ROOT, source)
            print(f"{'':>8} {'':22}{'wall':>10}{'CPU':>10}", flush=True)
            samples = interleaved(chosen, source, Path(scratch), options.runs, _print_row)
            sizes = {c.name: _sizes(c, Path(scratch)) for c in chosen}
    except Failed as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    medians = {name: median(some) for name, some in samples.items()}
    print("", report(chosen, samples, medians, sizes, options.runs), sep="\n")
    if options.json:
        data = {name: [asdict(sample) for sample in some] for name, some in samples.items()}
        options.json.write_text(json.dumps(data, indent=2) + "\n", "utf-8")
    return 0


def report(
    chosen: Sequence[Contender],
    samples: dict[str, list[Sample]],
    medians: dict[str, Sample],
    sizes: dict[str, str],
    runs: int,
) -> str:
    """The tables, as text."""
    cores = len(os.sched_getaffinity(0))
    lines = [
        f"The seed article, whole processes, median of {runs} (interleaved, after one warm-up);",
        f"{cores} cores, load {os.getloadavg()[0]:.1f} at the end; {versions()}",
        "",
        f"{'':22}{'wall':>8}{'fastest to slowest':>22}{'CPU':>9}{'largest process':>18}",
    ]
    for contender in chosen:
        middle = medians[contender.name]
        walls = [sample.wall for sample in samples[contender.name]]
        spread = f"{min(walls):.2f} to {max(walls):.2f} s"
        lines.append(
            f"{contender.name:22}{middle.wall:>6.2f} s{spread:>22}{middle.cpu:>7.2f} s"
            f"{middle.memory:>14.0f} MiB"
        )
    lines += ["", *_ratios(medians), "", "What each did:"]
    lines += [f"  {c.name:22}{c.does}{sizes[c.name]}" for c in chosen]
    return "\n".join(lines)


def _ratios(medians: dict[str, Sample]) -> list[str]:
    """Our time as a multiple of each peer's, and what starting takes of a build."""
    ours = [name for name in ("publish", "publish, two", "publish --no-verify") if name in medians]
    peers = [name for name in medians if not name.startswith("publish")]
    if not ours:
        return ["(no ratios: this project was not measured)"]
    lines = [
        f"{'as a multiple of':22}" + "".join(f"{name:>22}" for name in ours),
        f"{'':22}" + f"{'wall':>14}{'CPU':>8}" * len(ours),
    ]
    for peer in peers:
        its = medians[peer]
        ratios = ((medians[name].wall / its.wall, medians[name].cpu / its.cpu) for name in ours)
        lines.append(f"{peer:22}" + "".join(f"{wall:>14.2f}{cpu:>8.2f}" for wall, cpu in ratios))
    if "publish --help" in medians:
        lines.append("")
        for name in ours:
            share = medians["publish --help"].wall / medians[name].wall
            lines.append(f"publish --help takes {share:.2f} of {name}")
    return lines


def _sizes(contender: Contender, scratch: Path) -> str:
    folder = scratch / contender.name.replace(" ", "-")
    kinds = [
        f"{Path(name).suffix[1:].upper()} {(folder / name).stat().st_size / 1024:.0f} KiB"
        for name in contender.makes
    ]
    return f" ({', '.join(kinds)})" if kinds else ""


def _print_row(turn: int, name: str, sample: Sample) -> None:
    """Print a run's row as soon as it is measured."""
    label = f"run {turn}" if turn else "warm-up"
    print(f"{label:>8} {name:22}{sample.wall:>8.2f} s{sample.cpu:>8.2f} s", flush=True)


def _print_line(line: str) -> None:
    print(line, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="measured runs of each (default: 5)")
    parser.add_argument("cases", nargs="*", default=[COLD], help=", ".join((COLD, *CASES)))
    parser.add_argument("--article", type=Path, default=ARTICLE, help="another article's folder")
    parser.add_argument(
        "--counts", type=int, nargs="+", metavar="N", help="articles, in cases of many"
    )
    parser.add_argument("--only", action="append", metavar="NAME", help="measure only these")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every sample here")
    options = parser.parse_args()
    if options.runs < 1:
        parser.error("--runs: at least 1")
    if unknown := set(options.cases) - {COLD, *CASES}:
        parser.error(f"{', '.join(sorted(unknown))}: the cases are {', '.join((COLD, *CASES))}")
    return options


if __name__ == "__main__":
    sys.exit(main())

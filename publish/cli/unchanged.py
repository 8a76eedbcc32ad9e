"""The words about a set that needs no build; nothing heavy is imported for them."""

from __future__ import annotations

from pathlib import Path

from publish.cli.terminal import Terminal, near
from publish.errors import plain
from publish.inputs.record import Record, as_seen_from
from publish.inputs.verdict import Verdict, channels
from publish.inputs.wishes import Wishes


def report(
    source: Path, wishes: Wishes, verdict: Verdict, terminal: Terminal, *, why: bool
) -> None:
    """Print what the last build warned of, and one line that nothing has changed."""
    known, folder = verdict.record, verdict.folder
    assert known is not None and folder is not None
    problems = as_seen_from(known.problems, str(source))
    terminal.problems(problems)
    terminal.say(f"{near(folder)}  unchanged: nothing that it was made from has changed")
    if known.draft:
        terminal.say("a draft: every page is marked, do not release it", "yellow")
    if known.embargo:
        terminal.say(f"under embargo until {known.embargo}: every page says so", "yellow")
    if why:
        count = sum(one.kind == "file" for one in known.seen)
        terminal.say(f"looked at {count} files, all options, and what is installed here")
    terminal.result(
        {
            "ok": True,
            "slug": known.slug,
            "unchanged": True,
            "outputs": _outputs(folder, known, channels(wishes, known)),
            "kept": [],
            "images": {"credited": known.credited, "total": known.shown},
            "verified": all(f.proved for f in known.files.values() if f.channel),
            "draft": known.draft,
            "embargo": known.embargo,
            "as_of": known.as_of[:10],
            "problems": [plain(problem) for problem in problems],
        }
    )


def _outputs(folder: Path, known: Record, wanted: tuple[str, ...]) -> list[dict[str, object]]:
    return [
        {
            "channel": file.channel,
            "format": file.format,
            "path": str(folder / name),
            "bytes": file.size,
            "pages": file.pages,
            "seconds": 0.0,
            "withheld": dict(file.withheld),
        }
        for name, file in known.files.items()
        if file.channel in wanted
    ]

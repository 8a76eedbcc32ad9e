"""The words about a set of files, one that was built or one that needs no build.

Nothing heavy is imported for a set that needs none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from publish.cli.terminal import Terminal, near
from publish.errors import Problem, plain
from publish.inputs.record import Record, as_seen_from
from publish.inputs.verdict import Verdict, channels
from publish.inputs.wishes import Wishes


def unchanged(
    source: Path, wishes: Wishes, verdict: Verdict, terminal: Terminal, *, why: bool
) -> None:
    """Print what the last build warned of, and one line that nothing has changed."""
    known, folder = verdict.record, verdict.folder
    assert known is not None and folder is not None
    problems = as_seen_from(known.problems, str(source))
    terminal.problems(problems)
    terminal.say(f"{near(folder)}  unchanged: nothing that it was made from has changed")
    lacking = {name: file.withheld for name, file in known.files.items()}
    for line in remarks(lacking, draft=known.draft, embargo=known.embargo):
        terminal.say(line, "yellow")
    if why:
        count = sum(one.kind == "file" for one in known.seen)
        terminal.say(f"looked at {count} files, all options, and what is installed here")
    found = facts(
        slug=known.slug,
        outputs=_outputs(folder, known, channels(wishes, known)),
        kept=(),
        images=(known.credited, known.shown),
        verified=all(f.proved for f in known.files.values() if f.channel),
        draft=known.draft,
        embargo=known.embargo,
        as_of=known.as_of[:10],
        problems=problems,
    )
    terminal.result({**found, "unchanged": True})


def remarks(
    withheld: Mapping[str, Mapping[str, str]], *, draft: bool, embargo: str | None
) -> Iterator[str]:
    """Lines about a set: pictures that its files lack, and why; a draft, an embargo.

    ``withheld`` has, for each file, the pictures with the ids of reasons.
    """
    files: dict[tuple[str, str], list[str]] = {}
    for name, lacking in withheld.items():
        for picture, reason in lacking.items():
            files.setdefault((picture, reason), []).append(name)
    words = _reasons() if files else {}
    for (picture, reason), names in files.items():
        yield f"{picture} is not in {', '.join(names)}: {words.get(reason, reason)}"
    if draft:
        yield "a draft: every page is marked, do not release it"
    if embargo:
        until = datetime.fromisoformat(embargo).isoformat(" ", "minutes")
        yield f"under embargo until {until}: every page says so"


def facts(
    *,
    slug: str,
    outputs: Iterable[Mapping[str, object]],
    kept: Iterable[str],
    images: tuple[int, int],
    verified: bool,
    draft: bool,
    embargo: str | None,
    as_of: str,
    problems: Iterable[Problem],
) -> dict[str, object]:
    """A set as a value for JSON; ``images`` are those with a credit, and all."""
    credited, total = images
    return {
        "ok": True,
        "slug": slug,
        "outputs": list(outputs),
        "kept": list(kept),
        "images": {"credited": credited, "total": total},
        "verified": verified,
        "draft": draft,
        "embargo": embargo,
        "as_of": as_of,
        "problems": [plain(problem) for problem in problems],
    }


def edition(
    path: Path,
    *,
    channel: str,
    format: str,
    size: int,
    pages: int | None,
    withheld: Mapping[str, str],
    seconds: float = 0.0,
) -> dict[str, object]:
    """A file of a set as a value for JSON."""
    return {
        "channel": channel,
        "format": format,
        "path": str(path),
        "bytes": size,
        "pages": pages,
        "seconds": round(seconds, 3),
        "withheld": dict(withheld),
    }


def _outputs(folder: Path, known: Record, wanted: tuple[str, ...]) -> Iterator[dict[str, object]]:
    for name, file in known.files.items():
        if file.channel in wanted:
            yield edition(
                folder / name,
                channel=file.channel,
                format=file.format,
                size=file.size,
                pages=file.pages,
                withheld=file.withheld,
            )


def _reasons() -> dict[str, str]:
    from publish.rights.channels import REASONS  # late: few sets lack a picture

    return {reason.id: reason.words for reason in REASONS}

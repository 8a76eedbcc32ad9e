"""The report of a batch, for programs: ``--report FILE.json`` and ``--json``.

Its keys are stable: keys may be added, none is renamed or leaves without another ``schema``.

| key | value |
|---|---|
| ``schema`` | ``publish-batch-1`` |
| ``ok``, ``exit_code`` | as the command ends |
| ``jobs``, ``seconds``, ``as_of`` | processes, the time of the whole batch, the day that rights were judged by |
| ``counts`` | how many articles had each outcome |
| ``articles`` | one object for each folder, in the order of the command |
| … ``folder``, ``slug`` | as it was named; the name of its set |
| … ``outcome`` | published, unchanged, failed, lost, skipped, untried |
| … ``exit_code`` | that of a build of this article alone |
| … ``problems`` | ``rule``, ``severity``, ``message``, ``fix``, ``where`` (``file``, ``line``, ``column``) |
| … ``outputs`` | ``path``, ``channel``, ``format``, ``bytes``, ``pages``, ``sha256`` |
| … ``files`` | the SHA-256 of each file of the set, also of the lists of credits, by name |
| … ``verified``, ``draft`` | whether the files were read back; whether they are a draft |
| … ``seconds``, ``peak_memory`` | time, and bytes of memory, of the process that made it |
"""  # noqa: E501

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from publish.batches.orders import Result
from publish.batches.running import exit_code
from publish.errors import plain

SCHEMA = "publish-batch-1"


def report(
    results: Collection[Result], *, jobs: int, seconds: float, as_of: date
) -> dict[str, object]:
    """The report as a value for JSON."""
    code = exit_code(results)
    counts = Counter(str(result.ending) for result in results)
    return {
        "schema": SCHEMA,
        "ok": code == 0,
        "exit_code": code,
        "as_of": as_of.isoformat(),
        "jobs": jobs,
        "seconds": round(seconds, 3),
        "counts": dict(sorted(counts.items())),
        "articles": [_article(result) for result in results],
    }


def _article(result: Result) -> dict[str, object]:
    done, known = result.published, result.record
    proved = [file.proved for file in known.files.values() if file.channel] if known else []
    return {
        "folder": result.source.as_posix(),
        "slug": result.source.resolve().name,
        "outcome": str(result.ending),
        "exit_code": result.exit_code,
        "problems": [plain(found) for found in result.problems],
        "outputs": [_output(result, *one) for one in (*_published(result), *_recorded(result))],
        "files": dict(sorted(result.hashes.items())),
        "verified": bool(done and done.report) or (bool(proved) and all(proved)),
        "draft": bool((done and done.draft) or (known and known.draft)),
        "seconds": round(result.seconds, 3),
        "peak_memory": result.peak or None,
    }


_About = tuple[Path, str, str, int, int | None]
"""A file's path, channel, format, size and pages."""


def _published(result: Result) -> Iterator[_About]:
    for output in result.published.outputs if result.published else ():
        yield output.path, output.channel, output.format, output.size, output.pages


def _recorded(result: Result) -> Iterator[_About]:
    for name, file in result.record.files.items() if result.record else ():
        if file.channel:
            yield result.folder / name, file.channel, file.format, file.size, file.pages


def _output(
    result: Result, path: Path, channel: str, format: str, size: int, pages: int | None
) -> dict[str, object]:
    return {
        "path": str(path),
        "channel": channel,
        "format": format,
        "bytes": size,
        "pages": pages,
        "sha256": result.hashes[path.name],
    }

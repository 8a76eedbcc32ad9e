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
| … ``outcome`` | published, failed, lost, skipped, untried |
| … ``exit_code`` | that of a build of this article alone |
| … ``problems`` | ``rule``, ``severity``, ``message``, ``fix``, ``where`` (``file``, ``line``, ``column``) |
| … ``outputs`` | ``path``, ``channel``, ``format``, ``bytes``, ``pages``, ``sha256`` |
| … ``files`` | the SHA-256 of each file of the set, also of the lists of credits, by name |
| … ``verified``, ``draft`` | whether the files were read back; whether they are a draft |
| … ``seconds``, ``peak_memory`` | time, and bytes of memory, of the process that made it |
"""  # noqa: E501

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from publish.batches.orders import Result
from publish.batches.running import exit_code
from publish.errors import plain

if TYPE_CHECKING:
    from publish.building.publishing import Published

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
    done = result.published
    return {
        "folder": result.source.as_posix(),
        "slug": result.source.resolve().name,
        "outcome": str(result.ending),
        "exit_code": result.exit_code,
        "problems": [plain(found) for found in result.problems],
        "outputs": _outputs(done, result.hashes) if done else [],
        "files": dict(sorted(result.hashes.items())),
        "verified": bool(done and done.report),
        "draft": bool(done and done.draft),
        "seconds": round(result.seconds, 3),
        "peak_memory": result.peak or None,
    }


def _outputs(done: Published, hashes: Mapping[str, str]) -> list[dict[str, object]]:
    return [
        {
            "path": str(output.path),
            "channel": output.channel,
            "format": output.format,
            "bytes": output.size,
            "pages": output.pages,
            "sha256": hashes[output.path.name],
        }
        for output in done.outputs
    ]

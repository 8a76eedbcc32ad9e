"""``publish doctor``."""

from __future__ import annotations

import argparse
from concurrent.futures import ThreadPoolExecutor

from publish.cli.terminal import Terminal
from publish.cli.terminal import size as in_words
from publish.environment import TOOLS, Found, Tool
from publish.errors import EnvironmentFault, Problem, Severity, plain
from publish.keeping.store import VARIABLE, store

EXAMPLES = """\
examples:
  publish doctor             print a table; exit code 4 if a build needs something missing
  publish doctor --json      the same, for programs
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing: there are no options."""


def run(arguments: argparse.Namespace) -> int:
    """Show the installed tools; return 4 if something is missing that a build needs."""
    terminal = Terminal(arguments.json, arguments.quiet)
    # In parallel: some programs need a second to print their version.
    with ThreadPoolExecutor() as pool:
        found = dict(zip(TOOLS, pool.map(lambda tool: tool.look(), TOOLS), strict=True))
    missing = [tool for tool in TOOLS if found[tool] is None]
    formats, broken = _plugins()
    kept = _kept()
    ready = not broken and not any(tool.needed for tool in missing)
    terminal.table(
        ("Needed to", "What", "What for", "Found"),
        [
            *((_purpose(tool), tool.name, tool.use, _state(found[tool])) for tool in TOOLS),
            *(("build", name, "a format of its own", version) for name, version in formats),
            ("build", "kept work", "done once for all builds", kept["found"]),
        ],
    )
    terminal.problems((*broken, *map(_problem, missing)))
    terminal.result(
        {
            "ok": ready,
            "tools": [_plain(tool, found[tool]) for tool in TOOLS],
            "plugins": [{"name": name, "version": version} for name, version in formats],
            "kept": kept,
            "problems": [plain(problem) for problem in broken],
        }
    )
    return 0 if ready else EnvironmentFault.exit_code


def _plugins() -> tuple[list[tuple[str, str]], tuple[Problem, ...]]:
    """The packages that add formats, with their versions and Problems."""
    from publish.formats import FORMATS
    from publish.formats.discovery import package, plugins

    broken: list[Problem] = []
    found = []
    try:
        for name, entry in plugins().items():
            found.append((package(entry), entry.dist.version if entry.dist else ""))
            try:
                FORMATS[name]
            except EnvironmentFault as fault:
                broken += fault.problems
    except EnvironmentFault as fault:
        broken += fault.problems
    return found, tuple(broken)


def _kept() -> dict[str, str]:
    """The folder of what is kept from build to build, and its state in words."""
    place = store()
    if place is None:
        return {"folder": "", "found": f"none: switched off by {VARIABLE}, or no home"}
    if trouble := place.trouble():
        return {"folder": str(place.folder), "found": f"none: {place.folder}: {trouble}"}
    number, size = place.size()
    return {"folder": str(place.folder), "found": f"{number} files, {in_words(size)}"}


def _purpose(tool: Tool) -> str:
    return "build" if tool.needed else "judge"


def _state(found: Found | None) -> str:
    return (found.version or "yes") if found else "missing"


def _problem(tool: Tool) -> Problem:
    return Problem(
        rule="tool-missing",
        message=f"{tool.name} is missing ({tool.use})",
        fix=tool.install_line,
        severity=Severity.ERROR if tool.needed else Severity.HINT,
    )


def _plain(tool: Tool, found: Found | None) -> dict[str, object]:
    return {
        "name": tool.name,
        "use": tool.use,
        "needed_to": _purpose(tool),
        "found": found is not None,
        "version": found.version if found else None,
        "path": str(found.path) if found and found.path else None,
        "install": tool.install_line if found is None else None,
    }

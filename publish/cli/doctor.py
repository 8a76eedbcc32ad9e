"""``publish doctor``."""

from __future__ import annotations

import argparse
from concurrent.futures import ThreadPoolExecutor

from publish.cli.terminal import Terminal
from publish.environment import TOOLS, Found, Tool
from publish.errors import EnvironmentFault, Problem, Severity

EXAMPLES = """\
examples:
  publish doctor             a table; exit code 4 if something needed to build is missing
  publish doctor --json      the same, for programs
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """There is nothing to choose."""


def run(arguments: argparse.Namespace) -> int:
    """Say what is here; 4 if something is missing that building needs, else 0."""
    terminal = Terminal(arguments.json, arguments.quiet)
    # At once: some take a second to tell their version.
    with ThreadPoolExecutor() as pool:
        found = dict(zip(TOOLS, pool.map(lambda tool: tool.look(), TOOLS), strict=True))
    missing = [tool for tool in TOOLS if found[tool] is None]
    ready = not any(tool.needed for tool in missing)
    terminal.table(
        ("Needed to", "What", "What for", "Found"),
        [(_purpose(tool), tool.name, tool.use, _state(found[tool])) for tool in TOOLS],
    )
    terminal.problems(_problem(tool) for tool in missing)
    terminal.result({"ok": ready, "tools": [_plain(tool, found[tool]) for tool in TOOLS]})
    return 0 if ready else EnvironmentFault.exit_code


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

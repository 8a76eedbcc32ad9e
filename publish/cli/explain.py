"""``publish explain``."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from publish.cli.terminal import Terminal

if TYPE_CHECKING:
    from publish.explanations import Explanation

EXAMPLES = """\
examples:
  publish explain credit-creator-owed
  publish explain
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the rule; by default, all rules."""
    parser.add_argument("rule", nargs="?", help="the id in the brackets of a message")


def run(arguments: argparse.Namespace) -> int:
    """Explain one rule, or list all."""
    from publish.explanations import ROOMS, explanations

    terminal = Terminal(arguments.json, arguments.quiet)
    known = explanations()
    if arguments.rule is None:
        for room, title in ROOMS.items():
            terminal.say(title, "bold")
            here = [e for e in known.values() if e.room == room]
            terminal.table(("rule", "severity", "why"), [(e.id, e.severity, e.why) for e in here])
            terminal.say("")
        terminal.result({"rules": [_json(e) for e in known.values()]})
        return 0
    explanation = _find(arguments.rule, known)
    terminal.say(f"{explanation.id}: {explanation.severity}", "bold")
    for line in _lines(explanation):
        terminal.say(line)
    terminal.result(_json(explanation))
    return 0


def _find(written: str, rules: Mapping[str, Explanation]) -> Explanation:
    from publish.errors import Problem, UsageError
    from publish.suggest import did_you_mean, question

    # People copy from a message: error[credit-creator-owed].
    id = written.rpartition("[")[2].strip("] ")
    if id in rules:
        return rules[id]
    begun = sorted(rule for rule in rules if id and rule.startswith(id))
    raise UsageError(
        Problem(
            "rule-unknown",
            f"the rule {written!r} does not exist",
            question(*begun[:3]) or did_you_mean(id, rules, "`publish explain` lists them all."),
        )
    )


def _lines(explanation: Explanation) -> list[str]:
    lines = [explanation.why, "", explanation.mend]
    if explanation.example:
        lines += ["", "For example:", *(f"    {line}" for line in explanation.example.split("\n"))]
    if explanation.clause:
        lines += ["", f"Demanded by: {explanation.clause}"]
    if explanation.firm:
        lines += ["", "A policy cannot switch it off, but can make it a warning until a given day."]
    return lines


def _json(explanation: Explanation) -> dict[str, object]:
    return {
        "rule": explanation.id,
        "room": explanation.room,
        "severity": str(explanation.severity),
        "why": explanation.why,
        "mend": explanation.mend,
        "example": explanation.example,
        "clause": explanation.clause,
        "firm": explanation.firm,
    }

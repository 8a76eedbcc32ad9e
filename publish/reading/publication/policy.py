"""``[[policy]]`` in ``publish.toml``: decisions about rules, each with a reason and an end."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from publish.model.publication import Exemption
from publish.reading.findings import Findings
from publish.reading.slugs import SLUG
from publish.reading.toml import line_of
from publish.suggest import did_you_mean
from publish.values import dataclass

KEYS = ("rule", "severity", "reason", "until", "articles")
SEVERITIES = ("error", "warning", "hint", "off")
_EXAMPLE = (
    'Write [[policy]], and below it rule = "…", severity = "warning", reason = "…" and, if it '
    "is to end, until = 2027-01-01."
)


def read_policy(tables: Any, source: str, findings: Findings) -> tuple[Exemption, ...]:
    """The exemptions in the ``[[policy]]`` tables, in their order.

    Faults are noted in ``findings``. This module does not know which rules exist.
    """
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        findings.error(
            "value-type", "`policy` must be a list of sections", _EXAMPLE, line_of("policy", source)
        )
        return ()
    heads = [n for n, line in enumerate(source.split("\n"), 1) if _HEAD.match(line)]
    read = [
        _Table(table, heads[n] if n < len(heads) else 0, source, findings).exemption()
        for n, table in enumerate(tables)
    ]
    return tuple(exemption for exemption in read if exemption)


def read_switch(key: str, value: Any, source: str, findings: Findings) -> bool | None:
    """The answer under a key that has yes and no: whether the publication is ``commercial``.

    None where it is not stated.
    """
    if value is None or isinstance(value, bool):
        return value
    fix = f"Write {key} = true or {key} = false, without quotation marks."
    findings.error("value-type", f"`{key}` must be true or false", fix, line_of(key, source))
    return None


_HEAD = re.compile(r"\s*\[\[\s*[\"']?policy[\"']?\s*\]\]")


@dataclass(frozen=True)
class _Table:
    """One ``[[policy]]``; ``head`` is the line that opens it, 0 if unknown."""

    table: dict[str, Any]
    head: int
    source: str
    findings: Findings

    def exemption(self) -> Exemption | None:
        before = len(self.findings.problems)
        for key in self.table:
            if key not in KEYS:
                fix = did_you_mean(key, KEYS, f"Its keys are {', '.join(KEYS)}.", "`{}`")
                self.error("unknown-key", f"`{key}` is not a key of [[policy]]", fix, key)
        rule, severity = self.text("rule"), self.text("severity")
        reason, until, articles = self.text("reason"), self.until(), self.articles()
        if severity and severity not in SEVERITIES:
            other = f"Write one of {', '.join(SEVERITIES)}."
            fix = did_you_mean(severity, SEVERITIES, other)
            self.error("policy-severity", f"`{severity}` is not a severity", fix, "severity")
        if rule is None or severity is None or reason is None:
            return None
        if len(self.findings.problems) > before:
            return None
        return Exemption(
            rule, severity, reason, until, articles, where=self.findings.where(self.line("rule"))
        )

    def text(self, key: str) -> str | None:
        value = self.table.get(key)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
        message = f"a [[policy]] needs its `{key}`, a text"
        self.error("policy-incomplete", message, _EXAMPLE, key)
        return None

    def until(self) -> date | None:
        value = self.table.get("until")
        if isinstance(value, str):
            with suppress(ValueError):
                value = date.fromisoformat(value)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        message, fix = "`until` must be a day", "Write until = 2027-01-01."
        self.error("date", message, fix, "until")
        return None

    def articles(self) -> tuple[str, ...]:
        value = self.table.get("articles", [])
        if isinstance(value, list) and all(isinstance(v, str) and SLUG.fullmatch(v) for v in value):
            return tuple(value)
        fix = 'Write the names of their folders: articles = ["the-ferry"].'
        self.error("value-type", "`articles` must be a list of articles", fix, "articles")
        return ()

    def error(self, rule: str, message: str, fix: str, key: str) -> None:
        self.findings.error(rule, message, fix, self.line(key))

    def line(self, key: str) -> int:
        """The line of ``key`` in this table; the line of the table where it is not set."""
        if not self.head:
            return 0
        lines = self.source.split("\n")
        setting = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
        for number, line in enumerate(lines[self.head :], self.head + 1):
            if setting.match(line):
                return number
            if line.lstrip().startswith("["):
                break
        return self.head

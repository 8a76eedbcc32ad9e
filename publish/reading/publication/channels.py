"""``[channels]`` in ``publish.toml``: further outputs beside the formats, and their terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from publish.formats.channels import defaults
from publish.model.publication import Channel
from publish.reading.findings import Findings
from publish.reading.toml import line_in, line_of, unknown
from publish.suggest import did_you_mean

KEYS = ("format", "syndicated", "commercial")
LONGEST_NAME = 40
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_EXAMPLE = 'Write [channels.partner-a], and below it format = "docx" and syndicated = true.'


def read_channels(section: Any, source: str, findings: Findings) -> tuple[Channel, ...]:
    """The channels in ``section``, in its order.

    A default channel, which has the name of a format, is among them if its terms differ here.
    Faults are noted in ``findings``.
    """
    if not isinstance(section, dict):
        line = line_of("channels", source)
        findings.error("value-type", "`channels` must be a section", _EXAMPLE, line)
        return ()
    found = (_channel(name, table, source, findings) for name, table in section.items())
    return tuple(channel for channel in found if channel)


def _channel(name: str, table: Any, source: str, findings: Findings) -> Channel | None:
    line = line_in("channels", name, None, source)
    if not isinstance(table, dict):
        findings.error("value-type", f"the channel `{name}` must be a section", _EXAMPLE, line)
        return None
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        findings.error(
            "channel-name",
            f"`{name[:LONGEST_NAME]}` becomes part of file names, and can hold only a-z, 0-9 and "
            f"single hyphens, at most {LONGEST_NAME}",
            "Call it partner-a, for example.",
            line,
        )
        return None
    for key in table:
        if key not in KEYS:
            at = line_in("channels", name, key, source)
            unknown(key, KEYS, f"[channels.{name}]", source, findings, at)
    format = _format(name, table, source, findings)
    return None if format is None else _on_terms(name, format, table, source, findings)


def _format(name: str, table: Mapping[str, Any], source: str, findings: Findings) -> str | None:
    """The channel's format; None, and a noted error, if it is wrong or missing."""
    known = tuple(dict.fromkeys(channel.format for channel in defaults().values()))
    own = defaults()[name].format if name in defaults() else None
    format = table.get("format", own)
    line = line_in("channels", name, "format" if "format" in table else None, source)
    if own is not None and format != own:
        message = f"the channel `{name}` has the name of the format {own}"
        findings.error("channel-format", message, "Give the channel another name.", line)
        return None
    if isinstance(format, str) and format in known:
        return format
    if format is None:
        message = f"[channels.{name}] has no `format`"
        fix = f'Write format = "{known[-1]}" (or {", ".join(known[:-1])}).'
    else:
        message = f"the format {format!r} does not exist"
        fix = did_you_mean(str(format), known, f"Known are: {', '.join(known)}.")
    findings.error("channel-format", message, fix, line)
    return None


def _on_terms(
    name: str, format: str, table: Mapping[str, Any], source: str, findings: Findings
) -> Channel:
    before = defaults().get(name, Channel(name, format))
    terms: dict[str, bool | None] = {
        "syndicated": before.syndicated,
        "commercial": before.commercial,
    }
    for key in terms:
        value = table.get(key)
        if isinstance(value, bool):
            terms[key] = value
        elif value is not None:
            message = f"`{key}` must be true or false"
            fix = f"Write {key} = true or {key} = false, without quotes."
            findings.error("value-type", message, fix, line_in("channels", name, key, source))
    return Channel(name, format, bool(terms["syndicated"]), terms["commercial"])

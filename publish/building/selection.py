"""The channels that a build makes, and the names of their files."""

from __future__ import annotations

from collections.abc import Iterable

from publish.errors import Problem, UsageError
from publish.formats import FORMATS
from publish.formats.channels import channels, defaults, editions
from publish.model.edition import BUILT_IN, channel_of
from publish.model.publication import Channel, Publication
from publish.suggest import did_you_mean


def selected(
    publication: Publication,
    formats: Iterable[str] | None = None,
    names: Iterable[str] | None = None,
    of_editions: Iterable[str] | None = None,
) -> tuple[Channel, ...]:
    """The default channels of ``formats``, the channels called ``names``, and those of editions.

    Each is there once. If none is given, they are the channels of all formats that are not made on
    demand alone. Raises
    ``UsageError`` for a format, a channel or an edition that does not exist, and for an empty
    list, which would make nothing.
    """
    known, there = channels(publication), editions(publication)
    own = _listed(names, "channel", known)
    wanted = _listed(of_editions, "edition", there)
    made = _listed(formats, "format", FORMATS, default=() if own or wanted else _usual())
    for name in sorted(made - set(FORMATS)):
        fix = f"Known are: {', '.join(FORMATS)}."
        if name in known:
            fix = f"It is a channel: write --channel {name}."
        raise UsageError(Problem("format-unknown", f"the format {name!r} does not exist", fix))
    for name in sorted(own - set(known)):
        fix = did_you_mean(name, known, f"There are: {', '.join(known)}.")
        raise UsageError(Problem("channel-missing", f"the channel {name!r} does not exist", fix))
    for name in sorted(wanted - set(there)):
        fix = did_you_mean(name, there, f"There are: {', '.join(there)}.")
        raise UsageError(Problem("edition-missing", f"the edition {name!r} does not exist", fix))
    chosen = {*made, *own, *map(channel_of, wanted)}
    return tuple(known[name] for name in known if name in chosen)


def _usual() -> Iterable[str]:
    return (name for name, format in FORMATS.items() if not format.on_demand)


def options_for(channels: Iterable[str]) -> str:
    """The options of ``publish build`` that make these channels: ``--to epub --channel web``.

    Built-in editions have an option of their own; an edition's name is a channel's, too.
    """
    names = sorted(set(channels))
    formats = [name for name in names if name in defaults()]
    built_in = [name for name in names if name in BUILT_IN]
    own = [name for name in names if name not in {*formats, *built_in}]
    options = [("--to", formats), ("--channel", own), ("--edition", built_in)]
    return " ".join(f"{option} {','.join(listed)}" for option, listed in options if listed)


def _listed(
    names: Iterable[str] | None, kind: str, known: Iterable[str], default: Iterable[str] = ()
) -> frozenset[str]:
    """``names``, or ``default`` where they are None; ``UsageError`` for an empty list."""
    listed = frozenset(default if names is None else names)
    if names is not None and not listed:
        fix = f"Name at least one of: {', '.join(known)}; or leave the option out."
        raise UsageError(Problem("build-nothing", f"the list of {kind}s is empty", fix))
    return listed


def file_name(slug: str, channel: Channel) -> str:
    """``slug.docx``; for a channel that the publication named, ``slug-partner-a.docx``."""
    suffix = FORMATS[channel.format].suffix
    of = "" if f"{suffix}.".startswith(f".{channel.name}.") else f"-{channel.name}"
    return f"{slug}{of}{suffix}"

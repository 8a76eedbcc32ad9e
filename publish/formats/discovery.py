"""Finds the formats: the packages in this folder, and the plug-ins of other distributions.

A distribution adds a format by an entry point of the group ``publish.formats`` whose
name is the format's, and whose value is its :class:`publish.format.Format`::

    [project.entry-points."publish.formats"]
    txt = "plain_text:FORMAT"

Ours need no metadata, so that a checkout works as it is. A plug-in is imported
when its format is asked for, not before.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from publish.errors import EnvironmentFault, Problem, PublishError
from publish.format import Format

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from publish.page import Page

GROUP = "publish.formats"


class Found(Mapping[str, Format]):
    """Every format by its name: ours in their order, then those of plug-ins by name.

    Raises ``EnvironmentFault`` for a plug-in that cannot be used.
    """

    def __getitem__(self, name: str) -> Format:
        return _ours().get(name) or loaded(plugins()[name])

    def __iter__(self) -> Iterator[str]:
        yield from _ours()
        yield from plugins()

    def __len__(self) -> int:
        return len(_ours()) + len(plugins())

    def __contains__(self, name: object) -> bool:
        return name in _ours() or name in plugins()


@cache
def _ours() -> Mapping[str, Format]:
    folder = import_module(__package__)
    found: list[Format] = [
        import_module(f"{__package__}.{module.name}").FORMAT
        for module in pkgutil.iter_modules(folder.__path__)
        if module.ispkg
    ]
    return {format.name: format for format in sorted(found, key=lambda format: format.order)}


@cache
def plugins() -> Mapping[str, EntryPoint]:
    """The entry points of plug-ins by name; no plug-in is imported yet."""
    from importlib.metadata import entry_points

    found: dict[str, EntryPoint] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        if entry.name in _ours():
            raise _broken(entry, f"Publish itself has a format {entry.name}")
        if entry.name in found:
            other = package(found[entry.name])
            raise _broken(entry, f"{other} also has a format of that name")
        found[entry.name] = entry
    return found


def package(entry: EntryPoint) -> str:
    """The distribution of a plug-in, by its name in pip."""
    return entry.dist.name if entry.dist else entry.module


@cache
def loaded(entry: EntryPoint) -> Format:
    """The format of a plug-in; raises ``EnvironmentFault`` if it cannot be used."""
    try:
        format = entry.load()
    except Exception as error:
        raise _broken(entry, f"{type(error).__name__}: {error}") from error
    if not isinstance(format, Format):
        raise _broken(entry, f"{entry.value} is a {type(format).__name__} and not a Format")
    if format.name != entry.name:
        raise _broken(entry, f"{entry.value} calls itself {format.name!r}")

    def write(page: Page) -> bytes:
        try:
            return format.write(page)
        except PublishError:
            raise
        except Exception as error:
            raise _broken(entry, f"{type(error).__name__}: {error}") from error

    # Another version of the plug-in may write other bytes.
    return replace(format, writer=write, engines=(*format.engines, package(entry)))


def _broken(entry: EntryPoint, why: str) -> EnvironmentFault:
    name = package(entry)
    return EnvironmentFault(
        Problem(
            "format-broken",
            f"the format {entry.name} of the package {name} cannot be used: {why}",
            f"Update the package, or remove it: pip uninstall {name}",
        )
    )

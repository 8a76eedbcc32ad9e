"""A folder in a store, by its address: ``s3://bucket/folder``, ``memory://…``, ``file://…``.

fsspec alone talks to stores, and to whatever keeps their passwords.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from publish.errors import EnvironmentFault, Problem, PublishError, UsageError, Where
from publish.values import dataclass

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_HERE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENOMEM})
"""Errors of this machine rather than of a store."""


def is_address(text: str) -> bool:
    """Whether ``text`` names a folder in a store, rather than one on this machine."""
    return bool(_ADDRESS.match(text))


@dataclass(frozen=True)
class Store:
    """A folder in a store, or a file."""

    system: Any
    """The store, as a file system of fsspec."""
    path: str
    """The folder there, without a slash at its end."""
    address: str
    """The same for people, as they write it."""

    @property
    def name(self) -> str:
        """The folder's own name."""
        return self.path.rpartition("/")[2]

    @property
    def parent(self) -> Store | None:
        """The folder around it; None for the top of the store."""
        above, _, name = self.path.rpartition("/")
        if not above or not self.address.endswith(f"/{name}"):
            return None
        return replace(self, path=above, address=self.address.removesuffix(f"/{name}"))

    def within(self, name: str) -> Store:
        """A folder or file inside."""
        return replace(self, path=f"{self.path}/{name}", address=f"{self.address}/{name}")

    def files(self) -> dict[str, dict[str, Any]]:
        """All files below by their paths from here, and what the store says of each.

        Empty where there is no folder. Raises ``UsageError`` for a name that leads out.
        """
        with asked(self.address):
            self.system.invalidate_cache()
            if not self.system.isdir(self.path):
                return {}
            found = self._found()
        return {
            self._from_here(path): about
            for path, about in found.items()
            if about.get("type") != "directory"
        }

    def _found(self) -> dict[str, dict[str, Any]]:
        from fsspec import AbstractFileSystem

        # The usual way passes over folders that cannot be read.
        usual = type(self.system).find is AbstractFileSystem.find
        more = {"on_error": "raise"} if usual else {}
        found: dict[str, dict[str, Any]] = self.system.find(self.path, detail=True, **more)
        return found

    def _from_here(self, path: str) -> str:
        name = path.removeprefix(f"{self.path}/")
        parts = name.split("/")
        if name == path or not all(_is_plain(part) for part in parts):
            message = f"the store has a file whose name leads out of this folder: {path!r}"
            fix = "Rename it, or take it away: publish brings only names that stay inside."
            raise UsageError(Problem("store-name", message, fix, Where(self.address)))
        return name


def _is_plain(part: str) -> bool:
    return part not in ("", ".", "..") and not set(part) & {"\0", "\\"}


def opened(address: str) -> Store:
    """The folder at ``address``, which need not exist.

    Raises ``UsageError`` for an address that no store has, ``EnvironmentFault`` where fsspec or the
    package of a store is not installed, or the store refuses.
    """
    kind = address.partition("://")[0]
    try:
        import fsspec
    except ImportError as error:
        fix = "pip install 'publish-toolkit[stores]'"
        message = "fsspec, which reads and writes stores, is not installed here"
        raise EnvironmentFault(Problem("store-missing", message, fix, Where(address))) from error
    try:
        with asked(address):
            system, path = fsspec.core.url_to_fs(address)
    except ImportError as error:
        fix = f"fsspec says: {_text(error)}."
        message = f"the package for {kind}:// is not installed here"
        raise EnvironmentFault(Problem("store-missing", message, fix, Where(address))) from error
    path = path.rstrip("/")
    if not path:
        message = "this is a whole store, not a folder in it"
        fix = "Name a folder: its address and a slash, and the folder's name."
        raise UsageError(Problem("store-address", message, fix, Where(address)))
    return Store(system, path, address.rstrip("/"))


@contextmanager
def asked(address: str) -> Iterator[None]:
    """Raise ``PublishError`` for whatever a store raises in the block."""
    try:
        yield
    except (PublishError, ImportError, MemoryError):
        raise
    except FileNotFoundError as error:
        fix = "Is it spelled right? Publish makes no bucket; it makes folders in one."
        message = f"the store does not have this: {_text(error)}"
        raise UsageError(Problem("store-absent", message, fix, Where(address))) from error
    except PermissionError as error:
        fix = "Ask for the right to read there, and to write and delete where sets are put."
        message = f"the store does not allow it: {_text(error)}"
        raise EnvironmentFault(Problem("store-refused", message, fix, Where(address))) from error
    except ValueError as error:
        fix = (
            "Begin with a kind of store that fsspec knows, such as s3://, gs://, abfs://, file://."
        )
        message = f"no store has this address: {_text(error)}"
        raise UsageError(Problem("store-address", message, fix, Where(address))) from error
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _HERE:
            raise
        fix = "See whether the store can be reached from here, and try again."
        message = f"the store fails: {_text(error)}"
        raise EnvironmentFault(Problem("store-refused", message, fix, Where(address))) from error


def _text(error: Exception) -> str:
    text = " ".join(str(error).split())[:200]
    return f"{text} ({type(error).__name__})" if text else type(error).__name__

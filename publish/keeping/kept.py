"""``KeptWork``: work that was kept, for a stage to ask before it does it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol, TypeVar

from publish.keeping.store import Store
from publish.values import dataclass

T = TypeVar("T")


class Form(Protocol[T]):
    """A kind of value as bytes."""

    def encode(self, value: T) -> bytes:
        """``value`` as bytes."""

    def decode(self, data: bytes) -> T:
        """The value; raises ``ValueError`` for other bytes."""


@dataclass(frozen=True, eq=False)
class KeptWork:
    """Results by their inputs, kept from one process to the next; none without a ``store``.

    ``machine`` is the digest of all that results depend on besides their inputs: Publish itself,
    Python, its libraries, the system's fonts.

    A result is the same with and without it, so all of them are equal: functions with a cache in
    the process can take one.
    """

    store: Store | None = None
    machine: str = ""

    def value(
        self, kind: str, inputs: tuple[str | bytes, ...], form: Form[T], make: Callable[[], T]
    ) -> T:
        """The result of ``make`` for these ``inputs``, which are all that it depends on."""
        if self.store is None or not self.machine:
            return make()
        key = self._key(kind, inputs)
        data = self.store.get(key)
        if data is not None:
            try:
                return form.decode(data)
            except ValueError:
                pass
        value = make()
        with suppress(TypeError):  # a value that has no such form is not kept
            self.store.put(key, form.encode(value))
        return value

    def _key(self, kind: str, inputs: tuple[str | bytes, ...]) -> str:
        whole = hashlib.sha256()
        for part in (kind, self.machine, *inputs):
            data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
            whole.update(f"{type(part).__name__}:{len(data)}:".encode() + data)
        return whole.hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeptWork)

    def __hash__(self) -> int:
        return hash(KeptWork)


NOTHING = KeptWork()


class _Text:
    """Texts as UTF-8."""

    def encode(self, value: str) -> bytes:
        """``value`` as bytes."""
        return value.encode("utf-8", "surrogatepass")

    def decode(self, data: bytes) -> str:
        """The text; raises ``ValueError``."""
        return data.decode("utf-8", "surrogatepass")


class _Bytes:
    """Bytes as they are."""

    def encode(self, value: bytes) -> bytes:
        """``value`` itself."""
        return value

    def decode(self, data: bytes) -> bytes:
        """``data`` itself."""
        return data


AS_TEXT = _Text()
AS_BYTES = _Bytes()

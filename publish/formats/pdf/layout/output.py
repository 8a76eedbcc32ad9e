"""WeasyPrint's file on its way to pikepdf, without a copy of every picture in memory.

WeasyPrint keeps all pictures, and joins its whole file, twice, for the hash that identifies it.
Here the pictures stay those of the page, the file waits in a temporary one if it is large, and the
hash is taken object by object.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import field
from typing import Any, BinaryIO, cast

from publish.cascade.fetching import BASE
from publish.page import Asset
from publish.values import dataclass

_IN_MEMORY = 16 << 20
"""Bytes of a file that does not go to the disk."""


@dataclass
class LaidOut:
    """A PDF as WeasyPrint writes it, without the identifier that it would have."""

    file: BinaryIO = field(default_factory=lambda: _temporary())
    identifier: str = ""

    def write(self, write_pdf: Callable[..., object]) -> None:
        """Call WeasyPrint's ``write_pdf``, and take the identifier from the objects in the file.

        It is the one of pydyf: the MD5 of all objects but the last, which is the table of all.
        """
        documents: list[Any] = []
        write_pdf(
            target=self.file,
            finisher=lambda _, pdf: documents.append(pdf),
            pdf_identifier=False,
        )
        digest = hashlib.md5(usedforsecurity=False)
        for each in documents[0].objects[:-1]:
            if each.free != "f":
                digest.update(each.data)
        self.identifier = digest.hexdigest()
        self.file.seek(0)


def _temporary() -> BinaryIO:
    """A new file, in memory as long as it is small."""
    return cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))


class Pictures(dict[str, Any]):
    """WeasyPrint's cache of pictures, in which a file is that of the page.

    WeasyPrint knows a file by the hash of its address.
    """

    def __init__(self, assets: Iterable[Asset]) -> None:
        super().__init__()
        self._assets = {object_name(asset.name): asset for asset in assets}

    def __setitem__(self, key: str, value: Any) -> None:
        if isinstance(value, bytes):
            asset = self._assets.get(key.partition("-")[0])
            value = asset if asset and asset.data == value else value
        super().__setitem__(key, value)

    def __getitem__(self, key: str) -> Any:
        value = super().__getitem__(key)
        return value.data if isinstance(value, Asset) else value


def object_name(name: str) -> str:
    """WeasyPrint's name for the picture of a name."""
    return hashlib.md5((BASE + name).encode(), usedforsecurity=False).hexdigest()

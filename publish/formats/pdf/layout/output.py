"""WeasyPrint's file on its way to pikepdf, without a copy of every picture in memory.

WeasyPrint keeps all pictures, and joins its whole file, twice, for the hash that identifies it.
Here the pictures stay those of the page, the file waits in a temporary one if it is large, and the
hash is taken object by object.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import Any, BinaryIO, cast

from publish.cascade.fetching import BASE
from publish.keeping.kept import NOTHING, KeptWork
from publish.page import Asset
from publish.picture import Size
from publish.values import dataclass

_IN_MEMORY = 16 << 20
"""Bytes of a file that does not go to the disk."""


@dataclass
class LaidOut:
    """A PDF as WeasyPrint writes it, without the identifier that it would have."""

    file: BinaryIO = field(default_factory=lambda: _temporary())
    identifier: str = ""
    reduced: Mapping[str, tuple[Size, Size]] = field(default_factory=dict)
    """Pictures with fewer pixels than the article's, by name: theirs, and those in the file."""

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

    WeasyPrint knows a file by the hash of its address. Where there is a ``resolution``, pictures
    have at most so many pixels an inch (see :mod:`publish.formats.pdf.layout.resolution`), and
    ``kept`` has those that an earlier process made.
    """

    def __init__(
        self, assets: Iterable[Asset], resolution: int | None = None, kept: KeptWork = NOTHING
    ) -> None:
        super().__init__()
        self.resolution = resolution
        self.kept = kept
        self.inches: dict[str, tuple[float, float]] = {}
        """The largest size at which each is drawn."""
        self.reduced: dict[str, tuple[Size, Size]] = {}
        self._assets = {object_name(asset.name): asset for asset in assets}

    def asset(self, id: str) -> Asset | None:
        """The picture that WeasyPrint knows by this name."""
        return self._assets.get(id)

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

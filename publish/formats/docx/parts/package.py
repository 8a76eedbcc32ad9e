"""The package: parts and relationships through python-docx, with bytes of our own.

python-docx's template is not used: everything in it would have to be removed.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import field
from functools import lru_cache
from typing import Any, cast

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import CT_Types, serialize_part_xml
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from publish.keeping.kept import AS_BYTES, NOTHING, KeptWork
from publish.page import Asset
from publish.values import dataclass

_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time in a ZIP archive; the package has its own dates."""
_PACKED = (".jpg", ".jpeg", ".png", ".gif")
"""Files that compression would not make smaller."""
_FONT = ".odttf"
_FILE = 0o100644 << 16

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
CONTENT_TYPES = {
    "document": f"{_WORD}document.main+xml",
    "styles": f"{_WORD}styles+xml",
    "numbering": f"{_WORD}numbering+xml",
    "settings": f"{_WORD}settings+xml",
    "fontTable": f"{_WORD}fontTable+xml",
    "header": f"{_WORD}header+xml",
    "footer": f"{_WORD}footer+xml",
    "footnotes": f"{_WORD}footnotes+xml",
    "core": "application/vnd.openxmlformats-package.core-properties+xml",
    "app": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "custom": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    "customXml": "application/xml",
    "itemProps": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    "font": "application/vnd.openxmlformats-officedocument.obfuscatedFont",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
}
RELATIONS = {
    "document": RT.OFFICE_DOCUMENT,
    "styles": RT.STYLES,
    "numbering": RT.NUMBERING,
    "settings": RT.SETTINGS,
    "fontTable": RT.FONT_TABLE,
    "header": RT.HEADER,
    "footer": RT.FOOTER,
    "footnotes": RT.FOOTNOTES,
    "core": RT.CORE_PROPERTIES,
    "app": RT.EXTENDED_PROPERTIES,
    "custom": RT.CUSTOM_PROPERTIES,
    "customXml": RT.CUSTOM_XML,
    "itemProps": RT.CUSTOM_XML_PROPS,
    "font": RT.FONT,
    "theme": RT.THEME,
    "image": RT.IMAGE,
}


class _PicturePart(Part):
    """A part whose bytes are those of a picture of the page, which has them already."""

    asset: Asset

    @property
    def blob(self) -> bytes:
        return self.asset.data


@dataclass
class Package:
    """A package in the making; most parts are attached to the main document."""

    kept: KeptWork = NOTHING
    """Work that earlier processes did: the fonts of a theme, compressed."""
    _package: Any = field(default_factory=OpcPackage)
    _document: Any = None

    def begin(self) -> None:
        """Add the main document, still empty."""
        self._document = self._part("/word/document.xml", CONTENT_TYPES["document"], b"")
        self._package.relate_to(self._document, RELATIONS["document"])

    def fill(self, data: bytes) -> None:
        """Give the main document its content."""
        self._document._blob = data

    def property(self, kind: str, name: str, data: bytes) -> None:
        """Add a part of properties: ``core``, ``app`` or ``custom``."""
        self._package.relate_to(self._part(name, CONTENT_TYPES[kind], data), RELATIONS[kind])

    def add(
        self, kind: str, name: str, data: bytes | Asset, media_type: str = ""
    ) -> tuple[Any, str]:
        """Add a part to the document; returns the part and the id of its relationship.

        The bytes of a picture are asked for when the package is written.
        """
        part = self._part(name, media_type or CONTENT_TYPES[kind], data)
        return part, self._document.relate_to(part, RELATIONS[kind])

    def attach(self, to: Any, kind: str, name: str, data: bytes) -> str:
        """Add a part to another part than the document; returns the id of its relationship."""
        relation: str = to.relate_to(self._part(name, CONTENT_TYPES[kind], data), RELATIONS[kind])
        return relation

    def loose(self, name: str, media_type: str, data: bytes) -> Any:
        """A part that is in the package once another is related to it."""
        return self._part(name, media_type, data)

    def relate(self, to: Any, kind: str, part: Any) -> str:
        """Relate a part to another one; returns the id of the relationship."""
        relation: str = to.relate_to(part, RELATIONS[kind])
        return relation

    def address(self, url: str, part: Any = None) -> str:
        """The relationship of the document, or of ``part``, to an address; one for each address."""
        relation: str = (part or self._document).relate_to(url, RT.HYPERLINK, is_external=True)
        return relation

    def replace(self, part: Any, data: bytes) -> None:
        """Give a part other bytes."""
        part._blob = data

    def _part(self, name: str, media_type: str, data: bytes | Asset) -> Any:
        if isinstance(data, bytes):
            return Part(PackURI(name), media_type, data, self._package)
        part = _PicturePart(PackURI(name), media_type, package=self._package)
        part.asset = data
        return part

    def bytes(self) -> bytes:
        """The package as a file, its entries in a fixed order and without times."""
        parts = self._package.parts
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            _write(archive, "/[Content_Types].xml", serialize_part_xml(_types(parts)))
            _write(archive, "/_rels/.rels", self._package.rels.xml)
            for part in parts:
                _write(archive, part.partname, part.blob, self.kept)
                if len(part.rels):
                    _write(archive, part.partname.rels_uri, part.rels.xml)
        return file.getvalue()


def _types(parts: Iterable[Any]) -> Any:
    """The content types: media and fonts by their suffix, all other parts one by one."""
    types = cast(Any, CT_Types).new()
    defaults = {"rels": CT.OPC_RELATIONSHIPS, "xml": CT.XML}
    whole = {str(part.partname): (part.partname.ext, part.content_type) for part in parts}
    defaults |= {suffix: kind for suffix, kind in whole.values() if suffix != "xml"}
    for suffix in sorted(defaults):
        types.add_default(suffix, defaults[suffix])
    for name, (suffix, kind) in sorted(whole.items()):
        if defaults[suffix] != kind:
            types.add_override(name, kind)
    return types


def _write(archive: zipfile.ZipFile, name: str, data: bytes, kept: KeptWork = NOTHING) -> None:
    entry = zipfile.ZipInfo(name.removeprefix("/"), _OLDEST)
    packed = name.lower().endswith(_PACKED)
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    entry.external_attr = _FILE
    entry.create_system = 3
    if not name.endswith(_FONT):
        archive.writestr(entry, data)
        return
    entry.file_size = len(data)
    with archive.open(entry, "w") as file:
        # A private name of the standard library's: it has no other way for compressed data.
        file._compressor = _Compressed(_deflated(data, kept))  # type: ignore[attr-defined]
        file.write(data)


@lru_cache(maxsize=32)
def _deflated(data: bytes, kept: KeptWork) -> bytes:
    """A font's file as ``zipfile`` would deflate it; that of a theme is the same each time."""
    return kept.value(
        "deflated", (data, zlib.ZLIB_RUNTIME_VERSION), AS_BYTES, lambda: _deflate(data)
    )


def _deflate(data: bytes) -> bytes:
    compressor = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush()


@dataclass(frozen=True)
class _Compressed:
    """A compressor for data that is compressed already."""

    data: bytes

    def compress(self, _: bytes) -> bytes:
        """All of it: ``zipfile`` asks once."""
        return self.data

    def flush(self) -> bytes:
        """Nothing more."""
        return b""

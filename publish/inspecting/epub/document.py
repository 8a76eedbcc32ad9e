"""Reads any EPUB 2 or 3: package document, content documents, stylesheets, all pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from publish.inspecting.archive import Archive, resolve
from publish.inspecting.document_metadata import Columns
from publish.inspecting.epub.package import Package, read_package
from publish.inspecting.epub.pages import PictureUse, picture_uses, stylesheet_addresses
from publish.inspecting.findings import Findings, unreadable
from publish.inspecting.kinds import image_type
from publish.inspecting.places import Place, RawPicture, StatedCredits
from publish.values import dataclass

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "image/svg+xml", "text/x-oeb1-document"})
_FONT_OBFUSCATION = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


def read_epub(archive: Archive, findings: Findings) -> tuple[Columns, list[RawPicture]]:
    """Return the publication's metadata, and its pictures with their statements.

    Raises ``Unreadable`` if there is no package document.
    """
    path = _package_path(archive)
    root = archive.xml(path) if path else None
    if root is None or not path:
        raise unreadable(findings, "it has no package document")
    package = read_package(root, path)
    reader = _Reader(archive, findings, package)
    reader.read()
    return {"opf": package.metadata}, list(reader.pictures.values())


def _package_path(archive: Archive) -> str | None:
    """Return the first package document that the container names (EPUB 3.3 §4.2.6.3.1)."""
    container = archive.xml(_CONTAINER) if _CONTAINER in archive else None
    for element in () if container is None else container.iter("{*}rootfile"):
        path = element.get("full-path") or ""
        if path in archive:
            return path
    return next((name for name in archive.names if name.endswith(".opf")), None)


@dataclass
class _Reader:
    archive: Archive
    findings: Findings
    package: Package
    pictures: dict[str, RawPicture] = field(default_factory=dict)

    def read(self) -> None:
        """Read the pages in spine order, then the rest, then pictures that no page shows."""
        encrypted = self._encrypted()
        for item in self.package.items:
            if item.path in encrypted:
                message = f"{item.path} is encrypted (copy protection)"
                self.findings.warn("inspect-encrypted", message, "It is not in this report.")
            elif item.media_type in _PAGES:
                self._read_page(item.path)
            elif item.media_type == "text/css":
                self._read_stylesheet(item.path)
        for item in self.package.items:
            if item.media_type.startswith("image/") and item.path not in encrypted:
                picture = self._picture(item.path)
                picture.media_type = picture.media_type or item.media_type
                if credits := self.package.credits.get(item.id):
                    picture.stated.append(StatedCredits(Place.EPUB_PACKAGE, credits))
                if item.cover and not picture.uses:
                    picture.add_use("cover")
        for path in encrypted:
            self.pictures.pop(path, None)

    def _encrypted(self) -> set[str]:
        """Return the encrypted parts; obfuscated fonts do not count (EPUB 3.3 §4.3)."""
        root = self.archive.xml(_ENCRYPTION) if _ENCRYPTION in self.archive else None
        found = set()
        for data in () if root is None else root.iter("{*}EncryptedData"):
            method = next((e.get("Algorithm") or "" for e in data.iter("{*}EncryptionMethod")), "")
            if method in _FONT_OBFUSCATION:
                continue
            for reference in data.iter("{*}CipherReference"):
                found.add(resolve("", reference.get("URI") or ""))
        return found

    def _read_page(self, path: str) -> None:
        root = self.archive.xml(path) if path in self.archive else None
        if root is not None:
            self._add_uses(path, picture_uses(root))

    def _read_stylesheet(self, path: str) -> None:
        data = self.archive.get(path)
        if data is not None:
            addresses = stylesheet_addresses(data.decode("utf-8", "replace"))
            self._add_uses(path, (PictureUse(address) for address in addresses))

    def _add_uses(self, path: str, found: Iterator[PictureUse]) -> None:
        embedded = 0
        for use in found:
            if use.data is not None:
                embedded += 1
                name = f"{path}#{embedded}"
                picture = self.pictures.setdefault(name, RawPicture(name, data=use.data))
            else:
                target = self._target(path, use.address)
                if target is None:
                    continue
                picture = target
            picture.add_use(path)
            picture.alts += [use.alt] if use.alt else []
            picture.captions += [use.caption] if use.caption else []
            picture.shown += use.shown
            picture.stated += use.stated

    def _target(self, path: str, address: str) -> RawPicture | None:
        """Return the picture at an address; None for a fragment or another kind of file."""
        if "://" in address or address.startswith("//"):
            known = self.pictures.setdefault(address, RawPicture(address))
            known.external = address
            return known
        target = resolve(path, address)
        if target in self.archive:
            data = self.archive.get(target)
            return self._picture(target) if data and image_type(data) else None
        if address and not address.startswith("#"):
            message = f"{path} shows {target}, which is missing from the file"
            self.findings.warn("inspect-image-missing", message)
        return None

    def _picture(self, path: str) -> RawPicture:
        if path not in self.pictures:
            picture = RawPicture(path.rpartition("/")[2], data=self.archive.get(path))
            self.pictures[path] = picture
        return self.pictures[path]

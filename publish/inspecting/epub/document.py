"""An EPUB, 2 or 3, anybody's: its package, its documents and stylesheets, every picture in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from publish.inspecting.archive import Archive, resolve
from publish.inspecting.document import Columns
from publish.inspecting.epub.package import Package, read_package
from publish.inspecting.epub.pages import Showing, in_stylesheet, showings
from publish.inspecting.findings import Findings, broken
from publish.inspecting.kinds import image_type
from publish.inspecting.places import Place, Sighting, Stated

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "image/svg+xml", "text/x-oeb1-document"})
_FONT_OBFUSCATION = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


def read_epub(archive: Archive, findings: Findings) -> tuple[Columns, list[Sighting]]:
    """The publication's metadata, and its pictures with everything said of them.

    Raises ``Unreadable`` where there is no package document.
    """
    path = _package_path(archive)
    root = archive.xml(path) if path else None
    if root is None or not path:
        raise broken(findings, "it has no package document")
    package = read_package(root, path)
    reader = _Reader(archive, findings, package)
    reader.read()
    return {"opf": package.metadata}, list(reader.pictures.values())


def _package_path(archive: Archive) -> str | None:
    """The package document that the container names first (EPUB 3.3 §4.2.6.3.1)."""
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
    pictures: dict[str, Sighting] = field(default_factory=dict)

    def read(self) -> None:
        """Pages in the order of the spine, then the rest; last the pictures nothing shows."""
        locked = self._locked()
        for item in self.package.items:
            if item.path in locked:
                message = f"{item.path} is encrypted (a copy protection)"
                self.findings.warn("inspect-encrypted", message, "It is not in this report.")
            elif item.media_type in _PAGES:
                self._page(item.path)
            elif item.media_type == "text/css":
                self._stylesheet(item.path)
        for item in self.package.items:
            if item.media_type.startswith("image/") and item.path not in locked:
                picture = self._picture(item.path)
                picture.media_type = picture.media_type or item.media_type
                if credits := self.package.credits.get(item.id):
                    picture.stated.append(Stated(Place.EPUB_PACKAGE, credits))
                if item.cover and not picture.uses:
                    picture.used("cover")
        for path in locked:
            self.pictures.pop(path, None)

    def _locked(self) -> set[str]:
        """What is encrypted; obfuscated fonts are not (EPUB 3.3 §4.3)."""
        root = self.archive.xml(_ENCRYPTION) if _ENCRYPTION in self.archive else None
        found = set()
        for data in () if root is None else root.iter("{*}EncryptedData"):
            method = next((e.get("Algorithm") or "" for e in data.iter("{*}EncryptionMethod")), "")
            if method in _FONT_OBFUSCATION:
                continue
            for reference in data.iter("{*}CipherReference"):
                found.add(resolve("", reference.get("URI") or ""))
        return found

    def _page(self, path: str) -> None:
        root = self.archive.xml(path) if path in self.archive else None
        if root is not None:
            self._show(path, showings(root))

    def _stylesheet(self, path: str) -> None:
        data = self.archive.get(path)
        if data is not None:
            addresses = in_stylesheet(data.decode("utf-8", "replace"))
            self._show(path, (Showing(address) for address in addresses))

    def _show(self, path: str, found: Iterator[Showing]) -> None:
        embedded = 0
        for showing in found:
            if showing.data is not None:
                embedded += 1
                name = f"{path}#{embedded}"
                picture = self.pictures.setdefault(name, Sighting(name, data=showing.data))
            else:
                target = self._target(path, showing.address)
                if target is None:
                    continue
                picture = target
            picture.used(path)
            picture.alts += [showing.alt] if showing.alt else []
            picture.captions += [showing.caption] if showing.caption else []
            picture.shown += showing.shown
            picture.stated += showing.stated

    def _target(self, path: str, address: str) -> Sighting | None:
        """The picture at an address; None for what is no picture (a fragment, a missing font)."""
        if "://" in address or address.startswith("//"):
            known = self.pictures.setdefault(address, Sighting(address))
            known.external = address
            return known
        target = resolve(path, address)
        if target in self.archive:
            data = self.archive.get(target)
            return self._picture(target) if data and image_type(data) else None
        if address and not address.startswith("#"):
            message = f"{path} shows {target}, which is not in the file"
            self.findings.warn("inspect-image-missing", message)
        return None

    def _picture(self, path: str) -> Sighting:
        if path not in self.pictures:
            picture = Sighting(path.rpartition("/")[2], data=self.archive.get(path))
            self.pictures[path] = picture
        return self.pictures[path]

"""Required texts that the stylesheets of documents in a package hide: an EPUB's, a web page's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from lxml import etree

from publish.owed import Owed, Unseen
from publish.proof.readers.package import Package
from publish.proof.readers.xhtml_elements import NAMESPACE
from publish.proof.sight.markup import hidden
from publish.proof.sight.stylesheets import Sheets, names
from publish.zip_parts import resolve

_XHTML = f"{{{NAMESPACE}}}"


def unseen(
    package: Package, documents: Iterable[tuple[str, etree._Element]], *, reader_owned: bool
) -> Iterator[Unseen]:
    """Required texts that the documents' own stylesheets hide; each has its path and its root."""
    pages = list(documents)
    known = names(root for _, root in pages)
    for path, root in pages:
        sheets = _sheets(tuple(_stylesheets(package, path, root)), known)
        for one in hidden(root, sheets, reader_owned=reader_owned):
            cause = one.causes[0]
            yield Unseen(Owed(one.name, one.text), f"{cause.why} ({cause.element})")


@lru_cache(maxsize=4)
def _sheets(texts: tuple[tuple[str, str], ...], known: frozenset[str]) -> Sheets:
    return Sheets(dict(texts), names=known)


def _stylesheets(package: Package, path: str, root: etree._Element) -> Iterator[tuple[str, str]]:
    """The stylesheets of a document, in their order (HTML §4.2.4, §4.2.6)."""
    for n, element in enumerate(root.iter(f"{_XHTML}link", f"{_XHTML}style")):
        if element.tag == f"{_XHTML}style":
            yield f"{path} {n}", element.text or ""
        elif "stylesheet" in (element.get("rel") or "").lower().split():
            part = resolve(path, element.get("href") or "")
            yield part, (package.get(part) or b"").decode("utf-8", "replace")

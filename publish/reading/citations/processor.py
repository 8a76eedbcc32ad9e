"""The citation processor: pandoc's citeproc, which also decodes BibTeX.

pandoc is a program; the package ``pypandoc_binary`` brings a pinned version. It runs in its
sandbox, reads only its input, and is stopped after :data:`SECONDS`. An article without citations
never runs it.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from publish.errors import (
    EnvironmentFault,
    Problem,
    SourceError,
    fault_of_machine,
    no_memory,
)
from publish.reading.citations.bibtex import BibEntry, inherited, written
from publish.reading.citations.clusters import Cluster, hidden
from publish.reading.citations.library import Library
from publish.reading.citations.styles import INSTALL, Style
from publish.values import dataclass

SECONDS = 120
"""More than a book's bibliography takes; a process that still runs then is stopped."""
_MEMORY = "-M2g"
_API = [1, 23, 1]
_DATE = re.compile(r"[-\d/~?%.X:TZ+]+")
"""Dates that the processor reads (BibLaTeX §2.3.8)."""
Inline = Mapping[str, Any]


@dataclass(frozen=True)
class Listed:
    """An entry of the bibliography: the number of its record, a label in the margin, its words."""

    record: int
    label: tuple[Inline, ...]
    words: tuple[Inline, ...]


@dataclass(frozen=True)
class Decoded:
    """A record in the processor's form: CSL-JSON or, with ``native``, pandoc's own.

    ``unreachable`` is an address that was left out because it is not on the web.
    """

    values: Mapping[str, Any]
    native: bool = False
    unreachable: str = ""

    @property
    def words(self) -> str:
        """All words of the record, as plain text."""
        if self.native:
            return " ".join(" ".join(_words(value)) for value in self.values.values())
        return json.dumps(self.values, ensure_ascii=False)

    def text(self, name: str) -> str:
        """A value as plain text; "" if there is none."""
        value = self.values.get(name, "")
        return "".join(_words(value)) if self.native else str(value)


@dataclass(frozen=True)
class Styled:
    """An article's citations in a style: the words of each, and the bibliography."""

    citations: tuple[tuple[Inline, ...], ...]
    entries: tuple[Listed, ...]


def decoded(keys: Sequence[str], library: Library, lang: str) -> dict[str, Decoded]:
    """The records of ``keys``, decoded; without those that cannot be decoded.

    ``lang`` is the article's language, and that of each BibTeX record that names none.
    """
    bibs = library.bibs
    sources: list[tuple[int, str]] = []
    found: dict[int, Decoded] = {}
    for number, key in enumerate(keys):
        csl = library.records[key].csl
        if csl is not None:
            found[number] = Decoded({**csl, "id": f"r{number}"})
        else:
            sources.append((number, written(inherited(bibs[key], bibs), f"r{number}", lang)))
    found |= _decoded(sources)
    for number, key in enumerate(keys):
        if key in bibs and number in found:
            found[number] = _dated(found[number], inherited(bibs[key], bibs))
    return {key: _reachable(found[n]) for n, key in enumerate(keys) if n in found}


def _decoded(sources: list[tuple[int, str]]) -> dict[int, Decoded]:
    """The records of ``sources`` by number; a batch that fails is tried again in halves."""
    if not sources:
        return {}
    try:
        text = _run(["-f", "biblatex", "-t", "json"], "\n".join(s for _, s in sources))
    except _Failed:
        if len(sources) == 1:
            return {}
        middle = len(sources) // 2
        return _decoded(sources[:middle]) | _decoded(sources[middle:])
    references = json.loads(text)["meta"].get("references", {"c": []})["c"]
    records = [Decoded(reference["c"], native=True) for reference in _spelled(references)]
    return {int(record.text("id")[1:]): record for record in records}


def _dated(record: Decoded, entry: BibEntry) -> Decoded:
    """``record`` with a year that is not a number, such as "in press", as written."""
    year = entry.fields.get("date") or entry.fields.get("year") or ""
    issued = record.values.get("issued", {"t": "MetaString"})
    if issued["t"] != "MetaString" or _DATE.fullmatch(year.strip("{} ")):
        return record
    literal = {"t": "MetaMap", "c": {"literal": {"t": "MetaString", "c": year.strip("{} ")}}}
    return Decoded({**record.values, "issued": literal}, record.native)


def _reachable(record: Decoded) -> Decoded:
    """``record`` without an address that is not on the web."""
    address = record.text("URL") or record.text("url")
    if not address or address.lower().startswith(("http://", "https://", "ftp://")):
        return record
    kept = {name: value for name, value in record.values.items() if name.upper() != "URL"}
    return Decoded(kept, record.native, address)


def _spelled(references: list[Any]) -> list[Any]:
    """``references`` with formulas, ``$\alpha$``, as letters and signs."""
    formulas = list({node["c"][1]: node for node in _formulas(references)})
    if not formulas:
        return references
    blocks = [{"t": "Para", "c": [_math(tex)]} for tex in formulas]
    source = json.dumps({"pandoc-api-version": _API, "meta": {}, "blocks": blocks})
    plain = _run(["-f", "json", "-t", "plain", "--wrap=none"], source).strip().split("\n\n")
    if len(plain) == len(formulas):
        letters = dict(zip(formulas, plain, strict=True))
        for node in list(_formulas(references)):
            node.update(t="Str", c=letters[node["c"][1]])
    return references


def _formulas(tree: Any) -> Iterator[dict[str, Any]]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict) and node.get("t") == "Math":
            yield node
        elif isinstance(node, (dict, list)):
            waiting += node.values() if isinstance(node, dict) else node


def _math(tex: str) -> Inline:
    return {"t": "Math", "c": [{"t": "InlineMath"}, tex]}


def styled(
    clusters: Sequence[tuple[Cluster, int]],
    records: Mapping[str, Decoded],
    uncited: Iterable[str],
    style: Style,
    lang: str,
) -> Styled:
    """``clusters``, in the order of the text, set in ``style``.

    Each comes with the number of its note, 0 for the text itself. ``uncited`` are keys that are
    listed without a citation.
    """
    numbers = {key: n for n, key in enumerate(records)}
    meta = {
        "link-citations": {"t": "MetaBool", "c": True},
        "notes-after-punctuation": {"t": "MetaBool", "c": False},
        "lang": {"t": "MetaString", "c": lang},
        "references": {
            "t": "MetaList",
            "c": [{"t": "MetaMap", "c": r.values} for r in records.values() if r.native],
        },
        "nocite": {"t": "MetaInlines", "c": [_cite(_plain(numbers[key]), 0) for key in uncited]},
    }
    blocks = [_paragraph(cluster, note, numbers, style) for cluster, note in clusters]
    source = json.dumps({"pandoc-api-version": _API, "meta": meta, "blocks": blocks})
    with tempfile.TemporaryDirectory(prefix="publish-") as folder:
        plain = [record.values for record in records.values() if not record.native]
        files = {"records.json": json.dumps(plain).encode(), "style.csl": style.data}
        for name, data in files.items():
            Path(folder, name).write_bytes(data)
        arguments = ["-f", "json", "-t", "json", "--citeproc"]
        arguments += ["--bibliography", "records.json", "--csl", "style.csl"]
        try:
            result = json.loads(_run(arguments, source, folder))
        except _Failed as error:
            message = f"the citation processor cannot set these records in {style.name}: {error}"
            fix = "Try another style; if that works, this style is broken."
            raise SourceError(Problem("citation-processor", message, fix)) from None
    return _read(result["blocks"], len(clusters))


def _plain(number: int) -> list[dict[str, Any]]:
    return [_work(f"r{number}", (), (), "NormalCitation", 0)]


def _work(
    id: str, prefix: Iterable[Inline], suffix: Iterable[Inline], mode: str, note: int
) -> dict[str, Any]:
    return {
        "citationId": id,
        "citationPrefix": list(prefix),
        "citationSuffix": list(suffix),
        "citationMode": {"t": mode},
        "citationNoteNum": note,
        "citationHash": 0,
    }


def _cite(works: list[dict[str, Any]], note: int) -> dict[str, Any]:
    return {"t": "Cite", "c": [[{**work, "citationNoteNum": note} for work in works], []]}


def _paragraph(
    cluster: Cluster, note: int, numbers: Mapping[str, int], style: Style
) -> dict[str, Any]:
    works = []
    for n, cited in enumerate(cluster.works):
        mode = "NormalCitation" if cited.author else "SuppressAuthor"
        if cluster.textual and not n:
            mode = "AuthorInText"
        id = f"r{numbers[cited.key]}"
        suffix = cited.suffix
        if suffix and not style.places:
            # A style without locators drops them.
            start = 2 if suffix[0].get("c") == "," else 0
            suffix = tuple(hidden(suffix[start:]))
        works.append(_work(id, cited.prefix, suffix, mode, note))
    return {"t": "Para", "c": [_cite(works, note)]}


def _read(blocks: Sequence[Mapping[str, Any]], count: int) -> Styled:
    """Read the output: every citation is a paragraph; the bibliography follows them."""
    citations = tuple(tuple(block["c"]) for block in blocks[:count])
    entries: list[Listed] = []
    for block in blocks[count:]:
        for entry in block["c"][1] if block["t"] == "Div" else ():
            id, _, _ = entry["c"][0]
            label: list[Inline] = []
            words: list[Inline] = []
            for part in _inlines(entry["c"][1]):
                margin = part["t"] == "Span" and "csl-left-margin" in part["c"][0][1]
                (label if margin else words).append(part)
            entries.append(Listed(int(id.removeprefix("ref-r")), tuple(label), tuple(words)))
    return Styled(citations, tuple(entries))


def _inlines(blocks: Iterable[Mapping[str, Any]]) -> list[Inline]:
    """The words of an entry, which can have blocks as its parts."""
    found: list[Inline] = []
    for block in blocks:
        if block["t"] == "Div":
            found += [{"t": "Space"}] if found else []
            attributes, inner = block["c"]
            found.append({"t": "Span", "c": [attributes, _inlines(inner)]})
        else:
            found += [{"t": "Space"}] if found else []
            found += block["c"]
    return found


def _words(value: Any) -> Iterator[str]:
    """The words in a value of the processor's own form."""
    content = value.get("c") if isinstance(value, dict) else None
    if isinstance(content, dict):
        content = list(content.values())
    if isinstance(content, str):
        yield content
    for part in content if isinstance(content, list) else ():
        yield from _words(part) if isinstance(part, dict) else ()
        for inner in part if isinstance(part, list) else ():
            yield from _words(inner)


class _Failed(Exception):
    """pandoc refused its input; the message is pandoc's."""


def _run(arguments: Sequence[str], source: str, folder: str | None = None) -> str:
    command = [str(program()), *arguments, "--sandbox", "+RTS", _MEMORY, "-RTS"]
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    try:
        done = subprocess.run(
            command,
            input=source.encode(),
            capture_output=True,
            check=False,
            cwd=folder or tempfile.gettempdir(),
            env={**environment, "LANG": "C.UTF-8", "HOME": tempfile.gettempdir()},
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        message = f"the citation processor did not end within {SECONDS} seconds"
        fix = "Remove the records that the article does not cite, and look for a broken one."
        raise SourceError(Problem("citation-processor", message, fix)) from None
    except OSError as error:
        message = f"the citation processor cannot run: {error.strerror}"
        missing = EnvironmentFault(Problem("citations-missing", message, INSTALL))
        raise fault_of_machine(error) or missing from error
    if done.returncode == -getattr(signal, "SIGKILL", 0):
        raise no_memory()  # what else kills it so: its time is limited here, its memory by itself
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _Failed(lines[0][:200] if lines else f"exit code {done.returncode}")
    return done.stdout.decode()


def program() -> Path:
    """The path of pandoc from ``pypandoc_binary``; raises ``EnvironmentFault`` without it."""
    spec = importlib.util.find_spec("pypandoc")
    for place in spec.submodule_search_locations or () if spec else ():
        for name in ("pandoc", "pandoc.exe"):
            path = Path(place, "files", name)
            if path.is_file():
                return path
    message = "the article has citations, but the citation processor is not installed"
    raise EnvironmentFault(Problem("citations-missing", message, INSTALL))

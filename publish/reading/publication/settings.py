"""``publish.toml``: settings shared by the articles of one publication."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any
from uuid import UUID

from publish import files
from publish.errors import Problem, UsageError, Where
from publish.languages import tags
from publish.model.publication import Publication
from publish.reading.findings import Findings
from publish.reading.front_matter.navigation import read_levels
from publish.reading.front_matter.tree import Scalar
from publish.reading.front_matter.values import Convert, Unfit, data_mining, web_address
from publish.reading.publication.brand import KEYS as BRAND_KEYS
from publish.reading.publication.brand import read_brand
from publish.reading.publication.channels import read_channels
from publish.reading.publication.editions import read_editions
from publish.reading.publication.policy import read_policy, read_switch
from publish.reading.publication.withdrawn import read_withdrawn
from publish.reading.publication.word import read_word
from publish.reading.text import decode, read_text
from publish.reading.toml import line_of, unknown
from publish.suggest import nearest, question

FILE = "publish.toml"
NUMBERED = "number-sections"
QR_CODE = "qr-code"
KEYS = (
    "id",
    "name",
    "publisher",
    "contact",
    "address",
    "theme",
    "lang",
    "commercial",
    "data-mining",
    "data-mining-policy",
    NUMBERED,
    "citation-style",
)
_SECTIONS = ("publication", "brand", "channels", "editions", "policy", "word")
_QUOTED = frozenset((*KEYS, *BRAND_KEYS, "accent", "bibliography"))
"""Keys whose lines a message may quote."""
_CONVERT: dict[str, Convert] = {"data-mining": data_mining, "data-mining-policy": web_address}
"""Keys whose values have the same types as in articles."""


def publication_of(folder: Path) -> Publication:
    """The publication that ``folder`` belongs to.

    Raises :class:`publish.errors.UsageError` if it belongs to none, and
    :class:`publish.errors.SourceError` if its ``publish.toml`` is broken.
    """
    return read_publication(find(folder))


def require_folder(folder: Path) -> None:
    """Raise :class:`publish.errors.UsageError` unless ``folder`` is a folder."""
    where = Where(folder.as_posix())
    if files.is_file(folder):
        fix = f"Name the folder: {folder.parent.as_posix()}"
        raise UsageError(Problem("not-a-folder", "this is a file, not a folder", fix, where))
    if not files.is_folder(folder):
        near = (
            [p.name for p in folder.parent.iterdir() if p.is_dir()]
            if folder.parent.is_dir()
            else []
        )
        guess = nearest(folder.name, near)
        fix = '`publish new "A title"` makes an article.'
        meant = (Path(folder.as_posix().replace("\\", "/")), Path("sources") / folder.name)
        if named := next((path for path in meant if path != folder and path.is_dir()), None):
            fix = question(named.as_posix())
        elif guess:
            fix = question((folder.parent / guess).as_posix())
        raise UsageError(Problem("no-folder", "this folder does not exist", fix, where))


def find(folder: Path) -> Path:
    """The ``publish.toml`` in ``folder`` or the nearest folder above it.

    Raises :class:`publish.errors.UsageError` if there is none.
    """
    require_folder(folder)
    start = folder.resolve()
    for candidate in (start, *start.parents):
        if files.is_file(candidate / FILE):
            return _as_seen_from(folder, candidate / FILE)
    raise UsageError(
        Problem(
            "no-publication",
            f"no {FILE} is in this folder or above it",
            '`publish new "A title"` makes one, with a first article.',
            Where(folder.as_posix()),
        )
    )


def read_publication(path: Path) -> Publication:
    """The publication in a ``publish.toml``.

    Withdrawn pictures are read from ``withdrawn.toml`` beside the file. Raises
    :class:`publish.errors.SourceError` with every error of either file.
    """
    findings = Findings(path.as_posix())
    source = decode(read_text(path.resolve().parent, path.resolve(), findings), findings)
    findings.stop_on_errors()
    data = _parse(source, findings)
    section = data.pop("publication", None)
    brand = read_brand(data.pop("brand", {}), path.resolve().parent, source, findings)
    channels = read_channels(data.pop("channels", {}), source, findings)
    editions = read_editions(
        data.pop("editions", {}), path.resolve().parent, channels, source, findings
    )
    policy = read_policy(data.pop("policy", []), source, findings)
    word = read_word(data.pop("word", {}), path.resolve().parent, source, findings)
    for key in data:
        unknown(key, _SECTIONS, FILE, source, findings)
    if not isinstance(section, dict):
        fix = "Write [publication], and below it id, name and publisher."
        findings.stop("publication", "the section [publication] is missing", fix)
    commercial = read_switch("commercial", section.pop("commercial", None), source, findings)
    numbered = read_levels(NUMBERED, section.pop(NUMBERED, None), source, findings)
    qr_code = read_switch(QR_CODE, section.pop(QR_CODE, None), source, findings)
    bibliography = _names(section.pop("bibliography", []), source, findings)
    values = _values(section, source, findings)
    findings.stop_on_errors()
    return Publication(
        root=str(path.resolve().parent),
        id=values["id"],
        name=values.get("name"),
        publisher=values.get("publisher"),
        contact=values.get("contact"),
        address=values.get("address"),
        qr_code=bool(qr_code),
        theme=values.get("theme", Publication.theme),
        lang=values.get("lang"),
        brand=brand,
        channels=channels,
        editions=editions,
        withdrawn=read_withdrawn(path.parent),
        commercial=commercial,
        policy=policy,
        word=word,
        data_mining=values.get("data-mining"),
        data_mining_policy=values.get("data-mining-policy"),
        numbered=numbered,
        bibliography=bibliography,
        citation_style=values.get("citation-style"),
    )


def _fix(line: str) -> str:
    """The fix for a line that is not TOML; most often the quotation marks are missing.

    Only a line with a known key is quoted: the file can be a link to one that is none of ours.
    """
    typed = re.match(r"\s*([\w-]+)\s*[=:]\s*([^\s\"'\[{#][^\"#]*?)\s*$", line)
    if typed is None or typed[1] not in _QUOTED:
        return 'Write each key as `name = "value"`.'
    return f'Write {typed[1]} = "{typed[2]}"'


def _parse(source: str, findings: Findings) -> dict[str, Any]:
    try:
        return tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        match = re.search(r"(.*) \(at line (\d+), column (\d+)\)", str(error))
        last = source.rstrip().count("\n") + 1
        reason, line, column = match.groups() if match else (str(error), last, 0)
        fix = _fix(source.split("\n")[int(line) - 1])
        findings.stop("toml-syntax", f"not TOML: {reason}", fix, int(line), int(column))


def _values(section: dict[str, Any], source: str, findings: Findings) -> dict[str, str]:
    values: dict[str, str] = {}
    for key, value in section.items():
        if key not in KEYS:
            unknown(key, (*KEYS, "bibliography", QR_CODE), "[publication]", source, findings)
        elif not isinstance(value, str):
            findings.error(
                "value-type",
                f"`{key}` must be a text",
                f'Write {key} = "…".',
                line_of(key, source),
            )
        elif value.strip():
            values[key] = " ".join(value.split())
    _check_id(values, source, findings)
    _check_lang(values, source, findings)
    _convert(values, source, findings)
    return values


def _names(value: Any, source: str, findings: Findings) -> tuple[str, ...]:
    """The names of one or several files."""
    names = [value] if isinstance(value, str) else value
    if isinstance(names, list) and all(isinstance(name, str) for name in names):
        return tuple(name.strip() for name in names if name.strip())
    message = "`bibliography` must be a file name, or a list of names"
    fix = 'Write bibliography = "refs.bib".'
    findings.error("value-type", message, fix, line_of("bibliography", source))
    return ()


def _convert(values: dict[str, str], source: str, findings: Findings) -> None:
    for key, convert in _CONVERT.items():
        if key in values:
            line = line_of(key, source)
            try:
                values[key] = convert(Scalar(line, 0, values[key], plain=False), findings)
            except Unfit as unfit:
                findings.error(unfit.rule, f"`{key}`: {unfit.message}", unfit.fix, line)


def _check_id(values: dict[str, str], source: str, findings: Findings) -> None:
    make = "`python3 -c 'import uuid; print(uuid.uuid4())'` makes one; never change it afterwards."
    if "id" not in values:
        findings.error("publication-id", "the publication has no `id`", make, line_of("id", source))
        return
    try:
        values["id"] = str(UUID(values["id"].removeprefix("urn:uuid:")))
    except ValueError:
        message = f"`{values['id']}` is not a UUID"
        findings.error("publication-id", message, make, line_of("id", source))


def _check_lang(values: dict[str, str], source: str, findings: Findings) -> None:
    try:
        if "lang" in values:
            values["lang"] = tags.language_tag(values["lang"])
    except tags.NotALanguage as error:
        findings.error(
            "lang",
            f"`{values['lang']}` is not a language tag (BCP 47)",
            f"Write {error.meant or 'a tag such as en, de-AT, zh-Hant'}.",
            line_of("lang", source),
        )


def _as_seen_from(folder: Path, file: Path) -> Path:
    """``file`` relative to the caller's form of ``folder``: relative stays relative, and short."""
    if folder.is_absolute():
        return file
    shown = Path(os.path.normpath(folder / os.path.relpath(file, folder.resolve())))
    return shown if shown.resolve() == file else file

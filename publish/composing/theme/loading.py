"""Themes as values: loaded from their files, with everything that they inherit."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from publish.composing.theme import dark
from publish.composing.theme import files as theme_files
from publish.composing.theme.files import TOML, fault, text, texts
from publish.composing.theme.finding import find
from publish.composing.theme.fonts import faces
from publish.errors import ThemeError, Where
from publish.keeping.kept import NOTHING, KeptWork
from publish.languages.locale import FALLBACK, forms
from publish.model.publication import FontFace, Template
from publish.reading.findings import Findings
from publish.reading.publication.word import read_word
from publish.suggest import did_you_mean
from publish.values import dataclass

_KEYS = (
    *("name", "description", "parent", "inherit"),
    *("tokens", "choices", "variants", "fonts", "labels", "word"),
)
PARTS = ("tokens", "labels", "templates", "css", "fonts")
"""The parts that a theme takes from its parent, unless `inherit` names fewer."""
NAME = re.compile(r"[\w][\w -]{0,59}")
"""It becomes a folder's name."""
_PARENTS = 8
_WORDS = 1000
"""Characters of a label or a description."""
_DATE = {**dict.fromkeys("yMLEGec", 5), "d": 2}
"""The letters of CLDR's date patterns that apply to days, and how often each may occur."""


@dataclass(frozen=True)
class Theme:
    """A theme, including everything that it inherits.

    ``templates`` and ``sheets`` map a file's name to its text; ``labels`` maps a
    language to its words.
    """

    name: str
    description: str
    tokens: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]
    templates: Mapping[str, str]
    sheets: Mapping[str, str]
    variants: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The tokens that each variant replaces, by its name."""
    choices: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    """The tokens that each word of a token stands for."""
    fonts: tuple[FontFace, ...] = field(repr=False, default=())
    word: Template | None = None
    """A Word file of its own, or its parent's."""
    folders: tuple[Path, ...] = ()
    """The folders of its parts, the theme's own first."""
    origins: Mapping[str, tuple[tuple[Path, int], ...]] = field(default_factory=dict)
    """The files that each stylesheet consists of, each with its number of lines."""
    kept: KeptWork = field(default=NOTHING, compare=False, repr=False)
    """Work that earlier processes did for the theme."""

    def place(self, sheet: str, line: int) -> Where:
        """The file and line of a line of a stylesheet."""
        for file, lines in self.origins.get(sheet, ()):
            if line <= lines:
                return Where(str(file), line)
            line -= lines
        return Where(f"{self.name}/css/{sheet}.css", line)


def load(name: str, publication: Path | None = None, lang: str | None = None) -> Theme:
    """The theme ``name`` with its parents, each of its files read once.

    ``briefing:one-color`` is the variant ``one-color`` of ``briefing``. With ``lang``, the
    theme has words for that language and English alone, and reads no others. Raises
    ``ThemeError`` when it is broken.
    """
    languages = frozenset((FALLBACK, *forms(lang))) if lang else None
    plain, colon, variant = name.rpartition(":")
    if not colon or "/" in variant or "\\" in variant:
        return _load(find(name, publication), publication, languages)
    theme = _load(find(plain, publication), publication, languages)
    if variant not in theme.variants:
        there = ", ".join(theme.variants) or "none"
        hint = did_you_mean(variant, theme.variants, f"It has: {there}.", f"{plain}:{{}}")
        raise fault("theme-variant", f"the theme {plain} has no variant {variant[:60]!r}", hint)
    tokens = dark.merged(theme.tokens, theme.variants[variant])
    return replace(theme, name=f"{theme.name}:{variant}", tokens=tokens)


def _load(
    folder: Path,
    publication: Path | None,
    languages: Container[str] | None,
    heirs: tuple[Path, ...] = (),
    *,
    with_fonts: bool = True,
) -> Theme:
    """The theme in ``folder``; ``with_fonts`` is false for an heir that brings its own."""
    if folder in heirs:
        raise fault("theme-loop", f"{folder.name} is its own parent", "Remove `parent`.")
    file = folder / "theme.toml"
    table = _table(file)
    parent = _NOTHING
    if "parent" in table:
        if len(heirs) >= _PARENTS:
            hint = "Let it inherit from a theme that has fewer ancestors."
            raise fault("theme-parents", f"more than {_PARENTS} parents", hint, file)
        above = find(_name(table["parent"], "parent", file), publication)
        parts = _parts(table, file)
        wanted = with_fonts and "fonts" in parts
        line = (*heirs, folder)
        parent = _taken(_load(above, publication, languages, line, with_fonts=wanted), parts)
    own = texts(folder, "templates", ".html.j2")
    css = texts(folder, "css", ".css")
    sheets = {key.removesuffix(".css"): text for key, text in css.items()}
    return Theme(
        name=_name(table.get("name", folder.name), "name", file),
        description=str(table.get("description", ""))[:_WORDS],
        tokens=dark.merged(parent.tokens, _texts(table.get("tokens", {}), file, "tokens")),
        labels=_words(parent.labels, folder, table, languages),
        variants={**parent.variants, **_variants(table.get("variants", {}), file)},
        choices={**parent.choices, **_choices(table.get("choices", {}), file)},
        templates={**parent.templates, **own},
        sheets=_inherited(parent.sheets, sheets),
        fonts=(*parent.fonts, *faces(table.get("fonts", []), folder, file)) if with_fonts else (),
        word=_word(table, folder, file) or parent.word,
        folders=(folder, *parent.folders),
        origins=_origins(parent.origins, folder / "css", sheets),
    )


_NOTHING = Theme("", "", {}, {}, {}, {})
"""The parent of a theme without a parent."""


def _word(table: Mapping[str, Any], folder: Path, file: Path) -> Template | None:
    """A Word file of the theme's own, read as a publication's is."""
    if "word" not in table:
        return None
    findings = Findings(str(file))
    found = read_word(table["word"], folder, text(folder, file.name, TOML), findings)
    if findings.problems:
        raise ThemeError(*findings.problems)
    return found


def _parts(table: Mapping[str, Any], file: Path) -> Container[str]:
    """The parts that a theme inherits."""
    parts: Any = table.get("inherit", PARTS)
    wrong = [p for p in parts if p not in PARTS] if isinstance(parts, list | tuple) else [parts]
    if wrong:
        hint = f"Write a list of some of: {', '.join(PARTS)}."
        raise fault("theme-inherit", f"{wrong[0]!r} is no part of a theme", hint, file)
    return tuple(parts)


def _taken(parent: Theme, parts: Container[str]) -> Theme:
    """These ``parts`` of a ``parent``."""
    return Theme(
        name=parent.name,
        description=parent.description,
        tokens=parent.tokens if "tokens" in parts else {},
        labels=parent.labels if "labels" in parts else {},
        templates=parent.templates if "templates" in parts else {},
        sheets=parent.sheets if "css" in parts else {},
        variants=parent.variants if "tokens" in parts else {},
        choices=parent.choices if "tokens" in parts else {},
        fonts=parent.fonts if "fonts" in parts else (),
        folders=parent.folders,
        origins=parent.origins if "css" in parts else {},
    )


def _inherited(parent: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """The stylesheets, a child's after its parent's, so that it needs only what differs."""
    names = {**parent, **own}
    return {name: "\n".join(filter(None, (parent.get(name), own.get(name)))) for name in names}


def _origins(
    parent: Mapping[str, tuple[tuple[Path, int], ...]], folder: Path, own: Mapping[str, str]
) -> dict[str, tuple[tuple[Path, int], ...]]:
    lines = {
        name: ((folder / f"{name}.css", len(_LINE.findall(text)) + 1),)
        for name, text in own.items()
        if text
    }
    return {name: (*parent.get(name, ()), *lines.get(name, ())) for name in {**parent, **lines}}


_LINE = re.compile("\r\n|[\n\r\f]")
"""Line ends as CSS counts them (CSS Syntax 3 §3.3)."""


def _table(file: Path) -> dict[str, Any]:
    table = theme_files.table(file.parent)
    for key in table:
        if key not in _KEYS:
            hint = did_you_mean(key[:_WORDS], _KEYS, f"Known are: {', '.join(_KEYS)}.")
            raise fault("theme-key-unknown", f"unknown key {key[:60]!r}", hint, file)
    return table


def _name(value: object, key: str, file: Path) -> str:
    if isinstance(value, str) and NAME.fullmatch(value):
        return value
    hint = "A theme's name has letters, digits and hyphens; a parent is named, never a path."
    raise fault(f"theme-{key}", f"{str(value)[:60]!r} is no name", hint, file)


def _words(
    parent: Mapping[str, Mapping[str, str]],
    folder: Path,
    table: Mapping[str, Any],
    languages: Container[str] | None,
) -> dict[str, Mapping[str, str]]:
    """The words of ``languages``, or of all; a theme's own replace those of its parent."""
    labels = dict(parent)
    for lang, words in (
        *_labels(theme_files.tables(folder, "labels", languages), folder / "labels"),
        *_labels(table.get("labels", {}), folder / "theme.toml"),
    ):
        if languages is None or lang in languages:
            labels[lang] = {**labels.get(lang, {}), **words}
    return labels


def _labels(tables: object, file: Path) -> Iterator[tuple[str, dict[str, str]]]:
    if not isinstance(tables, dict):
        raise fault("theme-value", "[labels] must be a table", "Write [labels.en].", file)
    for lang, table in tables.items():
        words = _texts(table, file, f"labels.{lang}")
        for key, word in words.items():
            if len(word) > _WORDS:
                raise fault("theme-value", f"labels.{lang}.{key} is too long", "Shorten it.", file)
        runs = re.findall(r"(([A-Za-z])\2*)", re.sub("'[^']*'", "", words.get("date", "full")))
        if words.get("date", "full") not in _DATES and any(
            len(run) > _DATE.get(letter, 0) for run, letter in runs
        ):
            hint = "Write full, long, medium, short, or a pattern such as d MMMM y."
            raise fault("theme-date", f"{words['date'][:60]!r} is no pattern", hint, file)
        yield lang, words


def _variants(tables: object, file: Path) -> dict[str, Mapping[str, str]]:
    if not isinstance(tables, dict):
        hint = "Write [variants.one-color], and below it tokens."
        raise fault("theme-value", "[variants] must be a table", hint, file)
    return {
        _name(name, "variant", file): _texts(table, file, f"variants.{name}")
        for name, table in tables.items()
    }


def _choices(tables: object, file: Path) -> dict[str, Mapping[str, Mapping[str, str]]]:
    if not isinstance(tables, dict) or not all(isinstance(t, dict) for t in tables.values()):
        hint = 'Write [choices.density], and below it compact = { line = "13pt" }.'
        raise fault("theme-value", "[choices] must be a table of tables", hint, file)
    return {
        str(name): {
            str(word): _texts(tokens, file, f"choices.{name}.{word}")
            for word, tokens in words.items()
        }
        for name, words in tables.items()
    }


_DATES = ("full", "long", "medium", "short")


def _texts(table: object, file: Path, where: str) -> dict[str, str]:
    if not isinstance(table, dict):
        raise fault("theme-value", f"[{where}] must be a table", "Write name = value lines.", file)
    return {str(key): str(value) for key, value in table.items()}

"""The styles of a document: one per role, and variants with only what differs.

The first paragraph of a role makes the role's style. So with the specimen first, every
document of a theme has the same set; what an article needs beyond it becomes a named
variant ("Quote Last") of the role's style.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from publish.formats.docx.model import roles
from publish.formats.docx.model.blocks import Paragraph, Table, TableFormat
from publish.formats.docx.model.formatting import (
    TOGGLES,
    ParagraphFormat,
    RunFormat,
    difference,
    properties_of,
)
from publish.formats.docx.model.inlines import Run
from publish.formats.docx.model.numbering import Level
from publish.formats.docx.styles import builtin
from publish.values import dataclass

T = TypeVar("T")


@dataclass(eq=False)
class Style:
    """The base of all styles: a name, and whether the document uses it."""

    name: str
    used: bool = field(default=True, kw_only=True)

    @property
    def id(self) -> str:
        """The id, made of the name."""
        return identifier(self.name)


@dataclass(eq=False)
class ParagraphStyle(Style):
    """A paragraph style; ``base`` is the style that it is based on, ``levels`` its own list's."""

    role: str
    format: ParagraphFormat
    font: RunFormat
    base: ParagraphStyle | None = None
    levels: tuple[Level, ...] = ()

    @property
    def is_variant(self) -> bool:
        """Does it have the same role as its base?"""
        return self.base is not None and self.base.role == self.role


@dataclass(eq=False)
class CharacterStyle(Style):
    """A character style: ``properties`` are its own, ``all`` includes those of its base."""

    properties: Mapping[str, Any]
    all: Mapping[str, Any]
    base: CharacterStyle | None = None
    is_variant: bool = False
    """Is it hidden, since nobody picks it by itself?"""

    def on(self, font: RunFormat) -> dict[str, Any]:
        """The properties of characters in ``font`` that get this style."""
        found = properties_of(font)
        for name, value in self.all.items():
            found[name] = (found[name] != bool(value)) if name in TOGGLES else value
        return found


@dataclass(eq=False)
class TableStyle(Style):
    """A table style."""

    format: TableFormat


class Families(Generic[T]):
    """Styles by role or meaning; the first of a family is its own, the others are variants."""

    def __init__(self) -> None:
        self._families: dict[str, list[T]] = {}

    def __getitem__(self, key: str) -> list[T]:
        return self._families.setdefault(key, [])

    def first(self, key: str | None) -> T | None:
        """The family's own style."""
        return next(iter(self._families.get(key or "", ())), None)

    def all(self) -> Iterator[tuple[T, bool]]:
        """Every style, and whether it is its family's own."""
        for family in self._families.values():
            yield from ((style, n == 0) for n, style in enumerate(family))


class Styles:
    """All styles of a document, made when they are first asked for.

    ``renamed`` are roles whose styles have the name that a house gives them.
    """

    renamed: Mapping[str, str] = MappingProxyType({})

    def __init__(self, normal: ParagraphFormat, font: RunFormat) -> None:
        self.normal = normal
        self.font = font
        self.paragraphs: Families[ParagraphStyle] = Families()
        self.characters: Families[CharacterStyle] = Families()
        self.tables: Families[TableStyle] = Families()
        self._names = {"normal", "defaultparagraphfont", "tablenormal", "nolist"}

    def paragraph(self, paragraph: Paragraph) -> ParagraphStyle:
        """The style of a paragraph. Whether a text begins a page is its own matter."""
        paragraph = _in_the_flow(paragraph)
        role = paragraph.role
        family = self.paragraphs[role]
        if not family and paragraph.unadjusted:
            # A role's style does not depend on the blocks next to its first paragraph.
            plain = replace(paragraph, format=paragraph.unadjusted, unadjusted=None)
            self.paragraph(plain).used = False
        for style in family:
            if (style.format, style.font) == (paragraph.format, paragraph.font):
                style.used = True
                return style
        if family:
            base: ParagraphStyle | None = family[0]
            reasons = tuple(_reasons(paragraph, family[0])) or ("Variant",)
            name = " ".join((role, *reasons))
            levels: tuple[Level, ...] = ()
        else:
            base = self.paragraphs.first(builtin.info(role).parent)
            name = role
            listed = paragraph.item is not None and role.startswith("List ")
            levels = paragraph.item.levels if paragraph.item and listed else ()
        made = ParagraphStyle(
            self._free(name), role, paragraph.format, paragraph.font, base, levels
        )
        family.append(made)
        return made

    def character(self, run: Run, around: RunFormat, role: str) -> CharacterStyle | None:
        """The style of a run in a paragraph of ``role`` whose own font is ``around``."""
        wanted, own = properties_of(run.font), properties_of(around)
        if wanted == own and not roles.ALWAYS_NAMED.intersection(run.names):
            return None
        name = " ".join(run.names) or "Text"
        family = self.characters[name]
        for style in family:
            if style.on(around) == wanted:
                style.used = True
                return style
        base = family[0] if family else None
        if base and any(base.all.get(key) and wanted[key] == own[key] for key in TOGGLES):
            # Word takes a toggle that is off for "as around", LibreOffice for "off".
            base = None
        before = base.on(around) if base else own
        properties = {
            key: (value != own[key]) if key in TOGGLES else value
            for key, value in wanted.items()
            if value != before[key]
        }
        everything = {**(base.all if base else {}), **properties}
        free = self._free(f"{name} in {role}" if family else name)
        hidden = bool(family) or len(run.names) > 1 or role in builtin.QUIET
        made = CharacterStyle(free, properties, everything, base, hidden)
        family.append(made)
        return made

    def table(self, table: Table) -> TableStyle:
        """The style of a table."""
        family = self.tables[table.role]
        for style in family:
            if style.format == table.format:
                style.used = True
                return style
        base = "Article Table" if table.role == "Table" else table.role
        name = f"{base} in {table.container}" if family and table.container else base
        made = TableStyle(self._free(name), table.format)
        family.append(made)
        return made

    def forget_use(self) -> None:
        """Mark no style as used: a variant of the specimen stays only if the article uses it."""
        for families in (self.paragraphs, self.characters, self.tables):
            for style, _ in families.all():
                style.used = False

    def name(self, role: str) -> str | None:
        """Word's name of a role's own style, if there is one."""
        style = self.paragraphs.first(role)
        if style is None:
            return None
        return self.renamed.get(role) or builtin.info(role).word or style.name

    def _free(self, name: str) -> str:
        """``name``, or the first ``name 2`` … that no style has; Word ignores case."""
        number, free = 1, name
        while identifier(free).lower() in self._names:
            number += 1
            free = f"{name} {number}"
        self._names.add(identifier(free).lower())
        return free


def identifier(name: str) -> str:
    """The id of a style: its name, letters and digits only."""
    return "".join(character for character in name if character.isalnum())


def _in_the_flow(paragraph: Paragraph) -> Paragraph:
    """``paragraph`` without the page break before it."""
    format, unadjusted = paragraph.format, paragraph.unadjusted
    if not format.page_break or paragraph.role == "Page Break":
        return paragraph
    flowing = unadjusted and replace(unadjusted, page_break=False)
    return replace(paragraph, format=replace(format, page_break=False), unadjusted=flowing)


def _reasons(paragraph: Paragraph, base: ParagraphStyle) -> Iterable[str]:
    """The words in a variant's name for what differs from the role's style."""
    changed = difference(paragraph.format, base.format).keys()
    other = changed - {"before", "after", "keep_next", "align"}
    if paragraph.container and (other or paragraph.font != base.font):
        yield f"in {paragraph.container}"
    if paragraph.css_class and paragraph.font != base.font:
        yield roles.titled(paragraph.css_class)
    if "align" in changed:
        yield {"both": "Justified"}.get(paragraph.format.align, paragraph.format.align.title())
    own = difference(paragraph.unadjusted or paragraph.format, base.format).keys()
    if paragraph.position and own & {"before", "after", "keep_next"}:
        yield paragraph.position
    if paragraph.adjustment:
        yield paragraph.adjustment

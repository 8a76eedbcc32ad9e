"""The styles of a document: one per role, and variants that say only what differs.

The first paragraph of a role makes the role's style. A specimen that is told
first therefore gives every document of a theme the same set; what an article
needs beyond it becomes a named child ("Quote Last") of the style it varies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from publish.formats.docx.model import roles
from publish.formats.docx.model.blocks import Level, Paragraph, Run, Table, TableFormat
from publish.formats.docx.model.formatting import (
    TOGGLES,
    ParagraphFormat,
    RunFormat,
    difference,
    facts,
)

T = TypeVar("T")


@dataclass(eq=False)
class Style:
    """What all styles have: a name, and whether the document needs it."""

    name: str
    used: bool = field(default=True, kw_only=True)

    @property
    def id(self) -> str:
        """The name as an id: letters and digits only."""
        return identifier(self.name)


@dataclass(eq=False)
class ParagraphStyle(Style):
    """A paragraph style; ``base`` is what it varies, ``levels`` those of its own list."""

    role: str
    format: ParagraphFormat
    font: RunFormat
    base: ParagraphStyle | None = None
    levels: tuple[Level, ...] = ()

    @property
    def is_variant(self) -> bool:
        """Is it of the same role as its base?"""
        return self.base is not None and self.base.role == self.role


@dataclass(eq=False)
class CharacterStyle(Style):
    """A character style: ``said`` is its own, ``all`` includes what its base says."""

    said: Mapping[str, Any]
    all: Mapping[str, Any]
    base: CharacterStyle | None = None
    is_variant: bool = False
    """Does nobody pick it for itself?"""

    def on(self, font: RunFormat) -> dict[str, Any]:
        """How characters look that stand in ``font`` and get this style."""
        look = facts(font)
        for name, value in self.all.items():
            look[name] = (look[name] != bool(value)) if name in TOGGLES else value
        return look


@dataclass(eq=False)
class TableStyle(Style):
    """A table style."""

    format: TableFormat


class Families(Generic[T]):
    """Styles by what they are for; the first of a family is its own, the others vary it."""

    def __init__(self) -> None:
        self._families: dict[str, list[T]] = {}

    def __getitem__(self, key: str) -> list[T]:
        return self._families.setdefault(key, [])

    def first(self, key: str | None) -> T | None:
        """The style that is the family's own."""
        return next(iter(self._families.get(key or "", ())), None)

    def all(self) -> Iterator[tuple[T, bool]]:
        """Every style, with whether it is its family's own."""
        for family in self._families.values():
            yield from ((style, n == 0) for n, style in enumerate(family))


class Styles:
    """All styles of a document, made as they are asked for."""

    def __init__(self, normal: ParagraphFormat, font: RunFormat) -> None:
        self.normal = normal
        self.font = font
        self.paragraphs: Families[ParagraphStyle] = Families()
        self.characters: Families[CharacterStyle] = Families()
        self.tables: Families[TableStyle] = Families()
        self._names = {"normal", "defaultparagraphfont", "tablenormal", "nolist"}

    def paragraph(self, paragraph: Paragraph) -> ParagraphStyle:
        """The style of a paragraph."""
        role = paragraph.role
        family = self.paragraphs[role]
        if not family and paragraph.alone:
            # What a role looks like does not depend on what its first paragraph stands next to.
            self.paragraph(replace(paragraph, format=paragraph.alone, alone=None)).used = False
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
            base = self.paragraphs.first(roles.facts(role).parent)
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
        wanted, own = facts(run.font), facts(around)
        if wanted == own and not roles.NAMED_PHRASES.intersection(run.names):
            return None
        name = " ".join(run.names) or "Text"
        family = self.characters[name]
        for style in family:
            if style.on(around) == wanted:
                style.used = True
                return style
        base = family[0] if family else None
        if base and any(base.all.get(key) and wanted[key] == own[key] for key in TOGGLES):
            # Word would take a toggle that is off for "as around", LibreOffice for "off".
            base = None
        before = base.on(around) if base else own
        said = {
            key: (value != own[key]) if key in TOGGLES else value
            for key, value in wanted.items()
            if value != before[key]
        }
        everything = {**(base.all if base else {}), **said}
        free = self._free(f"{name} in {role}" if family else name)
        varies = bool(family) or len(run.names) > 1 or role in roles.QUIET
        made = CharacterStyle(free, said, everything, base, varies)
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
        name = f"{base} in {table.inside}" if family and table.inside else base
        made = TableStyle(self._free(name), table.format)
        family.append(made)
        return made

    def forget_use(self) -> None:
        """Take no style for used: the roles' own stay, a variant only where it comes again."""
        for families in (self.paragraphs, self.characters, self.tables):
            for style, _ in families.all():
                style.used = False

    def name(self, role: str) -> str | None:
        """The name that Word knows a role's own style by, if there is one."""
        style = self.paragraphs.first(role)
        return (roles.facts(role).word or style.name) if style else None

    def _free(self, name: str) -> str:
        """``name``, or the first ``name 2`` … that no style has; Word does not mind case."""
        number, free = 1, name
        while identifier(free).lower() in self._names:
            number += 1
            free = f"{name} {number}"
        self._names.add(identifier(free).lower())
        return free


def identifier(name: str) -> str:
    """The id of a style: its name, letters and digits only."""
    return "".join(character for character in name if character.isalnum())


def _reasons(paragraph: Paragraph, base: ParagraphStyle) -> Iterable[str]:
    """The words that tell a variant from the style it varies."""
    changed = difference(paragraph.format, base.format).keys()
    other = changed - {"before", "after", "keep_next", "align"}
    if paragraph.inside and (other or paragraph.font != base.font):
        yield f"in {paragraph.inside}"
    if paragraph.kind and paragraph.font != base.font:
        yield roles.titled(paragraph.kind)
    if "align" in changed:
        yield {"both": "Justified"}.get(paragraph.format.align, paragraph.format.align.title())
    own = difference(paragraph.alone or paragraph.format, base.format).keys()
    if paragraph.position and own & {"before", "after", "keep_next"}:
        yield paragraph.position
    if paragraph.beside:
        yield paragraph.beside

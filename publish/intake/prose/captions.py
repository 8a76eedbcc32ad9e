"""The credits in an article's captions, beside what the pictures say of themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from publish.editing.scalars import Value
from publish.intake.model import Arranged, Figure, Formula, Inline, Paragraph, Picture, Place
from publish.intake.prose.credit import ProseCredit, credit_in
from publish.intake.texts import every, letters, without_end, words
from publish.metadata.agreement import agree
from publish.pictures.metadata_reading import read_embedded
from publish.values import dataclass

_EDGES = " (|–—-·•["


@dataclass(frozen=True)
class Credited:
    """A picture's caption, and the credit that was found in it."""

    name: str
    place: Place
    caption: Paragraph | None = None
    """The caption without the credit, if that is sure."""
    credit: ProseCredit | None = None
    line: str = ""
    """The line of a credit that the file marks as one."""
    record: Mapping[str, str] = field(default_factory=dict)
    """The credit that a record in the file has."""
    embedded: str = ""
    """The creator that the picture itself names, if it is another."""

    @property
    def values(self) -> Mapping[str, Value]:
        """The credit by the keys of the front matter: only what its words say."""
        if self.record:
            return self.record
        found = self.credit
        if found is None or not found.sure:
            return {"line": self.line} if self.line else {}
        license = found.license.id if found.license else ""
        stated = {
            "creator": found.creator,
            "source": found.source,
            "provider": found.provider,
            "license": license,
            "line": found.line,
        }
        return {key: value for key, value in stated.items() if value}


def credited(arranged: Arranged, pictures: Sequence[Picture]) -> Mapping[str, Credited]:
    """The captions and credits of all pictures, by their names."""
    figures = {figure.shown.name: figure for figure in every(arranged.blocks, Figure)}
    return {p.name: _compared(_credited(p, figures.get(p.name)), p) for p in pictures}


def _credited(picture: Picture, figure: Figure | None) -> Credited:
    found = Credited(picture.name, picture.place, record=picture.credit)
    if picture.credit and figure is not None:
        return replace(found, caption=figure.caption)
    if figure is None:
        return found
    if figure.caption is not None:
        credit = _read(figure.caption.inlines)
        caption = figure.caption
        if credit is not None and credit.sure:
            kept = without_end(caption.inlines, _end(caption.inlines, credit.start))
            caption = replace(caption, inlines=kept)
        found = replace(found, caption=caption, credit=credit, place=figure.caption.place)
    if figure.credit is not None:
        line = words(figure.credit.inlines)
        credit = credit_in(line) or credit_in(f"Photo: {line}")
        if credit is not None and credit.sure:
            credit = replace(credit, line=line)
        sure = found.credit if found.credit and found.credit.sure else credit
        found = replace(found, credit=sure, line=line, place=figure.credit.place)
    return found


def _read(inlines: Sequence[Inline]) -> ProseCredit | None:
    if any(isinstance(inline, Formula) for inline in inlines):
        return None
    return credit_in(letters(inlines))


def _end(inlines: Sequence[Inline], start: int) -> int:
    """The letters of a caption before its credit, without what opens or divides."""
    return len(letters(inlines)[:start].rstrip(_EDGES))


def _compared(found: Credited, picture: Picture) -> Credited:
    creator = found.values.get("creator", "")
    if not isinstance(creator, str) or not creator:
        return found
    own = read_embedded(picture.data).fields().get("creator", "")
    differs = bool(own) and not agree("creator", creator, own)
    return replace(found, embedded=own) if differs else found

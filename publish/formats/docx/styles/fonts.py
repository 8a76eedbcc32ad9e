"""The theme's fonts: Word's names for them, their metrics and their files.

Word has four faces in a family and finds them by name ID 1; a semibold is the bold one
(``faces``).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from math import ceil

from publish.cascade.looks import CharacterLook
from publish.fonts import installed
from publish.fonts.matching import nearest
from publish.fonts.opentype import FontFile
from publish.fonts.scripts import COMPLEX, HAN, Script, family_of
from publish.formats.docx.model.formatting import RunFormat, difference, twips
from publish.formats.docx.styles.faces import REGULAR, Face, face_of, with_bold
from publish.page import FontFace

GENERIC = {
    "serif": "Times New Roman",
    "sans-serif": "Arial",
    "monospace": "Courier New",
    "system-ui": "Arial",
    "cursive": "Comic Sans MS",
    "fantasy": "Impact",
}
"""Fonts that every Word has for CSS's generic families."""


Asked = tuple[tuple[str, ...], int, bool]
"""The families, the weight and the slant that a face was asked for with."""


class FontBook:
    """Finds the face for a look, among the theme's fonts or by name only.

    ``scripts`` are those that the theme's fonts lack, with families of their own;
    that of ``lang`` decides how high lines must be.
    """

    def __init__(
        self, faces: tuple[FontFace, ...], scripts: tuple[Script, ...] = (), lang: str = "en"
    ) -> None:
        keys = [(f.family.lower(), f.weight, f.style != "normal") for f in faces]
        self._faces = dict(zip(keys, with_bold(map(face_of, faces)), strict=True))
        self._found: dict[Asked, Face] = {}
        self._scripts = scripts
        self._own_script = next((s for s in scripts if s.code == family_of(lang)), None)
        self._scripts_by_family = {f: s for s in reversed(scripts) for f in s.families}
        self._others: dict[str, tuple[str, ...]] = {}
        """Families for other scripts that were asked for, and their substitutes."""

    def copy(self) -> FontBook:
        """A copy with the same faces, and the families asked for so far; both share the files."""
        copy = FontBook((), self._scripts)
        copy._faces, copy._found = self._faces, dict(self._found)
        copy._own_script, copy._others = self._own_script, dict(self._others)
        return copy

    def asked(self) -> tuple[tuple[Asked, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
        """The faces that were asked for, and the families for other scripts."""
        return tuple(self._found), tuple(self._others.items())

    def ask(self, faces: Iterable[Asked], families: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        """Ask for all that another book with the same files was asked for."""
        self._found |= {key: self._match(*key) for key in faces if key not in self._found}
        self._others |= dict(families)

    def face(self, look: CharacterLook) -> Face:
        """The face that CSS font matching takes (CSS Fonts 4 §5.2), as far as it is known."""
        key = (look.families, look.weight, look.italic)
        if key not in self._found:
            self._found[key] = self._match(*key)
        return self._found[key]

    def _match(self, families: tuple[str, ...], weight: int, italic: bool) -> Face:
        script = self._own_script
        if families and script and script.leads and families[0] in script.families:
            stack = self._substitutes(families[0])
            return Face(families[0], weight >= 600, italic, self._height(families[0]), stack=stack)
        for number, family in enumerate(families):
            faces = {f.source: f for f in self._faces.values() if f.source and _is_of(f, family)}
            if not faces:
                continue
            best = nearest([*faces], weight, "italic" if italic else "normal")
            face = faces[best]
            # Word synthesizes a missing slant or weight, as CSS does.
            bold = face.bold or (weight >= 600 > best.weight)
            stack = tuple(f for f in families[number:] if f not in self._scripts_by_family)
            return replace(face, bold=bold, italic=italic, stack=stack)
        name = families[0] if families else "serif"
        return Face(GENERIC.get(name, name), weight >= 600, italic, stack=families[1:])

    def line(self, look: CharacterLook) -> float | None:
        """The height in ems that a line needs, in the article's script or in Latin."""
        own = self.face(look).line
        other = self._own_script and self._family_for(look, (self._own_script.code,))
        needed = [n for n in (own, self._height(other) if other else None) if n is not None]
        return max(needed, default=None)

    def _family_for(self, look: CharacterLook, codes: Container[str]) -> str | None:
        """The family of ``look`` for scripts with these codes."""
        for family in look.families:
            script = self._scripts_by_family.get(family)
            if script is not None and script.code in codes:
                self._others.setdefault(family, self._substitutes(family))
                return family
        return None

    def _substitutes(self, family: str) -> tuple[str, ...]:
        """The substitutes for a script's family where that is not installed."""
        script = self._scripts_by_family[family]
        stack = script.serif if family in script.serif else script.sans
        return tuple(other for other in stack if other != family)

    def _height(self, family: str) -> float | None:
        """The height in ems that a line of an installed font needs."""
        for face in installed.faces(family):
            font = FontFile(face.data, face.number)
            return font.line / font.em
        return None

    def format(self, look: CharacterLook, parent: CharacterLook | None = None) -> RunFormat:
        """The look as a format; superiors keep their parent's size, since Word shrinks them."""
        face = self.face(look)
        east_asian, other = self._family_for(look, HAN), self._family_for(look, COMPLEX)
        raised = {1: "superscript", -1: "subscript"}.get(look.shift)
        size = parent.size if raised and parent is not None else look.size
        return RunFormat(
            font=face.family,
            bold=face.bold,
            italic=look.italic,
            # Quarter points are rounded down: what fits the line in CSS must fit it here.
            size=max(2, ceil(size * 2 - 0.5)),
            color=look.color,
            caps=look.caps,
            small_caps=look.small_caps,
            strike=look.strike,
            spacing=twips(look.spacing),
            underline=look.underline,
            shading=look.ground,
            position=raised,
            figure_form=_numeral(look, lining="lining", oldstyle="oldStyle"),
            figure_spacing=_numeral(look, tabular="tabular", proportional="proportional"),
            east_asian=east_asian or face.family,
            complex=other or face.family,
            # Noto has no semibold with a family name of its own.
            bold_complex=look.weight >= 600 if other else face.bold,
        )

    def changes(self, look: CharacterLook, base: CharacterLook) -> tuple[tuple[str, object], ...]:
        """The character properties of ``look`` that differ from those of ``base``."""
        return tuple(sorted(difference(self.format(look), self.format(base)).items()))

    def width(self, text: str, look: CharacterLook) -> float:
        """The width of ``text`` in points."""
        shown = text.upper() if look.caps else text
        return self.face(look).width(shown) * look.size + look.spacing * len(shown)

    def used(self) -> Iterator[Face]:
        """Every face that was asked for, each once, in the order of their names."""
        seen = {(face.family, face.embedding): face for face in self._found.values()}
        for family, stack in self._others.items():
            seen.setdefault((family, REGULAR), Face(family, False, False, stack=stack))
        for key in sorted(seen):
            yield seen[key]

    def all(self) -> Iterator[Face]:
        """Every face of the theme, in the theme's order."""
        yield from self._faces.values()


def _is_of(face: Face, family: str) -> bool:
    return face.source is not None and face.source.family.lower() == family.lower()


def _numeral(look: CharacterLook, **names: str) -> str | None:
    return next((word for name, word in names.items() if name in look.numerals), None)

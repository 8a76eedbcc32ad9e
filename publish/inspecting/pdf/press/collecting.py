"""Collects what a walk over a PDF paints."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from pikepdf import Dictionary, Name, Stream

from publish.inspecting.pdf.press.facts import Picture, Spot, Trouble
from publish.inspecting.pdf.press.inks import PictureInks
from publish.inspecting.pdf.press.matrices import lengths, numbers, smallest
from publish.inspecting.pdf.press.spaces import Space, is_spot, space_of
from publish.inspecting.pdf.press.state import State, ink, is_white
from publish.values import dataclass

HAIRLINE = 0.25
"""Points; a thinner line can vanish on a plate."""
SMALL_TYPE = 7.0
"""Points; smaller white type on a color fills in where plates do not register."""
_BARELY = 0.001
_MOST = 500
"""Marks of a kind that are noted."""
_INVISIBLE = 3
"""The rendering mode of text that is not painted (ISO 32000-1 table 106)."""
_BLENDS = frozenset({"/Normal", "/Compatible"})
_OPAQUE = 0.9995


@dataclass
class Collected:
    """A walk's harvest; implements ``walk.Painted``."""

    inks: PictureInks
    spaces: dict[str, int] = field(default_factory=dict)
    digests: dict[str, int] = field(default_factory=dict)
    """Of the profiles of CMYK spaces that are painted with."""
    spots: dict[str, Spot] = field(default_factory=dict)
    pictures: dict[tuple[Any, ...], Picture] = field(default_factory=dict)
    transparency: dict[str, int] = field(default_factory=dict)
    faults: dict[str, int] = field(default_factory=dict)
    hairlines: list[Trouble] = field(default_factory=list)
    reversed: list[Trouble] = field(default_factory=list)
    overprint: bool = False
    ink: float = 0
    fonts: set[str] = field(default_factory=set)

    def filled(self, page: int, state: State, size: tuple[float, float]) -> None:
        """Note the color of an area, and one that is thin."""
        self._colored(page, state.space, state.color)
        # A clip may leave less of it, so a thinner line can escape; none is blamed wrongly.
        thin = min(size)
        if _BARELY < thin < HAIRLINE - _BARELY and max(size) > 1:
            self._note(self.hairlines, Trouble(page, round(thin, 2)))

    def stroked(self, page: int, state: State) -> None:
        """Note the color of a line, and one that is thin."""
        self._colored(page, state.stroke_space, state.stroke_color)
        width = abs(state.width) * smallest(state.matrix)
        if width < HAIRLINE - _BARELY:
            self._note(self.hairlines, Trouble(page, round(width, 2)))

    def written(self, page: int, state: State, size: float) -> None:
        """Note the color of text, and white type that is small."""
        if state.mode == _INVISIBLE:
            return
        self._colored(page, state.space, state.color)
        if 0 < size < SMALL_TYPE - _BARELY and is_white(state.space, state.color):
            self._note(self.reversed, Trouble(page, round(size, 1)))

    def placed(
        self, page: int, state: State, picture: Any, resources: Any, *, inline: bool
    ) -> None:
        """Note a picture, its space, its size and its ink."""
        stencil = _true(_get(picture, "/ImageMask", "/IM"))
        found = _get(picture, "/ColorSpace", "/CS")
        space = space_of(found, resources) if found is not None and not stencil else Space(())
        if stencil:
            self._colored(page, state.space, state.color)
        for name in space.names:
            self.spaces.setdefault(name, page)
        self._named_inks(page, space)
        wide, high = (
            int(numbers([_get(picture, *keys)])[0])
            for keys in (("/Width", "/W"), ("/Height", "/H"))
        )
        if not inline:
            self._beside(page, picture)
        across, down = lengths(state.matrix)
        if wide <= 0 or high <= 0 or across <= 0 or down <= 0:
            return
        dpi = 72 * min(wide / across, high / down)
        name = "inline" if inline else f"object {picture.objgen[0]}"
        key = (name, page) if inline else picture.objgen
        known = self.pictures.get(key)
        if known is not None and known.dpi <= dpi:
            return
        most = known.ink if known else None if inline else self.inks.most(picture, space)
        self.pictures[key] = Picture(
            name, page, wide, high, round(dpi, 1), space.names, most, stencil
        )

    def shaded(self, page: int, shading: Any, resources: Any) -> None:
        """Note a shading's space."""
        if isinstance(shading, Dictionary | Stream):
            space = space_of(shading.get("/ColorSpace"), resources)
            self._colored(page, space, ())

    def grouped(self, page: int, form: Any, resources: Any) -> None:
        """Note a transparency group, and a form's constructs that no PDF/X allows."""
        group = form.get("/Group")
        if isinstance(group, Dictionary) and group.get("/S") == Name.Transparency:
            self.transparency.setdefault("a transparency group", page)
            if "/CS" in group:
                space = space_of(group.CS, resources)
                self.spaces.setdefault(space.names[0], page)
        for key, what in (("/Ref", "a reference XObject"), ("/PS", "PostScript"), ("/OPI", "OPI")):
            if key in form:
                self.broken(page, what)

    def switched(self, page: int, external: Any) -> None:
        """Note transparency, overprint and transfer curves of a graphics state."""
        for key in ("/ca", "/CA"):
            if key in external and numbers([external[key]])[0] < _OPAQUE:
                self.transparency.setdefault("opacity", page)
        if external.get("/SMask") not in (None, Name("/None")):
            self.transparency.setdefault("a soft mask", page)
        blend = external.get("/BM")
        if blend is not None and str(blend) not in _BLENDS:
            self.transparency.setdefault("a blend mode", page)
        if _true(external.get("/OP")) or _true(external.get("/op")):
            self.overprint = True
        if "/TR" in external or external.get("/TR2") not in (None, Name.Default):
            self.broken(page, "a transfer curve")
        if "/HTP" in external:
            self.broken(page, "a halftone phase")

    def broken(self, page: int, what: str) -> None:
        """Note a construct that no PDF/X allows."""
        self.faults.setdefault(what, page)

    def _beside(self, page: int, picture: Any) -> None:
        for key, what in (("/Alternates", "alternate pictures"), ("/OPI", "OPI")):
            if key in picture:
                self.broken(page, what)
        if isinstance(picture.get("/SMask"), Stream):
            self.transparency.setdefault("a picture's soft mask", page)

    def _colored(self, page: int, space: Space, color: tuple[float, ...]) -> None:
        for name in space.names:
            self.spaces.setdefault(name, page)
        self._named_inks(page, space)
        self.ink = max(self.ink, ink(space, color))

    def _named_inks(self, page: int, space: Space) -> None:
        for name in filter(is_spot, space.spots):
            self.spots.setdefault(name, Spot(name, space.fallback))
        if space.digest and "ICCBased CMYK" in space.names:
            self.digests.setdefault(space.digest, page)

    def _note(self, marks: list[Trouble], mark: Trouble) -> None:
        if len(marks) < _MOST:
            marks.append(mark)


def _get(picture: Any, *keys: str) -> Any:
    """An entry of a picture; an inline one may have its short name, or none."""
    source = picture if isinstance(picture, Dictionary | Stream) else picture.obj
    return next((source.get(key) for key in keys if source.get(key) is not None), None)


def _true(value: Any) -> bool:
    return value is True or str(value) in ("True", "true")

"""Finds the images that a PDF's pages paint, and the marked content that they are in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Stream

from publish.inspecting.findings import Findings
from publish.inspecting.pdf.limits import MOST_CONTENT, Allowance
from publish.inspecting.places import RawPicture
from publish.values import dataclass

Mark = tuple[int, int]
"""Marked content: the object number of its page or form, and the MCID."""

MOST_PAGES = 20_000
MOST_INLINE = 2_000
_DEEPEST = 30
"""Most nested forms."""


@dataclass
class Painted:
    """The pages that paint an image object."""

    pages: list[int] = field(default_factory=list)


@dataclass
class PaintedImages:
    """All image objects by number, and the images in each mark."""

    images: dict[int, Painted] = field(default_factory=dict)
    marks: dict[Mark, list[int]] = field(default_factory=dict)
    forms: set[int] = field(default_factory=set)
    """The ``images`` that are forms with their own metadata."""
    inline: list[RawPicture] = field(default_factory=list)
    inline_marks: dict[Mark, list[RawPicture]] = field(default_factory=dict)
    masks: set[int] = field(default_factory=set)


@dataclass
class _Content:
    """Images, forms and inline images of one content stream, each with its MCID."""

    painted: list[tuple[Any, int | None]] = field(default_factory=list)
    inline: list[tuple[Any, int | None]] = field(default_factory=list)


def find_painted_images(pdf: pikepdf.Pdf, findings: Findings) -> PaintedImages:
    """Walk all pages with their forms, patterns and annotations; then add unpainted images."""
    walk = _Walk(pdf, findings)
    try:
        for number, page in enumerate(pdf.pages, 1):
            if number > MOST_PAGES:
                message = f"only the first {MOST_PAGES} pages were read"
                findings.warn("inspect-too-large", message)
                break
            walk.page(number, page)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError) as error:
        message = f"not all pages can be read: {error}"
        findings.warn("inspect-pages-broken", message, "Some pictures are listed without pages.")
    walk.rest()
    return walk.painted


class _Walk:
    def __init__(self, pdf: pikepdf.Pdf, findings: Findings) -> None:
        self.painted = PaintedImages()
        self._pdf, self._findings = pdf, findings
        self._contents: dict[int, _Content] = {}
        self._allowance = Allowance(MOST_CONTENT, MOST_CONTENT)
        self._page = 0
        self._seen: set[tuple[int, int, Mark | None]] = set()

    def page(self, number: int, page: pikepdf.Page) -> None:
        """Read one page."""
        self._page = number
        resources = page.obj.get("/Resources")
        own = page.obj.objgen[0]
        content = self._content(page.obj, page, f"page {number}")
        self._follow(content, resources, own, None, 0)
        self._beside(resources)
        for annotation in _list(page.obj.get("/Annots")):
            appearance = annotation.get("/AP") if isinstance(annotation, Dictionary) else None
            for stream in _streams(appearance):
                self._form(stream, None, 1)

    def rest(self) -> None:
        """Add images that no page paints, except masks and thumbnails."""
        masks, images = set(self.painted.masks), []
        for item in self._pdf.objects:
            if isinstance(item, Stream) and item.get("/Subtype") == Name.Image:
                images.append(item.objgen[0])
                masks |= {m.objgen[0] for m in _masks(item)}
            elif isinstance(item, Dictionary) and isinstance(item.get("/Thumb"), Stream):
                masks.add(item.Thumb.objgen[0])
        for number in images:
            if number not in masks:
                self.painted.images.setdefault(number, Painted())

    def _follow(
        self, content: _Content, resources: Any, own: int, outer: Mark | None, depth: int
    ) -> None:
        objects = resources.get("/XObject") if isinstance(resources, Dictionary) else None
        for name, mcid in content.painted:
            mark = outer if mcid is None else (own, mcid)
            target = objects.get(str(name)) if isinstance(objects, Dictionary) else None
            if not isinstance(target, Stream):
                continue
            if target.get("/Subtype") == Name.Image:
                self._image(target, mark, outer)
            elif target.get("/Subtype") == Name.Form:
                self._form(target, mark, depth + 1)
        for image, mcid in content.inline:
            self._inline(image, outer if mcid is None else (own, mcid))

    def _form(self, form: Any, mark: Mark | None, depth: int) -> None:
        """Read a form's content; what has no mark in it gets the mark around the form."""
        number = form.objgen[0]
        key = (self._page, number, mark)
        if depth > _DEEPEST or key in self._seen:
            return
        self._seen.add(key)
        if isinstance(form.get("/Metadata"), Stream):
            # A form with its own metadata counts as a picture (ISO 32000-1 §14.3.2).
            self.painted.forms.add(number)
            self._image(form, mark, None)
        resources = form.get("/Resources")
        self._follow(self._content(form, form, f"object {number}"), resources, number, mark, depth)
        self._beside(resources)

    def _image(self, image: Any, mark: Mark | None, outer: Mark | None) -> None:
        number = image.objgen[0]
        painted = self.painted.images.setdefault(number, Painted())
        if painted.pages[-1:] != [self._page]:
            painted.pages.append(self._page)
        for one in {mark, outer} - {None}:
            if one is not None and number not in (known := self.painted.marks.setdefault(one, [])):
                known.append(number)

    def _inline(self, image: Any, mark: Mark | None) -> None:
        if len(self.painted.inline) >= MOST_INLINE:
            message = f"only the first {MOST_INLINE} inline images are listed"
            self._findings.warn("inspect-too-large", message)
            return
        picture = RawPicture(f"inline-{len(self.painted.inline) + 1}")
        picture.width, picture.height = _size(image)
        picture.add_use(f"page {self._page}", self._page)
        self.painted.inline.append(picture)
        if mark is not None:
            self.painted.inline_marks.setdefault(mark, []).append(picture)

    def _content(self, key: Any, source: Any, what: str) -> _Content:
        """Return the content of a page or form, parsed once."""
        number = key.objgen[0]
        if number not in self._contents:
            self._contents[number] = self._parsed(key, source, what)
        return self._contents[number]

    def _parsed(self, key: Any, source: Any, what: str) -> _Content:
        streams = _list(key.get("/Contents")) if key.get("/Type") == Name.Page else [key]
        for stream in streams:
            if isinstance(stream, Stream) and not self._allowance.allows(stream):
                message = f"the content of {what} is too large"
                self._findings.warn("inspect-too-large", message)
                return _Content()
        try:
            return _content(pikepdf.parse_content_stream(source, "Do BDC BMC EMC BI ID EI"), key)
        except (pikepdf.PdfError, RuntimeError, ValueError, TypeError) as error:
            message = f"the content of {what} cannot be read: {error}"
            self._findings.warn("inspect-part-broken", message)
            return _Content()

    def _beside(self, resources: Any) -> None:
        """Read tiling patterns, which paint; note soft masks, which do not."""
        if not isinstance(resources, Dictionary):
            return
        for pattern in _values(resources.get("/Pattern")):
            if isinstance(pattern, Stream):
                self._form(pattern, None, 1)
        for state in _values(resources.get("/ExtGState")):
            mask = state.get("/SMask") if isinstance(state, Dictionary) else None
            group = mask.get("/G") if isinstance(mask, Dictionary) else None
            inner = group.get("/Resources") if isinstance(group, Stream) else None
            objects = inner.get("/XObject") if isinstance(inner, Dictionary) else None
            self.painted.masks |= {o.objgen[0] for o in _values(objects) if isinstance(o, Stream)}


def _content(instructions: Iterable[Any], key: Any) -> _Content:
    found = _Content()
    marks: list[int | None] = [None]
    resources = key.get("/Resources")
    for instruction in instructions:
        operator = str(instruction.operator)
        if operator == "INLINE IMAGE":
            found.inline.append((instruction.iimage, marks[-1]))
        elif operator == "Do":
            found.painted.append((instruction.operands[0], marks[-1]))
        elif operator in ("BDC", "BMC"):
            mcid = _mcid(instruction.operands, resources)
            marks.append(marks[-1] if mcid is None else mcid)
        elif operator == "EMC" and len(marks) > 1:
            marks.pop()
    return found


def _mcid(operands: Any, resources: Any) -> int | None:
    if len(operands) < 2:
        return None
    properties = operands[1]
    if isinstance(properties, Name):
        named = resources.get("/Properties") if isinstance(resources, Dictionary) else None
        properties = named.get(str(properties)) if isinstance(named, Dictionary) else None
    mcid: Any = properties.get("/MCID") if isinstance(properties, Dictionary) else None
    return int(mcid) if isinstance(mcid, int) else None


def _masks(image: Any) -> Iterator[Any]:
    for key in ("/SMask", "/Mask"):
        if isinstance(image.get(key), Stream):
            yield image.get(key)
    for other in _list(image.get("/Alternates")):
        if isinstance(other, Dictionary) and isinstance(other.get("/Image"), Stream):
            yield other.Image


def _size(image: Any) -> tuple[int | None, int | None]:
    try:
        return int(image.width), int(image.height)
    except Exception:  # an inline image may lack any required key
        return None, None


def _streams(appearance: Any) -> Iterator[Any]:
    """Yield the streams of an annotation's appearances, in all states."""
    for state in _values(appearance):
        if isinstance(state, Stream):
            yield state
        elif isinstance(state, Dictionary):
            yield from (s for s in _values(state) if isinstance(s, Stream))


def _values(thing: Any) -> list[Any]:
    return [thing[key] for key in thing.keys()] if isinstance(thing, Dictionary) else []  # noqa: SIM118


def _list(thing: Any) -> list[Any]:
    if isinstance(thing, pikepdf.Array):
        return list(thing)
    return [] if thing is None else [thing]

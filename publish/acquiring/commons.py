"""A picture of Wikimedia Commons, fetched into an article together with its credit."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from publish.acquiring.commons_address import Asked, read_address
from publish.acquiring.commons_api import Copy, Found, ask
from publish.acquiring.commons_record import Record, record
from publish.acquiring.faults import fault
from publish.acquiring.placement import Place, find_place
from publish.acquiring.transport import Clock, Courier, Patience
from publish.acquiring.wish import Wish
from publish.editing.pictures import check
from publish.errors import Problem, Severity, SourceError, UsageError, Where
from publish.model.publication import Publication
from publish.pictures.pixels import MOST_PIXELS, SUFFIXES, BadPixels, Pixels, examine
from publish.reading.figures.folder_pictures import MOST_BYTES
from publish.reading.front_matter.credit import CREDIT
from publish.reading.front_matter.values import Unfit
from publish.reading.publication.settings import publication_of
from publish.reading.slugs import ascii_slug

STEPS = (20, 40, 60, 120, 250, 330, 500, 960, 1280, 1920, 3840)
"""Widths in pixels in which Commons renders copies; it refuses others
(https://www.mediawiki.org/wiki/Common_thumbnail_sizes)."""

USUAL_WIDTH = 3840
"""Of a copy that is rendered since the original is of a kind that cannot be used."""


@dataclass(frozen=True)
class Site:
    """Where the API is, and the only origins that are asked."""

    api: str
    origins: frozenset[str]


COMMONS = Site(
    "https://commons.wikimedia.org/w/api.php",
    frozenset({"https://commons.wikimedia.org", "https://upload.wikimedia.org"}),
)


@dataclass(frozen=True)
class Fetched:
    """What was written into the article, and what is to be known about it."""

    name: str
    title: str
    pixels: Pixels
    size: int
    sha1_checked: bool
    """Copies that were rendered have no checksum to be compared with."""
    record: Record
    place: Place
    """As it was before."""
    problems: tuple[Problem, ...]


def fetch(
    folder: Path,
    wish: Wish,
    site: Site = COMMONS,
    clock: Clock | None = None,
    patience: Patience | None = None,
) -> Fetched:
    """Put a picture beside ``article.md``, and its record into the front matter.

    Both are written or neither is. Raises
    :class:`publish.errors.UsageError` for a call that cannot be carried out (no
    such file, a name that is taken), :class:`publish.errors.SourceError` for an
    article or a picture that cannot be used, and
    :class:`publish.errors.EnvironmentFault` for what network, server or disk
    refuse.
    """
    house = publication_of(folder)
    asked = read_address(wish.file)
    place = find_place(folder, wish)
    with Courier(site.origins, user_agent(house), clock, patience) as courier:
        found, copy = _found(courier, site.api, asked, _step(wish.width))
        stated = _checked(record(found), site.api)
        name = wish.replace or wish.name or _name(found, copy)
        _require_suffix(name, copy, found)
        place = place.named(name, found.title, found.page)
        place.changes(stated)  # so that what cannot be written is not fetched
        data = _data(courier, copy)
    pixels = _examined(data, copy, found)
    place.write(data, stated)
    return Fetched(
        name,
        found.title,
        pixels,
        len(data),
        copy.sha1 is not None,
        stated,
        place,
        tuple(_problems(house, found, copy, wish, place, stated, pixels)),
    )


def _found(courier: Courier, api: str, asked: Asked, width: int | None) -> tuple[Found, Copy]:
    """The file, and the copy of it to fetch."""
    found = ask(courier, api, asked, width)
    copy = _copy(found, width)
    if copy is None:  # it must be rendered, which was not asked for yet
        found = ask(courier, api, asked, _step(min(USUAL_WIDTH, max(found.original.width, 1))))
        copy = _rendered(found)
    return found, copy


def user_agent(house: Publication) -> str:
    """Who asks, as Wikimedia wants to know it (https://w.wiki/4wJS): with a contact."""
    ours = f"publish-toolkit/{version('publish-toolkit')}"
    whom = house.contact or house.publisher or house.name or "no contact stated"
    printable = "".join(c if " " <= c <= "~" and c not in "()" else "?" for c in whom)
    return f"{ours} ({printable[:200]}; one file at an editor's request) httpx/{version('httpx')}"


def _step(width: int | None) -> int | None:
    """The width to ask for: Commons renders only certain ones."""
    if width is None:
        return None
    at = bisect_left(STEPS, width)
    return STEPS[at] if at < len(STEPS) else width


def _copy(found: Found, width: int | None) -> Copy | None:
    """The copy to fetch; None if one must be rendered first."""
    original = found.original
    usable = original.media_type in SUFFIXES
    if width is None:
        return original if usable else None
    rendered = found.rendered
    if rendered is None or rendered.url == original.url or rendered.width >= original.width > 0:
        return original if usable else _rendered(found)
    return rendered


def _rendered(found: Found) -> Copy:
    if found.rendered is None or found.rendered.url == found.original.url:
        kind = found.original.media_type or "a file of no stated kind"
        raise SourceError(
            Problem(
                "image-format",
                f"{found.title} is {kind}, of which Commons renders no picture",
                "Choose another file.",
            )
        )
    return found.rendered


def _name(found: Found, copy: Copy) -> str:
    """A file name made of the title: ASCII, lower case, with hyphens."""
    stem = found.title.removeprefix("File:").rpartition(".")[0]
    suffix = SUFFIXES.get(copy.media_type, (PurePosixPath(copy.url).suffix or ".jpg",))[0]
    return (ascii_slug(stem)[:80].rstrip("-") or "commons-picture") + suffix


def _require_suffix(name: str, copy: Copy, found: Found) -> None:
    right = SUFFIXES.get(copy.media_type)
    if right is None and copy.media_type:
        raise SourceError(
            Problem(
                "image-format",
                f"{found.title} would come as {copy.media_type}, which cannot be used",
                "Choose another file.",
            )
        )
    if right and PurePosixPath(name).suffix.lower() not in right:
        kind = copy.media_type.removeprefix("image/").upper()
        better = str(PurePosixPath(name).with_suffix(right[0]))
        raise UsageError(
            Problem(
                "image-suffix",
                f"{found.title} comes as {kind}, which cannot be named {name}",
                f"Fetch it with --name {better}, and put that name where {name} stands.",
            )
        )


def _checked(stated: Record, api: str) -> Record:
    """The record, if reading would accept it: a server's answer is nobody's word."""
    for key, value in stated.credit.items():
        try:
            check(CREDIT, key, value)
        except Unfit as unfit:
            message = f"Commons gives for `{key}` what it cannot be: {unfit.message}"
            raise fault("fetch-answer", message, "Fetch the picture by hand.", api) from unfit
    return stated


def _data(courier: Courier, copy: Copy) -> bytes:
    if copy.width * copy.height > MOST_PIXELS or (copy.size or 0) > MOST_BYTES:
        message = f"it has {copy.width:,} × {copy.height:,} pixels"
        message += f" and {copy.size:,} bytes" if copy.size else ""
        fix = f"Fetch a smaller copy: --width {USUAL_WIDTH}."
        raise SourceError(Problem("image-too-large", f"{message}; that is too much", fix))
    answer = courier.get(copy.url, MOST_BYTES, unit="picture")
    if not answer.media_type.startswith("image/"):
        kind = answer.media_type or "of no kind"
        raise fault(
            "fetch-answer", f"the answer is {kind}, no picture", "Try again later.", copy.url
        )
    if copy.sha1 and hashlib.sha1(answer.data, usedforsecurity=False).hexdigest() != copy.sha1:
        raise fault(
            "fetch-checksum",
            "what arrived is not what Commons has: its SHA-1 is another",
            "Try again; if it happens again, something between changes files.",
            copy.url,
        )
    return answer.data


def _examined(data: bytes, copy: Copy, found: Found) -> Pixels:
    try:
        pixels = examine(data)
    except BadPixels as bad:
        message = f"{found.title}: {bad.message}"
        raise SourceError(Problem(bad.rule, message, bad.fix, Where(copy.url))) from bad
    if copy.media_type and pixels.media_type != copy.media_type:
        message = f"what arrived is {pixels.media_type}, though Commons calls it {copy.media_type}"
        raise fault("fetch-answer", message, "Fetch it by hand, and look at it.", copy.url)
    return pixels


def _problems(
    house: Publication,
    found: Found,
    copy: Copy,
    wish: Wish,
    place: Place,
    stated: Record,
    pixels: Pixels,
) -> list[Problem]:
    notes = [*stated.problems, *place.problems, *place.differences(stated)]
    where = Where(found.title)
    if copy.sha1 is None:
        kept = found.original.media_type in SUFFIXES
        why = "" if kept else f", since the original is {found.original.media_type}"
        notes.append(
            Problem(
                "commons-rendered",
                f"a copy {pixels.width} pixels wide was fetched{why}; for copies Commons gives "
                "no checksum",
                "Look at the picture." if not kept else "For the original, leave out --width.",
                where,
                Severity.HINT,
            )
        )
    if house.contact is None:
        notes.append(
            Problem(
                "no-contact",
                "Wikimedia was not told whom to ask about this request",
                "State `contact` in publish.toml; requests without one may be refused.",
                Where(f"{house.root}/publish.toml"),
                Severity.HINT,
            )
        )
    return notes

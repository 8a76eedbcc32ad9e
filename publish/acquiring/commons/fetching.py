"""Fetches a picture of Wikimedia Commons into an article, with its credit."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from publish.acquiring.commons.addresses import FileId, read_address
from publish.acquiring.commons.api import CommonsFile, Copy, query_file
from publish.acquiring.commons.records import Record, make_record
from publish.acquiring.errors import fault
from publish.acquiring.placement import Placement, find_placement
from publish.acquiring.requests import FetchRequest
from publish.acquiring.transport import Clock, HttpClient, RetryLimits
from publish.editing.pictures import check
from publish.errors import Problem, Severity, SourceError, UsageError, Where
from publish.model.publication import Publication
from publish.pictures.decoding import examine
from publish.pictures.pixels import MOST_PIXELS, SUFFIXES, BadPixels, Pixels
from publish.reading.figures.folder_pictures import MOST_BYTES
from publish.reading.front_matter.credit import CREDIT
from publish.reading.front_matter.values import Unfit
from publish.reading.publication.settings import publication_of
from publish.reading.slugs import ascii_slug
from publish.values import dataclass

STEPS = (20, 40, 60, 120, 250, 330, 500, 960, 1280, 1920, 3840)
"""Widths in pixels of the copies that Commons renders; it refuses others
(https://www.mediawiki.org/wiki/Common_thumbnail_sizes)."""

USUAL_WIDTH = 3840
"""Width of a rendered copy if the original's kind cannot be used."""


@dataclass(frozen=True)
class Site:
    """The address of the API, and the only origins that are contacted."""

    api: str
    origins: frozenset[str]


COMMONS = Site(
    "https://commons.wikimedia.org/w/api.php",
    frozenset({"https://commons.wikimedia.org", "https://upload.wikimedia.org"}),
)


@dataclass(frozen=True)
class Fetched:
    """The content written into the article, with problems."""

    name: str
    title: str
    pixels: Pixels
    size: int
    sha1_checked: bool
    """False for rendered copies, which have no checksum."""
    record: Record
    placement: Placement
    """The placement before writing."""
    problems: tuple[Problem, ...]


def fetch(
    folder: Path,
    request: FetchRequest,
    site: Site = COMMONS,
    clock: Clock | None = None,
    limits: RetryLimits | None = None,
) -> Fetched:
    """Put a picture beside ``article.md`` and its record into the front matter.

    Both are written, or neither. Raises :class:`publish.errors.UsageError` for an
    impossible request (no such file, a name that is taken),
    :class:`publish.errors.SourceError` for an unusable article or picture, and
    :class:`publish.errors.EnvironmentFault` for errors of network, server or disk.
    """
    house = publication_of(folder)
    file_id = read_address(request.file)
    placement = find_placement(folder, request)
    with HttpClient(site.origins, user_agent(house), clock, limits) as http:
        file, copy = _find_file(http, site.api, file_id, _step(request.width))
        stated = _validate(make_record(file), site.api)
        name = request.replace or request.name or _file_name(file, copy)
        _check_suffix(name, copy, file)
        placement = placement.with_name(name, file.title, file.page)
        placement.changes(stated)  # fail before fetching if it cannot be written
        data = _download(http, copy)
    pixels = _examine(data, copy, file)
    placement.write(data, stated)
    return Fetched(
        name,
        file.title,
        pixels,
        len(data),
        copy.sha1 is not None,
        stated,
        placement,
        tuple(_problems(house, file, copy, request, placement, stated, pixels)),
    )


def _find_file(
    http: HttpClient, api: str, file_id: FileId, width: int | None
) -> tuple[CommonsFile, Copy]:
    """Return the file, and the copy of it to fetch."""
    file = query_file(http, api, file_id, width)
    copy = _copy(file, width)
    if copy is None:  # ask again for a rendered copy
        file = query_file(http, api, file_id, _step(min(USUAL_WIDTH, max(file.original.width, 1))))
        copy = _rendered_copy(file)
    return file, copy


def user_agent(house: Publication) -> str:
    """Return the User-Agent with a contact, as Wikimedia requires (https://w.wiki/4wJS)."""
    ours = f"publish-toolkit/{version('publish-toolkit')}"
    whom = house.contact or house.publisher or house.name or "no contact stated"
    printable = "".join(c if " " <= c <= "~" and c not in "()" else "?" for c in whom)
    return f"{ours} ({printable[:200]}; one file at an editor's request) httpx/{version('httpx')}"


def _step(width: int | None) -> int | None:
    """Return the width to ask for: Commons renders only certain ones."""
    if width is None:
        return None
    at = bisect_left(STEPS, width)
    return STEPS[at] if at < len(STEPS) else width


def _copy(file: CommonsFile, width: int | None) -> Copy | None:
    """Return the copy to fetch; None if one must be rendered first."""
    original = file.original
    usable = original.media_type in SUFFIXES
    if width is None:
        return original if usable else None
    rendered = file.rendered
    if rendered is None or rendered.url == original.url or rendered.width >= original.width > 0:
        return original if usable else _rendered_copy(file)
    return rendered


def _rendered_copy(file: CommonsFile) -> Copy:
    if file.rendered is None or file.rendered.url == file.original.url:
        kind = file.original.media_type or "a file of no stated kind"
        raise SourceError(
            Problem(
                "image-format",
                f"{file.title} is {kind}, which Commons does not render as a picture",
                "Choose another file.",
            )
        )
    return file.rendered


def _file_name(file: CommonsFile, copy: Copy) -> str:
    """Make a file name from the title: ASCII, lower case, with hyphens."""
    stem = file.title.removeprefix("File:").rpartition(".")[0]
    suffix = SUFFIXES.get(copy.media_type, (PurePosixPath(copy.url).suffix or ".jpg",))[0]
    return (ascii_slug(stem)[:80].rstrip("-") or "commons-picture") + suffix


def _check_suffix(name: str, copy: Copy, file: CommonsFile) -> None:
    right = SUFFIXES.get(copy.media_type)
    if right is None and copy.media_type:
        raise SourceError(
            Problem(
                "image-format",
                f"{file.title} would come as {copy.media_type}, which cannot be used",
                "Choose another file.",
            )
        )
    if right and PurePosixPath(name).suffix.lower() not in right:
        kind = copy.media_type.removeprefix("image/").upper()
        better = str(PurePosixPath(name).with_suffix(right[0]))
        raise UsageError(
            Problem(
                "image-suffix",
                f"{file.title} comes as {kind}, which cannot be named {name}",
                f"Fetch it with --name {better}, and use that name in the article.",
            )
        )


def _validate(stated: Record, api: str) -> Record:
    """Return the record if reading accepts it: a server's answer is not trusted."""
    for key, value in stated.credit.items():
        try:
            check(CREDIT, key, value)
        except Unfit as unfit:
            message = f"Commons gives an invalid `{key}`: {unfit.message}"
            raise fault("fetch-answer", message, "Fetch the picture by hand.", api) from unfit
    return stated


def _download(http: HttpClient, copy: Copy) -> bytes:
    if copy.width * copy.height > MOST_PIXELS or (copy.size or 0) > MOST_BYTES:
        message = f"it has {copy.width:,} × {copy.height:,} pixels"
        message += f" and {copy.size:,} bytes" if copy.size else ""
        fix = f"Fetch a smaller copy: --width {USUAL_WIDTH}."
        raise SourceError(Problem("image-too-large", f"{message}, which is too much", fix))
    answer = http.get(copy.url, MOST_BYTES, unit="picture")
    if not answer.media_type.startswith("image/"):
        kind = answer.media_type or "of no kind"
        raise fault(
            "fetch-answer", f"the answer is {kind}, not a picture", "Try again later.", copy.url
        )
    if copy.sha1 and hashlib.sha1(answer.data, usedforsecurity=False).hexdigest() != copy.sha1:
        raise fault(
            "fetch-checksum",
            "the file received differs from the one on Commons (SHA-1)",
            "Try again; if it happens again, something on the way changes files.",
            copy.url,
        )
    return answer.data


def _examine(data: bytes, copy: Copy, file: CommonsFile) -> Pixels:
    try:
        pixels = examine(data)
    except BadPixels as bad:
        message = f"{file.title}: {bad.message}"
        raise SourceError(Problem(bad.rule, message, bad.fix, Where(copy.url))) from bad
    if copy.media_type and pixels.media_type != copy.media_type:
        message = (
            f"the file received is {pixels.media_type}, but Commons calls it {copy.media_type}"
        )
        raise fault("fetch-answer", message, "Fetch it by hand and check it.", copy.url)
    return pixels


def _problems(
    house: Publication,
    file: CommonsFile,
    copy: Copy,
    request: FetchRequest,
    placement: Placement,
    stated: Record,
    pixels: Pixels,
) -> list[Problem]:
    notes = [*stated.problems, *placement.problems, *placement.differences(stated)]
    where = Where(file.title)
    if copy.sha1 is None:
        kept = file.original.media_type in SUFFIXES
        why = "" if kept else f", since the original is {file.original.media_type}"
        notes.append(
            Problem(
                "commons-rendered",
                f"a copy {pixels.width} pixels wide was fetched{why}; Commons gives no checksum "
                "for copies",
                "Check the picture." if not kept else "For the original, leave out --width.",
                where,
                Severity.HINT,
            )
        )
    if house.contact is None:
        notes.append(
            Problem(
                "no-contact",
                "the request to Wikimedia had no contact",
                "State `contact` in publish.toml; requests without one may be refused.",
                Where(f"{house.root}/publish.toml"),
                Severity.HINT,
            )
        )
    return notes

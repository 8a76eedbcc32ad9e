"""The pictures of a folder: found by the names in an article, read and examined."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import field
from functools import cached_property
from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import unquote

from publish import files
from publish.errors import SourceError
from publish.files import CannotRead, Why
from publish.model.article import Image
from publish.model.charts import Chart
from publish.pictures.conversion import may_be_signed, needs_conversion
from publish.pictures.decoding import prepare, read_svg
from publish.pictures.embedding import is_signed
from publish.pictures.kinds import ENDINGS, JPEG, NAMES, SVG, kind_of
from publish.pictures.metadata_reading import Embedded, read_embedded
from publish.pictures.pixels import BadPixels, Pixels
from publish.reading.findings import Findings
from publish.reading.tables import csv_files as table_files
from publish.reading.tables.csv_files import TableFile
from publish.suggest import nearest, question
from publish.values import dataclass

MOST_BYTES = 100_000_000
"""The limit for one picture."""
MOST_LISTED = 2_000
"""Files of the folder that are compared for a suggestion."""

_REMOTE = re.compile(r"\s*(?:(?:https?|ftp):|//)", re.IGNORECASE)
"""The beginning of an address on another server."""
_PICTURE_SUFFIXES = frozenset({".heic", *(end for ends in ENDINGS.values() for end in ends)})

SIDECAR = ".yaml"
"""The suffix after a picture's name in the name of the file that describes it."""


@dataclass
class Folder:
    """The pictures of an article's folder. Errors are noted where the text names a picture."""

    path: Path
    findings: Findings
    used: dict[str, Path] = field(default_factory=dict)
    """The pictures found so far, in the order of the requests."""
    digests: dict[str, str] = field(default_factory=dict)
    """The SHA-256 of each file read so far, in hex."""
    embedded: dict[str, Embedded] = field(default_factory=dict)
    """The embedded metadata of each picture read so far."""
    tables: dict[str, None] = field(default_factory=dict)
    """The files with tables read so far, in the order of the requests."""

    def find(self, written: str, line: int, column: int) -> str | None:
        """The name of the picture that ``written`` means: its path in the folder, in NFC.

        None, and a noted error, if there is none, or none that is allowed.
        """
        trouble = _not_in_folder(written)
        if trouble:
            if _REMOTE.match(written):
                self._error("image-hot-linked", *trouble, line, column)
            else:
                self._error("image-address", *trouble, line, column)
            return None
        names = dict.fromkeys(
            unicodedata.normalize("NFC", str(PurePosixPath(name)))
            for name in (written, unquote(written))
        )
        for name in names:
            file = self._file(name)
            if file is not None:
                return self._admit(name, file, line, column)
        name = next(iter(names))
        self._error(
            "image-missing",
            f"the file {name} is not in the article's folder",
            self._suggestion(name),
            line,
            column,
        )
        return None

    def read(self, name: str, line: int, column: int) -> Image | None:
        """The picture of a name from :meth:`find`, without credit or alternative text."""
        try:
            data = files.read(self.path, self.used[name].absolute(), MOST_BYTES)
            kind = kind_of(data)
            self.digests[name] = hashlib.sha256(data).hexdigest()
            self.embedded[name] = read_embedded(
                data
            )  # Hash and metadata come before any conversion, which loses the metadata.
            image = (self._drawn if kind == SVG else self._seen)(name, data, line, column)
        except BadPixels as bad:
            self._error(bad.rule, f"{name}: {bad.message}", bad.fix, line, column)
            return None
        except CannotRead as error:
            rule, fix = "image-unreadable", "Check the file's permissions."
            if error.why is Why.TOO_LARGE:
                rule, fix = "image-too-large", "Scale it down."
            self._error(rule, f"{name} {error}", fix, line, column)
            return None
        self._note_suffix(name, kind, line, column)
        return image

    def _drawn(self, name: str, data: bytes, line: int, column: int) -> Image:
        """Read and sanitize an SVG."""
        svg = read_svg(data)
        for remark in svg.remarks:
            self.findings.warn(remark.rule, f"{name}: {remark.message}", remark.fix, line, column)
        return Image(name, svg.data, SVG, svg.width, svg.height)

    def _seen(self, name: str, data: bytes, line: int, column: int) -> Image:
        """A picture made of pixels: upright, and of a kind that every format supports."""
        done = prepare(data)
        stored, pixels = done.stored, done.shown
        if needs_conversion(stored):
            self._note_broken_seal(name, stored.media_type, data, "converted", line, column)
            for remark in done.remarks:
                note = self.findings.warn if remark.doubtful else self.findings.hint
                note(remark.rule, f"{name}: {remark.message}", remark.fix, line, column)
        elif stored.orientation != 1:
            self._note_broken_seal(name, stored.media_type, data, "turned", line, column)
            message, fix = _turned(name, stored)
            self.findings.hint("image-turned", message, fix, line, column)
        if stored.animated:
            self._note_animated(name, stored, line, column)
        shown = data if done.data is None else done.data
        size = (pixels.width, pixels.height, pixels.dpi)
        return Image(name, shown, pixels.media_type, *size, likeness=done.likeness)

    def _note_animated(self, name: str, stored: Pixels, line: int, column: int) -> None:
        if stored.media_type == "image/tiff":
            message, fix = (
                f"{name} has several pages; only the first is shown",
                "Save that page as a file of its own.",
            )
        elif needs_conversion(stored):
            message = f"{name} is an animation; only its first picture is shown"
            fix = "Use a still picture; link to the animation in the text or the caption."
        else:
            message = (
                f"{name} is an animation; only its first picture is shown in print and in Word"
            )
            fix = "Use a still picture."
        self.findings.warn("image-animated", message, fix, line, column)

    def _note_suffix(self, name: str, kind: str, line: int, column: int) -> None:
        right = ENDINGS[kind]
        if PurePosixPath(name).suffix.lower() not in right:
            self.findings.warn(
                "image-suffix",
                f"{name} is a {NAMES[kind]}, despite its name, and is used as one",
                f"Rename it to {PurePosixPath(name).with_suffix(right[0])}.",
                line,
                column,
            )

    def chart(self, name: str, chart: Chart) -> Image:
        """The picture of a chart whose numbers :meth:`table` has read."""
        from publish.charts.drawing import drawn, in_words

        self.used.setdefault(name, self.path / name)
        self.embedded[name] = Embedded()
        drawing = drawn(chart)
        size = (drawing.width, drawing.height)
        return Image(name, drawing.data, SVG, *size, alt=in_words(chart), chart=chart)

    def table(self, written: str, line: int, column: int) -> TableFile | None:
        """The file with a table that ``written`` names; None, and a noted error, if there is none.

        It must be inside the folder, with exactly this name, as for pictures.
        """
        if trouble := _not_in_folder(written):
            message, fix = (text.replace("picture", "table") for text in trouble)
            if _REMOTE.match(written):
                fix = "Save the table beside article.md, and name its source under it."
            self._error("table-file", message, fix, line, column)
            return None
        name = unicodedata.normalize("NFC", str(PurePosixPath(written)))
        file = self._file(name)
        if file is None or not files.is_file(file):
            near = [known for known in self._files if known.endswith((".csv", ".tsv", ".txt"))]
            guess = nearest(name, near)
            known = f"The folder holds {', '.join(near[:6])}." if near else ""
            fix = question(guess) if guess else known or "Move it beside article.md."
            message = f"the file {name} is not in the article's folder"
            self._error("table-file", message, fix, line, column)
            return None
        try:
            data = files.read(self.path, file.absolute(), table_files.MOST_BYTES)
        except CannotRead as error:
            rule, message, fix = _unread_table(name, error)
            self._error(rule, message, fix, line, column)
            return None
        self.digests[name] = hashlib.sha256(data).hexdigest()
        self.tables[name] = None
        return TableFile(name, file.as_posix(), data)

    def _note_broken_seal(
        self, name: str, media_type: str, data: bytes, how: str, line: int, column: int
    ) -> None:
        try:
            sealed = is_signed(media_type, data) or may_be_signed(data, media_type)
        except SourceError:
            return  # The faults of a signature are reported where its credit is written.
        if sealed:
            self.findings.warn(
                "image-content-credentials-lost",
                f"{name} carries Content Credentials, and loses them because it must be {how}",
                "To keep them, export the picture as JPEG or PNG, upright, from the program "
                "that signs it.",
                line,
                column,
            )

    def _admit(self, name: str, file: Path, line: int, column: int) -> str | None:
        try:
            files.locate(self.path, file.absolute())
        except CannotRead:
            self._error(
                "image-outside",
                f"{name} is a link to a file outside the article's folder",
                "Put a copy of the picture in the folder.",
                line,
                column,
            )
            return None
        if not files.is_file(file):
            self._error(
                "image-missing",
                f"{name} is not a file",
                "Name the file of a picture.",
                line,
                column,
            )
            return None
        for other in self.used:
            if other != name and other.casefold() == name.casefold():
                self._error(
                    "image-clash",
                    f"{name} and {other} differ only in upper and "
                    "lower case; on many systems they are one file",
                    "Rename one of them.",
                    line,
                    column,
                )
                return None
        self.used.setdefault(name, file)
        return name

    def _file(self, name: str) -> Path | None:
        """The file with exactly this name, independent of the file system's case and accents."""
        at = self.path
        for part in PurePosixPath(name).parts:
            entries = files.names(at)
            same = [e for e in entries if unicodedata.normalize("NFC", e) == part]
            if not same:
                return None
            at = at / (part if part in same else same[0])
        return at

    def _suggestion(self, name: str) -> str:
        by_key = {unicodedata.normalize("NFC", known).casefold(): known for known in self.pictures}
        close = nearest(name, by_key, 0.5)
        if close == name.casefold():
            return f"{question(by_key[close])} Upper and lower case matter."
        if close:
            return question(by_key[close])
        if self.pictures:
            return f"The folder holds {', '.join(self.pictures[:6])}."
        return "The folder holds no pictures; put the file beside article.md."

    @cached_property
    def pictures(self) -> tuple[str, ...]:
        """The names of all picture files in the folder, in order; for suggestions."""
        return tuple(n for n in self._files if Path(n).suffix.lower() in _PICTURE_SUFFIXES)

    @cached_property
    def sidecars(self) -> tuple[str, ...]:
        """The names of all files that seem to describe a picture, such as ``photo.jpg.yaml``."""
        named = (n for n in self._files if n.endswith(SIDECAR))
        return tuple(
            n for n in named if Path(n.removesuffix(SIDECAR)).suffix.lower() in _PICTURE_SUFFIXES
        )

    @cached_property
    def _files(self) -> tuple[str, ...]:
        return tuple(sorted(files.names_below(self.path)))

    def _error(self, rule: str, message: str, fix: str, line: int, column: int) -> None:
        self.findings.error(rule, message, fix, line, column)


def _unread_table(name: str, error: CannotRead) -> tuple[str, str, str]:
    if error.why is Why.OUTSIDE:
        message = f"{name} is a link to a file outside the article's folder"
        return "table-file", message, "Put a copy of the file in the folder."
    if error.why is Why.TOO_LARGE:
        return "table-too-large", f"{name} {error}", "Print the part that readers need."
    return "table-file", f"{name} {error}", "Check the file's permissions."


def _not_in_folder(written: str) -> tuple[str, str] | None:
    """The reason why an address is no file in the folder, and the fix; None if it can be one."""
    if not written.strip():
        return "a picture without a file", "Write ![](file.jpg)."
    scheme, colon, _ = written.partition(":")
    if _REMOTE.match(written):
        return (
            f"`{written}` is on another server; pictures are never fetched while building",
            "Save the picture beside article.md, and give its address as `source:` in its credit.",
        )
    if colon and scheme.lower() in ("data", "file", "javascript"):
        return f"`{written[:60]}` is not a file name", "Put the picture beside article.md."
    if PurePosixPath(written).is_absolute() or PureWindowsPath(written).drive:
        name = PureWindowsPath(written).name
        return (
            f"`{written}` is a path on one machine only",
            f"Put the picture beside article.md, and write {name}.",
        )
    if "\\" in written:
        return f"`{written}` has backslashes", f"Write {written.replace(chr(92), '/')}."
    if ".." in PurePosixPath(unquote(written)).parts:
        return (
            f"`{written}` is outside the article's folder",
            f"Put the picture beside article.md, and write {PurePosixPath(written).name}.",
        )
    return None


def _turned(name: str, stored: Pixels) -> tuple[str, str]:
    """The message about a turned picture, and the fix."""
    how = "mirrored" if stored.orientation in (2, 4) else "turned"
    message = f"{name} is stored {how}, as its metadata says; it is shown upright"
    if stored.media_type != JPEG:
        return message, "Check that it is. There is nothing else to do."
    return (
        f"{message}, and was compressed again for that",
        f"Check that it is. To avoid that, turn the file without loss: `exiftran -ai {name}`.",
    )

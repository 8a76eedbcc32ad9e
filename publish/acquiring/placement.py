"""Places a fetched picture in an article: its file and its front matter entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from publish.acquiring.commons.addresses import same_title
from publish.acquiring.commons.records import Record
from publish.editing.files import article_file, read_article, write_files
from publish.editing.front_matter import Change, change
from publish.editing.pictures import Statement, changes
from publish.editing.scalars import Value
from publish.errors import Problem, Severity, UsageError, Where
from publish.model.credit import Credit
from publish.reading.findings import Findings
from publish.reading.front_matter.article import FrontMatter, read_front_matter
from publish.reading.front_matter.image import StatedImage
from publish.reading.front_matter.texts import plain_name
from publish.reading.front_matter.tree import parse, split
from publish.reading.text import decode
from publish.values import dataclass

if TYPE_CHECKING:
    from publish.acquiring.requests import FetchRequest


@dataclass(frozen=True)
class Placement:
    """The place of a picture in an article, and its previous content."""

    file: Path
    """``article.md``."""
    stated: FrontMatter
    request: FetchRequest
    name: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def before(self) -> StatedImage | None:
        """The picture's previous front matter entry."""
        return self.stated.images.get(plain_name(self.name))

    def with_name(self, name: str, title: str, page: str) -> Placement:
        """Return the placement under ``name``, for the Commons file ``title`` on ``page``.

        Raises :class:`publish.errors.UsageError` if another picture has that name.
        """
        _check_name(name)
        taken = (self.file.parent / name).exists()
        placement = replace(self, name=name)
        if taken and self.request.replace is None:
            raise _usage(
                "picture-exists",
                f"{name} already exists",
                f"Give another name with --name, or replace it with --replace {name}.",
                self.file.parent / name,
            )
        if self.request.replace is not None and not taken:
            fix = f"Check the name, or use --name {name}."
            raise _usage("no-picture", f"there is no {name} to replace", fix, self.file.parent)
        placement._check_same_picture(title, page)
        hero = self.stated.hero
        if self.request.hero and hero and hero.text != name:
            fix = f"Delete `hero: {hero.text}` first, or leave out --hero."
            raise _usage("hero-taken", f"{hero.text} is the hero already", fix, self.file)
        return replace(placement, problems=tuple(placement._notes(title)))

    def changes(self, stated: Record) -> bytes:
        """Return the bytes of ``article.md`` with the record; nothing is written."""
        data = read_article(self.file)
        return change(data, self._changes(stated), self.file.as_posix())

    def differences(self, stated: Record) -> Iterator[Problem]:
        """Yield warnings for values that Commons' ones replace."""
        old = self._credit
        if old is None or self.before is None:
            return
        old_values = {
            "title": old.title,
            "creator": old.creator,
            "source": old.source,
            "provider": old.provider,
            "license": old.license.id if old.license else None,
            "usage-terms": old.usage_terms,
        }
        for key, value in old_values.items():
            new = stated.credit.get(key)
            if value is not None and new is not None and value != new:
                kept = "; check that `line:`, which was kept, is still right" if old.line else ""
                yield Problem(
                    "commons-differs",
                    f"`{key}:` of {self.name} was {value}; Commons has {new}, which was taken",
                    f"Correct it if Commons is wrong{kept}.",
                    old.where,
                    Severity.WARNING,
                )
        line = stated.credit.get("line")
        if old.line is not None and line is not None and old.line != line:
            yield Problem(
                "commons-differs",
                f"Commons asks for the line “{line}”; yours was kept: “{old.line}”",
                "Use Commons' line, unless somebody demanded yours.",
                old.where,
                Severity.WARNING,
            )

    def write(self, data: bytes, stated: Record) -> None:
        """Write picture and record, the picture first, so that no credit lacks its picture."""
        picture = self.file.parent / self.name
        fresh = frozenset() if self.request.replace else frozenset({picture})
        write_files({picture: data, self.file: self.changes(stated)}, fresh=fresh)

    def _changes(self, stated: Record) -> Iterator[Change]:
        if self.request.hero:
            yield Change(("hero",), self.name)
        old_values = {"alt": self.request.alt, "caption": self.request.caption}
        picture: dict[str, Value | None] = {k: v for k, v in old_values.items() if v}
        credit: dict[str, Value | None] = dict(stated.credit)
        old = self._credit
        if old:
            if old.line is not None:
                credit.pop("line", None)
            if old.stand_in_for is not None:
                credit["stand-in-for"] = None
            if old.license is not None and old.license.id == credit.get("license"):
                credit.pop("license")  # the same, in the editor's spelling
        yield from changes(self.name, Statement(picture, credit))

    @property
    def _credit(self) -> Credit | None:
        return self.before.credits[0] if self.before and self.before.credits else None

    def _check_same_picture(self, title: str, page: str) -> None:
        """Refuse to replace the credit of another picture."""
        old = self._credit
        if old is None:
            return
        if self.before and len(self.before.credits) > 1:
            message = f"{self.name} has several credits; a fetched picture has one"
            raise _usage("credit-taken", message, "Remove its entry first.", self.file)
        if old.stand_in_for is not None and not same_title(old.stand_in_for, title):
            raise _usage(
                "credit-taken",
                f"{self.name} stands in for {old.stand_in_for}, not for {title}",
                "Fetch that file, or give this one another name with --name.",
                self.file,
            )
        if old.stand_in_for is None and old.source != page:
            raise _usage(
                "credit-taken",
                f"{self.name} has a credit already, whose source is not {page}",
                "Give this picture another name with --name, or remove that entry first.",
                self.file,
            )

    def _notes(self, title: str) -> Iterator[Problem]:
        old = self._credit
        where = self.before.where if self.before else None
        if not self.request.alt and not (self.before and self.before.alt):
            command = f"publish credit {self.file.parent} {self.name} --alt …"
            message = f"{self.name} has no alternative text; Commons has none"
            fix = f"Describe in one sentence what it shows: {command}"
            yield Problem("image-alt-missing", message, fix, where, Severity.WARNING)
        if old and old.stand_in_for and self.before and self.before.alt and not self.request.alt:
            yield Problem(
                "alt-of-stand-in",
                f"the alternative text of {self.name} describes the stand-in",
                f"Describe {title}: publish credit {self.file.parent} {self.name} --alt …",
                where,
                Severity.WARNING,
            )


def find_placement(folder: Path, request: FetchRequest) -> Placement:
    """Read the article for a placement. Raises ``SourceError`` if it cannot be edited."""
    file = article_file(folder)
    data = read_article(file)
    change(data, (), file.as_posix())  # raises if the front matter cannot be edited
    findings = Findings(file.as_posix())
    head, _ = split(decode(data, findings), findings)
    tree = parse(head, findings)
    assert tree is not None
    for name in (request.name, request.replace):
        if name is not None:
            _check_name(name)
    return Placement(file, read_front_matter(tree, findings), request)


def _check_name(name: str) -> None:
    path = PurePosixPath(name)
    odd = path.name != name or "\\" in name or name.startswith(".") or not name.isprintable()
    if odd or not name.strip() or len(name.encode()) > 200:
        fix = "Give a plain name, such as photo.jpg; the file goes beside article.md."
        raise _usage("picture-name", f"`{name}` cannot be a picture's name", fix, None)


def _usage(rule: str, message: str, fix: str, path: Path | None) -> UsageError:
    return UsageError(Problem(rule, message, fix, Where(path.as_posix()) if path else None))

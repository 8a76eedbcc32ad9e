"""One article of a collection becomes a folder that ``publish build`` takes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tools.corpus.collections import COLLECTIONS, Collection, articles
from tools.corpus.rewriting import Copy, Picture, markdown, rewrite

_DATES = ("%Y-%m-%d", "%d %B %Y")
_SLUG_DATE = re.compile(r"^\d{4}-\d\d-\d\d-")


@dataclass(frozen=True)
class Imported:
    """An article brought in: its folder, its file as it was, what was left out (line, what)."""

    folder: Path
    original: Path
    left_out: tuple[tuple[int, str], ...]


def imported(shelf: Path, sources: Path, only: str) -> Iterator[Imported]:
    """Every article whose file's name holds ``only``, brought in."""
    for collection in COLLECTIONS:
        for file in articles(collection, shelf):
            if only in str(file):
                yield bring_in(file, collection, shelf, sources)


def bring_in(file: Path, collection: Collection, shelf: Path, sources: Path) -> Imported:
    """Copy an article and its pictures to ``sources``, with a front matter written for it."""
    head, body, first = _split(file.read_text("utf-8"))
    folder = sources / _slug(file, collection)
    folder.mkdir(parents=True)
    copy = rewrite(body, collection.site)
    hero = _hero(head, copy)
    pictures = [*copy.pictures, *([hero] if hero else [])]
    names: dict[int, str] = {}
    for number, picture in enumerate(pictures, 1):
        source = _file(picture.address, file, collection, shelf)
        if source is None:
            copy.left_out.append((0, f"a picture that is not in the collection: {picture.address}"))
            copy.text = re.sub(rf"!\[\]\({Picture.placeholder(number)}\)", "", copy.text)
            continue
        names[number] = _name(source, set(names.values()))
        shutil.copyfile(source, folder / names[number])
        copy.text = copy.text.replace(f"({Picture.placeholder(number)})", f"({names[number]})")
    front = _front(head, file, collection)
    if hero and len(pictures) in names:
        front["hero"] = names[len(pictures)]
    front["images"] = {
        names[n]: _record(p, collection) for n, p in enumerate(pictures, 1) if n in names
    }
    bibliography = head.get("bibliography")
    if bibliography:
        shutil.copyfile(file.parent / str(bibliography), folder / "references.bib")
        front |= {"bibliography": "references.bib", "citation-style": "apa"}
    _write(folder / "article.md", front, copy.text)
    left = tuple((line + first if line else 1, what) for line, what in copy.left_out)
    return Imported(folder, file, left)


def _split(text: str) -> tuple[dict[str, Any], str, int]:
    """The front matter's values, the body, and the lines before it."""
    _, head, body = re.split(r"(?m)^---[ \t]*$", text, maxsplit=2)
    values = YAML(typ="safe").load(head)
    return dict(values), body, text[: len(text) - len(body)].count("\n")


def _slug(file: Path, collection: Collection) -> str:
    parts = file.relative_to(file.parents[len(file.parts) - 2]).parts
    inside = parts[parts.index(collection.name) + 1 :]
    name = "-".join((collection.name.removeprefix("art-"), *inside[-2:]))
    plain = _SLUG_DATE.sub("", name.removesuffix(".md")).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].rstrip("-")


def _front(head: Mapping[str, Any], file: Path, collection: Collection) -> dict[str, Any]:
    front: dict[str, Any] = {
        "title": " ".join(str(head["title"]).split()),
        "authors": list(_authors(head)) or [collection.provider],
        "date": _date(head.get("date"), collection),
        "lang": str(head.get("lang") or head.get("locale") or "en"),
        "license": collection.license,
    }
    said = head.get("excerpt") or head.get("description")
    if said:
        front["description"] = " ".join(str(said).split())
    if head.get("tags"):
        front["keywords"] = [str(tag) for tag in head["tags"]]
    return front


def _authors(head: Mapping[str, Any]) -> Iterator[str | dict[str, str]]:
    places = {str(a["index"]): str(a["name"]) for a in head.get("affiliations") or ()}
    for author in head.get("authors") or ():
        if not isinstance(author, Mapping):
            yield str(author).replace("-", " ").title()
            continue
        stated = str(author.get("affiliation", ""))
        named = [places.get(part.strip(), part.strip()) for part in stated.split(",")]
        where = ", ".join(named) if places else stated
        person = {"name": str(author["name"]), "orcid": str(author.get("orcid", ""))}
        yield {k: v for k, v in {**person, "affiliation": where}.items() if v}


def _date(value: object, collection: Collection) -> str:
    if isinstance(value, date):
        return value.isoformat()[:10]
    for pattern in _DATES if value else ():
        try:
            return datetime.strptime(str(value), pattern).date().isoformat()
        except ValueError:
            continue
    return collection.date


def _hero(head: Mapping[str, Any], copy: Copy) -> Picture | None:
    """The picture of an article's head, where the text does not show it as well."""
    address = str(head.get("image") or "")
    if not address or any(p.address.lstrip("/") == address.lstrip("/") for p in copy.pictures):
        return None
    caption = str(head.get("image_figcaption") or head.get("image_caption") or "")
    alt = str(head.get("image_alt") or "") or re.sub(r"<[^>]*>", "", caption)
    return Picture(address, alt or f"Illustration: {head['title']}", markdown(caption))


def _file(address: str, file: Path, collection: Collection, shelf: Path) -> Path | None:
    root = shelf / collection.name
    plain = address.split("?")[0].lstrip("/")
    for path in (file.parent / plain, root / plain, root / collection.pictures / plain):
        if path.is_file():
            return path
    return None


def _name(source: Path, taken: set[str]) -> str:
    name, number = source.name, 2
    while name in taken:
        name, number = f"{source.stem}-{number}{source.suffix}", number + 1
    return name


def _record(picture: Picture, collection: Collection) -> dict[str, Any]:
    """A credit as these houses give it: the collection's, or the words under the picture."""
    credit = {
        "title": picture.alt[:80] or "Untitled",
        "creator": collection.provider,
        "source": collection.site,
    }
    licensed = collection.license.startswith("CC")
    terms = {"license": collection.license} if licensed else {"basis": "own"}
    record: dict[str, Any] = {"alt": picture.alt or "A picture without a description"}
    if picture.caption:
        record["caption"] = picture.caption
    return {**record, "credit": {**credit, **terms}}


def _write(path: Path, front: Mapping[str, Any], body: str) -> None:
    yaml = YAML()
    yaml.allow_unicode = True
    yaml.width = 10_000
    with path.open("w", encoding="utf-8") as out:
        out.write("---\n")
        yaml.dump(dict(front), out)
        out.write(f"---\n{body}")

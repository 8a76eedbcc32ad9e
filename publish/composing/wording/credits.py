"""Credits as plain data for templates: the line at the picture; nothing of them is lost.

The line follows TASL (title, author, source, license), which Creative Commons recommends,
unless the source demands a line of its own, which is then printed exactly. The list's entries
(``credit_entries``) have the parts that such a line leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from lxml import etree

from publish.cascade.formula_text import one_line
from publish.composing import markup
from publish.errors import Problem, ThemeError
from publish.languages.dates import day
from publish.metadata.values import SOURCE_TYPES, address, holds_rights
from publish.model.article import Image
from publish.model.credit import Credit
from publish.rights import registry

Part = dict[str, str | None]

_KINDS = {
    "digitalCapture": "photo",
    "computationalCapture": "photo",
    "negativeFilm": "photo",
    "positiveFilm": "photo",
    "humanEdits": "photo",
    "algorithmicallyEnhanced": "photo",
    "print": "scan",
    "digitalCreation": "illustration",
    "dataDrivenMedia": "graphic",
    "screenCapture": "screenshot",
}
"""The name of a part of a composite before its credit, by its origin."""


def shown(credit: Credit, labels: Mapping[str, str], several: bool = False) -> dict[str, object]:
    """``{kind, line, parts, disclosure}``: the values for a credit's templates.

    ``kind`` (Photo, Illustration) distinguishes the parts of a picture with ``several`` credits;
    ``disclosure`` must be beside the picture: that AI made it, that it is a montage.
    """
    return {
        "kind": _kind(credit, labels) if several else None,
        "line": credit.line,
        "parts": _line(credit, labels),
        "disclosure": disclosure(credit, labels),
    }


def text(credit: Credit, labels: Mapping[str, str], several: bool = False) -> str:
    """The credit as one line of plain text, as ``credit.html.j2`` of the shipped themes sets it."""
    parts = [part["text"] or "" for part in _line(credit, labels)]
    kind = _kind(credit, labels) if several else None
    head = f"{kind}{labels['colon']}" if kind else ""
    line = credit.line or head + " / ".join(parts)
    more = disclosure(credit, labels)
    return f"{line} / {more}" if more else line


def in_words(labels: Mapping[str, str]) -> Callable[[Image, Credit], str]:
    """A function that gives a credit of a picture the words that it has at the picture."""

    def shown(image: Image, credit: Credit) -> str:
        return text(credit, labels, several=len(image.credits) > 1)

    return shown


def ensure_kept(
    text: str,
    images: Iterable[Image],
    labels: Mapping[str, str],
    theme: str,
    ids: Mapping[str, str],
) -> None:
    """Raise ``ThemeError`` if a Page's markup lacks a credit, at its picture or in the list.

    At the picture it must be the whole line; in the list, everything that a license may
    demand, with its links. The proof compares files with the Page; this check finds what a
    theme's templates lose before there is a Page.
    """
    root = markup.document(text)
    sections = [s for s in root.iter(markup.tag("section")) if s.get("role") == "doc-credits"]
    listed = " ".join(map(one_line, sections))
    links = {str(a.get("href")) for s in sections for a in s.iter(markup.tag("a"))}
    for image in images:
        figures = [
            one_line(figure)
            for figure in root.iter(markup.tag("figure"))
            if figure.get("id") == ids[image.name]
            or any(img.get("src") == image.name for img in figure.iter(markup.tag("img")))
        ]
        for credit in image.credits:
            line = _parts(_owed_at_picture(credit, labels))
            lost = not figures or any(part not in place for part in line for place in figures)
            entry = " ".join(_entries(sections, ids[image.name]))
            lost = lost or any(part not in entry for part in _parts(_owed_in_list(credit, labels)))
            lost = lost or (credit.license is not None and credit.license.name not in listed)
            if lost or any(url not in links and url not in listed for url in _addresses(credit)):
                raise ThemeError(
                    Problem(
                        "theme-credit-lost",
                        f"the theme {theme} does not show the whole credit of {image.name}",
                        "Its templates must set `credit` at the figure and in the credits list.",
                    )
                )


def _owed_at_picture(credit: Credit, labels: Mapping[str, str]) -> list[str | None]:
    parts = [credit.line] if credit.line else [part["text"] for part in _line(credit, labels)]
    return [*parts, disclosure(credit, labels)]


def _entries(sections: Iterable[etree._Element], id: str) -> Iterator[str]:
    """The words of the list about the picture with this id."""
    for item in (item for section in sections for item in section.iter(markup.tag("li"))):
        if any(link.get("href") == f"#{id}" for link in item.iter(markup.tag("a"))):
            yield one_line(item)


def _owed_in_list(credit: Credit, labels: Mapping[str, str]) -> list[str | None]:
    license = credit.license
    name = license.short or license.name if license else basis(credit, labels)
    said = [credit.line, credit.provider, credit.changes, disclosure(credit, labels)]
    return [credit.title, credit.creator, name, credit.copyright, *said]


def _addresses(credit: Credit) -> list[str]:
    return [url for url in (credit.source, credit.license and credit.license.url) if url]


def _parts(parts: Iterable[str | None]) -> list[str]:
    return [" ".join(part.split()) for part in parts if part]


def stated(credit: Credit) -> bool:
    """Whether the credit states the terms of the picture, by a license or a basis."""
    return credit.license is not None or credit.basis is not None


def credited(image: Image) -> bool:
    """Whether the picture has credits, all of which state its terms."""
    return bool(image.credits) and all(stated(credit) for credit in image.credits)


def _line(credit: Credit, labels: Mapping[str, str]) -> list[Part]:
    license = credit.license
    notice = credit.copyright if not license or holds_rights(license) else None
    # A copyright notice that names the creator replaces the creator.
    named = bool(notice and credit.creator and credit.creator.casefold() in notice.casefold())
    parts = [
        _part(credit.title, credit.source),
        _part(None if named else credit.creator),
        _part(notice) if named else None,
        _part(credit.provider, None if credit.title else credit.source),
        _part(None if named else notice),
        _part(license.short or license.name, license.url)
        if license
        else _part(basis(credit, labels)),
        _part(credit.changes or edits_done(changing(credit), labels)),
    ]
    stated = [part for part in parts if part]
    if credit.source and not (credit.title or credit.provider):
        stated.insert(1, {"text": credit.source, "url": address(credit.source)})
    return stated or [
        {"text": "".join(labels[key] for key in ("creator", "colon", "not-stated")), "url": None}
    ]


def data_mining(code: str | None, labels: Mapping[str, str]) -> str | None:
    """The reservation against text and data mining, in the article's language."""
    return labels.get(f"data-mining-{code}", code) if code else None


def basis(credit: Credit, labels: Mapping[str, str]) -> str | None:
    """The basis of the use of a picture without a license, in the article's language."""
    return labels.get(f"basis-{credit.basis}", credit.basis) if credit.basis else None


def changing(credit: Credit) -> tuple[str, ...]:
    """The edits that a license can regulate, without changes of size or format."""
    weights = registry.edits()
    return tuple(edit for edit in credit.edits if weights.get(edit) != "none")


def edits_done(edits: Iterable[str], labels: Mapping[str, str]) -> str | None:
    """Edits in the article's language, with commas."""
    return labels["comma"].join(labels.get(f"edit-{edit}", edit) for edit in edits) or None


def _source_type(credit: Credit) -> str:
    return (credit.origin or "").removeprefix(SOURCE_TYPES)


def _origin(credit: Credit, labels: Mapping[str, str]) -> str | None:
    return labels.get(f"origin-{_source_type(credit)}", credit.origin)


def disclosure(credit: Credit, labels: Mapping[str, str]) -> str | None:
    """The statement that must be beside the picture: that AI made it, that it is a montage."""
    return _origin(credit, labels) if _source_type(credit) in registry.disclosed() else None


def _kind(credit: Credit, labels: Mapping[str, str]) -> str | None:
    kind = _KINDS.get(_source_type(credit))
    return labels[kind] if kind else None


def spelled_day(value: date | None, labels: Mapping[str, str], lang: str) -> str | None:
    """A day as the theme writes days, if there is one."""
    return day(value, lang, labels["date"]) if value else None


def _part(text: str | None, url: str | None = None) -> Part | None:
    return {"text": text, "url": address(url)} if text else None

"""Credits as plain data for templates: the line at the picture, and the record in the list.

The line follows TASL (title, author, source, license), the form that Creative
Commons recommends, unless the source demands a line of its own, which is then
shown to the letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from publish.article import Credit, Image
from publish.composing import markup
from publish.composing.names import figure_id
from publish.errors import Problem, ThemeError

Part = dict[str, str | None]


def shown(credit: Credit, labels: Mapping[str, str]) -> dict[str, object]:
    """``{line, parts, record}``: what the templates ``credit`` and ``credit-record`` set."""
    return {
        "line": credit.line,
        "parts": _line(credit, labels),
        "record": _record(credit, labels),
    }


def hold(text: str, images: Iterable[Image], labels: Mapping[str, str], theme: str) -> None:
    """Raise ``ThemeError`` if a Page's markup lacks a credit, at its picture or in the list.

    The proof compares files with the Page; this is what keeps a theme's
    templates from losing a credit before there is a Page.
    """
    root = markup.document(text)
    sections = root.iter(markup.tag("section"))
    listed = [_words(s) for s in sections if s.get("role") == "doc-credits"]
    for image in images:
        figures = [
            _words(figure)
            for figure in root.iter(markup.tag("figure"))
            if figure.get("id") == figure_id(image.name)
            or any(img.get("src") == image.name for img in figure.iter(markup.tag("img")))
        ]
        for credit in image.credits:
            parts = [credit.line] if credit.line else [p["text"] for p in _line(credit, labels)]
            said = [" ".join(part.split()) for part in parts if part]
            places = [*figures, " ".join(listed)]
            if not figures or any(part not in place for part in said for place in places):
                raise ThemeError(
                    Problem(
                        "theme-credit-lost",
                        f"the theme {theme} does not show the whole credit of {image.name}",
                        "Its templates must set `credit` at the figure and in the credits list.",
                    )
                )


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def stated(credit: Credit) -> bool:
    """Whether the credit says on what terms the picture is used: by license, or by a basis."""
    return credit.license is not None or credit.basis is not None


def credited(image: Image) -> bool:
    """Whether the picture has a credit, and every one of them says its terms."""
    return bool(image.credits) and all(stated(credit) for credit in image.credits)


def _line(credit: Credit, labels: Mapping[str, str]) -> list[Part]:
    license = credit.license
    parts = [
        _part(credit.title, credit.source),
        _part(credit.creator),
        _part(credit.provider, None if credit.title else credit.source),
        _part(credit.copyright) if not license else None,
        _part(license.short or license.name, license.url)
        if license
        else _part(_basis(credit, labels)),
        _part(credit.changes),
    ]
    stated = [part for part in parts if part]
    if credit.source and not (credit.title or credit.provider):
        stated.insert(1, {"text": credit.source, "url": credit.source})
    return stated or [{"text": f"{labels['creator']}: {labels['not-stated']}", "url": None}]


def _record(credit: Credit, labels: Mapping[str, str]) -> list[Part]:
    """Every stated part, with creator and source even where they are not stated.

    These two are what a reader looks for; a gap is told, never filled.
    """
    unstated = labels["not-stated"]
    license = credit.license
    rows: tuple[tuple[str, str | None, str | None], ...] = (
        ("title", credit.title, None),
        ("creator", credit.creator or unstated, None),
        ("source", credit.source or unstated, credit.source),
        ("provider", credit.provider, None),
        ("license", license.name if license else None, license.url if license else None),
        ("basis", _basis(credit, labels), None),
        ("copyright", credit.copyright, None),
        ("usage-terms", credit.usage_terms, None),
        ("acquire", credit.acquire, credit.acquire),
        ("changes", credit.changes, None),
        ("origin", credit.origin, None),
        ("stand-in", credit.stand_in_for, None),
    )
    return [{"label": labels[key], "text": text, "url": url} for key, text, url in rows if text]


def _basis(credit: Credit, labels: Mapping[str, str]) -> str | None:
    """On what ground a picture without a license is used, in the article's language."""
    return labels.get(f"basis-{credit.basis}", credit.basis) if credit.basis else None


def _part(text: str | None, url: str | None = None) -> Part | None:
    return {"text": text, "url": url} if text else None

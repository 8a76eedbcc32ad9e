"""What stands around the body, as templates get it; and that no theme loses any of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from publish.composing import markup
from publish.composing.theme.labels import word
from publish.composing.wording.byline import credited, shown_address
from publish.errors import Problem, ThemeError
from publish.languages.locale import day, language
from publish.model.article import Metadata
from publish.model.history import Appearance, Notice, Prose
from publish.page import Stamp

SHORT = 280
"""Characters: a single notice up to this length stands whole at the top, and only there."""
_STATEMENTS = ("acknowledgements", "funding", "competing_interests", "data_availability")
"""Texts at the end, in the order in which they stand there."""


def around(
    data: Metadata, labels: Mapping[str, str], theme: str, found: Sequence[Stamp]
) -> dict[str, object]:
    """The values of a template's ``article`` for what stands before and behind the body.

    Raises ``ThemeError`` where the theme lacks a word that they need.
    """
    desk = _Desk(data, labels, theme)
    return {
        **credited(data, labels),
        "stamps": [desk.stamp(stamp) for stamp in found],
        "standfirst": _marked(data.standfirst),
        "key_points": [Markup(point.markup) for point in data.key_points],
        "department": data.department,
        "notices": list(desk.notices()),
        "corrections": desk.listed("corrections", data.corrections),
        "updates": desk.listed("updates", data.updates),
        "author_note": _marked(data.author_note),
        "statements": list(desk.statements()),
        "versions": list(desk.versions()),
        "origins": list(desk.origins()),
        "series": {"name": data.series.name, "number": data.series.number} if data.series else None,
        "identifiers": list(_identifiers(data)),
        "canonical": data.canonical,
        "canonical_text": shown_address(data.canonical) if data.canonical else "",
    }


class _Desk:
    def __init__(self, data: Metadata, labels: Mapping[str, str], theme: str) -> None:
        self._data, self._labels, self._theme = data, labels, theme

    def _word(self, key: str) -> str:
        return word(self._labels, key, self._theme)

    def _day(self, value: date) -> str:
        return day(value, self._data.lang, self._labels["date"])

    def stamp(self, stamp: Stamp) -> dict[str, object]:
        retracted = self._data.retracted if stamp.kind == "retracted" else None
        reason = Markup(retracted.reason.markup) if retracted else ""
        return {"kind": stamp.kind, "text": stamp.text, "reason": reason}

    def notices(self) -> Iterator[dict[str, object]]:
        """A line at the top for corrections, and one for updates."""
        for kind, notices in (
            ("correction", self._data.corrections),
            ("update", self._data.updates),
        ):
            if not notices:
                continue
            newest = notices[0]
            whole = is_short(notices)
            said = self._word(f"{kind}-notice").replace("{date}", self._day(newest.date))
            yield {
                "kind": kind,
                "label": said,
                "text": Markup(newest.text.markup) if whole else "",
                "below": "" if whole else self._word(f"{kind}s-below"),
            }

    def listed(self, key: str, notices: Sequence[Notice]) -> list[dict[str, object]]:
        """Those that are told at the end."""
        if is_short(notices):
            return []
        return [
            {
                "date": notice.date.isoformat(),
                "date_text": self._day(notice.date),
                "text": Markup(notice.text.markup),
            }
            for notice in notices
        ]

    def statements(self) -> Iterator[dict[str, object]]:
        for name in _STATEMENTS:
            prose: Prose | None = getattr(self._data, name)
            if prose:
                key = name.replace("_", "-")
                yield {"kind": key, "label": self._word(key), "text": Markup(prose.markup)}

    def versions(self) -> Iterator[dict[str, object]]:
        for revision in self._data.versions:
            yield {
                "version": revision.version,
                "date": revision.date.isoformat() if revision.date else None,
                "date_text": self._day(revision.date) if revision.date else None,
                "changes": _marked(revision.changes),
            }

    def origins(self) -> Iterator[dict[str, object]]:
        """Where the text comes from, and where else it stands: a row each."""
        data = self._data
        if data.translation_of:
            text = data.translation_of
            tongue = language(text.lang, data.lang) if text.lang else None
            yield {
                "label": self._word("translation-of"),
                "name": text.title,
                "lang": text.lang,
                "url": text.url,
                "more": ", ".join(filter(None, (text.author, tongue))),
            }
        if data.first_published_in:
            yield self._place("first-published-in", data.first_published_in)
        for place in data.also_published_in:
            yield self._place("also-published-in", place)

    def _place(self, key: str, place: Appearance) -> dict[str, object]:
        return {
            "label": self._word(key),
            "name": place.name,
            "lang": None,
            "url": place.url,
            "more": self._day(place.date) if place.date else "",
        }


def standing(data: Metadata, labels: Mapping[str, str], theme: str) -> tuple[str, ...]:
    """That the article was corrected, for running heads."""
    if not data.corrections:
        return ()
    on = day(data.corrections[0].date, data.lang, labels["date"])
    return (word(labels, "correction-notice", theme).replace("{date}", on),)


def is_short(notices: Sequence[Notice]) -> bool:
    """Whether all that there is to say stands in a line or two at the top."""
    return len(notices) == 1 and len(notices[0].text.words) <= SHORT


def _marked(prose: Prose | None) -> str:
    return Markup(prose.markup) if prose else ""


def _identifiers(data: Metadata) -> Iterator[dict[str, object]]:
    """Identifiers go by names that no language changes."""
    if data.doi:
        yield {"label": "DOI", "text": data.doi, "url": f"https://doi.org/{data.doi}"}
    if data.isbn:
        yield {"label": "ISBN", "text": data.isbn, "url": None}
    if data.issn:
        yield {"label": "ISSN", "text": data.issn, "url": None}


# -- nothing is lost ------------------------------------------------------------------------


def hold(text: str, data: Metadata, theme: str) -> None:
    """Raise ``ThemeError`` if a Page's words lack anything that is stated about the article.

    ``text`` is what the Page says, white space folded.
    """
    for what, where, owed in _owed(data):
        if " ".join(owed.split()) not in text:
            raise ThemeError(
                Problem(
                    "theme-field-lost",
                    f"the theme {theme} does not show {what}: {owed[:80]}",
                    f"Its templates must set it; `{where}` of the theme briefing does.",
                )
            )


def _owed(data: Metadata) -> Iterator[tuple[str, str, str]]:
    """What must be seen: how it is spoken of, the template that sets it, its words."""
    block, end, colophon = "title-block.html.j2", "end-matter.html.j2", "colophon.html.j2"
    for who in data.authors:
        yield "somebody who made the article", block, who.name
        for place in who.affiliations:
            yield "an affiliation", block, place
        for said in (who.orcid, who.email, who.url and shown_address(who.url), *who.members):
            if said:
                yield f"what is stated of {who.name}", end, said
    for prose, what, where in _proses(data, block, end):
        yield what, where, markup.plain(prose.markup)
    for revision in data.versions:
        yield "a version", end, revision.version
    for appearance in (data.first_published_in, *data.also_published_in):
        if appearance:
            yield "another place of publication", colophon, appearance.name
    for text, what in (
        (data.translation_of and data.translation_of.title, "the original's title"),
        (data.series and data.series.name, "the series"),
        (data.series and data.series.number, "the number in the series"),
        (data.doi, "the DOI"),
        (data.isbn, "the ISBN"),
        (data.issn, "the ISSN"),
        (data.canonical and shown_address(data.canonical), "the article's address"),
    ):
        if text:
            yield what, colophon, text
    if data.department:
        yield "the department", block, data.department


def _proses(data: Metadata, block: str, end: str) -> Iterator[tuple[Prose, str, str]]:
    """The texts, how each is spoken of, and the template that sets it."""
    if data.standfirst:
        yield data.standfirst, "the standfirst", block
    for point in data.key_points:
        yield point, "a key point", "key-points.html.j2"
    for notice in (*data.corrections, *data.updates):
        yield notice.text, "a notice", end
    for revision in data.versions:
        if revision.changes:
            yield revision.changes, "what a version changed", end
    if data.retracted:
        yield data.retracted.reason, "why the article was retracted", "stamps.html.j2"
    for who in data.authors:
        if who.note:
            yield who.note, "an author's note", end
    for name in ("author_note", *_STATEMENTS):
        if prose := getattr(data, name):
            yield prose, name.replace("_", " "), end

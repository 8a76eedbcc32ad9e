"""The fields of an article's title block, end matter and colophon, as templates get them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from publish.composing.theme.labels import word
from publish.composing.wording.byline import credited, shown_address
from publish.languages.dates import day
from publish.languages.locale import language
from publish.metadata.fields import FIELDS, Shown, Type
from publish.model.article import Metadata
from publish.model.history import Appearance, Notice, Prose
from publish.page import Stamp
from publish.values import dataclass

SHORT = 280
"""Characters: a single notice up to this length stays whole at the top, and only there."""
_LABELED = {row.name: row.label for row in FIELDS if row.label}
_STATEMENTS = tuple(
    row.name
    for row in FIELDS
    if row.shown is Shown.END_MATTER and row.type is Type.BLOCKS and row.label
)
"""Sections of the end matter that are a heading and a text."""
_DETAILS = tuple(
    row.name
    for row in FIELDS
    if row.shown is Shown.COLOPHON and row.type is Type.TEXT and row.label
)
"""Lines of the colophon that are a label and a text."""


def stated_texts(data: Metadata) -> dict[str, object]:
    """The fields that are texts, by name: a template may show any of them."""
    texts: dict[str, object] = {
        row.name: getattr(data, row.name) for row in FIELDS if row.type is Type.TEXT
    }
    return texts | {
        row.name: list(getattr(data, row.name)) for row in FIELDS if row.type is Type.TEXTS
    }


def stated_fields(
    data: Metadata, labels: Mapping[str, str], theme: str, found: Sequence[Stamp]
) -> dict[str, object]:
    """The values of a template's ``article`` for title block, end matter and colophon.

    Raises ``ThemeError`` where the theme lacks a word that they need.
    """
    desk = _Desk(data, labels, theme)
    return {
        **credited(data, labels),
        "stamps": [desk.stamp(stamp) for stamp in found],
        "standfirst": _marked(data.standfirst),
        "key_points": [Markup(point.markup) for point in data.key_points],
        "notices": list(desk.notices()),
        "corrections": desk.listed(data.corrections),
        "updates": desk.listed(data.updates),
        "author_note": _marked(data.author_note),
        "statements": list(desk.statements()),
        "versions": list(desk.versions()),
        "origins": list(desk.origins()),
        "series": {"name": data.series.name, "number": data.series.number} if data.series else None,
        "identifiers": list(_identifiers(data)),
        "days": list(desk.days()),
        "details": list(desk.details()),
        "canonical": data.canonical,
        "canonical_text": shown_address(data.canonical) if data.canonical else "",
    }


@dataclass(frozen=True)
class _Desk:
    """An article's metadata, and the theme's words for it."""

    data: Metadata
    labels: Mapping[str, str]
    theme: str

    def word(self, key: str) -> str:
        return word(self.labels, key, self.theme)

    def day(self, value: date) -> str:
        return day(value, self.data.lang, self.labels["date"])

    def stamp(self, stamp: Stamp) -> dict[str, object]:
        retracted = self.data.retracted if stamp.kind == "retracted" else None
        reason = Markup(retracted.reason.markup) if retracted else ""
        return {"kind": stamp.kind, "text": stamp.text, "reason": reason}

    def notices(self) -> Iterator[dict[str, object]]:
        """A line at the top for corrections, and one for updates."""
        for kind, notices in (
            ("correction", self.data.corrections),
            ("update", self.data.updates),
        ):
            if not notices:
                continue
            newest = notices[0]
            whole = is_short(notices)
            yield {
                "kind": kind,
                "label": self.word(f"{kind}-notice").replace("{date}", self.day(newest.date)),
                "text": Markup(newest.text.markup) if whole else "",
                "below": "" if whole else self.word(f"{kind}s-below"),
            }

    def listed(self, notices: Sequence[Notice]) -> list[dict[str, object]]:
        """The notices that the end matter lists."""
        if is_short(notices):
            return []
        return [
            {
                "date": notice.date.isoformat(),
                "date_text": self.day(notice.date),
                "text": Markup(notice.text.markup),
            }
            for notice in notices
        ]

    def statements(self) -> Iterator[dict[str, object]]:
        for name in _STATEMENTS:
            prose: Prose | None = getattr(self.data, name)
            if prose:
                label = self.word(_LABELED[name])
                yield {"kind": _LABELED[name], "label": label, "text": Markup(prose.markup)}

    def details(self) -> Iterator[dict[str, object]]:
        for name in _DETAILS:
            if text := getattr(self.data, name):
                yield {"kind": name, "label": self.word(_LABELED[name]), "text": text}

    def days(self) -> Iterator[dict[str, object]]:
        """The days of receipt, revision, acceptance, each with its word."""
        for name in ("received", "revised", "accepted"):
            if on := getattr(self.data, name):
                label = self.word(name)
                yield {"label": label, "date": on.isoformat(), "date_text": self.day(on)}

    def versions(self) -> Iterator[dict[str, object]]:
        for revision in self.data.versions:
            yield {
                "version": revision.version,
                "date": revision.date.isoformat() if revision.date else None,
                "date_text": self.day(revision.date) if revision.date else None,
                "changes": _marked(revision.changes),
            }

    def origins(self) -> Iterator[dict[str, object]]:
        """The sources of the text, and its other publications: a row each."""
        data = self.data
        if data.translation_of:
            text = data.translation_of
            translated_from = language(text.lang, data.lang) if text.lang else None
            yield {
                "label": self.word(_LABELED["translation_of"]),
                "name": text.title,
                "lang": text.lang,
                "url": text.url,
                "more": ", ".join(filter(None, (text.author, translated_from))),
            }
        if data.first_published_in:
            yield self.place("first_published_in", data.first_published_in)
        for place in data.also_published_in:
            yield self.place("also_published_in", place)

    def place(self, field: str, place: Appearance) -> dict[str, object]:
        return {
            "label": self.word(_LABELED[field]),
            "name": place.name,
            "lang": None,
            "url": place.url,
            "more": self.day(place.date) if place.date else "",
        }


def standing(data: Metadata, labels: Mapping[str, str], theme: str) -> tuple[str, ...]:
    """That the article was corrected, for running heads."""
    if not data.corrections:
        return ()
    on = day(data.corrections[0].date, data.lang, labels["date"])
    return (word(labels, "correction-notice", theme).replace("{date}", on),)


def is_short(notices: Sequence[Notice]) -> bool:
    """Whether there is only one notice, of a line or two, which the top can show completely."""
    return len(notices) == 1 and len(notices[0].text.words) <= SHORT


def _marked(prose: Prose | None) -> str:
    return Markup(prose.markup) if prose else ""


def _identifiers(data: Metadata) -> Iterator[dict[str, object]]:
    """Identifiers, with names that no language changes; the DOI is in the citation."""
    if data.isbn:
        yield {"label": "ISBN", "text": data.isbn, "url": None}
    if data.issn:
        yield {"label": "ISSN", "text": data.issn, "url": None}

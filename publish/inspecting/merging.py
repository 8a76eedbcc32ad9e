"""Merges what all places state into one record per credit, and keeps contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from publish.inspecting.inspection import Difference, FoundCredit, Value
from publish.inspecting.places import HIDDEN, Place, ShownText, StatedCredits
from publish.inspecting.text_matching import (
    contains,
    credit_in,
    license_of,
    normalized,
    same,
    word_overlap,
)
from publish.values import dataclass

_IDENTIFYING = ("line", "creator", "title", "source", "asset_id")
"""Fields that tell one credit of a picture from another."""
_VISIBLE_FIELDS = (
    "line",
    "creator",
    "title",
    "provider",
    "copyright",
    "license_name",
    "license_id",
)
"""Fields that a credit line may show at the picture."""
_LEAST_OVERLAP = 0.5
"""Least share of a credit's words that a shown text must contain to count as that credit."""


@dataclass
class _Draft:
    """A credit being merged, place by place."""

    fields: dict[str, str] = field(default_factory=dict)
    first: dict[str, Place] = field(default_factory=dict)
    """The place that each field comes from."""
    agreeing: dict[str, list[Place]] = field(default_factory=dict)
    others: dict[str, list[tuple[str, Place]]] = field(default_factory=dict)
    found_in: list[Place] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    stated: bool = False
    """True if it is stated for programs, not only shown."""
    marked: bool = False
    """True if a text that the file marks as a credit shows it."""

    def add(self, place: Place, fields: Mapping[str, str], weak: frozenset[str]) -> None:
        """Add the fields that another place states."""
        if place not in self.found_in:
            self.found_in.append(place)
        for name, text in fields.items():
            if name not in self.fields:
                self.fields[name] = text
                self.first[name] = place
            elif same(name, self.fields[name], text):
                self.agreeing.setdefault(name, []).append(place)
            elif name not in weak:
                self.others.setdefault(name, []).append((text, place))

    def add_shown(self, shown: ShownText, text: str) -> None:
        """Record that a text shows this credit to readers."""
        self.marked |= shown.marked
        if shown.place not in self.found_in:
            self.found_in.append(shown.place)
        if text not in self.shown and shown.place not in HIDDEN:
            self.shown.append(text)

    def score(self, fields: Mapping[str, str]) -> int:
        """Score how well another record fits: agreements minus contradictions."""
        both = [name for name in fields if name in self.fields]
        weight = {name: 3 if name in _IDENTIFYING else 1 for name in both}
        return sum(w if same(n, self.fields[n], fields[n]) else -w for n, w in weight.items())

    @property
    def visible(self) -> list[str]:
        """The values that a credit line could show."""
        return [text for name in _VISIBLE_FIELDS if (text := self.fields.get(name, "")).strip()]

    def finished(self) -> FoundCredit:
        """Return the merged credit with its contradictions."""
        fields = dict(self.fields)
        if not {"license_id", "license_name"} & fields.keys() and (known := license_of(fields)):
            fields |= {"license_id": known.id, "license_name": known.name}
        return FoundCredit(
            fields,
            tuple(map(str, self.found_in)),
            tuple(self.shown),
            tuple(self._difference(name) for name in self.others),
        )

    def _difference(self, name: str) -> Difference:
        values: dict[str, list[str]] = {}
        if name in self.fields:
            places = [self.first[name], *self.agreeing.get(name, [])]
            values[self.fields[name]] = [str(place) for place in places]
        for text, place in self.others[name]:
            values.setdefault(text, []).append(str(place))
        return Difference(name, tuple(Value(t, tuple(p)) for t, p in values.items()))


def caption_differences(
    described: Iterable[tuple[str, Place, bool]],
) -> tuple[Difference, ...]:
    """Return how the captions that places state differ; weak ones contradict nothing."""
    draft = _Draft()
    order = list(Place)
    for text, place, is_weak in sorted(described, key=lambda d: (d[2], order.index(d[1]))):
        draft.add(place, {"caption": text}, frozenset({"caption"} if is_weak else ()))
    return draft.finished().differences


def merge_credits(
    stated: Iterable[StatedCredits], shown: Iterable[ShownText]
) -> tuple[FoundCredit, ...]:
    """Merge the credits of one picture; where places differ, the most trusted one wins."""
    order = list(Place)
    drafts: list[_Draft] = []
    for statement in sorted(stated, key=lambda s: order.index(s.place)):
        _add_statement(drafts, statement)
    # Marked credits first, then captions that may contain one.
    for text in sorted(shown, key=lambda s: not s.marked):
        _add_shown_text(drafts, text)
    return tuple(draft.finished() for draft in drafts)


def _add_statement(drafts: list[_Draft], statement: StatedCredits) -> None:
    records = [fields for fields in statement.credits if fields]
    if len(records) == 1 and len(drafts) > 1 and _describes_all(drafts, records[0]):
        for draft in drafts:
            if share := _share_of_one(draft, drafts, records[0]):
                draft.add(statement.place, share, statement.weak)
        return
    free = list(drafts)
    pairs: dict[int, _Draft] = {}
    for index, fields in enumerate(records):
        best = max(free, key=lambda draft: draft.score(fields), default=None)
        if best is not None and best.score(fields) > 0:
            free.remove(best)
            pairs[index] = best
    left = [index for index in range(len(records)) if index not in pairs]
    # As many records as unmatched credits: pair them as contradictions.
    matched = len(left) == len(free)
    for index, fields in enumerate(records):
        draft = pairs.get(index) or (free.pop(0) if matched else _Draft())
        if all(draft is not known for known in drafts):
            drafts.append(draft)
        draft.add(statement.place, fields, statement.weak)
        draft.stated = True


def _describes_all(drafts: Sequence[_Draft], fields: Mapping[str, str]) -> bool:
    """Return whether one record describes all credits at once, as IPTC does for a composite."""
    known = [name for name in fields if any(name in draft.fields for draft in drafts)]
    return bool(known) and all(
        same(name, fields[name], _joined(drafts, name))
        or all(same(name, fields[name], d.fields[name]) for d in drafts if name in d.fields)
        for name in known
    )


def _joined(drafts: Sequence[_Draft], name: str) -> str:
    return "; ".join(dict.fromkeys(d.fields[name] for d in drafts if name in d.fields))


def _share_of_one(
    draft: _Draft, drafts: Sequence[_Draft], fields: Mapping[str, str]
) -> dict[str, str]:
    """Return one credit's share of a record about all: its own fields, and those none has."""
    return {
        name: draft.fields.get(name, text)
        for name, text in fields.items()
        if name in draft.fields or not any(name in other.fields for other in drafts)
    }


def _add_shown_text(drafts: list[_Draft], shown: ShownText) -> None:
    """Match a shown text with its credits; a text that matches none may contradict one."""
    text = normalized(shown.text)
    fitting = [draft for draft in drafts if _shows(draft, text)]
    if fitting:
        best = fitting if not shown.marked or len(fitting) == 1 else [_best_shown(fitting, text)]
        for draft in best:
            draft.add_shown(shown, text)
        return
    is_credited = any(draft.marked for draft in drafts)
    credit = text if shown.marked else credit_in(text, signs=not is_credited)
    if not credit:
        return
    bare = [draft for draft in drafts if not draft.visible]
    if bare:
        # These have nothing to show, so "Creator: not stated" is no contradiction.
        next((draft for draft in bare if not draft.shown), bare[0]).add_shown(shown, credit)
    elif len(drafts) == 1 and drafts[0].stated and not drafts[0].shown:
        drafts[0].add_shown(shown, credit)
        drafts[0].others.setdefault("line", []).append((credit, shown.place))
    else:
        draft = _Draft()
        draft.add(shown.place, {"line": credit}, frozenset())
        draft.add_shown(shown, credit)
        drafts.append(draft)


def _shows(draft: _Draft, text: str) -> bool:
    visible = draft.visible
    return any(contains(text, part) for part in visible) or bool(
        visible and word_overlap(text, visible[:2]) >= _LEAST_OVERLAP
    )


def _best_shown(drafts: Sequence[_Draft], text: str) -> _Draft:
    """Return the credit with most values shown; among equals, one not shown yet."""
    return max(
        drafts,
        key=lambda d: (sum(contains(text, part) for part in d.visible), not d.shown),
    )

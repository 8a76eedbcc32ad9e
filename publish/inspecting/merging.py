"""One record per credit, from all the places that state it; contradictions are kept, and told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from publish.inspecting.inspection import Difference, FoundCredit, Value
from publish.inspecting.places import HIDDEN, Place, Shown, Stated
from publish.inspecting.same_text import credit_in, folded, holds, license_of, likeness, same

_TELLING = ("line", "creator", "title", "source", "asset_id")
"""Fields by which one credit of a picture is told from another."""
_SEEN = ("line", "creator", "title", "provider", "copyright", "license_name", "license_id")
"""Fields that a reader can be expected to see at the picture."""
_ALIKE = 0.5
"""The share of a credit's words from which a text shown is that credit, if the page broke it."""


@dataclass
class _Draft:
    """A credit that grows place by place."""

    fields: dict[str, str] = field(default_factory=dict)
    first: dict[str, Place] = field(default_factory=dict)
    """The place that each field was taken from."""
    agreeing: dict[str, list[Place]] = field(default_factory=dict)
    others: dict[str, list[tuple[str, Place]]] = field(default_factory=dict)
    found_in: list[Place] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    stated: bool = False
    """Whether it is stated for programs, and not only shown."""

    def add(self, place: Place, fields: Mapping[str, str], weak: frozenset[str]) -> None:
        """Another place's word on this credit."""
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

    def see(self, shown: Shown, text: str) -> None:
        """Readers see it, too."""
        if shown.place not in self.found_in:
            self.found_in.append(shown.place)
        if text not in self.shown and shown.place not in HIDDEN:
            self.shown.append(text)

    def score(self, fields: Mapping[str, str]) -> int:
        """How well another record fits this one: agreements less contradictions."""
        both = [name for name in fields if name in self.fields]
        weight = {name: 3 if name in _TELLING else 1 for name in both}
        return sum(w if same(n, self.fields[n], fields[n]) else -w for n, w in weight.items())

    @property
    def seen(self) -> list[str]:
        """What a reader could be shown of it."""
        return [text for name in _SEEN if (text := self.fields.get(name, "")).strip()]

    def finished(self) -> FoundCredit:
        """The credit, with what differs."""
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


def merged(stated: Iterable[Stated], shown: Iterable[Shown]) -> tuple[FoundCredit, ...]:
    """The credits of one picture; where places differ, the most trusted one leads."""
    order = list(Place)
    drafts: list[_Draft] = []
    for saying in sorted(stated, key=lambda s: order.index(s.place)):
        _take(drafts, saying)
    # A credit that is marked as one is heard before a caption that may hold one.
    for text in sorted(shown, key=lambda s: not s.marked):
        _see(drafts, text)
    return tuple(draft.finished() for draft in drafts)


def _take(drafts: list[_Draft], saying: Stated) -> None:
    records = [fields for fields in saying.credits if fields]
    if len(records) == 1 and len(drafts) > 1 and _of_all(drafts, records[0]):
        for draft in drafts:
            if share := _share(draft, drafts, records[0]):
                draft.add(saying.place, share, saying.weak)
        return
    free = list(drafts)
    pairs: dict[int, _Draft] = {}
    for index, fields in enumerate(records):
        best = max(free, key=lambda draft: draft.score(fields), default=None)
        if best is not None and best.score(fields) > 0:
            free.remove(best)
            pairs[index] = best
    left = [index for index in range(len(records)) if index not in pairs]
    # As many credits as there are still: these contradict each other, one by one.
    matched = len(left) == len(free)
    for index, fields in enumerate(records):
        draft = pairs.get(index) or (free.pop(0) if matched else _Draft())
        if all(draft is not known for known in drafts):
            drafts.append(draft)
        draft.add(saying.place, fields, saying.weak)
        draft.stated = True


def _of_all(drafts: Sequence[_Draft], fields: Mapping[str, str]) -> bool:
    """Whether one record speaks of all the credits at once, as IPTC has to of a composite."""
    known = [name for name in fields if any(name in draft.fields for draft in drafts)]
    return bool(known) and all(
        same(name, fields[name], _joined(drafts, name))
        or all(same(name, fields[name], d.fields[name]) for d in drafts if name in d.fields)
        for name in known
    )


def _joined(drafts: Sequence[_Draft], name: str) -> str:
    return "; ".join(dict.fromkeys(d.fields[name] for d in drafts if name in d.fields))


def _share(draft: _Draft, drafts: Sequence[_Draft], fields: Mapping[str, str]) -> dict[str, str]:
    """What a record about all credits says of one: what it has itself, and what none has."""
    return {
        name: draft.fields.get(name, text)
        for name, text in fields.items()
        if name in draft.fields or not any(name in other.fields for other in drafts)
    }


def _see(drafts: list[_Draft], shown: Shown) -> None:
    """Find the credits that a text shows; a text that shows another one contradicts."""
    text = folded(shown.text)
    fitting = [draft for draft in drafts if _shows(draft, text)]
    if fitting:
        best = fitting if not shown.marked or len(fitting) == 1 else [_nearest(fitting, text)]
        for draft in best:
            draft.see(shown, text)
        return
    credit = text if shown.marked else credit_in(text)
    if not credit:
        return
    bare = [draft for draft in drafts if not draft.seen]
    if bare:
        # Nothing that a reader could be shown: "Creator: not stated" is no contradiction.
        next((draft for draft in bare if not draft.shown), bare[0]).see(shown, credit)
    elif len(drafts) == 1 and drafts[0].stated and not drafts[0].shown:
        drafts[0].see(shown, credit)
        drafts[0].others.setdefault("line", []).append((credit, shown.place))
    else:
        draft = _Draft()
        draft.add(shown.place, {"line": credit}, frozenset())
        draft.see(shown, credit)
        drafts.append(draft)


def _shows(draft: _Draft, text: str) -> bool:
    seen = draft.seen
    return any(holds(text, part) for part in seen) or bool(
        seen and likeness(text, seen[:2]) >= _ALIKE
    )


def _nearest(drafts: Sequence[_Draft], text: str) -> _Draft:
    """The credit of which most is shown; of two, the one that is not shown yet."""
    return max(
        drafts,
        key=lambda d: (sum(holds(text, part) for part in d.seen), not d.shown),
    )

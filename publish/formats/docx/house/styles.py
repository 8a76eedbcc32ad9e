"""The house's styles in place of computed ones, by name and by the table in ``publish.toml``.

Paragraphs stay in the styles that they have; only what these say becomes another. Numbers, the
outline and the languages are the article's. A role without a name of Word's takes the house's name,
based on a style with its own, by which everybody still knows a byline or a credit. One with a
name of Word's keeps it, since contents and checkers go by it, and is based on the house's.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import field

from publish.errors import Problem, SourceError
from publish.formats.docx.house.properties import fill, give, put, structure, taken
from publish.formats.docx.house.reference import Reference, value, without_foreign
from publish.formats.docx.styles import builtin
from publish.formats.docx.styles.catalog import Styles, identifier
from publish.formats.docx.xml.elements import Element, qn, w
from publish.suggest import did_you_mean
from publish.values import dataclass

_KINDS = ("paragraph", "character")
_LOCAL = {
    "standard": "normal", "textkörper": "body text", "titel": "title", "untertitel": "subtitle",
    "beschriftung": "caption", "zitat": "quote", "titre": "title", "sous-titre": "subtitle",
    "légende": "caption", "citation": "quote", "corps de texte": "body text", "título": "title",
    "subtítulo": "subtitle", "epígrafe": "caption", "titolo": "title", "sottotitolo": "subtitle",
    "didascalia": "caption", "text body": "body text", "internet link": "hyperlink",
    **{
        f"{word} {n}": f"heading {n}"
        for word in ("überschrift", "titre", "título", "titolo", "kop")
        for n in range(1, 10)
    },
}  # fmt: skip
"""Word's built-in names where a program wrote them in its user's language."""


@dataclass
class HouseStyles:
    """The styles of a house's file, taken into a document's style definitions."""

    reference: Reference
    used: dict[str, str] = field(default_factory=dict)
    """The house's styles that are used, by the names of ours."""
    computed: list[str] = field(default_factory=list)
    """The names of styles of ours that the house lacks."""
    ids: dict[str, str] = field(default_factory=dict)
    """Ids in the document, by the ids in the house's file."""
    _styles: dict[str, Element] = field(default_factory=dict)
    _roles: dict[str, str] = field(
        default_factory=lambda: {
            **dict.fromkeys((*builtin.PARAGRAPHS, "Normal"), "paragraph"),
            **dict.fromkeys(builtin.CHARACTERS, "character"),
        }
    )
    """The kinds of our styles, by their names."""
    _defaults: dict[str, Element] = field(default_factory=dict)
    _root: Element = field(default_factory=lambda: w("styles"))

    def __post_init__(self) -> None:
        part = self.reference.near("styles")
        if part is None:
            return
        root = without_foreign(self.reference.xml(part))
        for style in root.iterchildren(qn("style")):
            if style.get(qn("type")) in _KINDS:
                self._styles[style.get(qn("styleId")) or ""] = style
        for group in ("pPr", "rPr"):
            holder = root.find(f"{qn('docDefaults')}/{qn(f'{group}Default')}")
            self._defaults |= taken(holder) if holder is not None else {}

    def know(self, styles: Styles) -> None:
        """Know the theme's own styles, too, so that the house can name them."""
        for paragraph, is_own in styles.paragraphs.all():
            if is_own:
                self._roles[paragraph.name] = "paragraph"
        for character, is_own in styles.characters.all():
            if is_own:
                self._roles[character.name] = "character"

    def names(self) -> dict[str, str]:
        """The house's names of roles that take them. Raises ``SourceError`` (reference-style)."""
        names: dict[str, str] = {}
        for role, name in self.reference.template.styles:
            key = self._named(role, name)
            taken_name = value(self._styles[key], "name")
            if _has_no_name(role) and not self._is_taken(taken_name, names):
                names[role] = taken_name
        return names

    def _is_taken(self, name: str, names: Mapping[str, str]) -> bool:
        known = {role.lower() for role in self._roles}
        return name.lower() in known or name in names.values()

    def _named(self, role: str, name: str) -> str:
        """The id of the house's style of that name, for a role."""
        if role not in self._roles:
            fix = did_you_mean(
                role, tuple(self._roles), "`publish check --layout --json` names them.", "`{}`"
            )
            raise self._wrong(role, f"`{role}` is no style of Publish's", fix)
        kind = self._roles[role]
        found = self._find(name, "paragraph"), self._find(name, "character")
        key, other = found if kind == "paragraph" else found[::-1]
        if key is not None:
            return key
        file = self.reference.template.name
        if other is not None:
            message = f"`{name}` in {file} is no {kind} style, as `{role}` is"
            raise self._wrong(role, message, f"Name a {kind} style of {file}.")
        of_kind = [value(s, "name") for s in self._styles.values() if s.get(qn("type")) == kind]
        fix = did_you_mean(name, of_kind, f"Make it in {file}, or leave the line out.", "`{}`")
        raise self._wrong(role, f"{file} has no style `{name}`", fix)

    def _wrong(self, role: str, message: str, fix: str) -> SourceError:
        where = self.reference.template.place(role)
        return SourceError(Problem("reference-style", message, fix, where))

    def _find(self, name: str, kind: str, id: str = "") -> str | None:
        """The id of the house's style that is known by ``name``, or else by an id."""
        wanted = name.lower()
        ranks: dict[int, str] = {}
        for key, style in self._styles.items():
            if style.get(qn("type")) != kind:
                continue
            own = value(style, "name").lower()
            aliases = [a.strip().lower() for a in value(style, "aliases").split(",")]
            tests = (own == wanted, _LOCAL.get(own) == wanted, key == id, wanted in aliases)
            rank = next((n for n, passed in enumerate(tests) if passed), None)
            if rank is not None:
                ranks.setdefault(rank, key)
        return ranks[min(ranks)] if ranks else None

    # -- into a document ----------------------------------------------------------------------

    def dress(self, root: Element) -> None:
        """Change the style definitions in ``root``, which are computed, to the house's."""
        self._root = root
        self._read_direction(root)
        ours = {
            (style.get(qn("type")) or "", value(style, "name").lower()): style
            for style in root.iterchildren(qn("style"))
        }
        table = {role.lower(): self._named(role, n) for role, n in self.reference.template.styles}
        names = {role.lower(): name for role, name in self.names().items()}
        pairs: list[tuple[Element, str]] = []
        for (kind, name), style in ours.items():
            if kind not in _KINDS or name == "default paragraph font":
                continue
            key = table.get(name) or self._find(name, kind, style.get(qn("styleId")) or "")
            if key is None:
                if value(style, "semiHidden") == "" and style.find(qn("semiHidden")) is None:
                    self.computed.append(value(style, "name"))
                continue
            pairs.append((style, key))
            self.used[value(style, "name")] = value(self._styles[key], "name")
            if name not in table or name in names:
                self.ids.setdefault(key, style.get(qn("styleId")) or "")
        for style, key in pairs:
            name = value(style, "name").lower()
            if name in table and name not in names and not self._is_own(style, key):
                self._base(style, self.bring(key))
                give(style, {}, structure(style))
            else:
                self._replace(style, key, names.get(name))

    def _read_direction(self, root: Element) -> None:
        """Let styles without a parent run the article's way, too."""
        bidi = root.find(f"{qn('style')}/{qn('pPr')}/{qn('bidi')}")
        normal = None if bidi is None else bidi.getparent()
        if bidi is not None and normal is not None and _is_normal(normal):
            put(self._defaults.setdefault("pPr", w("pPr")), deepcopy(bidi))

    def _is_own(self, style: Element, key: str) -> bool:
        return self.ids.get(key) == style.get(qn("styleId"))

    def _replace(self, style: Element, key: str, name: str | None) -> None:
        parent = self._parent(key)
        if name is not None:
            parent = self._carrier(style, parent)
            style.find(qn("name")).set(qn("val"), name)  # type: ignore[union-attr]
        self._base(style, parent)
        give(style, self._properties(key), structure(style))

    def _carrier(self, style: Element, parent: str | None) -> str:
        """A style that only has the name of the role, for a style with the house's name."""
        id = self._free(f"{style.get(qn('styleId'))}Role")
        carrier = w(
            "style",
            w("name", val=value(style, "name")),
            w("basedOn", val=parent) if parent else None,
            w("uiPriority", val=99),
            w("semiHidden"),
            type=style.get(qn("type")),
            customStyle=True,
            styleId=id,
        )
        if not parent:
            give(carrier, deepcopy(self._defaults_of(style)), [])
        style.addprevious(carrier)
        return id

    def _defaults_of(self, style: Element) -> dict[str, Element]:
        return self._defaults if style.get(qn("type")) == "paragraph" else {}

    def _properties(self, key: str) -> dict[str, Element]:
        """The properties of a house's style, with its defaults where it has no parent."""
        style = self._styles[key]
        found = taken(style)
        if style.get(qn("type")) != "paragraph":
            found.pop("pPr", None)
        if self._parent(key) is None:
            fill(found, self._defaults_of(style))
        return found

    def _parent(self, key: str) -> str | None:
        parent = value(self._styles[key], "basedOn")
        known = self._styles.get(parent)
        if known is None or known.get(qn("type")) != self._styles[key].get(qn("type")):
            return None
        return None if self._circles(key) else self.bring(parent)

    def _circles(self, key: str) -> bool:
        seen: set[str] = set()
        while key in self._styles and key not in seen:
            seen.add(key)
            key = value(self._styles[key], "basedOn")
        return key in seen

    def bring(self, key: str) -> str:
        """The id in the document of a house's style, which is added if it is none of ours."""
        if key in self.ids:
            return self.ids[key]
        style = self._styles[key]
        id = self.ids[key] = self._free(identifier(key) or "House")
        name = self._free_name(value(style, "name") or key)
        parent = self._parent(key)
        added = w(
            "style",
            w("name", val=name),
            w("basedOn", val=parent) if parent else None,
            w("uiPriority", val=40),
            type=style.get(qn("type")),
            customStyle=style.get(qn("customStyle")),
            styleId=id,
        )
        give(added, self._properties(key), [])
        self._root.append(added)
        return id

    def known(self, id: str) -> str | None:
        """The id in the document of a style in the house's file; None for one that it lacks."""
        return self.bring(id) if id in self._styles else None

    def _free(self, id: str) -> str:
        """``id``, or one like it that no style of the document has; Word ignores case."""
        used = {(style.get(qn("styleId")) or "").lower() for style in self._root}
        used |= {known.lower() for known in self.ids.values()}
        return _unlike(id, used)

    def _free_name(self, name: str) -> str:
        return _unlike(name, {value(style, "name").lower() for style in self._root})

    def _base(self, style: Element, parent: str | None) -> None:
        based = style.find(qn("basedOn"))
        if based is not None:
            style.remove(based)
        if parent and parent != style.get(qn("styleId")):
            style.find(qn("name")).addnext(w("basedOn", val=parent))  # type: ignore[union-attr]


def _is_normal(group: Element) -> bool:
    style = group.getparent()
    return style is not None and style.get(qn("default")) is not None


def _has_no_name(role: str) -> bool:
    """Has Word no name of its own for the role?"""
    if role == "Normal":
        return False
    return not (builtin.CHARACTERS.get(role) or builtin.info(role)).word


def _unlike(text: str, used: set[str]) -> str:
    number, free = 1, text
    while free.lower() in used:
        number += 1
        free = f"{text} {number}" if " " in text else f"{text}{number}"
    return free

"""Properties of the house's styles: put in the schema's order, and filled from its defaults."""

from __future__ import annotations

from copy import deepcopy

from publish.formats.docx.xml.elements import Element, qn, w

_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
    "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle"
)
_RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
    "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
)
_ORDER = {
    group: {qn(name): n for n, name in enumerate(names.split())}
    for group, names in (("pPr", _PARAGRAPH), ("rPr", _RUN))
}
"""The schema's order of properties (ISO 29500-1, CT_PPrBase and EG_RPrBase)."""
STRUCTURE = frozenset({"numPr", "outlineLvl", "bidi"})
"""Properties of paragraphs that say what the text is, and come from the article alone."""
_BOX = frozenset({"shd", "pBdr", "ind"})
"""The box around a paragraph, if it has a ground: without it there is a hole in the box."""
_NEVER = frozenset({*STRUCTURE, "pStyle", "rStyle", "sectPr", "lang", "framePr"})
"""Properties that no style of the house gives: numbers, outline and languages are the article's."""
_JOINED = ("rFonts", "spacing", "ind")
"""Properties whose attributes are inherited one by one."""
_TWINS = ("b", "i", "sz")
"""Properties with a second one for Arabic and other complex scripts, which a house may not know."""
_GROUPS = ("pPr", "rPr")


def taken(style: Element) -> dict[str, Element]:
    """The properties of a house's style, by group, without those that it may not give."""
    groups = {group: _of(style, group) for group in _GROUPS}
    return {group: _allowed(deepcopy(one)) for group, one in groups.items() if one is not None}


def _of(style: Element, group: str) -> Element | None:
    found = style.find(qn(group))
    return None if found is None or not len(found) else found


def _allowed(group: Element) -> Element:
    for child in [*group]:
        if str(child.tag) not in _ORDER[_name(group)] or _name(child) in _NEVER:
            group.remove(child)
    for name in _TWINS if _name(group) == "rPr" else ():
        own, twin = group.find(qn(name)), group.find(qn(f"{name}Cs"))
        if own is not None and twin is None:
            group.append(w(f"{name}Cs", val=own.get(qn("val"))))
    order = _ORDER[_name(group)]
    group[:] = sorted(group, key=lambda child: order[str(child.tag)])
    return group


def structure(style: Element) -> list[Element]:
    """All that a style of ours says of the text, besides its looks."""
    group = style.find(qn("pPr"))
    if group is None:
        return []
    kept = STRUCTURE | (_BOX if group.find(qn("shd")) is not None else frozenset())
    return [deepcopy(one) for one in group if _name(one) in kept]


def give(style: Element, properties: dict[str, Element], kept: list[Element]) -> None:
    """Give ``style`` these properties in place of its own, with those that are ``kept``."""
    for group in _GROUPS:
        if (old := style.find(qn(group))) is not None:
            style.remove(old)
    wanted = dict(properties)
    if kept:
        wanted.setdefault("pPr", w("pPr"))
    place = next((n for n, one in enumerate(style) if _name(one).startswith("tbl")), len(style))
    for group in _GROUPS:
        if group in wanted:
            style.insert(place, wanted[group])
            place += 1
    for one in kept:
        put(wanted["pPr"], one)


def give_color(style: Element, color: str) -> None:
    """Give ``style`` another color of its characters."""
    group = style.find(qn("rPr"))
    if group is None:
        group = w("rPr")
        give(style, taken(style) | {"rPr": group}, structure(style))
    put(group, w("color", val=color))


def put(group: Element, one: Element) -> None:
    """Put a property in its place, in place of an older one."""
    order = _ORDER[_name(group)]
    if (old := group.find(str(one.tag))) is not None:
        group.remove(old)
    rank = order[str(one.tag)]
    later = (n for n, other in enumerate(group) if order.get(str(other.tag), 99) > rank)
    group.insert(next(later, len(group)), one)


def fill(properties: dict[str, Element], defaults: dict[str, Element]) -> None:
    """Add the ``defaults`` that ``properties`` leave open, as Word does without a parent."""
    for group, found in defaults.items():
        into = properties.setdefault(group, w(group))
        for default in found:
            own = into.find(str(default.tag))
            if own is None:
                put(into, deepcopy(default))
            elif _name(default) in _JOINED:
                _join(own, default)


def _join(own: Element, default: Element) -> None:
    for key, text in default.attrib.items():
        theme = str(key).removesuffix("Theme").replace("cstheme", "cs")
        known = {str(k).removesuffix("Theme").replace("cstheme", "cs") for k in own.attrib}
        if theme not in known:
            own.set(key, text)


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]

"""styles.xml: what the styles of a document say, in Word's words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from publish.formats.docx.model import roles
from publish.formats.docx.model.blocks import TableFormat
from publish.formats.docx.model.formatting import (
    ParagraphFormat,
    Rule,
    difference,
    facts,
    languages,
    paragraph_properties,
    run_properties,
)
from publish.formats.docx.styles.list_styles import Numberings, unnumbered
from publish.formats.docx.styles.named import (
    CharacterStyle,
    Families,
    ParagraphStyle,
    Style,
    Styles,
    TableStyle,
)
from publish.formats.docx.xml.elements import Element, root, w

_HIDDEN = 99
"""The priority of what a list of styles need not show."""
_SIDES = ("top", "left", "bottom", "right")
S = TypeVar("S", bound=Style)


def stylesheet(styles: Styles, numberings: Numberings, lang: str) -> Element:
    """The root of styles.xml: every role's own style, and of the variants those in use."""
    return root(
        "styles",
        w(
            "docDefaults",
            w("rPrDefault", w("rPr", w("lang", **languages(lang, styles.normal.rtl)))),
            w("pPrDefault"),
        ),
        _latent(),
        *_defaults(styles),
        *(_paragraph(style, styles, numberings) for style in _needed(styles.paragraphs)),
        *(_character(style) for style in _needed(styles.characters)),
        *(_table(style) for style in _needed(styles.tables)),
    )


def _needed(families: Families[S]) -> Iterator[S]:
    """Each family's own style, and the variants in use."""
    yield from (style for style, own in families.all() if own or style.used)


def _latent() -> Element:
    """Word's own styles stay out of its lists until somebody uses one."""
    return w(
        "latentStyles",
        defLockedState=False,
        defUIPriority=_HIDDEN,
        defSemiHidden=True,
        defUnhideWhenUsed=True,
        defQFormat=False,
        count=376,
    )


def _defaults(styles: Styles) -> Iterator[Element]:
    """The four styles that every document has."""
    # Characters stand here and not in docDefaults: LibreOffice lays those over the
    # character styles in tables.
    characters = {
        **{key: value for key, value in facts(styles.font).items() if value},
        "kerning": 2,
        "ligatures": "standard",
    }
    yield w(
        "style",
        w("name", val="Normal"),
        w("uiPriority", val=0),
        w("qFormat"),
        w("pPr", *paragraph_properties({**_BARE, **difference(styles.normal, ParagraphFormat())})),
        w("rPr", *run_properties(characters)),
        type="paragraph",
        default=True,
        styleId="Normal",
    )
    yield _default("character", "DefaultParagraphFont", "Default Paragraph Font")
    margins = w("tblCellMar", *(w(side, w=0, type="dxa") for side in _SIDES))
    cells = w("tblPr", w("tblInd", w=0, type="dxa"), margins)
    yield _default("table", "TableNormal", "Normal Table", cells)
    yield _default("numbering", "NoList", "No List")


_BARE = {
    key: value
    for key, value in facts(ParagraphFormat()).items()
    if key in ("before", "after", "line", "widow_control", "hyphenate")
}


def _default(kind: str, id: str, name: str, *children: Element) -> Element:
    return w(
        "style",
        w("name", val=name),
        w("uiPriority", val=_HIDDEN),
        w("semiHidden"),
        w("unhideWhenUsed"),
        *children,
        type=kind,
        default=True,
        styleId=id,
    )


def _shelf(priority: int, *, variant: bool, quiet: bool = False) -> Iterator[Element]:
    """Where Word's lists show a style: variants only once they are used, gallery never."""
    yield w("uiPriority", val=_HIDDEN if variant else priority)
    if variant:
        yield w("semiHidden")
        yield w("unhideWhenUsed")
    elif not quiet:
        yield w("qFormat")


def _paragraph(style: ParagraphStyle, styles: Styles, numberings: Numberings) -> Element:
    known = roles.facts(style.role)
    base = style.base
    format = difference(style.format, base.format if base else styles.normal)
    if base and "tabs" in format:
        # Stops add to those of the style that this one is based on (ISO 29500-1 §17.3.1.37).
        gone = (("clear", at) for kind, at in base.format.tabs if (kind, at) not in format["tabs"])
        format["tabs"] = (*gone, *format["tabs"])
    indents = ("left", "right", "first")
    if any(name in format for name in indents):
        # LibreOffice takes the three indents of a style as one.
        format |= {name: getattr(style.format, name) for name in indents}
    font = difference(style.font, base.font if base else styles.font)
    following = styles.paragraphs.first(known.next)
    number = numberings.style(style.levels, style.id) if style.levels else None
    if format.get("numbered"):
        number = numberings.heading(style.format.outline or 0, style.id)
    elif "numbered" in format:
        number = unnumbered()
    builtin = None if style.is_variant else known.word
    return w(
        "style",
        w("name", val=builtin or style.name),
        w("basedOn", val=base.id if base else "Normal"),
        w("next", val=following.id) if following else None,
        *_shelf(known.priority, variant=style.is_variant, quiet=style.role in roles.QUIET),
        _group("pPr", paragraph_properties(format, number)),
        _group("rPr", run_properties(font)),
        type="paragraph",
        customStyle=None if builtin else True,
        styleId=style.id,
    )


def _character(style: CharacterStyle) -> Element:
    known = roles.CHARACTERS.get(style.name, roles.Facts(priority=25))
    return w(
        "style",
        w("name", val=known.word or style.name),
        w("basedOn", val=style.base.id if style.base else "DefaultParagraphFont"),
        *_shelf(known.priority, variant=style.is_variant),
        _group("rPr", run_properties(style.said)),
        type="character",
        customStyle=None if known.word else True,
        styleId=style.id,
    )


def _group(name: str, children: list[Element]) -> Element | None:
    return w(name, *children) if children else None


# -- tables ---------------------------------------------------------------------------------


def _table(style: TableStyle) -> Element:
    format = style.format
    margins = zip(_SIDES, format.margins, strict=True)
    return w(
        "style",
        w("name", val=style.name),
        w("basedOn", val="TableNormal"),
        *_shelf(24, variant=False),
        w(
            "tblPr",
            w("tblStyleRowBandSize", val=1) if any(format.bands) else None,
            _borders(
                "tblBorders",
                top=format.top,
                left=format.left,
                bottom=format.bottom,
                right=format.right,
                insideH=format.inside_h,
                insideV=format.inside_v,
            ),
            w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in margins)),
        ),
        w("tcPr", _shade(format.shading), w("vAlign", val=format.vertical)),
        *_conditional(format),
        type="table",
        customStyle=True,
        styleId=style.id,
    )


def _conditional(format: TableFormat) -> Iterator[Element]:
    """What the head, the foot and the odd and even rows have for themselves."""
    raised = format.head_vertical != format.vertical
    cells: dict[str, list[Element | None]] = {
        "firstRow": [
            _borders("tcBorders", bottom=format.head_bottom),
            _shade(format.head_shading),
            w("vAlign", val=format.head_vertical) if raised else None,
        ],
        "lastRow": [_borders("tcBorders", top=format.foot_top)],
        "band1Horz": [_shade(format.bands[0])],
        "band2Horz": [_shade(format.bands[1])],
    }
    for condition, properties in cells.items():
        if any(each is not None for each in properties):
            yield w("tblStylePr", w("tblPr"), w("tcPr", *properties), type=condition)


def _borders(name: str, **rules: Rule | None) -> Element | None:
    return _group(name, [rule.xml(side) for side, rule in rules.items() if rule])


def _shade(color: Any) -> Element | None:
    return w("shd", val="clear", color="auto", fill=color) if color else None

"""The style definitions part: the styles of a document as XML (ISO 29500-1 §17.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from publish.formats.docx.model.blocks import TableFormat
from publish.formats.docx.model.formatting import (
    SIDES,
    ParagraphFormat,
    Rule,
    difference,
    properties_of,
)
from publish.formats.docx.parts.formatting import (
    border,
    languages,
    paragraph_properties,
    run_properties,
    shading,
)
from publish.formats.docx.parts.numbering import Numberings, unnumbered
from publish.formats.docx.styles import builtin
from publish.formats.docx.styles.catalog import (
    CharacterStyle,
    Families,
    ParagraphStyle,
    Style,
    Styles,
    TableStyle,
)
from publish.formats.docx.xml.elements import Element, root, w

_HIDDEN = 99
"""The priority of styles that lists need not show."""
S = TypeVar("S", bound=Style)


def style_definitions(styles: Styles, numberings: Numberings, lang: str) -> Element:
    """The root of styles.xml: every role's own style, and the variants in use."""
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
    """Hide Word's own styles from its lists until somebody uses one."""
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
    """The four default styles of every document."""
    # Characters are here and not in docDefaults: in tables LibreOffice applies those over
    # the character styles.
    characters = {
        **{key: value for key, value in properties_of(styles.font).items() if value},
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
    margins = w("tblCellMar", *(w(side, w=0, type="dxa") for side in SIDES))
    cells = w("tblPr", w("tblInd", w=0, type="dxa"), margins)
    yield _default("table", "TableNormal", "Normal Table", cells)
    yield _default("numbering", "NoList", "No List")


_BARE = {
    key: value
    for key, value in properties_of(ParagraphFormat()).items()
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


def _visibility(priority: int, *, variant: bool, quiet: bool = False) -> Iterator[Element]:
    """Where Word's lists show a style: a variant only after it is used, and not in the gallery."""
    yield w("uiPriority", val=_HIDDEN if variant else priority)
    if variant:
        yield w("semiHidden")
        yield w("unhideWhenUsed")
    elif not quiet:
        yield w("qFormat")


def _paragraph(style: ParagraphStyle, styles: Styles, numberings: Numberings) -> Element:
    known = builtin.info(style.role)
    base = style.base
    format = difference(style.format, base.format if base else styles.normal)
    if base and "tabs" in format:
        # Stops are added to those of the style that this one is based on (ISO 29500-1 §17.3.1.37).
        cleared = (
            ("clear", at) for kind, at in base.format.tabs if (kind, at) not in format["tabs"]
        )
        format["tabs"] = (*cleared, *format["tabs"])
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
    builtin_name = None if style.is_variant else known.word
    return w(
        "style",
        w("name", val=builtin_name or style.name),
        w("basedOn", val=base.id if base else "Normal"),
        w("next", val=following.id) if following else None,
        *_visibility(known.priority, variant=style.is_variant, quiet=style.role in builtin.QUIET),
        _group("pPr", paragraph_properties(format, number)),
        _group("rPr", run_properties(font)),
        type="paragraph",
        customStyle=None if builtin_name else True,
        styleId=style.id,
    )


def _character(style: CharacterStyle) -> Element:
    known = builtin.CHARACTERS.get(style.name, builtin.StyleInfo(priority=25))
    return w(
        "style",
        w("name", val=known.word or style.name),
        w("basedOn", val=style.base.id if style.base else "DefaultParagraphFont"),
        *_visibility(known.priority, variant=style.is_variant),
        _group("rPr", run_properties(style.properties)),
        type="character",
        customStyle=None if known.word else True,
        styleId=style.id,
    )


def _group(name: str, children: list[Element]) -> Element | None:
    return w(name, *children) if children else None


# -- tables ---------------------------------------------------------------------------------


def _table(style: TableStyle) -> Element:
    format = style.format
    margins = zip(SIDES, format.margins, strict=True)
    return w(
        "style",
        w("name", val=style.name),
        w("basedOn", val="TableNormal"),
        *_visibility(24, variant=False),
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
        w("tcPr", _shading(format.shading), w("vAlign", val=format.vertical)),
        *_conditional(format),
        type="table",
        customStyle=True,
        styleId=style.id,
    )


def _conditional(format: TableFormat) -> Iterator[Element]:
    """The properties of the head, the foot and the odd and even rows."""
    other = format.head_vertical != format.vertical
    cells: dict[str, list[Element | None]] = {
        "firstRow": [
            _borders("tcBorders", bottom=format.head_bottom),
            _shading(format.head_shading),
            w("vAlign", val=format.head_vertical) if other else None,
        ],
        "lastRow": [_borders("tcBorders", top=format.foot_top)],
        "band1Horz": [_shading(format.bands[0])],
        "band2Horz": [_shading(format.bands[1])],
    }
    for condition, properties in cells.items():
        if any(each is not None for each in properties):
            yield w("tblStylePr", w("tblPr"), w("tcPr", *properties), type=condition)


def _borders(name: str, **rules: Rule | None) -> Element | None:
    return _group(name, [border(rule, side) for side, rule in rules.items() if rule])


def _shading(color: str | None) -> Element | None:
    return shading(color) if color else None

"""Converts a theme's stylesheets to the stylesheet of an EPUB.

Works on tinycss2's tokens, so that a ``pt`` in a string or a ``}`` in a comment is not
misread. :mod:`print_only` lists what is left out; :mod:`declarations` converts
declarations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib import resources

import tinycss2
from tinycss2.ast import AtRule, Declaration, IdentToken, LiteralToken, Node, QualifiedRule

from publish.css_units import POINTS
from publish.errors import Problem, ThemeError
from publish.formats.epub import font_shorthand, print_only
from publish.formats.epub.declarations import RootStyle, convert
from publish.page import DARK, Look

ROOT_SELECTORS = frozenset({"html", "body", ":root", "html body"})


def for_reading_systems(look: Look, names: Mapping[str, str]) -> str:
    """Return the stylesheet for ``look``: our base rules, then the theme's.

    It has no ``@font-face``. ``names`` maps the theme's families to their names in the
    EPUB. Raises ``ThemeError`` if the theme's CSS is not well-formed.
    """
    return _converted(look, names, look.sheet("epub"), base())


def for_browsers(look: Look, names: Mapping[str, str], sheet: str, own: str) -> str:
    """The same for a web page, whose colors are the theme's: ``own`` rules, then its ``sheet``."""
    return _converted(look, names, sheet, own, owned=False)


def base() -> str:
    """Our own rules, before those of any theme."""
    return resources.files(__package__).joinpath("base.css").read_text("utf-8")


def _converted(
    look: Look, names: Mapping[str, str], sheet: str, own: str, *, owned: bool = True
) -> str:
    rules = _parse(f"{look.style}\n{sheet}", look.theme)
    root = replace(_root_style(rules, names), paired=not owned)
    root = replace(root, dark=_in_the_dark(rules, root))
    blocks = [*_rules(_parse(own, "base.css"), root), *_rules(rules, root)]
    return "\n".join(blocks) + "\n"


def _parse(css: str, origin: str) -> list[Node]:
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return _check(rules, origin)


def _check(nodes: list[Node], origin: str) -> list[Node]:
    for node in nodes:
        if node.type == "error":
            raise ThemeError(
                Problem(
                    "theme-css",
                    f"{origin}: the stylesheet has an error near line {node.source_line} "
                    f"of its rules ({node.message})",
                    "Check for a missing brace or semicolon there.",
                )
            )
    return nodes


def _declarations(rule: QualifiedRule, origin: str) -> list[Declaration]:
    nodes: list[Node] = tinycss2.parse_blocks_contents(
        rule.content, skip_comments=True, skip_whitespace=True
    )
    for node in _check(nodes, origin):
        if not isinstance(node, Declaration):
            raise ThemeError(
                Problem(
                    "theme-css-nested",
                    f"{origin}: there is a nested rule in the rule for "
                    f"{tinycss2.serialize(rule.prelude).strip()!r}",
                    "Write it as a separate rule: reading systems do not support nesting.",
                )
            )
    return nodes


def _root_style(rules: Iterable[Node], names: Mapping[str, str]) -> RootStyle:
    """Return the font size and text color of the theme's root; the last declaration counts."""
    base, ink = RootStyle.base, RootStyle.ink
    for rule in rules:
        if not isinstance(rule, QualifiedRule) or not ROOT_SELECTORS.issuperset(_selectors(rule)):
            continue
        for declaration in _declarations(rule, "theme"):
            base = _points(declaration) or base
            if declaration.lower_name == "color":
                ink = tuple(n for n in declaration.value if n.type != "whitespace")
    return RootStyle(base, ink, names)


def _points(declaration: Declaration) -> float | None:
    """Return the absolute size of ``font-size`` or ``font``, in points; else None."""
    size: Node | None = None
    if declaration.lower_name == "font":
        font = font_shorthand.font(declaration.value)
        size = font.size if font else None
    elif declaration.lower_name == "font-size":
        size = next((n for n in declaration.value if n.type == "dimension"), None)
    if size is None or size.type != "dimension" or size.lower_unit not in POINTS:
        return None
    return float(size.value * POINTS[size.lower_unit])


def _rules(rules: Iterable[Node], root: RootStyle, indent: str = "") -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            yield from _style_rule(rule, root, indent)
        elif isinstance(rule, AtRule) and rule.lower_at_keyword not in print_only.AT_RULES:
            yield from _at_rule(rule, root, indent)


def _style_rule(rule: QualifiedRule, root: RootStyle, indent: str) -> Iterator[str]:
    selectors = [s for s in _selectors(rule) if not _is_print_only(s)]
    on_root = ROOT_SELECTORS.issuperset(selectors)
    lines = list(convert(_declarations(rule, "theme"), root, on_root=on_root))
    if selectors and lines:
        body = ";\n".join(f"{indent}  {line}" for line in lines)
        yield f"{indent}{', '.join(selectors)} {{\n{body};\n{indent}}}"


def _at_rule(rule: AtRule, root: RootStyle, indent: str) -> Iterator[str]:
    keyword, prelude = rule.lower_at_keyword, tinycss2.serialize(rule.prelude).strip()
    if keyword == "media":
        queries = [q for q in _split(rule.prelude) if not _is_for_print(q)]
        if not queries:
            return
        prelude = ", ".join(tinycss2.serialize(query).strip() for query in queries)
    if keyword not in ("media", "supports"):
        yield f"{indent}{rule.serialize().strip()}"
        return
    if _is_dark(rule) and root.dark:
        root = root.dark
    body = list(_rules(_content(rule), root, indent + "  "))
    if body:
        yield "\n".join([f"{indent}@{keyword} {prelude} {{", *body, f"{indent}}}"])


def _in_the_dark(rules: Iterable[Node], root: RootStyle) -> RootStyle:
    """The root in the dark, where a rule there gives it a color and a background."""
    inner = (rule for media in rules if _is_dark(media) for rule in _content(media))
    for rule in inner:
        if isinstance(rule, QualifiedRule) and ROOT_SELECTORS.issuperset(_selectors(rule)):
            found = {d.lower_name: d for d in _declarations(rule, "theme")}
            if "color" in found and found.keys() & {"background", "background-color"}:
                ink = tuple(n for n in found["color"].value if n.type != "whitespace")
                return replace(root, ink=ink, paired=True)
    return root


def _is_dark(rule: Node) -> bool:
    if not isinstance(rule, AtRule) or rule.lower_at_keyword != "media" or not rule.content:
        return False
    return DARK.replace(" ", "") in tinycss2.serialize(rule.prelude).replace(" ", "")


def _content(rule: AtRule) -> list[Node]:
    inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
    return _check(inner, "theme")


def _selectors(rule: QualifiedRule) -> list[str]:
    return [tinycss2.serialize(part).strip() for part in _split(rule.prelude)]


def _split(nodes: Iterable[Node]) -> list[list[Node]]:
    """Split a list at its commas."""
    parts: list[list[Node]] = [[]]
    for node in nodes:
        if isinstance(node, LiteralToken) and node.value == ",":
            parts.append([])
        else:
            parts[-1].append(node)
    return parts


def _is_print_only(selector: str) -> bool:
    nodes = tinycss2.parse_component_value_list(selector)
    colons = 0
    for node in nodes:
        if (
            colons == 2
            and isinstance(node, IdentToken)
            and node.lower_value in print_only.PSEUDO_ELEMENTS
        ):
            return True
        colons = colons + 1 if isinstance(node, LiteralToken) and node.value == ":" else 0
    return False


def _is_for_print(query: Iterable[Node]) -> bool:
    words = [node.lower_value for node in query if isinstance(node, IdentToken)]
    if words[:1] == ["only"]:
        words = words[1:]
    return bool(words) and words[0] in print_only.MEDIA

"""A theme's stylesheets become the one stylesheet of an EPUB.

Works on the tokens of tinycss2, so that a ``pt`` in a string or a ``}`` in a
comment is what it is. What goes and why is in :mod:`print_only`; what becomes
of a declaration is in :mod:`declarations`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import resources

import tinycss2
from tinycss2.ast import AtRule, Declaration, IdentToken, LiteralToken, Node, QualifiedRule

from publish.errors import Problem, ThemeError
from publish.formats.epub import print_only, shorthand
from publish.formats.epub.declarations import POINTS, Ground, converted
from publish.page import Look

ROOT_SELECTORS = frozenset({"html", "body", ":root", "html body"})


def reading(look: Look, names: Mapping[str, str]) -> str:
    """``look`` for reading systems: EPUB's own rules, then the theme's, without ``@font-face``.

    ``names`` maps a family of the theme to the name under which it is embedded.
    Raises ``ThemeError`` where the theme's CSS is not well formed.
    """
    rules = _parsed(f"{look.style}\n{look.sheet('epub')}", look.theme)
    ground = _ground(rules, names)
    own = resources.files(__package__).joinpath("base.css").read_text("utf-8")
    blocks = [*_rules(_parsed(own, "base.css"), ground), *_rules(rules, ground)]
    return "\n".join(blocks) + "\n"


def _parsed(css: str, origin: str) -> list[Node]:
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return _sound(rules, origin)


def _sound(nodes: list[Node], origin: str) -> list[Node]:
    for node in nodes:
        if node.type == "error":
            raise ThemeError(
                Problem(
                    "theme-css",
                    f"{origin}: the stylesheet is broken near line {node.source_line} "
                    f"of its rules ({node.message})",
                    "Look for a missing brace or semicolon there.",
                )
            )
    return nodes


def _declarations(rule: QualifiedRule, origin: str) -> list[Declaration]:
    nodes: list[Node] = tinycss2.parse_blocks_contents(
        rule.content, skip_comments=True, skip_whitespace=True
    )
    for node in _sound(nodes, origin):
        if not isinstance(node, Declaration):
            raise ThemeError(
                Problem(
                    "theme-css-nested",
                    f"{origin}: there is a rule inside the rule for "
                    f"{tinycss2.serialize(rule.prelude).strip()!r}",
                    "Write it out on its own: reading systems know no nested rules.",
                )
            )
    return nodes


def _ground(rules: Iterable[Node], names: Mapping[str, str]) -> Ground:
    """What the theme says of its root: the last word on size and color counts."""
    base, ink = Ground.base, Ground.ink
    for rule in rules:
        if not isinstance(rule, QualifiedRule) or not ROOT_SELECTORS.issuperset(_selectors(rule)):
            continue
        for declaration in _declarations(rule, "theme"):
            base = _points(declaration) or base
            if declaration.lower_name == "color":
                ink = tuple(n for n in declaration.value if n.type != "whitespace")
    return Ground(base, ink, names)


def _points(declaration: Declaration) -> float | None:
    """The absolute size that ``font-size`` or ``font`` gives, in points."""
    size: Node | None = None
    if declaration.lower_name == "font":
        font = shorthand.font(declaration.value)
        size = font.size if font else None
    elif declaration.lower_name == "font-size":
        size = next((n for n in declaration.value if n.type == "dimension"), None)
    if size is None or size.type != "dimension" or size.lower_unit not in POINTS:
        return None
    return float(size.value * POINTS[size.lower_unit])


def _rules(rules: Iterable[Node], ground: Ground, indent: str = "") -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            yield from _style_rule(rule, ground, indent)
        elif isinstance(rule, AtRule) and rule.lower_at_keyword not in print_only.AT_RULES:
            yield from _at_rule(rule, ground, indent)


def _style_rule(rule: QualifiedRule, ground: Ground, indent: str) -> Iterator[str]:
    selectors = [s for s in _selectors(rule) if not _is_print_only(s)]
    on_root = ROOT_SELECTORS.issuperset(selectors)
    lines = list(converted(_declarations(rule, "theme"), ground, on_root=on_root))
    if selectors and lines:
        body = ";\n".join(f"{indent}  {line}" for line in lines)
        yield f"{indent}{', '.join(selectors)} {{\n{body};\n{indent}}}"


def _at_rule(rule: AtRule, ground: Ground, indent: str) -> Iterator[str]:
    keyword, prelude = rule.lower_at_keyword, tinycss2.serialize(rule.prelude).strip()
    if keyword == "media":
        queries = [q for q in _split(rule.prelude) if not _is_for_print(q)]
        if not queries:
            return
        prelude = ", ".join(tinycss2.serialize(query).strip() for query in queries)
    if keyword not in ("media", "supports"):
        yield f"{indent}{rule.serialize().strip()}"
        return
    inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
    body = list(_rules(_sound(inner, "theme"), ground, indent + "  "))
    if body:
        yield "\n".join([f"{indent}@{keyword} {prelude} {{", *body, f"{indent}}}"])


def _selectors(rule: QualifiedRule) -> list[str]:
    return [tinycss2.serialize(part).strip() for part in _split(rule.prelude)]


def _split(nodes: Iterable[Node]) -> list[list[Node]]:
    """The parts of a list that commas divide."""
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

"""One walk over a stylesheet's tokens, before anything is laid out.

Three programs use a stylesheet: WeasyPrint for layout, the Word writer for its cascade, and
reading systems, which contain browsers, for the EPUB. It may not load anything in any of
them; and whatever would keep a layout engine busy forever is refused, if it is found here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule

from publish.composing.theme.sheets import limits, paper
from publish.values import dataclass


class Unsound(Exception):
    """A fault in a stylesheet; ``line`` counts from 1, 0 means "not known"."""

    def __init__(self, rule: str, message: str, fix: str, line: int = 0) -> None:
        super().__init__(message)
        self.rule, self.message, self.fix, self.line = rule, message, fix, line


def check_sheet(nodes: Iterable[Node]) -> None:
    """Check a whole stylesheet, given as tinycss2's nodes; raises :class:`Unsound` for a fault."""
    walk = _Walk()
    walk.rules(tinycss2.parse_stylesheet(nodes, skip_comments=True, skip_whitespace=True), 1)
    for rule, room in paper.cramped(walk.pages):
        fix = "Make the page larger, or its margins smaller."
        raise Unsound("theme-css-page", f"the page has {room} for text", fix, rule.line)


def check_value(nodes: Iterable[Node], name: str) -> None:
    """Check a token's value: anything more than a value could end the rule around it."""
    nodes = list(nodes)
    for node in nodes:
        if node.type in _NO_VALUE or node == ";":
            raise Unsound(
                "theme-token-value",
                f"the token {name} is no value: {tinycss2.serialize(nodes)[:60]!r}",
                "Give it one value, as between : and ; in a stylesheet.",
            )


_NO_VALUE = ("error", "at-keyword", "{} block")


@dataclass
class _Walk:
    """The counts so far, and the ``@page`` rules."""

    nodes: int = 0
    characters: int = 0
    selectors: int = 0
    pages: list[paper.PageRule] = field(default_factory=list)

    # -- rules ------------------------------------------------------------------------------

    def rules(self, rules: Iterable[Node], depth: int) -> None:
        for rule in rules:
            if isinstance(rule, QualifiedRule):
                self.style_rule(rule)
            elif isinstance(rule, AtRule):
                self.at_rule(rule, depth)
            else:
                raise _broken(rule)

    def style_rule(self, rule: QualifiedRule) -> None:
        parts: list[list[Node]] = [[]]
        for node in rule.prelude:
            if node == ",":
                parts.append([])
            else:
                parts[-1].append(node)
        for part in parts:
            self.selector(part, rule.source_line)
        for node in _contents(rule):
            if not isinstance(node, Declaration):
                raise Unsound(
                    "theme-css-nested",
                    f"a rule inside the rule for {_source(rule.prelude)}",
                    "Write it out on its own: reading systems know no nested rules.",
                    node.source_line,
                )
            self.declaration(node)

    def at_rule(self, rule: AtRule, depth: int) -> None:
        name, line = rule.lower_at_keyword, rule.source_line
        inside = limits.AT_RULES.get(name)
        if inside is None:
            id, message, fix = limits.REFUSED_AT_RULES.get(name, limits.OTHER_AT_RULE)
            raise Unsound(id, f"@{name}: {message}", fix, line)
        _limit("levels of rules in rules", depth, limits.DEEPEST_RULE, line)
        self.values(rule.prelude, line, limits.FUNCTIONS)
        if rule.content is None:
            return
        if inside == limits.RULES:
            below = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            self.rules(below, depth + 1)
            return
        contents = _contents(rule)
        declarations = [node for node in contents if isinstance(node, Declaration)]
        for declaration in declarations:
            self.declaration(declaration)
        for node in contents:
            if isinstance(node, AtRule) and inside == limits.BOXES:
                self.at_rule(node, depth + 1)
            elif not isinstance(node, Declaration):
                raise _broken(node)
        if name == "page":
            self.pages.append(paper.PageRule(_source(rule.prelude), line, tuple(declarations)))

    # -- selectors and values ---------------------------------------------------------------

    def selector(self, nodes: list[Node], line: int) -> None:
        self.selectors += 1
        _limit("selectors", self.selectors, limits.SELECTORS, line)
        found = self.values(nodes, line, limits.SELECTOR_FUNCTIONS)
        _limit("parts in a selector", len(found), limits.SELECTOR_PARTS, line)
        signs = [" " if node.type == "whitespace" else node for node in found]
        within = sum(
            sign == " " and not (before in _COMBINATORS or after in _COMBINATORS)
            for before, sign, after in zip(signs, signs[1:], signs[2:], strict=False)
        )
        _limit("descendants in a selector", within, limits.DESCENDANTS, line)
        _limit("~ in a selector", signs.count("~"), limits.FOLLOWERS, line)

    def declaration(self, declaration: Declaration) -> None:
        name: str = declaration.lower_name.removeprefix("-weasy-").removeprefix("-webkit-")
        line = declaration.source_line
        if why := limits.REFUSED_PROPERTIES.get(name):
            raise Unsound("theme-css-property", f"{name}: {why}", "Leave it out.", line)
        limit, words = limits.limit(name), limits.REFUSED_KEYWORDS.get(name, {})
        found = self.values(declaration.value, line, limits.FUNCTIONS)
        _limit("parts in a value", len(found), limits.VALUE_PARTS, line)
        for node in found:
            if node.type in ("number", "dimension", "percentage"):
                trouble = limit.trouble(node)
            elif node.type == "function":
                hidden = limit.plain and node.lower_name in limits.SUMS
                trouble = "which is worked out" if hidden else None
            else:
                continue
            if trouble:
                message = f"{name}: {_source([node])}, {trouble}"
                fix = "Write a length that a page can show."
                raise Unsound("theme-css-number", message, fix, line)
        for node in found if words else ():
            if node.type == "ident" and node.lower_value in words:
                message = f"{name}: {node.value}: {words[node.lower_value]}"
                raise Unsound("theme-css-property", message, "Use tables, floats, columns.", line)

    def values(self, nodes: list[Node], line: int, functions: frozenset[str]) -> list[Node]:
        """``nodes`` and all below them; none of them harmful.

        Tokens share their parts, and these theirs: together they could be endless, so they
        are counted on the way.
        """
        found: list[Node] = []
        waiting = [(node, 1) for node in reversed(nodes)]
        while waiting:
            node, depth = waiting.pop()
            found.append(node)
            self.nodes += 1
            kind = node.type
            if kind in ("whitespace", "literal", "comment"):
                continue
            if kind in _TEXTS:
                self.characters += len(node.value)
                _limit("characters in a text", len(node.value), limits.TEXT, line)
                _limit("characters in names and texts", self.characters, limits.CHARACTERS, line)
            _limit("parts in a stylesheet", self.nodes, limits.NODES, line)
            if kind in _NO_VALUE:
                raise _broken(node, line)
            if kind == "url":
                _check_address(node.value, line)
            below = getattr(node, "content", None)
            if kind == "function":
                _check_call(node, functions, line)
                below = node.arguments
            if below:
                _limit("levels of brackets", depth, limits.DEEPEST_VALUE, line)
                waiting += ((part, depth + 1) for part in reversed(below))
        return found


_COMBINATORS = (">", "+", "~", ",")
_TEXTS = ("ident", "string", "hash", "url")


def _contents(rule: Node) -> list[Node]:
    nodes: list[Node] = tinycss2.parse_blocks_contents(
        rule.content, skip_comments=True, skip_whitespace=True
    )
    for node in nodes:
        if node.type == "error":
            raise _broken(node)
    return nodes


def _check_call(call: Node, functions: frozenset[str], line: int) -> None:
    arguments = [node for node in call.arguments if node.type not in ("whitespace", "comment")]
    if call.lower_name not in functions:
        raise Unsound(
            "theme-css-function",
            f"{call.lower_name}() is not for themes",
            f"There are: {', '.join(sorted(functions))}.",
            line,
        )
    if call.lower_name == "url":
        _check_address(arguments[0].value if arguments else "", line)
    plain = len(arguments) == 1 and arguments[0].type == "ident"
    if call.lower_name == "attr" and not plain:
        fix = "Name the attribute and nothing else: attr(data-short-title)."
        raise Unsound("theme-css-function", f"{_source([call])} is not for themes", fix, line)


def _check_address(address: str, line: int) -> None:
    if not address.startswith("#"):
        raise Unsound(
            "theme-css-url",
            f"url({address[:60]}): a stylesheet loads nothing",
            "Pictures come from the article, with their credits; fonts are listed in theme.toml.",
            line,
        )


def _broken(node: Node, line: int = 0) -> Unsound:
    source = node.message if node.type == "error" else _source([node])
    return Unsound(
        "theme-css",
        f"the stylesheet is broken here: {source}",
        "Look for a missing brace, quote or semicolon.",
        line or node.source_line,
    )


def _limit(what: str, count: int, most: int, line: int) -> None:
    if count > most:
        message = f"more than {most} {what}"
        raise Unsound("theme-css-size", message, "Write fewer, or shorter ones.", line)


def _source(nodes: Iterable[Node]) -> str:
    return str(tinycss2.serialize(nodes)).strip()[:60]

"""The package's own source, read and parsed once in a run."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "publish"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A module of the package: its full name, and where it is below the root."""

    name: str
    path: Path

    @cached_property
    def text(self) -> str:
        return (ROOT / self.path).read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree, in no particular order."""
        return tuple(ast.walk(self.tree))

    def functions(self) -> Iterator[Function]:
        return (node for node in self.nodes if isinstance(node, Function))

    def imports(self) -> Iterator[tuple[str, str, bool]]:
        """Module, name in it (or nothing), and whether it is imported with this module.

        Late imports in functions and those for the type checker are among them.
        """
        top = set(self.tree.body)
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from ((alias.name, "", node in top) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.path}:{node.lineno}: imports are absolute"
                yield from ((node.module or "", alias.name, node in top) for alias in node.names)


@cache
def modules() -> Mapping[str, Module]:
    """Every module by its name; a package goes by its folder's."""
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        path = file.relative_to(ROOT)
        parts = path.with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = Module(name, path)
    return found


@cache
def imports_of(name: str) -> frozenset[str]:
    """The modules of the package that this one imports, at any time."""
    known = modules()
    return frozenset(
        target
        for module, member, _ in known[name].imports()
        for target in (f"{module}.{member}" if f"{module}.{member}" in known else module,)
        if target in known and target != name
    )

"""One door each: files of sources, XML, and "Did you mean …?" go through one module.

The linter bans functions by name (``banned-api`` in pyproject.toml); here are methods, which it
cannot see. The table of exceptions shrinks: one that is no longer needed fails.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.source import Module, modules

DOOR = "publish/files.py"

OUTSIDE_THE_DOOR = {
    "publish/batches/": "what the system says of memory, and what our own processes wrote",
    "publish/building/": "outputs, which the program wrote",
    "publish/cli/__init__.py": "the null device",
    "publish/editing/files.py": "a file that is put back if writing fails",
    "publish/environment.py": "what was installed with a checkout",
    "publish/formats/docx/preview.py": "what another program made of an output",
    "publish/formats/epub/preview.py": "what another program made of an output",
    "publish/formats/pdf/": "streams in a PDF that is in memory",
    "publish/isolation.py": "the null device",
    "publish/memory_limit.py": "what the system says of memory",
    "publish/inspecting/pdf/limits.py": "streams in a PDF that is in memory",
    "publish/inspecting/pdf/press/": "streams in a PDF that is in memory",
    "publish/inputs/": "records of builds, and files that are only hashed",
    "publish/keeping/store.py": "what our own processes kept",
    "publish/languages/conventions.py": "data that comes with the package",
    "publish/proof/readers/pdf/": "streams in a PDF that is in memory",
    "publish/scratch.py": "the marker of a folder to work in",
}
"""Files that are read elsewhere, by the beginning of the path."""

PACKAGE_DATA = re.compile(r"(resources\.)?files\(|Path\(__file__\)")
"""How a file is named that comes with a package."""

LIBRARIES = {"Image.open", "Pillow.open", "PIL.Image.open", "pikepdf.open", "zipfile.ZipFile"}
"""They take a path too, but are given bytes, or a file that is open."""
OPEN = {"laid_out.file"}
"""Files that are open."""


def test_files_are_read_through_one_door() -> None:
    found = {str(module.path): set(reads(module)) for module in modules().values()}
    outside = {path: calls for path, calls in found.items() if calls and path != DOOR}
    allowed = tuple(OUTSIDE_THE_DOOR)
    assert {path: calls for path, calls in outside.items() if not path.startswith(allowed)} == {}
    assert {part for part in allowed if not any(p.startswith(part) for p in outside)} == set()


def test_libraries_get_bytes_and_no_paths() -> None:
    paths = {
        f"{module.path}: {ast.unparse(call)}"
        for module in modules().values()
        for call in calls(module)
        if ast.unparse(call.func) in LIBRARIES
        and "BytesIO" not in (given := ast.unparse(call.args[0]))
        and given not in OPEN
    }
    assert {path for path in paths if not path.endswith(", 'w')")} == set()


def test_dataclasses_are_those_of_publish_values() -> None:
    """The standard library's take long to import; and there, `field` and `replace` are fine."""
    theirs = {
        str(module.path)
        for module in modules().values()
        for node in module.nodes
        if isinstance(node, ast.ImportFrom)
        and node.module == "dataclasses"
        and any(alias.name == "dataclass" for alias in node.names)
    }
    assert theirs == {"publish/values.py"}


def test_one_module_asks_what_was_meant() -> None:
    asking = {
        str(module.path)
        for module in modules().values()
        for node in module.nodes
        if isinstance(node, ast.Constant) and str(node.value).startswith("Did you mean ")
    }
    assert asking == {"publish/suggest.py"}


def reads(module: Module) -> Iterator[str]:
    """The calls in a module that read a file."""
    for call in calls(module):
        name = ast.unparse(call.func)
        if name in LIBRARIES or PACKAGE_DATA.match(name):
            continue
        opens = name.rpartition(".")[2] == "open" and not writes(call)
        if opens or name.endswith((".read_bytes", ".read_text")):
            yield name


def writes(call: ast.Call) -> bool:
    """Whether a file is opened to be written, by its mode."""
    modes = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
    return any(isinstance(mode, str) and re.fullmatch(r"[wxa]b?", mode) for mode in modes)


def calls(module: Module) -> Iterator[ast.Call]:
    return (node for node in module.nodes if isinstance(node, ast.Call))

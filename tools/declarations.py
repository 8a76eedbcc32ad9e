"""``python -m tools.declarations``: writes WeasyPrint's declarations as cffi parses them."""

from __future__ import annotations

import ast
import importlib.util
import tempfile
from pathlib import Path
from typing import Any

from publish.importing.declarations import OURS, key

PLACE = Path(__file__).parents[1] / "publish/importing/parsed_declarations.py"
_HEAD = '''"""WeasyPrint's declarations, parsed; `python -m tools.declarations` writes this."""

# fmt: off
# ruff: noqa: E501

SOURCE = "{key}"
PARSED: dict[str, object] = {{
{rows}}}
'''


def written() -> str:
    """The module, for the WeasyPrint that is installed."""
    source = _source()
    values = _parsed("\n".join((*_declarations(source.decode()), OURS)))
    rows = "".join(f'    "{name}": {value!r},\n' for name, value in values.items())
    return _HEAD.format(key=key(source), rows=rows)


def _source() -> bytes:
    package = importlib.util.find_spec("weasyprint")
    if package is None or package.origin is None:
        raise SystemExit("WeasyPrint is not installed")
    return Path(package.origin).with_name("text").joinpath("ffi.py").read_bytes()


def _declarations(source: str) -> list[str]:
    """The texts that a module gives to ``ffi.cdef``."""
    return [
        str(ast.literal_eval(node.args[0]))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "ffi.cdef"
    ]


def _parsed(declarations: str) -> dict[str, Any]:
    import cffi

    ffi = cffi.FFI()
    ffi.set_source("declarations", None)
    ffi.cdef(declarations)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "declarations.py")
        ffi.emit_python_code(str(file))
        tree = ast.parse(file.read_text())
    (call,) = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {word.arg: ast.literal_eval(word.value) for word in call.keywords if word.arg}


if __name__ == "__main__":
    PLACE.write_text(written())

"""A format: plain text, which tests/formats adds as a package, in a folder of our own."""

from __future__ import annotations

from pathlib import Path

from publish import FORMATS, build
from tests.house.tree import ROOT, Addition, after

_WHOLE = (ROOT / "tests/formats/plain_text.py").read_text("utf-8")
_READER = _WHOLE[_WHOLE.index("def read(") : _WHOLE.index("def recognizes(")]
_VALUE = _WHOLE.replace(_READER, "").replace("    reader=read,\n", "    reader=_read,\n")
_LATE = """
def _read(data: bytes) -> Content:
    from publish.proof.readers.txt import read

    return read(data)


def recognizes("""

ADDITION = Addition(
    "a format",
    6,
    {
        "publish/formats/txt/__init__.py": _VALUE.replace("\ndef recognizes(", _LATE),
        "publish/proof/readers/txt.py": "from publish.content import Content, Figure\n\n"
        f'COLUMN = "txt"\nMARKS = "#*!:~^"\n\n\n{_READER}',
        "README.md": after(
            "every credit kept\n",
            "build/end-of-an-era/end-of-an-era.txt   for screens of letters\n",
        ),
    },
    (
        "tests/formats/test_discovery.py",
        "tests/proof/test_promises.py",
        "-k",
        "(txt or room or code) and not read_as_nothing",  # it refuses formulas, by design
    ),
)


def prove() -> None:
    """It is built with all others, and read back."""
    assert list(FORMATS) == ["pdf", "epub", "docx", "html", "txt"]
    built = build(Path("tests/cases/credits"), to=["txt"], out=Path("built"))
    assert built.report and built.report.ok
    (output,) = built.outputs
    assert "\ntitle: " in output.path.read_text("utf-8")

"""A box: a tip, with an accent of its own in one theme."""

from __future__ import annotations

import zipfile
from pathlib import Path

from docx import Document

from publish import build
from publish.composing.specimen import BODY
from tests.house.tree import Addition, after

_CASE = "tests/cases/blocks"

ADDITION = Addition(
    "a box",
    6,
    {
        "publish/model/boxes.py": after(
            '        Box("summary", framed=True),\n', '        Box("tip", framed=True),\n'
        ),
        "README.md": after("also `warning`, `summary`", ", `tip`"),
        f"{_CASE}/article.md": after(
            "- [ ] Not done\n:::\n", "\n:::tip A tip for sailors\nMind the tide.[^box]\n:::\n"
        ),
        f"{_CASE}/expected/blocks.txt": after(
            "Er sagte: „Vorsicht!“\n", "A tip for sailors\nMind the tide.\n"
        ),
        "themes/briefing/css/style.css": after(
            ".box p:last-child { margin-bottom: 0 }\n", ".tip { border-top-color: #1d5f36 }\n"
        ),
    },
    ("tests/house/test_boxes.py", "tests/reading/test_blocks.py", "-k", "not takes_long"),
)


def prove() -> None:
    """It is in all three files, each read back by the build, and in every theme's specimen."""
    built = build(Path(_CASE), out=Path("built"))
    files = {output.format: output.path for output in built.outputs}
    assert set(files) >= {"pdf", "epub", "docx"}
    epub = zipfile.ZipFile(files["epub"])
    texts = [epub.read(n).decode() for n in epub.namelist() if n.endswith((".xhtml", ".css"))]
    opening = '<div class="box tip"><p class="note-title">A tip for sailors</p>'
    assert any(opening in text.replace(">\n<", "><") for text in texts)
    assert any(".tip" in text for text in texts)
    styles = {
        p.text: str(p.style and p.style.name) for p in Document(str(files["docx"])).paragraphs
    }
    assert styles["A tip for sailors"] == "Tip Title"
    assert '<div class="box tip">' in BODY

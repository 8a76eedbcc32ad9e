"""A field of an article: the beat, a text that goes to every format."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish import FORMATS, compose, load_theme, read
from publish.errors import SourceError
from publish.formats.proving import verify
from tests.house.tree import Addition, after

_ATTRIBUTE = """    beat: str | None = None
    \"\"\"The subject that its reporters cover.\"\"\"
"""
_ROW = """
    Field(
        "beat",
        "the beat",
        Type.TEXT,
        synonyms=("patch",),
        xmp=(Slot("publish:beat"),),
        opf=(Slot("publish:beat"),),
        custom=(Slot("Beat"),),
    ),"""

ADDITION = Addition(
    "a field",
    7,
    {
        "publish/model/article.py": after(
            "    acknowledgements: Prose | None = None\n", _ATTRIBUTE
        ),
        "publish/metadata/article/title_block.py": after(
            'custom=(Slot("Dateline"),),\n    ),', _ROW
        ),
        "publish/metadata/namespaces.py": after(
            'Described("dateline", "Text", "Where it was reported from"),',
            '\n            Described("beat", "Text", "The subject that its reporters cover"),',
        ),
        "README.md": after("`department`, `dateline`, ", "`beat`, "),
    },
    (
        *("tests/reading/test_records.py", "tests/metadata/test_fields.py"),
        *(
            "tests/proof/test_intact.py",
            "-k",
            "not verapdf and (field or beat or aspect or readme)",
        ),
    ),
)

_ID = "12345678-1234-4234-8234-123456789abc"
_TEXT = "---\ntitle: T\ndate: 2026-03-01\nlang: en\n{}: Ports and ferries\n---\nText.\n"


def prove() -> None:
    """It is read, guessed where it is misspelt, written to every format and proved there."""
    Path("publish.toml").write_text(f'[publication]\nname = "P"\nid = "{_ID}"')
    source = Path("sources/ferry")
    source.mkdir()
    for wrong in ("patch", "beet"):
        (source / "article.md").write_text(_TEXT.format(wrong))
        with pytest.raises(SourceError) as caught:
            read(source)
        assert [problem.fix for problem in caught.value.problems] == ["Did you mean `beat`?"]
    (source / "article.md").write_text(_TEXT.format("beat"))
    article = read(source)
    assert getattr(article.metadata, "beat", None) == "Ports and ferries"
    page = compose(article, load_theme("briefing"))
    files = {name: FORMATS[name].write(page) for name in ("pdf", "epub", "docx")}
    assert verify(files, page).problems == ()
    for name, data in files.items():
        statements = FORMATS[name].read(data).metadata.values()
        assert any(("Ports and ferries",) in column.values() for column in statements), name

"""A field of an article: the beat, a text that goes to every format."""

from __future__ import annotations

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
            '    """The place it was reported from."""\n', _ATTRIBUTE
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
    """
from pathlib import Path
from publish import FORMATS, compose, load_theme, read
from publish.errors import SourceError
from publish.formats.proving import verify

ID = "12345678-1234-4234-8234-123456789abc"
Path("publish.toml").write_text(f'[publication]\\nname = "P"\\nid = "{ID}"')
source = Path("sources/ferry")
source.mkdir()
TEXT = "---\\ntitle: T\\ndate: 2026-03-01\\nlang: en\\n{}: Ports and ferries\\n---\\nText.\\n"
for wrong in ("patch", "beet"):
    (source / "article.md").write_text(TEXT.format(wrong))
    try:
        read(source)
    except SourceError as error:
        assert [problem.fix for problem in error.problems] == ["Did you mean `beat`?"]
    else:
        raise AssertionError(wrong)
(source / "article.md").write_text(TEXT.format("beat"))
article = read(source)
assert article.metadata.beat == "Ports and ferries"
page = compose(article, load_theme("briefing"))
files = {name: FORMATS[name].write(page) for name in ("pdf", "epub", "docx")}
assert verify(files, page).problems == ()
for name in files:
    statements = FORMATS[name].read(files[name]).metadata.values()
    assert any(("Ports and ferries",) in column.values() for column in statements), name
""",
    (
        *("tests/reading/test_records.py", "tests/metadata/test_fields.py"),
        *(
            "tests/proof/test_intact.py",
            "-k",
            "not verapdf and (field or beat or aspect or readme)",
        ),
    ),
)

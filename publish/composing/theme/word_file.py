"""``[word]`` in ``theme.toml``: a Word file whose styles and page win over computed ones."""

from __future__ import annotations

from pathlib import Path

from publish import files
from publish.composing.theme.files import TOML, fault, text
from publish.errors import Where
from publish.files import CannotRead
from publish.model.publication import Template
from publish.reading.toml import line_in, line_of

_KEYS = {"reference", "styles"}
_SHAPE = 'Write [word], reference = "house.docx", and names of styles under [word.styles].'
_MOST_BYTES = 32 * 2**20


def word_file(table: object, folder: Path, file: Path) -> Template | None:
    """The Word file that ``[word]`` names in ``folder``; raises ``ThemeError``, ``file`` blamed."""
    if table is None:
        return None
    if not isinstance(table, dict) or not table.keys() <= _KEYS:
        raise fault("reference-file", "[word] has a reference and styles", _SHAPE, file)
    name, styles = table.get("reference"), table.get("styles", {})
    if not isinstance(name, str) or not isinstance(styles, dict):
        raise fault("reference-file", "[word] names no Word file", _SHAPE, file)
    if not all(isinstance(style, str) and style.strip() for style in styles.values()):
        raise fault("reference-file", "[word.styles] holds names of styles", _SHAPE, file)
    try:
        data = files.read(folder, name, _MOST_BYTES)
    except CannotRead as error:
        message = f"the reference {name[:80]} cannot be read: the file {error}"
        fix = "Put a .docx or .dotx file of that name into the theme's folder."
        raise fault("reference-file", message, fix, file) from error
    source = text(folder, file.name, TOML)
    lines = tuple((key, line_in("word", "styles", key, source)) for key in styles)
    where = Where(str(file), line_of("reference", source))
    return Template(name, data, tuple(styles.items()), where, lines)

"""Writes what is stated about the pictures of an article into its ``article.md``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from publish.editing.files import article_file, read_article, write_files
from publish.editing.front_matter import change
from publish.editing.pictures import Statement, changes
from publish.reading import read


def write_statements(folder: Path, statements: Mapping[str, Iterable[Statement]]) -> Path:
    """Write the statements about pictures, by their names; returns the changed file.

    An article that could not be read with them stays as it was. Raises what reading raises, and
    ``publish.errors.EnvironmentFault`` if the disk refuses.
    """
    file = article_file(folder)
    old = read_article(file)
    wanted = [
        one
        for name, several in statements.items()
        for statement in several
        for one in changes(name, statement)
    ]
    write_files({file: change(old, wanted, file.as_posix())})
    try:
        read(folder)
    except BaseException:
        write_files({file: old})
        raise
    return file

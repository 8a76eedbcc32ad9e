"""The credits as a table, for a picture desk: one row per credit, one column per field.

The file is RFC 4180's CSV in UTF-8, with the byte order mark without which Excel reads it in the
computer's old character set and shows "ZoÃ«" for Zoë; Python reads it as ``utf-8-sig``. Columns
have the names of the front matter.

A spreadsheet runs a cell that begins with ``=`` and the like, and a credit can come from anybody.
So an apostrophe goes before such a beginning: at the start of a cell, and after characters that end
a cell in other settings (``;``, a tab, a line end). :func:`plain` removes exactly these
apostrophes.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable

from publish.metadata.credits import plain as without_markup
from publish.metadata.values import iso, yes_or_no
from publish.model.article import Image
from publish.model.credit import Credit

_START = r"(?:\A|(?<=[;\t\r\n]))"
_RUNS = r"(?='*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])"
"""The beginning of a formula, in full width too, or characters skipped before one. It includes
apostrophes, so that an added one differs from one that was there."""
_UNGUARDED = re.compile(_START + _RUNS)
_GUARD = re.compile(_START + "'" + _RUNS)


def guarded(text: str) -> str:
    """``text`` in a form that no spreadsheet runs."""
    return _UNGUARDED.sub("'", text)


def plain(cell: str) -> str:
    """The text of a cell that :func:`guarded` made."""
    return _GUARD.sub("", cell)


COLUMNS: tuple[tuple[str, Callable[[Credit], str | None]], ...] = (
    ("title", lambda c: c.title),
    ("creator", lambda c: c.creator),
    ("source", lambda c: c.source),
    ("provider", lambda c: c.provider),
    ("license", lambda c: c.license.id if c.license else None),
    ("license-name", lambda c: c.license.name if c.license else None),
    ("license-url", lambda c: c.license.url if c.license else None),
    ("basis", lambda c: c.basis),
    ("line", lambda c: c.line),
    ("copyright", lambda c: c.copyright),
    ("usage-terms", lambda c: c.usage_terms),
    ("acquire", lambda c: c.acquire),
    ("asset-id", lambda c: c.asset_id),
    ("changes", lambda c: c.changes),
    ("edits", lambda c: ", ".join(c.edits)),
    ("origin", lambda c: c.origin),
    ("data-mining", lambda c: c.data_mining),
    ("syndication", lambda c: yes_or_no(c.syndication)),
    ("channels", lambda c: ", ".join(c.channels)),
    ("valid-from", lambda c: iso(c.valid_from)),
    ("expires", lambda c: iso(c.expires)),
    ("not-supplied", lambda c: ", ".join(c.not_supplied)),
    ("stand-in-for", lambda c: c.stand_in_for),
)
"""All fields of a credit but ``evidence``, which is never published."""

HEAD = ("file", "part", "alt", "caption", "shown", *(name for name, _ in COLUMNS))


def credit_table(images: Iterable[Image], shown: Callable[[Image, Credit], str]) -> bytes:
    """The table of these pictures, in their order; a picture without a credit has a row, too.

    ``part`` counts the credits of a picture made of several works; ``shown`` gives the words of a
    credit at its picture.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEAD)
    for image in images:
        for number, credit in enumerate(image.credits or (Credit(),), 1):
            cells = (
                image.name,
                str(number) if len(image.credits) > 1 else None,
                image.alt,
                without_markup(image.caption),
                shown(image, credit) if image.credits else None,
                *(get(credit) for _, get in COLUMNS),
            )
            writer.writerow([guarded(cell or "") for cell in cells])
    return file.getvalue().encode("utf-8-sig")

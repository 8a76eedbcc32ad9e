"""A block of metadata in a file, and the errors on the way to it."""

from __future__ import annotations

from enum import StrEnum

from publish.errors import Problem, Severity
from publish.values import dataclass

MOST_BYTES = 16 * 1024 * 1024
"""The limit for one block, unpacked: more is an attack, not a credit."""
MOST_TOGETHER = 4 * MOST_BYTES
"""The limit for all blocks of a picture."""
MOST_BLOCKS = 1_000
"""The limit of metadata blocks in a picture."""
MOST_STEPS = 200_000
"""The limit of parts of a file that are read on the way to them."""


class Form(StrEnum):
    """The format of a block."""

    XMP = "XMP"
    EXIF = "EXIF"
    IIM = "IPTC"
    IRB = "Photoshop"
    """Photoshop's image resource blocks, which hold IIM among others."""
    TEXT = "PNG"
    SVG = "SVG"


@dataclass(frozen=True)
class Block:
    """The bytes of one block. ``name`` is a PNG's keyword, or the GUID of an extended packet."""

    form: Form
    data: bytes
    name: str = ""


class Broken(Exception):
    """The file, or a block of it, cannot be read further; the message says why."""


def broken(what: str) -> Problem:
    """The Problem of metadata that cannot be read. Others made the file, so it is no error."""
    return Problem(
        "image-metadata-broken",
        f"the picture's own {what}",
        "See what it says with `exiftool -a -G1 FILE`; add what is missing to the front "
        "matter, or have the picture delivered again.",
        None,
        Severity.WARNING,
    )

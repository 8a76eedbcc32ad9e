"""A block of metadata as a file holds it, and what is found wrong on the way to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from publish.errors import Problem, Severity

MOST_BYTES = 16 * 1024 * 1024
"""Of one block, unpacked: more is an attack, not a credit."""
MOST_TOGETHER = 4 * MOST_BYTES
"""Of all blocks of a picture."""
MOST_BLOCKS = 1_000
"""Blocks of metadata in a picture."""
MOST_STEPS = 200_000
"""Parts of a file that are looked at on the way to them."""


class Form(StrEnum):
    """How a block is written."""

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
    """The Problem of metadata that cannot be read: somebody else's file, so never an error."""
    return Problem(
        "image-metadata-broken",
        f"the picture's own {what}",
        "See what it says with `exiftool -a -G1 FILE`; write what is missing into the front "
        "matter, or have the picture delivered again.",
        None,
        Severity.WARNING,
    )

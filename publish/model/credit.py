"""A picture's credit, and the license it is used under."""

from __future__ import annotations

from dataclasses import field
from datetime import date

from publish.errors import Where
from publish.model.people import Person as Person
from publish.values import dataclass

ADDED = "Drawing that publish adds"
"""Title of the drawings that are no pictures of an article: a license's badge, an iD's sign."""


@dataclass(frozen=True)
class License:
    """Terms of use, and their demands on people who pass the work on.

    ``id`` is the SPDX or Creative Commons name where there is one.
    """

    id: str
    name: str
    url: str | None = None
    attribution: bool = True
    share_alike: bool = False
    no_derivatives: bool = False
    non_commercial: bool = False
    notice_of_changes: bool = False
    """Changes must be indicated."""
    link: bool = False
    """The license must be linked, or named with its address."""
    permission: bool = False
    """Every use needs a permission of its own."""
    editorial: bool = False
    """Only for reporting and comment."""
    open: bool = False
    short: str | None = None
    """The common short form, ``CC BY-SA 4.0``, for lines with little room."""


@dataclass(frozen=True)
class Credit:
    """The maker of a picture, its source and its terms of use.

    ``line`` is a credit to be shown to the letter; ``stand_in_for`` names the picture
    that will replace this one.
    """

    title: str | None = None
    creator: str | None = None
    source: str | None = None
    provider: str | None = None
    license: License | None = None
    basis: str | None = None
    evidence: str | None = None
    line: str | None = None
    copyright: str | None = None
    usage_terms: str | None = None
    acquire: str | None = None
    asset_id: str | None = None
    origin: str | None = None
    changes: str | None = None
    stand_in_for: str | None = None
    edits: tuple[str, ...] = ()
    """Edits of the picture, by the ids of ``publish.rights.registry.find_edit``."""
    not_supplied: tuple[str, ...] = ()
    """Fields (``creator``, ``title`` …) that the licensor did not state, as an editor found out."""
    syndication: bool | None = None
    """Whether partners can reuse it. None leaves that to the license."""
    channels: tuple[str, ...] = ()
    """The only channels for it; empty for all that its terms allow."""
    valid_from: date | None = None
    expires: date | None = None
    """The last day on which it can be published."""
    data_mining: str | None = None
    """The reservation against text and data mining: the end of a PLUS data mining code."""
    found_in: tuple[str, ...] = ()
    where: Where | None = field(default=None, compare=False)

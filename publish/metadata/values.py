"""Values of rows other than an attribute's plain words: dates, identifiers, terms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from publish.metadata.property import Refinement
from publish.model.article import Metadata
from publish.model.credit import License
from publish.rights import registry

Values = tuple[str | None, ...]
Get = Callable[[Metadata], Values]
Refine = Callable[[Metadata, int], Iterable[Refinement]]
"""The refinements of a field's n-th value, in an EPUB."""


def timestamp(moment: date | datetime) -> str:
    """``2026-03-01T00:00:00Z``: a moment in UTC, to the second; a day begins at midnight UTC."""
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    elif moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def pdf_date(moment: date | datetime) -> str:
    """The same moment in PDF's form, ``D:20260301000000Z`` (ISO 32000-1 §7.9.4)."""
    return "D:" + "".join(c for c in timestamp(moment) if c not in "-:T")


def edition(identifier: str, form: str) -> str:
    """The identifier of one format's edition of a work: a UUIDv5 of the work's and ``form``."""
    return uuid5(UUID(identifier), form).urn


def edition_of(form: str) -> Get:
    """The identifier of the edition in this form."""
    return lambda m: (edition(m.identifier, form),)


def summary(m: Metadata) -> Values:
    """The shortest stated text about the article's subject."""
    return (m.description or (m.standfirst and m.standfirst.words) or m.abstract,)


SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
"""The vocabulary of ``Iptc4xmpExt:DigitalSourceType`` (IPTC NewsCodes)."""

DATA_MINING = "http://ns.useplus.org/ldf/vocab/"
"""The vocabulary of ``plus:DataMining`` (PLUS LDF 2.0.1)."""


_ADDRESS = re.compile(r"https?://[^\x00-\x20\x7f]+", re.IGNORECASE)


def address(text: str | None) -> str | None:
    """``text`` if it is a web address: a picture's own metadata can hold anything."""
    return text if text and _ADDRESS.fullmatch(text) else None


def iso(day: date | None) -> str | None:
    """``2027-01-01``."""
    return day.isoformat() if day else None


def yes_or_no(answer: bool | None) -> str | None:
    """``yes`` or ``no``, as in the front matter."""
    return None if answer is None else "yes" if answer else "no"


def data_mining_code(m: Metadata) -> Values:
    """The reservation against text and data mining, as an address of PLUS's vocabulary."""
    return (DATA_MINING + m.data_mining,) if m.data_mining else ()


def tdm_reservation(m: Metadata) -> Values:
    """``1`` or ``0`` for TDMRep; nothing if the code is "unspecified"."""
    if m.data_mining in (None, "DMI-UNSPECIFIED"):
        return ()
    return (str(int(registry.reservations().get(m.data_mining, False))),)


def tdm_policy(m: Metadata) -> Values:
    """The terms of mining; TDMRep has them only where mining is reserved."""
    return (m.data_mining_policy,) if tdm_reservation(m) == ("1",) else ()


def ai_source_type(m: Metadata) -> Values:
    """AI's part in the text, as an address of IPTC's vocabulary."""
    return (SOURCE_TYPES + m.ai_origin,) if m.ai_origin else ()


def license_name(m: Metadata) -> Values:
    """The license's full name."""
    return (m.license.name,) if m.license else ()


def license_url(m: Metadata) -> Values:
    """The license's address."""
    return (m.license.url,) if m.license else ()


def license_id(m: Metadata) -> Values:
    """The license's SPDX or Creative Commons id."""
    return (m.license.id,) if m.license else ()


def rights_held(m: Metadata) -> Values:
    """``True`` or ``False`` by :func:`holds_rights`; nothing without a license."""
    return (str(holds_rights(m.license)),) if m.license else ()


def holds_rights(license: License) -> bool:
    """XMP's "marked": False for the public domain, that is, for a license that demands nothing."""
    return license.attribution or not license.open


def title_type(kind: str) -> Refine:
    """The type of one of several titles (EPUB 3.3 §D.3.6)."""
    return lambda m, n: (Refinement("title-type", kind),)

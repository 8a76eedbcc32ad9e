"""The table of a picture's credit: a row per field, with the XMP property that holds it.

The same rows write a credit into a picture and read it back. Names follow the IPTC Photo Metadata
Standard 2023.2, and for licenses Creative Commons' XMP recommendation; our own namespace has the
fields that no standard has.

``Credit.evidence`` has no row: a letter, a contract or a name is the publication's own note, and is
never published.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from lxml import html

from publish.errors import Problem, SourceError
from publish.metadata import values, xmp
from publish.metadata.property import Kind, Property, by_name, merged
from publish.metadata.values import DATA_MINING, holds_rights, iso, yes_or_no
from publish.model.article import Image
from publish.model.credit import Credit
from publish.rights import registry
from publish.values import dataclass


@dataclass(frozen=True)
class Row:
    """A field of a credit: its getter, and the property that holds it to the letter."""

    field: str
    get: Callable[[Credit], str | None]
    name: str
    kind: Kind = Kind.TEXT
    elsewhere: tuple[str, ...] = ()
    """Properties in other people's pictures that hold it, in order of trust; read, not written."""


MAPPING: tuple[Row, ...] = (
    Row("title", lambda c: c.title, "dc:title", Kind.LANG_ALT, ("photoshop:Headline",)),
    Row("creator", lambda c: c.creator, "dc:creator", Kind.SEQ, ("cc:attributionName",)),
    # dc:source is the origin of the picture: the page where it was found.
    Row("source", lambda c: c.source, "dc:source", elsewhere=("cc:attributionURL",)),
    # IPTC "Source (Supply Chain)": a party with a role in the supply chain, such as an agency or a
    # repository. It is neither IPTC's Creator nor the page in dc:source.
    Row("provider", lambda c: c.provider, "photoshop:Source"),
    # IPTC "Credit Line": the credit "required by the supplier of the image to be used
    # when published". So only a line that the source demands goes here, to the letter.
    Row("line", lambda c: c.line, "photoshop:Credit"),
    # IPTC "Copyright Notice"; see ADDITIONS for a license without one.
    Row("copyright", lambda c: c.copyright, "dc:rights", Kind.LANG_ALT),
    Row("usage_terms", lambda c: c.usage_terms, "xmpRights:UsageTerms", Kind.LANG_ALT),
    # No standard holds a license by its short name and its full one; cc:license has the URL.
    Row("license_id", lambda c: c.license.id if c.license else None, "publish:license"),
    Row("license_name", lambda c: c.license.name if c.license else None, "publish:licenseName"),
    Row(
        "license_url",
        lambda c: c.license.url if c.license else None,
        "publish:licenseURL",
        elsewhere=("cc:license", "xmpRights:WebStatement"),
    ),
    Row("basis", lambda c: c.basis, "publish:basis"),
    # PLUS "Licensor URL", where image searches look for "get this picture on".
    Row("acquire", lambda c: c.acquire, "plus:Licensor/plus:LicensorURL", Kind.STRUCTS),
    Row("asset_id", lambda c: c.asset_id, "plus:ImageSupplierImageID"),
    Row(
        "origin", lambda c: c.origin, "publish:origin", elsewhere=("Iptc4xmpExt:DigitalSourceType",)
    ),
    Row("changes", lambda c: c.changes, "publish:changes"),
    Row("edits", lambda c: ", ".join(c.edits) or None, "publish:edits"),
    Row(
        "data_mining", lambda c: c.data_mining, "publish:dataMining", elsewhere=("plus:DataMining",)
    ),
    # Partners need these. Facts for the publication's own use (channels, parts that a licensor did
    # not supply) are not published, nor is `evidence`.
    Row("syndication", lambda c: yes_or_no(c.syndication), "publish:syndication"),
    Row("valid_from", lambda c: iso(c.valid_from), "publish:validFrom"),
    Row("expires", lambda c: iso(c.expires), "publish:expires", elsewhere=("plus:LicenseEndDate",)),
    Row("stand_in_for", lambda c: c.stand_in_for, "publish:standInFor"),
)

PICTURE: tuple[tuple[str, str], ...] = (
    ("caption", "dc:description"),
    ("alt", "Iptc4xmpCore:AltTextAccessibility"),
)
"""Fields of the picture as a whole; both are language alternatives."""

RECORD = "publish:credits"
"""Each credit by itself and to the letter: a sequence with one JSON object (RFC 8259) per credit,
and a member per stated row. All credits of a picture share the rows' properties, which cannot say
whose license is whose. XML also does not distinguish an empty text from none, and some programs
change spaces and line ends."""

SOURCE_TYPES = values.SOURCE_TYPES


# -- from credits to a packet ---------------------------------------------------------------


def credit_packet(
    credits: Sequence[Credit],
    *,
    caption: str | None = None,
    alt: str | None = None,
    pdfa: bool = False,
) -> bytes:
    """The XMP packet of a picture with these credits; ``caption`` and ``alt`` are plain text.

    Several credits (a composite) share the properties: creators are listed in
    their order, texts joined with ``;``; ``publish:credits`` keeps them apart. With
    ``pdfa``, extension schemas are declared, as the ``/Metadata`` of a PDF/A's image
    object needs. Raises ``SourceError`` for every text that no XML can hold, with
    the place of its credit.
    """
    refuse_unwritable(credits)
    return xmp.packet(credit_properties(credits, caption=caption, alt=alt), pdfa=pdfa)


def image_packet(image: Image, *, pdfa: bool = False) -> bytes:
    """The same for an image of an article, with its caption (freed of markup) and its alt text."""
    return credit_packet(image.credits, caption=plain(image.caption), alt=image.alt, pdfa=pdfa)


def credit_properties(
    credits: Sequence[Credit], *, caption: str | None = None, alt: str | None = None
) -> tuple[Property, ...]:
    """The properties of a picture's packet; reading it back must find them."""
    own = {"caption": caption, "alt": alt}
    records = [record(credit) for credit in credits]
    stated = [
        *([Property(RECORD, tuple(map(_written, records)), Kind.SEQ)] if any(records) else []),
        *(Property(r.name, values, r.kind) for r in MAPPING if (values := _stated(r.get, credits))),
        *(
            Property(name, (text,), Kind.LANG_ALT)
            for field, name in PICTURE
            if (text := own[field]) and not text.isspace()
        ),
    ]
    names = {statement.name for statement in stated}
    return merged((*stated, *(extra for extra in _additions(credits) if extra.name not in names)))


def image_properties(image: Image) -> tuple[Property, ...]:
    """The same for an image of an article."""
    return credit_properties(image.credits, caption=plain(image.caption), alt=image.alt)


def expected(image: Image) -> dict[str, tuple[str, ...]]:
    """The values that the image's packet, read back, must show under each name."""
    return by_name(image_properties(image))


def plain(markup: str | None) -> str | None:
    """The text of inline HTML, with white space as a browser would show it."""
    if not markup or markup.isspace():
        return None
    return " ".join(html.fragment_fromstring(markup, create_parent="p").text_content().split())


def record(credit: Credit) -> dict[str, str]:
    """The credit's stated fields, by the names of MAPPING, to the letter."""
    values = ((row.field, row.get(credit)) for row in MAPPING)
    return {field: text for field, text in values if text is not None}


def _written(fields: dict[str, str]) -> str:
    return json.dumps(fields, ensure_ascii=False)


def _stated(get: Callable[[Credit], str | None], credits: Iterable[Credit]) -> tuple[str, ...]:
    return each_once(get(credit) for credit in credits)


def each_once(values: Iterable[str | None]) -> tuple[str, ...]:
    """Each stated value once, in order."""
    return tuple(dict.fromkeys(v for v in values if v and not v.isspace()))


def refuse_unwritable(credits: Iterable[Credit]) -> None:
    """Raise ``SourceError``, with the credit's place, for a character that no XML can hold.

    JSON could spell out a control character, but the properties of the rows cannot.
    """
    problems = [
        Problem(
            "metadata-character",
            f"the credit's {field.replace('_', ' ')} holds the character "
            f"U+{ord(character):04X}, which no XML can hold",
            f"Remove it from the text {text[:200]!r}.",
            credit.where,
        )
        for credit in credits
        for field, text in record(credit).items()
        if (character := xmp.unwritable(text))
    ]
    if problems:
        raise SourceError(*problems)


def _additions(credits: Sequence[Credit]) -> Iterator[Property]:
    """Properties for other software, derived from the rows; never read as a field.

    A URL is written only where it holds for the whole picture: one license of a composite is not
    the picture's license.
    """
    licenses = [credit.license for credit in credits]
    if names := _stated(lambda c: c.license.name if c.license else None, credits):
        # Where there is no notice or text of its own, the license is the statement of rights: a
        # viewer that does not know Creative Commons still shows "Public domain".
        yield Property("dc:rights", names, Kind.LANG_ALT)
        yield Property("xmpRights:UsageTerms", names, Kind.LANG_ALT)
    urls = {license.url if license else None for license in licenses}
    if len(urls) == 1 and (url := urls.pop()):
        yield Property("cc:license", (url,), Kind.RESOURCE)
        yield Property("xmpRights:WebStatement", (url,))
        if (creators := _stated(lambda c: c.creator, credits)) and any(
            license and license.attribution for license in licenses
        ):
            yield Property("cc:attributionName", creators)
            sources = _stated(lambda c: c.source, credits)
            if len(sources) == 1 and "://" in sources[0]:
                yield Property("cc:attributionURL", sources, Kind.RESOURCE)
    if (marked := _marked(credits)) is not None:
        yield Property("xmpRights:Marked", (str(marked),), Kind.BOOLEAN)
    if code := source_type(credits):
        yield Property("Iptc4xmpExt:DigitalSourceType", (SOURCE_TYPES + code,))
    if code := reservation(credits):
        yield Property("plus:DataMining", (DATA_MINING + code,))
    if ends := [credit.expires for credit in credits if credit.expires]:
        # A picture can be shown as long as all its parts can.
        yield Property("plus:LicenseEndDate", (min(ends).isoformat(),), Kind.DATE)


def source_type(credits: Iterable[Credit]) -> str | None:
    """The IPTC Digital Source Type of the whole picture; None if its credits state none.

    A picture of several works, some but not all made by AI, is IPTC's composite with AI's work in
    it.
    """
    stated = [(credit.origin or "").removeprefix(SOURCE_TYPES).lower() for credit in credits]
    known = {code.lower(): code for code in registry.source_types()}
    codes = [_AI if origin == "ai-generated" else known.get(origin) for origin in stated]
    if len(set(codes)) == 1:
        return codes[0]
    return _PARTLY_AI if {_AI, _PARTLY_AI} & set(codes) else None


_AI = "trainedAlgorithmicMedia"
_PARTLY_AI = "compositeWithTrainedAlgorithmicMedia"


def reservation(credits: Sequence[Credit]) -> str | None:
    """The reservation against mining the whole picture, as the end of a PLUS code, or None.

    Mining a picture mines each of its parts: one part's reservation holds for the whole, and two
    different ones become the full one. A permission holds only if every part gives it.
    """
    stated = list(dict.fromkeys(credit.data_mining for credit in credits))
    reserved = [code for code in stated if code and registry.reservations().get(code)]
    if len(reserved) > 1:
        return "DMI-PROHIBITED"
    return reserved[0] if reserved else stated[0] if len(stated) == 1 else None


def _marked(credits: Iterable[Credit]) -> bool | None:
    """True: somebody holds rights; False: public domain; None: not known (XMP part 1 §8.5)."""
    known: set[bool] = set()
    for credit in credits:
        if credit.license:
            known.add(holds_rights(credit.license))
        elif credit.copyright or credit.basis:
            known.add(True)
    return any(known) if known else None

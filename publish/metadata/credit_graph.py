"""The credits as linked data: JSON-LD with schema.org's ``ImageObject``, for programs.

Search engines read ``creator``, ``creditText``, ``copyrightNotice``, ``license`` and
``acquireLicensePage`` of it (Google's "image metadata"). Where schema.org has no property, the
names are those in pictures: PLUS's, TDMRep's, and our own. ``evidence`` and ``channels`` are not
published.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from publish.metadata.credits import MAPPING, plain, reservation, source_type
from publish.metadata.namespaces import NAMESPACES
from publish.metadata.values import DATA_MINING, address, tdm_policy, tdm_reservation, timestamp
from publish.model.article import Image, Metadata
from publish.model.credit import Credit, License
from publish.model.people import Person, contributors, creators
from publish.rights import registry

CONTEXT: tuple[Any, ...] = (
    "https://schema.org",
    {prefix: NAMESPACES[prefix] for prefix in ("plus", "publish")}
    | {"tdm": "http://www.w3.org/ns/tdmrep#"},
)
_PIXELS = "E37"
"""The unit of a pixel (UN/ECE Recommendation 20)."""
_OURS = ("basis", "changes", "edits", "syndication", "valid_from", "stand_in_for")
"""Rows of MAPPING without a property in schema.org."""
Node = dict[str, Any]


def credit_graph(
    data: Metadata, images: Sequence[Image], shown: Callable[[Image, Credit], str]
) -> bytes:
    """The article and these pictures, in their order, as one graph.

    ``shown`` gives the words of a credit at its picture. The text holds no ``<``, so a
    web page's ``script`` element can hold it.
    """
    nodes = [_article(data), *(_image(image, data, shown) for image in images)]
    graph = {"@context": list(CONTEXT), "@graph": nodes}
    text = json.dumps(graph, indent=2, ensure_ascii=False).replace("<", "\\u003c")
    return f"{text}\n".encode()


def _article(data: Metadata) -> Node:
    return _stated(
        {
            "@type": "Article",
            "@id": data.identifier,
            "headline": data.title,
            "inLanguage": data.lang,
            "datePublished": data.date.isoformat(),
            "dateModified": timestamp(data.modified),
            "author": [_person(who) for who in creators(data.authors)],
            "contributor": [_person(who) for who in contributors(data.authors)],
            "publisher": _named("Organization", data.publisher),
            "copyrightNotice": data.rights,
            "license": _license(data.license),
            "digitalSourceType": _source(data.ai_origin),
            "publish:aiStatement": data.ai,
            "plus:DataMining": _mining(data.data_mining),
            "tdm:reservation": [int(value or 0) for value in tdm_reservation(data)],
            "tdm:policy": [{"@id": address} for address in tdm_policy(data)],
        }
    )


def _image(image: Image, data: Metadata, shown: Callable[[Image, Credit], str]) -> Node:
    """A picture; one made of several works has a node for each part."""
    credits = image.credits
    parts = [{"@type": "ImageObject", **_credit(c, shown(image, c), data)} for c in credits]
    file = {
        "@type": "ImageObject",
        "contentUrl": image.name,
        "encodingFormat": image.media_type,
        "width": {"@type": "QuantitativeValue", "value": image.width, "unitCode": _PIXELS},
        "height": {"@type": "QuantitativeValue", "value": image.height, "unitCode": _PIXELS},
        "description": image.alt,
        "caption": plain(image.caption),
        "isPartOf": {"@id": data.identifier},
    }
    if len(parts) < 2:
        return _stated({**file, **(parts[0] if parts else {})})
    licenses = {credit.license for credit in credits}
    whole = {
        "creator": _each_once(part.get("creator") for part in parts),
        "creditText": "; ".join(part["creditText"] for part in parts),
        "copyrightNotice": "; ".join(_each_once(part.get("copyrightNotice") for part in parts)),
        # One part's license is not the picture's.
        "license": _license(licenses.pop()) if len(licenses) == 1 else None,
        "digitalSourceType": _source(source_type(credits)),
        "expires": min((part["expires"] for part in parts if "expires" in part), default=None),
        "plus:DataMining": _mining(reservation(credits)),
        "hasPart": parts,
    }
    return _stated({**file, **whole})


def _credit(credit: Credit, shown: str, data: Metadata) -> Node:
    rows = {row.field: (row.name, row.get(credit)) for row in MAPPING}
    return _stated(
        {
            "name": credit.title,
            "creator": _maker(credit, data),
            "creditText": credit.line or shown,
            "copyrightNotice": credit.copyright,
            "license": _license(credit.license),
            "acquireLicensePage": _work(credit.acquire),
            "usageInfo": _named("CreativeWork", credit.usage_terms, "text"),
            "isBasedOn": _work(credit.source),
            "provider": _named("Organization", credit.provider),
            "identifier": credit.asset_id,
            "digitalSourceType": _source(source_type([credit])),
            "expires": credit.expires.isoformat() if credit.expires else None,
            "plus:DataMining": _mining(credit.data_mining),
            **dict(rows[field] for field in _OURS),
        }
    )


def _maker(credit: Credit, data: Metadata) -> Node | None:
    """The creator as a person or an organization; a credit has only a name.

    A creator who is also the provider or the publisher is an organization.
    """
    houses = {name.casefold() for name in (credit.provider, data.publisher) if name}
    kind = "Organization" if (credit.creator or "").casefold() in houses else "Person"
    return _named(kind, credit.creator)


def _person(who: Person) -> Node:
    """A person has an affiliation, an organization is a member: schema.org's own split."""
    kind, belongs = ("Organization", "memberOf") if who.group else ("Person", "affiliation")
    return _stated(
        {
            "@type": kind,
            "name": who.name,
            "identifier": who.orcid and f"https://orcid.org/{who.orcid}",
            belongs: [_named("Organization", name) for name in who.affiliations],
        }
    )


def _license(license: License | None) -> Node | str | None:
    """The license's address, which search engines expect; without one, its name."""
    if license is None:
        return None
    return address(license.url) or _named("CreativeWork", license.name)


def _work(text: str | None) -> Node | str | None:
    """A work by its address; by its name where the text is not an address."""
    return address(text) or _named("CreativeWork", text)


def _source(code: str | None) -> str | None:
    """IPTC's term in schema.org's form."""
    name = registry.source_types().get(code or "")
    return name and f"https://schema.org/{name}DigitalSource"


def _mining(code: str | None) -> Node | None:
    return {"@id": DATA_MINING + code} if code else None


def _named(kind: str, text: str | None, name: str = "name") -> Node | None:
    return {"@type": kind, name: text} if text else None


def _stated(node: Mapping[str, Any]) -> Node:
    """The node without empty values; a list of one becomes that one."""
    found = {}
    for name, value in node.items():
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if value not in (None, "", []):
            found[name] = value
    return found


def _each_once(values: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    for value in values:
        if value is not None and value not in found:
            found.append(value)
    return found

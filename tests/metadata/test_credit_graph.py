"""The graph of credits, held against schema.org's own table of properties and types."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.metadata.credit_graph import credit_graph
from publish.model.article import Image
from publish.model.credit import Credit, License
from publish.model.people import Person
from publish.rights.registry import source_types
from tests.metadata.strategies import FULL_ARTICLE, FULL_CREDIT, articles, credits

PICTURE = Image("ferry.jpg", b"", "image/jpeg", 900, 600, alt="A ferry", caption="<em>In</em> port")
WORK = {"Article", "ImageObject", "CreativeWork"}

# schema.org 30.0: what may have a property (its types and theirs), and what may be its value.
VOCABULARY: dict[str, tuple[set[str], set[str]]] = {
    "acquireLicensePage": (WORK, {"URL", "CreativeWork"}),
    "affiliation": ({"Person"}, {"Organization"}),
    "memberOf": ({"Organization", "Person"}, {"Organization", "ProgramMembership"}),
    "author": (WORK, {"Organization", "Person"}),
    "caption": ({"ImageObject"}, {"Text", "MediaObject"}),
    "contributor": (WORK, {"Organization", "Person"}),
    "contentUrl": ({"ImageObject"}, {"URL"}),
    "copyrightNotice": (WORK, {"Text"}),
    "creator": (WORK, {"Organization", "Person"}),
    "creditText": (WORK, {"Text"}),
    "dateModified": (WORK, {"Date", "DateTime"}),
    "datePublished": (WORK, {"Date", "DateTime"}),
    "description": (WORK, {"Text", "TextObject"}),
    "digitalSourceType": (WORK, {"IPTCDigitalSourceEnumeration"}),
    "encodingFormat": (WORK, {"Text", "URL"}),
    "expires": (WORK, {"Date", "DateTime"}),
    "hasPart": (WORK, {"CreativeWork", "ImageObject"}),
    "headline": (WORK, {"Text"}),
    "height": ({"ImageObject", "Person"}, {"Distance", "QuantitativeValue"}),
    "identifier": (WORK | {"Person", "Organization"}, {"PropertyValue", "Text", "URL"}),
    "inLanguage": (WORK, {"Language", "Text"}),
    "isBasedOn": (WORK, {"CreativeWork", "Product", "URL"}),
    "isPartOf": (WORK, {"CreativeWork", "URL"}),
    "license": (WORK, {"CreativeWork", "URL"}),
    "name": (WORK | {"Person", "Organization"}, {"Text"}),
    "provider": (WORK, {"Organization", "Person"}),
    "publisher": (WORK, {"Organization", "Person"}),
    "text": (WORK, {"Text"}),
    "unitCode": ({"QuantitativeValue"}, {"Text", "URL"}),
    "usageInfo": (WORK, {"CreativeWork", "URL"}),
    "value": ({"QuantitativeValue"}, {"Boolean", "Number", "StructuredValue", "Text"}),
    "width": ({"ImageObject"}, {"Distance", "QuantitativeValue"}),
}
ENUMERATION = {
    f"https://schema.org/{name}DigitalSource"
    for name in (
        "AlgorithmicMedia",
        "AlgorithmicallyEnhanced",
        "Composite",
        "CompositeCapture",
        "CompositeSynthetic",
        "CompositeWithTrainedAlgorithmicMedia",
        "DataDrivenMedia",
        "DigitalArt",
        "DigitalCapture",
        "MinorHumanEdits",
        "MultiFrameComputationalCapture",
        "NegativeFilm",
        "PositiveFilm",
        "Print",
        "ScreenCapture",
        "TrainedAlgorithmicMedia",
        "VirtualRecording",
    )
}


ADDRESS = re.compile(r"https?://\S+|[\w-]+\.jpg")


def shown(image: Image, credit: Credit) -> str:
    return credit.creator or "-"


def graph(*credits: Credit, **article: Any) -> Any:
    image = replace(PICTURE, credits=credits)
    return json.loads(credit_graph(replace(FULL_ARTICLE, **article), [image], shown))


def faults(node: dict[str, Any], prefixes: dict[str, str]) -> list[str]:
    """Names in a node that schema.org does not have for types and properties."""
    found = []
    for name, value in node.items():
        if name.startswith("@"):
            continue
        prefix, _, own = name.rpartition(":")
        if prefix and own:
            found += [] if prefix in prefixes else [f"{prefix}: is not declared"]
            continue
        domain, range = VOCABULARY.get(name, (set(), set()))
        if node["@type"] not in domain:
            found.append(f"{node['@type']} has no {name}")
        for one in value if isinstance(value, list) else [value]:
            if not kinds(one) & range:
                found.append(f"{name} may not be {one!r}")
            if isinstance(one, dict) and "@type" in one:
                found += faults(one, prefixes)
    return found


def kinds(value: Any) -> set[str]:
    """The types of schema.org that a value can pass for."""
    if isinstance(value, dict):
        return {value["@type"]} if "@type" in value else {"URL"} if set(value) == {"@id"} else set()
    if isinstance(value, int):
        return {"Number"}
    if value.startswith("https://schema.org/"):
        return {"IPTCDigitalSourceEnumeration"} if value in ENUMERATION else set()
    plain = {"Text", "Date", "DateTime"}
    return plain | {"URL"} if ADDRESS.fullmatch(value) else plain


def checked(document: Any) -> list[str]:
    first, prefixes = document["@context"]
    assert first == "https://schema.org"
    return [fault for node in document["@graph"] for fault in faults(node, prefixes)]


def test_what_search_engines_look_for() -> None:
    _, picture = graph(FULL_CREDIT)["@graph"]
    assert picture == {
        "@type": "ImageObject",
        "contentUrl": "ferry.jpg",
        "encodingFormat": "image/jpeg",
        "width": {"@type": "QuantitativeValue", "value": 900, "unitCode": "E37"},
        "height": {"@type": "QuantitativeValue", "value": 600, "unitCode": "E37"},
        "description": "A ferry",
        "caption": "In port",
        "isPartOf": {"@id": FULL_ARTICLE.identifier},
        "name": "Ferry & <port>",
        "creator": {"@type": "Person", "name": "Zoë Example"},
        "creditText": "Picture: Zoë Example | Example Commons / CC BY-SA 4.0",
        "copyrightNotice": "© 2026 Zoë Example",
        "license": "https://creativecommons.org/licenses/by-sa/4.0/",
        "acquireLicensePage": "https://example.org/license",
        "usageInfo": {"@type": "CreativeWork", "text": "Not for advertising"},
        "isBasedOn": "https://example.org/ferry?a=1&b=2",
        "provider": {"@type": "Organization", "name": "Example Commons"},
        "identifier": "EX-0007",
        "digitalSourceType": "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
        "expires": "2027-12-31",
        "plus:DataMining": {"@id": "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED-AIMLTRAINING"},
        "publish:basis": "permission",
        "publish:changes": "cropped",
        "publish:edits": "cropped, resized",
        "publish:syndication": "no",
        "publish:validFrom": "2026-01-01",
        "publish:standInFor": "File:Ferry.jpg",
    }


def test_the_article_says_its_own_terms() -> None:
    article, _ = graph(FULL_CREDIT)["@graph"]
    assert article["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert article["tdm:reservation"] == 1
    assert article["tdm:policy"] == {"@id": "https://example.org/mining"}
    assert article["publish:aiStatement"] == FULL_ARTICLE.ai
    source = "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"
    assert article["digitalSourceType"] == source
    allowed, _ = graph(FULL_CREDIT, data_mining="DMI-ALLOWED")["@graph"]
    assert allowed["tdm:reservation"] == 0
    assert "tdm:policy" not in allowed


def test_a_composite_tells_every_part_by_itself() -> None:
    free = License("CC0-1.0", "CC0", "https://creativecommons.org/publicdomain/zero/1.0/")
    first = Credit(creator="First", license=free, expires=date(2027, 1, 1))
    second = Credit(creator="Second", basis="permission", origin="trainedAlgorithmicMedia")
    _, picture = graph(first, second)["@graph"]
    assert picture["creditText"] == "First; Second"
    assert [who["name"] for who in picture["creator"]] == ["First", "Second"]
    assert "license" not in picture
    assert picture["expires"] == "2027-01-01"
    assert picture["digitalSourceType"].endswith(
        "/CompositeWithTrainedAlgorithmicMediaDigitalSource"
    )
    assert [part.get("license") for part in picture["hasPart"]] == [free.url, None]
    _, whole = graph(first, replace(first, creator="Third"))["@graph"]
    assert whole["license"] == free.url


def test_a_group_belongs_to_others_as_an_organization_does() -> None:
    people = [Person(name="Desk", group=True, affiliations=("House",)), Person(name="Ada")]
    article, _ = graph(FULL_CREDIT, authors=tuple(people))["@graph"]
    group, person = article["author"]
    assert group["@type"] == "Organization"
    assert group["memberOf"] == {"@type": "Organization", "name": "House"}
    assert "memberOf" not in person


@pytest.mark.parametrize(
    ("creator", "kind"),
    [
        ("Zoë Example", "Person"),
        ("Example commons", "Organization"),
        ("Example House", "Organization"),
    ],
)
def test_who_made_it_is_an_organization_only_if_named_as_one(creator: str, kind: str) -> None:
    _, picture = graph(Credit(creator=creator, provider="Example Commons"))["@graph"]
    assert picture["creator"] == {"@type": kind, "name": creator}


def test_a_license_without_an_address_goes_by_its_name() -> None:
    _, picture = graph(Credit(license=License("all-rights-reserved", "All rights reserved")))[
        "@graph"
    ]
    assert picture["license"] == {"@type": "CreativeWork", "name": "All rights reserved"}


def test_every_origin_has_schema_orgs_word_for_it() -> None:
    names = {f"https://schema.org/{name}DigitalSource" for name in source_types().values()}
    assert names <= ENUMERATION


def test_evidence_and_channels_stay_at_home_and_no_script_is_closed() -> None:
    credit = replace(FULL_CREDIT, title="</script><script>")
    data = credit_graph(FULL_ARTICLE, [replace(PICTURE, credits=(credit,))], shown)
    assert b"letter of" not in data
    assert b"partner-a" not in data
    assert b"<" not in data


@given(articles, st.lists(credits, max_size=3))
def test_schema_org_knows_all_of_it(article: Any, stated: list[Credit]) -> None:
    image = replace(PICTURE, credits=tuple(stated))
    data = credit_graph(article, [image], shown)
    assert data == credit_graph(article, [image], shown)
    document = json.loads(data)
    assert checked(document) == []
    _, picture = document["@graph"]
    parts = picture.get("hasPart", [picture])
    assert [p.get("copyrightNotice", "") for p in parts[: len(stated)]] == [
        c.copyright or "" for c in stated
    ]

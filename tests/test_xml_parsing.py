"""The door for XML: documents made to fill memory or to fetch files end soon, or stay inert."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from publish import xml_parsing
from publish.xml_parsing import DEEPEST, BadXML, Tag, parse, parse_plain, salvage, tags

Parse = Callable[[str], Any]

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]>"
)
QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>'
PARSERS: dict[str, Parse] = {
    "lxml": lambda text: parse(text.encode()),
    "lxml, bare": lambda text: parse(text.encode(), bare=True),
    "lxml, large": lambda text: parse(text.encode(), large=True),
    "standard library": parse_plain,
    "tags": lambda text: tags(text.encode()),
}


@pytest.fixture(autouse=True)
def soon() -> Iterator[None]:
    """No document takes long, or more memory than a few times its size."""
    start, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.process_time() - start < 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000  # KiB


@pytest.mark.parametrize("name", PARSERS)
@pytest.mark.parametrize(
    "bomb",
    [
        LAUGHS + "<x>&m;</x>",
        LAUGHS + '<x y="&m;"/>',
        QUADRATIC + f"<x>{'&a;' * 50_000}</x>",
        QUADRATIC + f'<x y="{"&a;" * 50_000}"/>',
        "<a>" * 500_000 + "</a>" * 500_000,
        "<a>" * 500_000,
    ],
    ids=["laughs", "laughs in an attribute", "quadratic", "quadratic, attribute", "deep", "open"],
)
def test_a_bomb_is_refused(name: str, bomb: str) -> None:
    if name == "tags" and bomb.endswith("</a>"):
        return  # nothing is built there, so depth costs nothing
    with pytest.raises(BadXML):
        PARSERS[name](bomb)


@pytest.mark.parametrize("bomb", [LAUGHS + "<x>&m;</x>", QUADRATIC + f'<x y="{"&a;" * 9_999}"/>'])
def test_what_is_salvaged_of_a_bomb_is_small(bomb: str) -> None:
    root = salvage(bomb.encode())
    assert root is None or len(etree.tostring(root)) < len(bomb)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_entities_are_seen_in_other_encodings(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'
    with pytest.raises(BadXML):
        parse(text.encode(encoding), large=True)


def test_nothing_outside_of_the_document_is_read(tmp_path: Any) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "x.dtd").write_text('<!ENTITY e "secret"><!ATTLIST x y CDATA "secret">')
    inside, dtd = (tmp_path / "secret").as_uri(), (tmp_path / "x.dtd").as_uri()
    for text in (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{inside}">]><x>&e;</x>',
        f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{dtd}"> %p;]><x>&e;</x>',
        f'<!DOCTYPE x SYSTEM "{dtd}"><x>&e;</x>',
        '<!DOCTYPE x PUBLIC "-//A" "http://127.0.0.1:9/x.dtd"><x>&e;</x>',
        f'<x xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{inside}"/></x>',
    ):
        for read in PARSERS.values():
            try:
                root = read(text)
            except BadXML:
                continue
            if isinstance(root, etree._Element):
                assert "secret" not in "".join(map(str, root.itertext())) + str(root.attrib)
            elif isinstance(root, ElementTree.Element):
                assert "secret" not in "".join(root.itertext()) + str(root.attrib)
        salvaged = salvage(text.encode())
        assert salvaged is not None
        assert "secret" not in "".join(map(str, salvaged.itertext()))


def test_a_reference_to_an_entity_stays_one() -> None:
    root = parse(b'<!DOCTYPE x [<!ENTITY e "words">]><x>&e;</x>')
    assert root[0].tag is etree.Entity
    assert xml_parsing.declares_entities(root)
    assert not xml_parsing.declares_entities(parse(b"<!DOCTYPE html><html/>"))
    assert xml_parsing.has_doctype(parse(b"<!DOCTYPE html><html/>"))
    assert not xml_parsing.has_doctype(parse(b"<html/>"))


def test_depth_and_size_have_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    for read in (parse, parse_plain):
        read("<a>" * DEEPEST + "</a>" * DEEPEST)
        with pytest.raises(BadXML):
            read("<a>" * (DEEPEST + 1) + "</a>" * (DEEPEST + 1))
    parse("<a>" * 2000 + "</a>" * 2000, large=True)
    long = f"<a>{'x' * 11_000_000}</a>"
    parse(long, large=True)
    with pytest.raises(BadXML):
        parse(long)
    monkeypatch.setattr(xml_parsing, "MOST_BYTES", 1 << 20)
    for name in PARSERS:
        with pytest.raises(BadXML, match="more than 1 MB"):
            PARSERS[name](long)
    assert salvage(long.encode()) is None


@pytest.mark.parametrize("name", PARSERS)
def test_an_error_says_its_line(name: str) -> None:
    with pytest.raises(BadXML) as caught:
        PARSERS[name]("<a>\n <b>\n</a>")
    assert caught.value.line == 3
    assert caught.value.column
    assert caught.value.reason in str(caught.value)
    assert "line 3" not in caught.value.reason


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda s: f"<a>{s}</a>".encode()))
def test_any_bytes_are_a_document_or_bad(data: bytes) -> None:
    for read in (parse, lambda data: parse(data, large=True), tags):
        try:
            read(data)
        except BadXML:
            continue
    salvage(data)


@given(st.text(max_size=60))
def test_any_text_is_a_document_or_bad(text: str) -> None:
    for document in (text, f"<a>{text}</a>"):
        try:
            parse_plain(document)
        except BadXML:
            continue


def test_the_two_trees_say_the_same() -> None:
    text = '<a xmlns="urn:x" b="1">one<!-- c --> two<?p i?><c/>three</a>'
    ours, plain = parse(text, bare=True), parse_plain(text)
    assert "".join(map(str, ours.itertext())) == "".join(plain.itertext()) == "one twothree"
    assert [e.tag for e in ours.iter()] == [e.tag for e in plain.iter()]


def test_tags_are_found_with_their_bytes() -> None:
    data = '<a xmlns="urn:x">ä<b/></a>'.encode()
    assert tags(data) == (
        Tag("{urn:x}a", 0, 17, True),
        Tag("{urn:x}b", 19, 23, True),
        Tag("{urn:x}b", 19, 23, False),
        Tag("{urn:x}a", 23, 27, False),
    )
    assert tags(b"<b c='>'>/></b>") == (Tag("b", 0, 9, True), Tag("b", 11, 15, False))

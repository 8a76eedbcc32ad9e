"""XMP in an SVG; the rest of the file stays the same byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from lxml import etree

from publish.errors import SourceError
from publish.metadata import xmp
from publish.metadata.credit_reading import read_credits
from publish.metadata.credits import credit_packet, record
from publish.metadata.property import Property
from publish.model.credit import Credit
from publish.pictures import embedding
from publish.pictures.metadata_writing import svg
from tests.judges import metadata
from tests.metadata.strategies import FULL_CREDIT, credits

PACKET = credit_packet([FULL_CREDIT])
OPEN = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
DRAWINGS = {
    "plain": OPEN + '<rect width="9" height="9"/></svg>',
    "empty": OPEN.replace(">", " />"),
    "an arrow in an attribute": OPEN.replace('height="9"', "data-x='a > b'") + "<g/></svg>",
    "prolog": '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!-- <svg> -->\n<!DOCTYPE svg PUBLIC '
    '"-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
    + OPEN
    + "<title>Fähre</title></svg>\n",
    "a prefix": '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g/></s:svg>',
    "another program's metadata": OPEN
    + '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<cc:Work xmlns:cc="http://creativecommons.org/ns#"/></rdf:RDF></metadata></svg>',
}


@pytest.mark.parametrize("case", DRAWINGS)
def test_a_packet_is_embedded_and_the_rest_stays(case: str) -> None:
    data = DRAWINGS[case].encode("latin-1" if case == "prolog" else "utf-8")
    assert svg.extract(data) is None
    done = embedding.embed("image/svg+xml", data, PACKET)
    assert read_credits(svg.extract(done) or b"") == (record(FULL_CREDIT),)
    assert embedding.embed("image/svg+xml", done, PACKET) == done
    start = done.index(b"<metadata xmlns=")
    end = done.index(b"</metadata>", start) + len(b"</metadata>")
    if case == "empty":
        assert etree.fromstring(done[:start] + done[end:]).attrib == etree.fromstring(data).attrib
    else:
        assert done[:start] + done[end:] == data


def test_exiftool_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "logo.svg"
    file.write_bytes(embedding.embed("image/svg+xml", DRAWINGS["plain"].encode(), PACKET))
    said = metadata(file)
    assert said["XMP-photoshop:Credit"] == FULL_CREDIT.line
    assert said["XMP-dc:Creator"] == "Zoë Example" or said["XMP-dc:Creator"] == ["Zoë Example"]


@given(credits)
def test_any_credit_comes_back(credit: Credit) -> None:
    done = svg.embed(DRAWINGS["prolog"].encode("latin-1"), credit_packet([credit]))
    wanted = (record(credit),) if record(credit) else ()
    assert read_credits(svg.extract(done) or b"") == wanted


def test_existing_xmp_is_merged() -> None:
    old = xmp.packet([Property("photoshop:City", ("Brno",))])
    once = svg.embed(DRAWINGS["plain"].encode(), old)
    found = xmp.read(svg.extract(embedding.embed("image/svg+xml", once, PACKET)) or b"")
    assert found["photoshop:City"] == ("Brno",)
    assert found["photoshop:Credit"] == (FULL_CREDIT.line,)


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"<svg",
        b"<html/>",
        OPEN.encode(),
        ("\ufeff" + DRAWINGS["plain"]).encode("utf-16"),
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + DRAWINGS["plain"].encode(),
    ],
)
def test_other_files_are_refused(broken: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        svg.extract(broken)
    assert caught.value.problems[0].rule == "image-broken"
    with pytest.raises(SourceError):
        svg.embed(broken, PACKET)

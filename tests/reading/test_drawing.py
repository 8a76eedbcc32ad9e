"""SVG as a picture: what draws passes, all else is refused with its line."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from publish.pictures.pixels import BadPixels
from publish.pictures.svg.admission import ELEMENTS, read_drawing

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside: str = "<path d='M0 0h9'/>", attributes: str = "viewBox='0 0 30 20'") -> bytes:
    return f"<svg {NS} {attributes}>{inside}</svg>".encode()


@pytest.mark.parametrize(
    "inside",
    [
        "<style>.a { fill: url(#g) }</style><radialGradient id='g'/><rect class='a'/>",
        "<defs><g id='t'><path d='M0 0h1'/></g></defs><use href='#t'/><use xlink:href='#t'/>",
        "<clipPath id='c'><circle r='3'/></clipPath><g clip-path='url(#c)'><rect width='2'/></g>",
        "<text x='1' font-family='sans-serif'>Words <tspan>and</tspan> more</text>",
        "<pattern id='p' width='1'><path d='M0 0h1'/></pattern><rect fill='url(#p)' width='3'/>",
    ],
)
def test_what_draws_passes(inside: str) -> None:
    drawing = read_drawing(svg(inside))
    assert drawing.remarks == ()
    names = {etree.QName(e).localname for e in etree.fromstring(drawing.data).iter()}
    assert names <= ELEMENTS
    assert read_drawing(drawing.data).data == drawing.data


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "handler": "<path onclick='x()' d='M0 0'/>",
    "Handler": "<path ONLOAD='x()' d='M0 0'/>",
    "page in it": "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
    "picture": "<image href='data:image/png;base64,AAAA'/>",
    "file": "<use href='file:///etc/passwd#a'/>",
    "web": "<use xlink:href='https://example.org/a.svg#a'/>",
    "paint from elsewhere": "<rect fill='url(https://example.org/a#b)'/>",
    "spaced": "<rect fill='url(  \"//example.org/a\")'/>",
    "style from elsewhere": "<rect style='fill: URL(https://example.org)'/>",
    "spelled": "<rect style='fill: u\\72l(https://example.org)'/>",
    "import": "<style>@import 'https://example.org/a.css';</style>",
    "font": "<style>@font-face { font-family: x; src: url(a.woff) }</style>",
    "image-set": "<style>rect { fill: image-set('a.png' 1x) }</style>",
    "animation": "<rect><animate attributeName='x' to='9'/></rect>",
    "effect": "<filter id='f'><feGaussianBlur/></filter>",
    "choice": "<switch><g/></switch>",
    "itself": "<g id='a'><use href='#a'/></g>",
    "each other": "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>",
    "painted by itself": "<pattern id='p'><rect fill='url(#p)'/></pattern>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_does_more_than_draw_is_refused_with_its_line(name: str) -> None:
    with pytest.raises(BadPixels) as caught:
        read_drawing(svg(f"\n\n{HOSTILE[name]}"))
    assert caught.value.rule == "image-drawing"
    assert "(line " in caught.value.message
    assert caught.value.fix


def test_entities_are_refused_and_a_doctype_is_left_out() -> None:
    doctype = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">'
    assert b"DOCTYPE" not in read_drawing(doctype + svg()).data
    bomb = b'<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(BadPixels, match="entities"):
        read_drawing(bomb + svg("<text>&b;</text>"))


def test_a_chain_letter_is_refused_in_no_time() -> None:
    links = "".join(f"<g id='g{n}'>{f'<use href={chr(39)}#g{n + 1}{chr(39)}/>' * 10}</g>"
                    for n in range(40))  # fmt: skip
    with pytest.raises(BadPixels, match="using some again"):
        read_drawing(svg(links + "<g id='g40'/>"))


def test_too_deep_and_too_large() -> None:
    with pytest.raises(BadPixels, match="groups in each other"):
        read_drawing(svg("<g>" * 150 + "</g>" * 150))
    with pytest.raises(BadPixels, match="50,000"):
        read_drawing(svg("<path/>" * 50_001))
    with pytest.raises(BadPixels, match="MB"):
        read_drawing(gzip.compress(svg(" " * 11 * 2**20)))


def test_an_svgz_is_unpacked() -> None:
    assert read_drawing(gzip.compress(svg())) == read_drawing(svg())
    with pytest.raises(BadPixels):
        read_drawing(gzip.compress(svg())[:20])


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ("viewBox='0 0 30 20'", (30, 20)),
        ("width='60' height='40px'", (60, 40)),
        ("width='72pt' height='1in' viewBox='0 0 9 9'", (96, 96)),
        ("width='100%' height='100%' viewBox='0 0 300 200'", (300, 200)),
        ("width='150' viewBox='0 0 300 200'", (150, 100)),
        ("width='1e9' height='1e9'", (20_000, 20_000)),
    ],
)
def test_its_size(attributes: str, size: tuple[int, int]) -> None:
    drawing = read_drawing(svg(attributes=attributes))
    assert (drawing.width, drawing.height) == size
    assert b"viewBox" in drawing.data


@pytest.mark.parametrize(
    "attributes", ["", "width='100%'", "viewBox='0 0 0 5'", "viewBox='0 0 999 1'"]
)
def test_a_size_that_cannot_be(attributes: str) -> None:
    with pytest.raises(BadPixels):
        read_drawing(svg(attributes=attributes))


def test_what_other_programs_noted_goes_and_the_text_behind_it_stays() -> None:
    more = "xmlns:i='http://www.inkscape.org/namespaces/inkscape'"
    data = f"<svg {NS} {more} viewBox='0 0 3 2' i:version='1'><i:guide/><text>a<i:x/>b</text></svg>"
    done = read_drawing(data.encode()).data
    assert b"inkscape" not in done
    assert b">ab<" in done


def test_strange_fonts_and_dead_links_are_told() -> None:
    drawing = read_drawing(
        svg("<a href='https://example.org'><text font-family='Gill'>x</text></a>")
    )
    assert [r.rule for r in drawing.remarks] == ["image-drawing-link", "image-drawing-font"]
    assert b"example.org" not in drawing.data


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_drawn(data: bytes) -> None:
    for given_ in (data, svg()[:60] + data, b"\x1f\x8b" + data):
        try:
            assert read_drawing(given_).width > 0
        except BadPixels as bad:
            assert bad.fix


def test_the_credit_in_a_drawing_is_read_before_its_metadata_go() -> None:
    from publish.pictures.embedded import read_embedded

    work = (
        "<metadata><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
        "xmlns:cc='http://creativecommons.org/ns#' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        "<cc:Work><dc:creator><cc:Agent><dc:title>Ada</dc:title></cc:Agent></dc:creator></cc:Work>"
        "</rdf:RDF></metadata><path/>"
    )
    assert read_embedded(svg(work)).fields()["creator"] == "Ada"
    assert b"Ada" not in read_drawing(svg(work)).data

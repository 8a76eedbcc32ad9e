"""SVG pictures: shapes pass, everything else is refused with its line number."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from publish.pictures.pixels import BadPixels
from publish.pictures.svg.sanitizing import ELEMENTS, read_svg
from tests.profiles import examples

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
def test_shapes_and_text_pass(inside: str) -> None:
    picture = read_svg(svg(inside))
    assert picture.remarks == ()
    names = {etree.QName(e).localname for e in etree.fromstring(picture.data).iter()}
    assert names <= ELEMENTS
    assert read_svg(picture.data).data == picture.data


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
def test_active_content_is_refused_with_its_line(name: str) -> None:
    with pytest.raises(BadPixels) as caught:
        read_svg(svg(f"\n\n{HOSTILE[name]}"))
    assert caught.value.rule == "image-drawing"
    assert "(line " in caught.value.message
    assert caught.value.fix


def test_entities_are_refused_and_a_doctype_is_dropped() -> None:
    doctype = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">'
    assert b"DOCTYPE" not in read_svg(doctype + svg()).data
    bomb = b'<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(BadPixels, match="entities"):
        read_svg(bomb + svg("<text>&b;</text>"))


def test_exponential_reuse_is_refused_quickly() -> None:
    links = "".join(f"<g id='g{n}'>{f'<use href={chr(39)}#g{n + 1}{chr(39)}/>' * 10}</g>"
                    for n in range(40))  # fmt: skip
    with pytest.raises(BadPixels, match="reusing some"):
        read_svg(svg(links + "<g id='g40'/>"))


REFERENCES = {
    "use": ("<g id='a{n}'>{inside}</g>", "<use href='#a{n}'/>"),
    "old use": ("<g id='a{n}'>{inside}</g>", "<use xlink:href=' #a{n}'/>"),
    "clip": ("<clipPath id='a{n}'>{inside}</clipPath>", "<path clip-path='url(#a{n})'/>"),
    "mask": ("<mask id='a{n}'>{inside}</mask>", "<path style='mask: URL( \"#a{n}\" )'/>"),
    "pattern": ("<pattern id='a{n}'>{inside}</pattern>", "<path fill='url(#a{n})'/>"),
    "marker": ("<marker id='a{n}'>{inside}</marker>", "<path style='marker-end:url(#a{n})'/>"),
    "gradient": ("<linearGradient id='a{n}' {inside}/>", "href='#a{n}'"),
    "rule": ("<style>.a{n} {{ fill: url(#b{n}) }}</style><pattern id='b{n}'>{inside}</pattern>",
             "<path class='a{n}'/>"),
}  # fmt: skip
"""How a part is written, and how it is referred to."""


def chain(kind: str, length: int) -> str:
    part, reference = REFERENCES[kind]
    inside = ["" if kind == "gradient" else "<path/>"]
    inside += [reference.format(n=n) for n in range(length)]
    return "".join(part.format(n=n, inside=text) for n, text in enumerate(inside))


@pytest.mark.parametrize("kind", REFERENCES)
def test_long_chains_of_references_are_refused(kind: str) -> None:
    read_svg(svg(chain(kind, 30)))
    with pytest.raises(BadPixels, match="100 levels deep") as caught:
        read_svg(svg(chain(kind, 300)))
    assert caught.value.rule == "image-too-large"
    assert "PNG" in caught.value.fix


@pytest.mark.parametrize("kind", [kind for kind in REFERENCES if kind != "gradient"])
def test_circles_of_references_are_refused(kind: str) -> None:
    part, reference = REFERENCES[kind]
    with pytest.raises(BadPixels, match="contains itself"):
        read_svg(svg(part.format(n=1, inside=reference.format(n=1))))


def test_markers_count_for_every_corner() -> None:
    line = "<g marker-mid='url(#m)'><path d='M0 0" + "l1 1" * 2000 + "'/></g>"
    read_svg(svg("<marker id='m'><circle r='1'/></marker>" + line))
    with pytest.raises(BadPixels, match="reusing some"):
        read_svg(svg("<marker id='m'>" + "<circle r='1'/>" * 200 + "</marker>" + line))


def test_quoted_addresses_inside_the_picture_pass() -> None:
    for url in ("url(#g)", 'url("#g")', "url( '#g' )"):
        read_svg(svg(f"<style>.a {{ fill: {url} }}</style><radialGradient id='g'/>"))


def test_too_deep_and_too_large() -> None:
    with pytest.raises(BadPixels, match="nested groups"):
        read_svg(svg("<g>" * 150 + "</g>" * 150))
    with pytest.raises(BadPixels, match="50,000"):
        read_svg(svg("<path/>" * 50_001))
    with pytest.raises(BadPixels, match="MB"):
        read_svg(gzip.compress(svg(" " * 11 * 2**20)))


def test_an_svgz_is_unpacked() -> None:
    assert read_svg(gzip.compress(svg())) == read_svg(svg())
    with pytest.raises(BadPixels):
        read_svg(gzip.compress(svg())[:20])


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
def test_size(attributes: str, size: tuple[int, int]) -> None:
    picture = read_svg(svg(attributes=attributes))
    assert (picture.width, picture.height) == size
    assert b"viewBox" in picture.data


@pytest.mark.parametrize(
    "attributes", ["", "width='100%'", "viewBox='0 0 0 5'", "viewBox='0 0 999 1'"]
)
def test_an_invalid_size_is_refused(attributes: str) -> None:
    with pytest.raises(BadPixels):
        read_svg(svg(attributes=attributes))


def test_editor_data_are_dropped_and_the_text_after_them_stays() -> None:
    more = "xmlns:i='http://www.inkscape.org/namespaces/inkscape'"
    data = f"<svg {NS} {more} viewBox='0 0 3 2' i:version='1'><i:guide/><text>a<i:x/>b</text></svg>"
    done = read_svg(data.encode()).data
    assert b"inkscape" not in done
    assert b">ab<" in done


def test_remarks_on_missing_fonts_and_links() -> None:
    picture = read_svg(svg("<a href='https://example.org'><text font-family='Gill'>x</text></a>"))
    assert [r.rule for r in picture.remarks] == ["image-drawing-link", "image-drawing-font"]
    assert b"example.org" not in picture.data


@examples(150)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_sanitized(data: bytes) -> None:
    for given_ in (data, svg()[:60] + data, b"\x1f\x8b" + data):
        try:
            assert read_svg(given_).width > 0
        except BadPixels as bad:
            assert bad.fix


def test_an_svg_credit_is_read_although_its_metadata_are_dropped() -> None:
    from publish.pictures.metadata_reading import read_embedded

    work = (
        "<metadata><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
        "xmlns:cc='http://creativecommons.org/ns#' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        "<cc:Work><dc:creator><cc:Agent><dc:title>Ada</dc:title></cc:Agent></dc:creator></cc:Work>"
        "</rdf:RDF></metadata><path/>"
    )
    assert read_embedded(svg(work)).fields()["creator"] == "Ada"
    assert b"Ada" not in read_svg(svg(work)).data

"""Templates whose markup would run, load or ask for something in a reader's program."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.composing.hostile.attack import BRIEFING, ending, rule_of

COLOPHON = '<section class="colophon">{}</section>'
MARKUP = {
    "<script>alert(1)</script>": "theme-markup-element",
    "<style>p { color: red }</style>": "theme-markup-element",
    '<iframe src="https://example.org/"></iframe>': "theme-markup-element",
    '<object data="file:///etc/passwd"></object>': "theme-markup-element",
    '<embed src="x"/>': "theme-markup-element",
    '<form action="https://example.org/"><input/></form>': "theme-markup-element",
    "<textarea></textarea>": "theme-markup-element",
    '<link rel="stylesheet" href="https://example.org/x.css"/>': "theme-markup-element",
    '<base href="https://example.org/"/>': "theme-markup-element",
    '<video src="https://example.org/x.mp4"></video>': "theme-markup-element",
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///x"/></svg>': (
        "theme-markup-element"
    ),
    '<x:p xmlns:x="http://www.w3.org/1999/xhtml">x</x:p>': "theme-markup-element",
    '<meta http-equiv="refresh" content="0; url=https://example.org/"/>': "theme-markup-attribute",
    '<p onclick="alert(1)">x</p>': "theme-markup-attribute",
    '<p style="background: url(https://example.org/x)">x</p>': "theme-markup-attribute",
    '<p hidden="">x</p>': "theme-markup-attribute",
    '<a href="#title" target="_blank">x</a>': "theme-markup-attribute",
    '<a rel="attachment" href="https://example.org/">x</a>': "theme-markup-attribute",
    '<img alt="" srcset="https://example.org/x 2x" src="specimen.jpg"/>': "theme-markup-attribute",
    '<table><tr><td colspan="1000000">x</td></tr></table>': "theme-markup-attribute",
    '<a href="javascript:alert(1)">x</a>': "theme-markup-link",
    '<a href="JavaScript&#58;alert(1)">x</a>': "theme-markup-link",
    '<a href="&#9;javascript:alert(1)">x</a>': "theme-markup-link",
    '<a href="java&#10;script:alert(1)">x</a>': "theme-markup-link",
    '<a href="file:///etc/passwd">x</a>': "theme-markup-link",
    '<a href="data:text/html,x">x</a>': "theme-markup-link",
    '<a href="//example.org/">x</a>': "theme-markup-link",
    '<a href="other.html">x</a>': "theme-markup-link",
    '<blockquote cite="file:///x"><p>x</p></blockquote>': "theme-markup-link",
    '<img alt="" src="file:///etc/passwd"/>': "theme-markup-picture",
    '<img alt="" src="https://example.org/x.png"/>': "theme-markup-picture",
    '<img alt="" src="data:image/png;base64,AAAA"/>': "theme-markup-picture",
    '<img alt="" src="../x.png"/>': "theme-markup-picture",
    '<img alt="" src="logo.png"/>': "theme-markup-picture",
    "<p>never closed": "theme-markup-broken",
    "<p>&nbsp;</p>": "theme-markup-broken",
    "<p class=x>x</p>": "theme-markup-broken",
    "<p>\x01</p>": "theme-markup-broken",
    "<!-- a comment -->": "theme-markup-declaration",
    "<![CDATA[><script>alert(1)</script>]]>": "theme-markup-declaration",
    '<?xml-stylesheet href="https://example.org/x.css"?>': "theme-markup-declaration",
    "<div>" * 150 + "</div>" * 150: "theme-markup-depth",
}


@pytest.mark.parametrize(("piece", "rule"), MARKUP.items(), ids=lambda text: text[:60])
def test_markup_is_refused(piece: str, rule: str) -> None:
    colophon = {"colophon.html.j2": COLOPHON.format(piece)}
    assert rule_of(replace(BRIEFING, templates={**BRIEFING.templates, **colophon})) == rule
    cover = {"cover.html.j2": f'<section class="cover">{piece}</section>'}
    assert rule_of(replace(BRIEFING, templates={**BRIEFING.templates, **cover})) == rule


@pytest.mark.parametrize(
    ("template", "text", "rule"),
    [
        ("figure.html.j2", "", "theme-markup-root"),
        ("figure.html.j2", "words", "theme-markup-root"),
        ("figure.html.j2", "<figure/><figure/>", "theme-markup-root"),
        ("figure.html.j2", "<figure><p>no picture</p></figure>", "theme-markup-root"),
        ("figure.html.j2", "<figure>", "theme-markup-broken"),
        ("figure.html.j2", "</div><p/><div>", "theme-markup-broken"),
        ("cover.html.j2", "<p>no section</p>", "theme-markup-root"),
        ("article.html.j2", "", "theme-markup-broken"),
        ("article.html.j2", "<p>no page</p>", "theme-markup-root"),
        ("article.html.j2", "<html>{{ body }}</html>", "theme-markup-root"),
        (
            "article.html.j2",
            '<html xmlns="http://www.w3.org/1999/xhtml"><body>{{ body }}</body></html>',
            "theme-markup-root",
        ),
        (
            "article.html.j2",
            '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><html>&b;</html>',
            "theme-markup-declaration",
        ),
    ],
)
def test_a_template_makes_what_it_is_for(template: str, text: str, rule: str) -> None:
    assert rule_of(replace(BRIEFING, templates={**BRIEFING.templates, template: text})) == rule


def test_a_culprit_in_the_markup_is_found_in_its_template() -> None:
    colophon = COLOPHON.format("\n\n<p onclick='x'>x</p>")
    hostile = replace(BRIEFING, templates={**BRIEFING.templates, "colophon.html.j2": colophon})
    where = ending(hostile).where
    assert where is not None
    assert (Path(where.file).name, where.line) == ("colophon.html.j2", 3)

"""No theme hides what must be seen: each way of hiding is refused in each format that it reaches.

One article has a picture for each way, so that a file is made once for all of them. Whoever finds
another way to hide a credit adds a row.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from PIL import Image as Pillow

from publish import compose, load_theme
from publish.building.refusal import file_of, in_every_format
from publish.composing.theme.hiding import hiding
from publish.composing.theme.loading import Theme
from publish.errors import ThemeError, Where
from publish.formats import FORMATS
from publish.model.article import Article, Image, Metadata, Person
from publish.model.credit import Credit
from publish.model.history import Notice, Prose, Retraction
from publish.model.publication import FontFace, Withdrawal
from publish.owed import Owed, Unseen
from publish.page import Page
from publish.proof import read_page
from publish.proof.readers.pdf.canvas import Letter
from publish.proof.readers.pdf.sight import piled
from publish.specimens.preview import owed_page

PDF, EPUB, DOCX = "pdf", "epub", "docx"
DAY = date(2026, 3, 1)
ALL = (PDF, EPUB, DOCX)
CREDIT = "FIG figcaption .credit"
"""``FIG`` is the figure of the one picture that a rule is for."""

OVER = "position: relative; z-index: 9; width: 9cm; height: 6cm"
PLATE = "content: ''; display: block; position: relative; height: 60mm; background: #fff"

HIDING: dict[str, tuple[str, tuple[str, ...]]] = {
    "opacity": (f"{CREDIT} {{ opacity: 0 }}", (PDF, EPUB)),
    "nearly-clear": (f"{CREDIT} {{ opacity: .1 }}", (PDF, EPUB)),
    "clear-figure": ("FIG figcaption { opacity: .02 }", (PDF, EPUB)),
    "no-height": (f"{CREDIT} {{ height: 0; overflow: hidden }}", (PDF, EPUB)),
    "no-max-height": (f"{CREDIT} {{ max-height: 0; overflow: hidden }}", (PDF, EPUB)),
    "low-caption": ("FIG figcaption { height: 1pt; overflow: hidden }", (PDF, EPUB)),
    "no-width": (f"{CREDIT} {{ width: 0; overflow: hidden }}", (PDF, EPUB)),
    "scaled": (f"{CREDIT} {{ transform: scale(.001) }}", (PDF, EPUB)),
    "scaled-a-third": (f"{CREDIT} {{ transform: scale(.33) }}", (PDF, EPUB)),
    "translated": (f"{CREDIT} {{ transform: translateX(-400mm) }}", (PDF, EPUB)),
    "transparent": (f"{CREDIT}, {CREDIT} * {{ color: transparent }}", ALL),
    "white": (f"{CREDIT}, {CREDIT} * {{ color: #fff }}", ALL),
    "nearly-white": (f"{CREDIT}, {CREDIT} * {{ color: #e8e8e8 }}", ALL),
    "pale": (f"{CREDIT}, {CREDIT} * {{ color: rgb(0 0 0 / 10%) }}", ALL),
    "pale-hsl": (f"{CREDIT}, {CREDIT} * {{ color: hsl(200 10% 94%) }}", ALL),
    "white-name": (f"{CREDIT} a, {CREDIT} bdi {{ color: #fff }}", ALL),
    "its-own-ground": (f"{CREDIT}, {CREDIT} * {{ color: #222; background: #222 }}", ALL),
    "dark-ground": ("FIG figcaption { background: #333 } FIG figcaption * { color: #222 }", ALL),
    "half-a-point": (f"{CREDIT} {{ font-size: .5pt }}", ALL),
    "one-point": (f"{CREDIT} {{ font: 1pt/1 serif }}", ALL),
    "four-points": (f"{CREDIT} {{ font-size: 4pt }}", ALL),
    "small-em": (f"FIG figcaption {{ font-size: .5em }} {CREDIT} {{ font-size: .4em }}", ALL),
    "off-the-page": (f"{CREDIT} {{ position: absolute; left: -999mm }}", (PDF, EPUB)),
    "beside-the-page": (f"{CREDIT} {{ position: relative; left: 400mm }}", (PDF, EPUB)),
    "pulled-left": (f"{CREDIT} {{ display: block; margin-left: -250mm }}", ALL),
    "under-the-picture": (f"FIG img {{ {OVER}; margin-bottom: -6cm }}", (PDF, EPUB)),
    "covered": (f"FIG::after {{ {PLATE}; margin-top: -60mm }}", (PDF, EPUB)),
    "outlined": ("FIG img { outline: 60mm solid #fff }", (PDF, EPUB)),
    "letters-on-letters": (f"{CREDIT} {{ letter-spacing: -.45em }}", ALL),
    "no-line": (f"{CREDIT} {{ display: block; line-height: 0; overflow: hidden }}", ALL),
    "on-a-screen": (f"@media screen {{ {CREDIT} {{ display: none }} }}", (EPUB,)),
    "on-paper": (f"@media print {{ {CREDIT}, {CREDIT} * {{ color: #fff }} }}", (PDF, DOCX)),
    "in-the-dark": (f"@media (prefers-color-scheme: dark) {{ {CREDIT} {{ color: #111 }} }}",
                    (EPUB,)),
    "narrow": (f"@media (max-width: 20em) {{ {CREDIT} {{ visibility: hidden }} }}", (EPUB,)),
    "supported": (f"@supports (display: block) {{ {CREDIT} {{ display: none }} }}", (EPUB,)),
    "from-left-to-right": (f"{CREDIT}:dir(ltr) {{ opacity: 0 }}", (EPUB,)),
    "first-line": ("FIG figcaption::first-line { color: #fff }", (EPUB,)),
    "filled": (f"{CREDIT} {{ -webkit-text-fill-color: #fff }}", (EPUB,)),
    "clamped": (f"{CREDIT} {{ -webkit-line-clamp: 1 }}", (EPUB,)),
    "unknown-property": (f"{CREDIT} {{ vanish-from-view: yes }}", (EPUB,)),
    "one-line": (f"{CREDIT} {{ overflow: hidden; white-space: nowrap; text-overflow: ellipsis }}",
                 (EPUB,)),
    "calculated": (f"{CREDIT} {{ font-size: calc(1px + 2px) }}", ALL),
    "against-a-fallback": (f"{CREDIT} {{ opacity: 0; opacity: nonsense }}", (PDF, EPUB)),
}  # fmt: skip
"""A theme's rules that hide a picture's credit, and the formats in which nobody sees it then."""

HARMLESS: dict[str, str] = {
    "plain": "",
    "small-caps": f"{CREDIT} {{ font-variant-caps: small-caps }}",
    "capitals": f"{CREDIT} {{ text-transform: uppercase; letter-spacing: .06em }}",
    "gray": f"{CREDIT}, {CREDIT} * {{ color: #767676 }}",
    "seven-points": f"{CREDIT} {{ font-size: 7pt }}",
    "light-on-dark": "FIG figcaption { background: #222 } FIG figcaption * { color: #ddd }",
    "beside": "FIG { margin-left: 30% } FIG figcaption { text-align: right }",
    "right": f"{CREDIT} {{ display: block; text-align: right; font-style: italic }}",
    "indented": "FIG figcaption { padding-left: 2em; text-indent: -2em }",
    "floating": "FIG img { width: 55% } FIG figcaption { float: right; width: 38% }",
    "struck-and-underlined": f"{CREDIT} {{ text-decoration: underline }}",
    "nearly-opaque": f"{CREDIT} {{ opacity: .9 }}",
    "framed": f"{CREDIT} {{ display: block; border: .5pt solid #999; padding: 2pt }}",
    "dark-mode": f"@media (prefers-color-scheme: dark) {{ {CREDIT} {{ color: #ccc }} }}",
    "plate": "FIG { position: relative } FIG figcaption { position: relative; top: 3pt }",
    "gradient": "FIG figcaption { background: linear-gradient(#fff, #eee) } "
                "FIG figcaption * { color: #333 }",
    "no-size-around": "FIG { font-size: 0 } FIG figcaption * { font-size: 8pt }",
    "wide-tracking": f"{CREDIT} {{ letter-spacing: .2em; word-spacing: .3em }}",
    "tight-lines": f"{CREDIT} {{ line-height: 1 }}",
    "calculated-size": f"{CREDIT} {{ font-size: calc(6pt + 1pt) }}",
}  # fmt: skip
"""What designers do to credits, and anybody still reads them."""

COVERING = ("under-the-picture", "covered", "outlined")
"""On a screen, what lies over something may lie over anything: these are built one by one."""
PICTURE = io.BytesIO()
Pillow.new("RGB", (40, 24), "#8fa7b3").save(PICTURE, "JPEG")


def told(name: str) -> str:
    """What the credit of a picture says."""
    return f"The Pier of {name.title()} / Ada Example"


def theme_with(css: str, sheet: str = "style", base: str = "briefing") -> Theme:
    theme = load_theme(base)
    return replace(theme, sheets={**theme.sheets, sheet: f"{theme.sheets.get(sheet, '')}\n{css}"})


def article(names: tuple[str, ...], **more: object) -> Article:
    images = tuple(
        Image(f"{name}.jpg", PICTURE.getvalue(), "image/jpeg", 40, 24, dpi=100, alt="A pier",
              id=f"fig-{name}", caption="The pier.",
              credits=(Credit(title=told(name).partition(" /")[0], creator="Ada Example"),))
        for name in names
    )  # fmt: skip
    data = Metadata(
        title="A Case", lang="en", date=DAY, modified=datetime(2026, 3, 1, tzinfo=UTC),
        identifier="urn:uuid:00000000-0000-0000-0000-000000000001",
        authors=(Person("Ada Example"),),
    )  # fmt: skip
    body = "".join(f'<p>Before.</p><figure data-image="{image.name}"></figure>' for image in images)
    return Article("case", replace(data, **more), body, images)  # type: ignore[arg-type]


def ways(format: str) -> dict[str, str]:
    """The rules of every way that is built in one file of a format."""
    apart = () if format == PDF else COVERING
    hiding = {n: css for n, (css, of) in HIDING.items() if format in of and n not in apart}
    return {**hiding, **HARMLESS}


def page_with(rules: dict[str, str]) -> Page:
    css = (rule.replace("FIG", f"figure#fig-{name}") for name, rule in rules.items())
    return compose(article(tuple(rules)), theme_with("\n".join(css)))


@cache
def unseen(format: str) -> dict[str, str]:
    """Why credits at pictures are not seen, by the names of the ways."""
    found = looked(page_with(ways(format)), format)
    names = {told(name): name for name in ways(format)}
    return {names[one.owed.text]: one.why for one in found if one.owed.text in names}


def looked(page: Page, format: str) -> tuple[Unseen, ...]:
    content = FORMATS[format].read(FORMATS[format].write(page))
    assert content.sight is not None
    return tuple(content.sight(read_page(page).owed))


@pytest.mark.parametrize("format", ALL)
def test_a_credit_that_a_theme_hides_is_told(format: str) -> None:
    assert ways(format).keys() - HARMLESS.keys() - unseen(format).keys() == set()


@pytest.mark.parametrize("format", ALL)
def test_what_designers_do_to_credits_is_no_hiding(format: str) -> None:
    assert {name: why for name, why in unseen(format).items() if name in HARMLESS} == {}


@pytest.mark.parametrize("name", COVERING)
def test_on_a_screen_nothing_lies_over_a_credit(name: str) -> None:
    found = looked(page_with({name: HIDING[name][0]}), EPUB)
    assert [one.owed.text for one in found][:1] == [told(name)]


def test_a_reason_is_given_in_the_words_of_the_stylesheet() -> None:
    assert "opacity: 0" in unseen(EPUB)["opacity"]
    assert "pt of type" in unseen(EPUB)["half-a-point"]
    assert unseen(DOCX)["one-point"] == "its type has 1 pt"
    assert "on page" in unseen(PDF)["opacity"]


WITHHELD = Withdrawal("plain.jpg")
NOTICE = Notice(DAY, Prose("The pier is longer than we said.", "The pier is longer than we said."))
SEEN = (
    ".correction-notice", ".corrections", ".retracted", ".draft", ".withheld", ".credits li",
)  # fmt: skip
"""What must be seen besides the credits at pictures."""


def page_of_notices(css: str) -> Page:
    one = article(
        ("plain",),
        corrections=(NOTICE,),
        retracted=Retraction(DAY, NOTICE.text),
        status="draft",
    )
    hidden = replace(one.images[0], withdrawn=WITHHELD)
    other = replace(one.images[0], name="other.jpg", id="fig-other")
    body = one.body + '<figure data-image="other.jpg"></figure>'
    return compose(replace(one, body=body, images=(hidden, other)), theme_with(css))


FAINT = "; ".join(("color: #fff !important", "background: #fff !important"))
FAINTLY = " ".join(f"{one}, {one} * {{ {FAINT} }}" for one in SEEN)


@pytest.mark.parametrize("format", ALL)
def test_notices_stamps_and_boxes_must_be_seen_too(format: str) -> None:
    found = looked(page_of_notices(FAINTLY), format)
    assert {one.owed.name for one in found} >= {
        "the correction notice",
        "the stamp",
        "the note in place of a picture",
        "the list of credits",
    }


def test_no_page_of_a_pdf_is_without_its_stamp() -> None:
    bare = "@right-middle { content: none !important }"
    found = looked(
        page_of_notices(f".credits {{ break-before: page }} @page :left {{ {bare} }}"), PDF
    )
    assert {(one.owed.name, one.why) for one in found} == {("the stamp", "page 2 does not bear it")}


def test_a_faint_margin_hides_the_stamp_in_it() -> None:
    """Its box is painted in a group of its own; a box that is only a little clear is no fault."""
    for opacity, faults in ((".02", {"the stamp"}), (".9", set())):
        css = f"@page {{ @right-middle {{ opacity: {opacity} !important }} }}"
        found = looked(page_of_notices(f".credits {{ break-before: page }} {css}"), PDF)
        assert {one.owed.name for one in found} == faults


def test_letters_of_a_turned_line_do_not_lie_on_each_other() -> None:
    upright = [(n * 4.0, 0.0, n * 4.0 + 4.2, 6.0) for n in range(9)]
    for boxes in (upright, [(y, x, b, r) for x, y, r, b in upright]):
        letters = [Letter("x", 0, 8.0, box) for box in boxes]
        assert not piled(letters)
        assert piled([replace(one, box=(0.0, 0.0, 4.0, 6.0)) for one in letters])


@pytest.mark.parametrize("format", ALL)
def test_the_place_in_the_theme_is_found(format: str, tmp_path: Path) -> None:
    css = "p { margin: 0 }\n.credits li,\n.credits li * {\n  color: #fff;\n}"
    theme, own = own_theme(tmp_path, **{format: css}), tmp_path / "css" / f"{format}.css"
    found = list(hiding(theme, compose(article(("plain",)), theme), FORMATS[format]))
    assert [(one.name, one.where) for one in found if one.where.file == str(own)] == [
        ("the list of credits", Where(str(own), 4))
    ]


def test_a_text_that_is_no_credit_may_be_hidden() -> None:
    page = compose(article(("plain",)), theme_with(".byline { opacity: 0 }", "epub"))
    assert looked(page, EPUB) == ()


def test_owed_texts_of_a_page() -> None:
    owed = read_page(compose(article(("plain",)), load_theme("briefing"))).owed
    assert owed[0] == Owed("the credit", told("plain"))
    assert {one.name for one in owed} == {"the credit", "the list of credits"}


def own_theme(folder: Path, **sheets: str) -> Theme:
    (folder / "css").mkdir()
    (folder / "theme.toml").write_text('name = "ours"\nparent = "briefing"\n', "utf-8")
    for name, css in sheets.items():
        (folder / "css" / f"{name}.css").write_text(css, "utf-8")
    return load_theme(str(folder))


def test_a_check_of_a_theme_names_file_line_and_formats(tmp_path: Path) -> None:
    hide = ".credits li { display: none }"
    theme = own_theme(
        tmp_path,
        style="\nfigcaption { opacity: 0 }",
        epub=hide,
        docx=".credits li, .credits li * { color: #fff }",
    )
    found = in_every_format(owed_page(theme, None), theme)
    assert {problem.rule for problem in found} == {"proof-credit-invisible"}
    assert [(str(problem.where), problem.message.partition(":")[0]) for problem in found] == [
        (f"{tmp_path}/css/style.css:2", "PDF, EPUB"),
        (f"{tmp_path}/css/epub.css:1", "EPUB"),
        (f"{tmp_path}/css/docx.css:1", "DOCX"),
    ]


def test_what_a_layout_leaves_out_is_told_with_its_place(tmp_path: Path) -> None:
    theme = own_theme(tmp_path, style="figcaption .credit { display: none !important }")
    page = compose(article(("plain",)), theme)
    with pytest.raises(ThemeError) as refused:
        file_of(page, FORMATS[DOCX], theme)
    told = [(problem.rule, str(problem.where)) for problem in refused.value.problems]
    assert told[0] == ("proof-credit-invisible", f"{tmp_path}/css/style.css:1")


def without_ink(face: FontFace, letters: str) -> FontFace:
    """A theme's font in which ``letters`` are there, and draw nothing."""
    with TTFont(io.BytesIO(face.data)) as font:
        blank = TTGlyphPen(None).glyph()
        for letter in letters:
            font["glyf"][font.getBestCmap()[ord(letter)]] = blank
        out = io.BytesIO()
        font.save(out)
    return replace(face, data=out.getvalue())


@pytest.mark.parametrize("format", [EPUB, DOCX])
def test_a_font_without_ink_hides_a_credit(format: str) -> None:
    theme = theme_with("")
    fonts = tuple(without_ink(face, "Ad") for face in theme.fonts)
    found = looked(compose(article(("plain",)), replace(theme, fonts=fonts)), format)
    assert {one.owed.text for one in found} >= {told("plain")}
    assert all("draws nothing for “A”" in one.why for one in found if "Ada" in one.owed.text)

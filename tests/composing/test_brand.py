"""The brand: said once in publish.toml, taken up by every theme in every format."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections import Counter
from pathlib import Path

import pikepdf
import pytest

from publish import FORMATS, compose, load_theme, read
from publish.composing.theme import brand, contrast
from publish.composing.theme.finding import known
from publish.errors import SourceError
from publish.formats.pdf.structure.tree import elements
from publish.page import Page
from publish.reading import publication_of
from tests import judges
from tests.branded import BRAND, LOGO, NAME, branded, files

ROOT = Path(__file__).parents[2]
MORE = """
## On iron

See [the list of ships](https://example.org/ships), which the office keeps, and has always kept.

> It rusts.
"""
HEAD = '[publication]\nid = "3f0d2f5e-7d0b-4a56-9c58-0e1d8c3e5f13"\n'


def desk(folder: Path, toml: str) -> Path:
    (folder / "publish.toml").write_text(HEAD + toml, encoding="utf-8")
    source = folder / "sources" / "plain"
    shutil.copytree(ROOT / "tests/cases/plain", source)
    with (source / "article.md").open("a", encoding="utf-8") as article:
        article.write(MORE)
    return source


def page(source: Path, theme: str = "briefing") -> Page:
    return compose(read(source), load_theme(theme))


def pdf_text(data: bytes) -> str:
    """Everything that the pages paint, colors and font names included."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        painted = "".join(p.Contents.read_bytes().decode("latin-1") for p in pdf.pages)
        fonts = " ".join(str(f.BaseFont) for p in pdf.pages for f in p.obj.Resources.Font.values())
    return painted + fonts


def most_used_font(data: bytes) -> str:
    """The font in which most pieces of text are set: that of the body."""
    used: Counter[str] = Counter()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for sheet in pdf.pages:
            fonts = {name: str(font.BaseFont) for name, font in sheet.obj.Resources.Font.items()}
            current = ""
            for step in pikepdf.parse_content_stream(sheet):
                if str(step.operator) == "Tf":
                    current = fonts[str(step.operands[0])]
                elif str(step.operator) in ("Tj", "TJ"):
                    used[current] += len(bytes(step.operands[0].unparse()))
    # The specimen has as much furniture, which is sans, as text.
    return next(name for name, _ in used.most_common() if "Sans" not in name)


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(next(n for n in archive.namelist() if n.endswith(name))).decode()


@pytest.mark.parametrize("theme", ["briefing", "dispatch", "journal", "report"])
def test_one_token_changes_all_three_formats(tmp_path: Path, theme: str) -> None:
    """Color, font and size, read back from what each format says in its own way."""
    plain, changed = tmp_path / "plain", tmp_path / "changed"
    plain.mkdir()
    changed.mkdir()
    tokens = '[brand.tokens]\naccent = "#b0125a"\nbody-font = "DejaVu Serif"\nbody-size = "13pt"\n'
    before, after = page(desk(plain, ""), theme), page(desk(changed, tokens), theme)
    said = {name: (FORMATS[name].write(before), FORMATS[name].write(after)) for name in FORMATS}

    pdf = [pdf_text(data) for data in said["pdf"]]
    red = re.compile(r"0\.690196 0\.0705\d+ 0\.35294\d rg")
    assert [bool(red.search(text)) for text in pdf] == [False, True]
    assert [" 17.33" in text for text in pdf] == [False, True]  # 13 pt in pixels
    bodies = [most_used_font(data) for data in said["pdf"]]
    assert ["DejaVu-Serif" in font for font in bodies] == [False, True]

    css = [part(data, "style.css") for data in said["epub"]]
    assert ["#b0125a" in text for text in css] == [False, True]

    styles = [part(data, "word/styles.xml") for data in said["docx"]]
    normal = [re.search(r'w:styleId="Normal".*?</w:style>', text, re.S) for text in styles]
    assert ["B0125A" in text for text in styles] == [False, True]
    assert None not in normal
    assert ['w:ascii="DejaVu Serif"' in found[0] for found in normal if found] == [False, True]
    assert ['w:sz w:val="26"' in found[0] for found in normal if found] == [False, True]


def test_name_and_legal_text_stand_in_every_output(tmp_path: Path) -> None:
    source = desk(
        tmp_path, '[brand]\nname = "Example Institute"\nlegal = "Registered in Exampleton."\n'
    )
    made = page(source)
    assert '<p class="brand">Example Institute</p>' in made.markup
    assert 'data-house="Example Institute"' in made.markup
    assert "Registered in Exampleton." in made.markup
    assert "Example Institute" in made.cover


def test_a_font_of_the_publication_is_used_and_embedded(tmp_path: Path) -> None:
    (tmp_path / "brand").mkdir()
    face = load_theme("briefing").fonts[2]
    (tmp_path / "brand/house.ttf").write_bytes(face.data)
    source = desk(
        tmp_path,
        '[brand.tokens]\nbody-font = "House"\n'
        '[[brand.fonts]]\nfamily = "House"\nfile = "brand/house.ttf"\n',
    )
    made = page(source)
    assert made.look.fonts[-1].family == "House"
    assert "+House" in pdf_text(FORMATS["pdf"].write(made))


def test_a_font_of_the_publication_is_a_whole_one(tmp_path: Path) -> None:
    whole = load_theme("briefing").fonts[2].data
    source = desk(tmp_path, '[[brand.fonts]]\nfamily = "House"\nfile = "house.ttf"\n')
    for data in (b"", whole[:4], whole[:4100], b"\0\1\0\0" + bytes(4096)):
        (tmp_path / "house.ttf").write_bytes(data)
        with pytest.raises(SourceError, match=r"error\[brand-font\]: house.ttf is not a font"):
            publication_of(source)


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[brand]\nnam = "x"\n', "publish.toml:4: error[unknown-key]"),
        ("[brand]\nname = 3\n", "publish.toml:4: error[value-type]"),
        ("[brand.tokens]\naccent = 3\n", "error[value-type]"),
        ('[[brand.fonts]]\nfamily = "X"\n', "error[brand-font]"),
        (
            '[[brand.fonts]]\nfamily = "X"\nfile = "x.ttf"\n',
            "publish.toml:5: error[brand-font-missing]",
        ),
        ('[[brand.fonts]]\nfamily = "X"\nfile = "../x.ttf"\n', "error[brand-font-missing]"),
        ('[[brand.fonts]]\nfamily = "X"\nfile = "publish.toml"\n', "error[brand-font]"),
        ('[[brand.fonts]]\nfamily = "X"\nfile = "x.ttf"\nweight = "bold"\n', "error[brand-font]"),
    ],
)
def test_a_broken_brand_is_reported_with_its_line(tmp_path: Path, toml: str, said: str) -> None:
    source = desk(tmp_path, toml)
    with pytest.raises(SourceError) as caught:
        publication_of(source)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("value", "fix"), [("blu", 'accent = "#'), ("b0125a", '"#b0125a"'), ("#12", "another color")]
)
def test_a_color_that_is_none_is_reported(tmp_path: Path, value: str, fix: str) -> None:
    source = desk(tmp_path, f'[brand.tokens]\naccent = "{value}"\nbody-size = "12pt"\n')
    article, theme = read(source), load_theme("briefing")
    found = brand.problems(theme, brand.brand_of(article), page(source).look)
    assert [problem.rule for problem in found] == ["brand-token"]
    assert fix in found[0].fix


def test_a_token_without_effect_and_a_faint_color_are_reported(tmp_path: Path) -> None:
    source = desk(tmp_path, '[brand.tokens]\nacent = "red"\nquiet = "#999999"\n')
    article, theme = read(source), load_theme("briefing")
    found = brand.problems(theme, brand.brand_of(article), page(source).look)
    assert [*dict.fromkeys(problem.rule for problem in found)] == ["brand-token", "theme-contrast"]
    assert "accent" in found[0].fix
    assert "#757575" in found[1].fix


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("000000", "FFFFFF", 21.0), ("FFFFFF", "FFFFFF", 1.0), ("767676", "FFFFFF", 4.54)],
)
def test_contrast_is_computed_as_wcag_says(one: str, other: str, ratio: float) -> None:
    assert contrast.ratio(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast.ratio(other, one) == contrast.ratio(one, other)


@pytest.mark.parametrize("text", ["FFCC00", "777777", "B0125A", "FFFFFF", "9A9A00"])
@pytest.mark.parametrize("ground", ["FFFFFF", "EEF3F6", "101418"])
def test_the_nearest_color_passes(text: str, ground: str) -> None:
    better = contrast.nearest(text, ground, 4.5)
    assert contrast.ratio(better, ground) >= 4.5
    if contrast.ratio(text, ground) >= 4.5:
        assert better == text


def logo_desk(folder: Path, svg: str = LOGO, toml: str = BRAND) -> Path:
    (folder / "brand").mkdir()
    (folder / "brand" / "logo.svg").write_text(svg, encoding="utf-8")
    return desk(folder, toml)


def reuse(levels: int, times: int) -> str:
    """Groups that use each other: the last draws ``times ** levels`` shapes."""
    uses = (f'<g id="g{n}">{f"""<use href="#g{n - 1}"/>""" * times}</g>' for n in range(1, levels))
    return '<path id="g0" d="M0 0h1"/>' + "".join(uses)


@pytest.mark.parametrize("theme", known(None))
def test_a_logo_stands_in_all_three_formats_and_they_pass_their_judges(theme: str) -> None:
    built = branded(theme)
    for path in files(built, "pdf"):
        with pikepdf.open(path) as pdf:
            alts = [str(e.get("/Alt", "")) for e, _ in elements(pdf.Root.StructTreeRoot)]
        assert NAME in alts
    for format, count in (("epub", 1), ("docx", 2)):
        for path in files(built, format):
            with zipfile.ZipFile(path) as archive:
                drawings = [name for name in archive.namelist() if name.endswith(".svg")]
                assert sum(b"linearGradient" in archive.read(name) for name in drawings) == 1
                main = "word/document.xml" if format == "docx" else "EPUB/article.xhtml"
                assert archive.read(main).decode().count(NAME) >= count
    every = [one for name in known(None) for one in branded(name)]
    for judge, format in judges.BY_FORMAT:
        verdicts = judges.judge(judge, files(every, format))
        assert [verdicts[path] for path in files(built, format)] == [(), ()], judge


@pytest.mark.parametrize(
    ("svg", "told"),
    [
        (LOGO.replace("</svg>", "<script>1</script></svg>"), "it has <script>"),
        (LOGO.replace("</svg>", "<foreignObject/></svg>"), "it has <foreignObject>"),
        (LOGO.replace("</svg>", "<text>Us</text></svg>"), "it has <text>"),
        (LOGO.replace("</svg>", "<style>@import 'x'</style></svg>"), "it has <style>"),
        (LOGO.replace("</svg>", "<image href='x.png'/></svg>"), "it has <image>"),
        (LOGO.replace("<g ", '<g onclick="x()" '), "the event handler onclick"),
        (LOGO.replace("<g ", '<g style="fill:url(https://example.org/x)" '), "it loads 'url(https"),
        (LOGO.replace("</svg>", '<use href="https://example.org/#x"/></svg>'), "it loads 'https"),
        (LOGO.replace(' viewBox="0 0 300 80"', ""), "states no size"),
        (LOGO.replace("0 0 300 80", "0 0 3000 8"), "a line, not a picture"),
        (f'<!DOCTYPE svg [<!ENTITY x "y">]>{LOGO}', "declares entities"),
        (LOGO.replace("</svg>", ""), "not well-formed"),
        ("<svg/>", "xmlns attribute is missing"),
        ("<p/>", "not an SVG"),
        (LOGO.replace("</svg>", '<g id="a"><use href="#a"/></g></svg>'), "contains itself"),
        (LOGO.replace("</svg>", f"{reuse(9, 10)}</svg>"), "200,000 shapes"),
        (LOGO.replace("</svg>", f"{reuse(120, 1)}</svg>"), "100 levels deep"),
    ],
)
def test_a_logo_only_draws(tmp_path: Path, svg: str, told: str) -> None:
    with pytest.raises(SourceError) as failure:
        publication_of(logo_desk(tmp_path, svg))
    [problem] = failure.value.problems
    assert problem.rule == "brand-logo"
    assert told in problem.message
    assert problem.where is not None
    assert problem.where.line == 5


def test_what_a_drawing_program_noted_in_a_logo_stays_at_home(tmp_path: Path) -> None:
    noted = LOGO.replace(
        "<defs>",
        "<metadata>made by somebody</metadata>"
        '<x:view xmlns:x="https://example.org/x" y="1"/><defs>',
    )
    logo = publication_of(logo_desk(tmp_path, noted)).brand.logo
    assert logo is not None
    assert b"somebody" not in logo.data
    assert b"example.org" not in logo.data
    assert (logo.width, logo.height) == (375, 100)


@pytest.mark.parametrize(
    ("toml", "rule"),
    [
        ('[brand]\nname = "Us"\nlogo = "brand/none.svg"\n', "brand-logo-missing"),
        ('[brand]\nname = "Us"\nlogo = "../logo.svg"\n', "brand-logo-missing"),
        ('[brand]\nname = "Us"\nlogo = 1\n', "value-type"),
        ('[brand]\nlogo = "brand/logo.svg"\n', "brand-logo-name"),
    ],
)
def test_a_logo_is_a_file_of_the_publication_and_has_a_name(
    tmp_path: Path, toml: str, rule: str
) -> None:
    with pytest.raises(SourceError) as failure:
        publication_of(logo_desk(tmp_path, toml=toml))
    assert [problem.rule for problem in failure.value.problems] == [rule]

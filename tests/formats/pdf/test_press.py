"""Press editions: inks, overprint, boxes, marks, and the same proof as any other edition."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Stream
from PIL import Image as Raster

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.errors import SourceError, ThemeError
from publish.format import Written
from publish.formats import FORMATS
from publish.formats.pdf import written
from publish.formats.pdf.press.colors import BLACK, PAPER, Colors
from publish.formats.pdf.press.condition import condition_of
from publish.formats.proving import verify
from publish.inspecting import inspect
from publish.inspecting.pdf.press.facts import Printing
from publish.inspecting.pdf.press.rules import preflight
from publish.model.edition import PRESS
from publish.model.press import Ink, Press
from publish.model.publication import Channel
from publish.page import Page
from publish.picture import Picture, Placed, Small
from publish.pictures.icc import read_profile
from publish.reading.publication.settings import read_publication
from tests.channels.desk import PUBLICATION
from tests.samples import FIGURE, page

ACCENT = "#0f4c6b"
STYLES = f"""
@page {{ size: 100mm 150mm; margin: 20mm 15mm }}
.band {{ background: {ACCENT}; margin: -20mm -15mm 5mm; height: 20mm; color: #fff }}
.rule {{ border-top: 1pt solid #000; color: {ACCENT} }}
.faint {{ opacity: .5; background: #808080 }}
.thin {{ border-top: .1pt solid #000 }}
.small {{ color: #fff; background: {ACCENT}; font-size: 6pt }}
img {{ width: 40mm }}
"""
BODY = f"""<div class="band"><p>White on blue</p></div><h2 id="a">Black</h2>
<p class="rule">A <a href="https://example.org/">link</a> and <a href="#a">another</a>.</p>{FIGURE}
<p class="thin">Gray: <span style="color: #808080">half</span></p><p class="small">Tiny.</p>"""


@cache
def sheet(standard: str = "x4", spot: str = "", more: str = "") -> Page:
    inks = (Ink(ACCENT, (100, 27, 10, 56), spot),) if spot else ()
    press = Press(fill_to=4) if standard == "x1a" else Press()
    plain = page(BODY + more)
    look = replace(plain.look, style=plain.look.style + STYLES)
    edition = replace(PRESS, standard=standard, press=press)
    return replace(plain, look=look, edition=edition, inks=inks)


@cache
def made(standard: str = "x4", spot: str = "") -> Written:
    return written(sheet(standard, spot))


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def printing(data: bytes) -> Printing:
    found = inspect(data, "salt.pdf").printing
    assert found is not None
    return found


def operators(pdf: pikepdf.Pdf, number: int = 0) -> Iterator[tuple[list[Any], str]]:
    for instruction in pikepdf.parse_content_stream(pdf.pages[number]):
        yield list(instruction.operands), str(instruction.operator)


@pytest.mark.parametrize("standard", ["x4", "x1a"])
def test_it_passes_the_preflight_and_the_proof(standard: str) -> None:
    data = made(standard).data
    assert preflight(printing(data), standard) == ((), ())
    report = verify({"pdf": data}, sheet(standard))
    assert report.problems == ()
    assert printing(data).standard.startswith("PDF/X-4" if standard == "x4" else "PDF/X-1a")


def test_the_same_page_gives_the_same_bytes() -> None:
    assert written(sheet()).data == made().data


def test_the_boxes_are_nested_and_blank_pages_fill_the_sheet() -> None:
    found = printing(made("x1a").data)
    assert len(found.sheets) % 4 == 0
    for each in found.sheets:
        left, bottom, right, top = each.finished
        assert right - left == pytest.approx(100 * 72 / 25.4, abs=0.01)
        assert top - bottom == pytest.approx(150 * 72 / 25.4, abs=0.01)
        assert each.margin == pytest.approx(3, abs=0.01)


def test_black_type_is_on_the_black_plate_and_overprints() -> None:
    pdf = opened(made().data)
    state: tuple[list[float], str] = ([], "")
    stack = [state]
    shown: set[tuple[tuple[float, ...], str]] = set()
    for operands, operator in operators(pdf):
        if operator == "q":
            stack.append(state)
        elif operator == "Q":
            state = stack.pop()
        elif operator == "k":
            state = ([float(part) for part in operands], state[1])
        elif operator == "gs" and "Press" in str(operands[0]):
            state = (state[0], str(operands[0]))
        elif operator in ("rg", "RG", "g", "G"):
            pytest.fail(f"a color that is no ink: {operands} {operator}")
        elif operator in ("Tj", "TJ"):
            shown.add((tuple(state[0]), state[1]))
    full: tuple[float, ...] = (0, 0, 0, 1)
    black = {over for inks, over in shown if inks == full}
    others = {over for inks, over in shown if inks != full}
    assert black == {"/PressOver"}
    assert "/PressOver" not in others
    assert any(inks == (0, 0, 0, 0) for inks, _ in shown)
    over = pdf.pages[0].Resources.ExtGState["/PressOver"]
    assert [str(over[key]) for key in ("/op", "/OP", "/OPM")] == ["True", "True", "1"]


def test_a_band_at_the_edge_runs_into_the_bleed() -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(made().data)
    image = document[0].render(scale=1).to_pil().convert("RGB")
    wide = image.width / (100 + 2 * 15)  # pixels of a millimeter

    def blue(millimeters: float) -> bool:
        """Whether a column of the sheet, so far from its left edge, has the color of the band."""
        column = image.crop(
            (round(millimeters * wide), 0, round(millimeters * wide) + 1, image.height)
        )
        colors: Any = column.getcolors(1 << 16)
        return any(red < 60 < blue for _, (red, _, blue) in colors)

    assert blue(15 - 2.5)
    assert not blue(15 - 3.6)
    assert blue(115 + 2.5)
    assert not blue(115 + 3.6)
    document.close()


def test_pictures_are_of_inks_and_keep_their_credit() -> None:
    pdf = opened(made().data)
    objects: list[Any] = list(pdf.objects)
    streams = [item for item in objects if isinstance(item, Stream)]
    images = [item for item in streams if str(item.get("/Subtype")) == "/Image"]
    assert [str(image.ColorSpace) for image in images] == ["/DeviceCMYK"]
    assert b"Ada Photographer" in images[0].Metadata.read_bytes()


def test_links_are_data_in_the_tags_and_no_annotations() -> None:
    pdf = opened(made().data)
    assert not any("/Annots" in sheet.obj for sheet in pdf.pages)
    content = FORMATS["pdf"].read(made().data)
    assert [link.target for link in content.links] == ["https://example.org/"]


def test_a_spot_color_has_a_plate_with_a_fallback() -> None:
    data = made(spot="PANTONE 3025 C").data
    found = printing(data)
    assert [(spot.name, spot.fallback) for spot in found.spots] == [
        ("PANTONE 3025 C", "DeviceCMYK")
    ]
    assert preflight(found, "x4") == ((), ())
    names = {str(operands[0]) for operands, operator in operators(opened(data)) if operator == "cs"}
    assert "/Spot-PANTONE-3025-C" in names


def test_a_gradient_of_one_spot_color_is_on_its_plate() -> None:
    shown = '<div style="height: 9mm; background: linear-gradient(#0f4c6b, #fff)"></div>'
    data = written(sheet(spot="PANTONE 3025 C", more=shown)).data
    pdf = opened(data)
    objects: list[Any] = list(pdf.objects)
    spaces = [str(each.ColorSpace[0]) for each in objects if _is_shading(each)]
    assert spaces == ["/Separation"]


def _is_shading(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and "/ShadingType" in thing


def test_a_bleed_wider_than_a_margin_is_refused_before_layout() -> None:
    wide = replace(PRESS, name="wide", press=Press(bleed=24))
    channel = Channel("wide", "pdf", edition=wide)
    article = specimen_article("en")
    with pytest.raises(SourceError) as caught:
        compose(article, load("dispatch"), channel)
    assert caught.value.problems[0].rule == "edition-bleed"


def test_what_a_printer_would_complain_about_is_said() -> None:
    rules = {problem.rule for problem in made().notes.remarks}
    assert {"press-resolution", "press-white-type"} <= rules


def test_opacity_over_one_color_is_mixed_for_x1a() -> None:
    flat = written(sheet("x1a", more='<p style="color: rgba(0, 0, 0, .5)">Half</p>')).data
    assert printing(flat).transparency == ()
    assert preflight(printing(flat), "x1a") == ((), ())
    inks = [operands for operands, operator in operators(opened(flat), 0) if operator == "k"]
    inks += [operands for operands, operator in operators(opened(flat), 1) if operator == "k"]
    assert [0, 0, 0, 0.5] in [[float(part) for part in each] for each in inks]


def test_opacity_over_a_picture_is_refused_for_x1a() -> None:
    over = '<p style="color: rgba(255, 0, 0, .5); position: relative; top: -25mm">Over</p>'
    plain = sheet("x1a")
    body = BODY.replace('<p class="thin">', f'{over}<p class="thin">')
    markup = plain.markup.replace(BODY, body)
    with pytest.raises(ThemeError) as caught:
        written(replace(plain, markup=markup))
    assert caught.value.problems[0].rule == "press-transparency"


def colors(*inks: Ink) -> Colors:
    return Colors(condition_of(Press()), inks)


@pytest.mark.parametrize("name", ["000000", "1b1f24", "101418"])
def test_what_is_nearly_black_is_the_black_plate(name: str) -> None:
    assert colors().of(int(name[at : at + 2], 16) / 255 for at in (0, 2, 4)) == BLACK


def test_grays_are_black_alone_and_white_is_paper() -> None:
    assert colors().of((1, 1, 1)) == PAPER
    *none, black = colors().of((0.5, 0.5, 0.5)).inks
    assert none == [0, 0, 0]
    assert black == pytest.approx(0.498, abs=0.01)
    assert colors().of((0.34, 0.38, 0.41)).inks[:3] == (0, 0, 0)


def test_other_colors_go_through_the_profile_and_stay_under_its_limit() -> None:
    cyan, magenta, yellow, _ = colors().of((0.06, 0.3, 0.42)).inks
    assert cyan > magenta > yellow
    assert sum(colors().of((0, 0, 0.4)).inks) <= 3.02
    assert colors(Ink("#0000ff", (100, 50, 0, 0))).of((0, 0, 1)).inks == (1, 0.5, 0, 0)


def test_the_profile_that_comes_along_is_of_fogra39() -> None:
    condition = condition_of(Press())
    assert (condition.identifier, condition.ink_limit) == ("FOGRA39", 300)
    assert condition.profile.fault == ""


WRONG = {
    "bleed = -1": "edition-bleed",
    'bleed = "40mm"': "edition-bleed",
    'bleed = "wide"': "value-type",
    'profile = "none.icc"': "edition-profile",
    'profile = "screen.icc"': "edition-profile",
    'profile = "broken.icc"': "edition-profile",
    'rendering = "nice"': "edition-rendering",
    "ink-limit = 900": "value-type",
    "fill-to = 3": "value-type",
}


@pytest.mark.parametrize("line", WRONG)
def test_what_no_press_can_do_is_an_error_with_its_line(line: str, tmp_path: Path) -> None:
    from PIL import ImageCms

    (tmp_path / "screen.icc").write_bytes(
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    )
    (tmp_path / "broken.icc").write_bytes(b"acsp" * 99)
    file = tmp_path / "publish.toml"
    file.write_text(f"{PUBLICATION}[editions.offset]\nbased-on = 'press'\n{line}\n")
    with pytest.raises(SourceError) as caught:
        read_publication(file)
    (problem,) = caught.value.problems
    assert problem.rule == WRONG[line]
    assert problem.where is not None
    assert problem.where.line == PUBLICATION.count("\n") + 3
    assert problem.fix


def test_a_house_has_its_own_profile_and_limits(tmp_path: Path) -> None:
    own = condition_of(Press()).data
    (tmp_path / "press.icc").write_bytes(own)
    file = tmp_path / "publish.toml"
    file.write_text(
        f'{PUBLICATION}[editions.offset]\nbased-on = "press"\nprofile = "press.icc"\n'
        'condition = "FOGRA51"\nbleed = "5mm"\nink-limit = 280\nrendering = "perceptual"\n'
    )
    (edition,) = read_publication(file).editions
    assert edition.press.profile == own
    assert (edition.press.bleed, edition.standard) == (5, "x4")
    assert condition_of(edition.press).ink_limit == 280
    assert condition_of(edition.press).identifier == "FOGRA51"


@pytest.mark.parametrize(
    "line",
    [
        'accent = { spot = "PANTONE 185 C" }',
        "accent = [1, 2]",
        'accent = "red"',
        "accent = [1,2,3,900]",
    ],
)
def test_an_ink_without_values_is_an_error_with_its_line(line: str, tmp_path: Path) -> None:
    file = tmp_path / "publish.toml"
    file.write_text(f"{PUBLICATION}[brand.print]\n{line}\n")
    with pytest.raises(SourceError) as caught:
        read_publication(file)
    (problem,) = caught.value.problems
    assert problem.rule == "brand-ink"
    assert problem.where is not None and problem.where.line == PUBLICATION.count("\n") + 2


def test_the_condition_in_a_profiles_name_is_known() -> None:
    profile = read_profile(condition_of(Press()).data)
    assert replace(profile, name="PSO Coated v3 (FOGRA51)").condition == "FOGRA51"
    assert replace(profile, name="Coated GRACoL 2006").condition == "GRACOL2006"
    assert re.match("ISO Coated", profile.name)


def test_a_print_may_have_fewer_pixels_only_where_its_edition_says_so() -> None:
    data = io.BytesIO()
    image = Raster.linear_gradient("L").resize((900, 600)).convert("RGB")
    image.save(data, "PNG")
    whole = Picture(data.getvalue())

    def printed(width: int, height: int) -> Picture:
        small = Small.of(image.resize((width, height)))
        return Picture(b"", printed=small, placed=Placed((width, height), (1.5, 1.0)))

    assert whole.same(printed(900, 600))
    assert not whole.same(printed(300, 200))
    assert replace(whole, resolution=200).same(printed(300, 200))
    assert not replace(whole, resolution=200).same(printed(150, 100))

"""Pictures of an edition have as many pixels as their size on the page needs."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image as Pillow

from publish.formats.pdf import written
from publish.formats.pdf.layout import resolution
from publish.formats.proving import verify
from publish.keeping.kept import KeptWork
from publish.keeping.store import Store
from publish.metadata.credits import image_packet
from publish.model.edition import ARCHIVE, SCREEN
from publish.page import Asset, Page
from publish.pictures.embedding import embed, extract
from tests.samples import FIGURE, page

STYLES = "@page { size: 100mm 150mm; margin: 20mm 15mm } figure img { width: 50.8mm }"


def picture(kind: str, mode: str) -> bytes:
    """1200 pixels by 900, as a photograph has them."""
    small = Pillow.effect_noise((40, 30), 90).convert("L")
    out = io.BytesIO()
    small.resize((1200, 900), Pillow.Resampling.BICUBIC).convert(mode).save(out, kind)
    return out.getvalue()


def sheet(kind: str, mode: str = "RGB", body: str = FIGURE) -> Page:
    plain = page(body)
    data, media_type = picture(kind, mode), f"image/{kind.lower()}"
    image = replace(plain.images[0], data=data, media_type=media_type, width=1200, height=900)
    asset = Asset(image.name, media_type, embed(media_type, data, image_packet(image)))
    look = replace(plain.look, style=plain.look.style + STYLES)
    return replace(plain, images=(image,), assets=(asset,), look=look)


def image_of(data: bytes) -> tuple[tuple[int, int], bytes]:
    """The pixels across and down of the only picture in a PDF, and its bytes there."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        images = [x for x in pdf.objects if isinstance(x, pikepdf.Stream) and "/Width" in x]
        (image,) = (x for x in images if "/Metadata" in x)
        return (int(image.Width), int(image.Height)), image.read_raw_bytes()


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "L")])
def test_a_screen_has_200_pixels_an_inch(kind: str, mode: str) -> None:
    wanted = sheet(kind, mode)
    assert wanted.edition == SCREEN
    made = written(wanted)
    assert made.notes.reduced == {"tower.jpg": ((1200, 900), (400, 300))}
    assert made.data == written(wanted).data
    size, stored = image_of(made.data)
    assert size == (400, 300)
    if kind == "JPEG":
        assert extract("image/jpeg", stored), "the credit is in its bytes, too"
    assert verify({"pdf": made.data}, wanted).problems == ()
    (problem,) = verify({"pdf": made.data}, replace(wanted, edition=ARCHIVE_LIKE)).problems
    assert problem.rule == "proof-figure"


ARCHIVE_LIKE = replace(ARCHIVE, standard=SCREEN.standard)


@pytest.mark.parametrize("change", ["archive", "seal", "no larger"], ids=lambda change: change)
def test_all_pixels_stay(change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = sheet("JPEG")
    if change == "archive":
        wanted = replace(wanted, edition=ARCHIVE)
    elif change == "seal":
        place = "publish.formats.pdf.layout.resolution.is_signed"
        monkeypatch.setattr(place, lambda kind, data: True)
    else:
        wanted = replace(wanted, edition=replace(SCREEN, resolution=600))
    made = written(wanted)
    assert made.notes.reduced == {}
    assert image_of(made.data)[1] == wanted.assets[0].data


def test_the_largest_of_its_places_decides() -> None:
    wanted = sheet("JPEG", body=f'{FIGURE}<p><img src="tower.jpg" alt="Again"/></p>')
    styles = f"{wanted.look.style} p img {{ width: 76.2mm }}"
    made = written(replace(wanted, look=replace(wanted.look, style=styles)))
    assert made.notes.reduced == {"tower.jpg": ((1200, 900), (600, 450))}


def test_fewer_pixels_are_made_once_for_all_processes(tmp_path: Path) -> None:
    plain = sheet("JPEG")
    kept = KeptWork(Store(tmp_path / "kept"), "machine")
    wanted = replace(plain, look=replace(plain.look, kept=kept))
    first = written(wanted)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resolution, "smaller_jpeg", lambda *_: pytest.fail("it was made again"))
        assert written(wanted).data == first.data
        with pytest.raises(pytest.fail.Exception):
            written(plain)

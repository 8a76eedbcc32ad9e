"""Draw ``strykers.jpg``: a stand-in for the picture that the article names and does not have.

    python sources/end-of-an-era/draw_stand_in.py [FILE]

The drawing says in a legend what it stands in for, and in its XMP the same
together with the picture's credit, both as ``article.md`` has them. The same
article gives the same bytes. It needs Pillow and the font package
``font-source-sans-pro``, and no network.
"""

from __future__ import annotations

import io
import math
import random
import sys
from importlib.resources import as_file, files
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont
from ruamel.yaml import YAML
from stand_in.aircraft import Aircraft, aircraft
from stand_in.landscape import SIZE, paint_field, paint_hills, paint_sky, tint
from stand_in.soldiers import Soldier, paint_soldier
from stand_in.space import (
    EYE,
    HEIGHT,
    SCALE,
    WIDTH,
    Frame,
    cast_shadow,
    distance,
    paint,
    paint_inside,
    project,
    rgb,
)
from stand_in.vehicle import HATCH, Vehicle, vehicle

from publish.metadata.credits import credit_packet
from publish.model.credit import Credit
from publish.pictures import embedding
from publish.rights.registry import find

HERE = Path(__file__).parent
NAME = "strykers.jpg"
LEGEND = 124
"""Height of the legend's band in pixels."""
ACCENT = (15, 76, 107)
FAR, NEAR = 0, 1
"""The aircraft's left side and its right one, which the camera sees."""

AIRCRAFT = Frame((6.5, 46, 0), heading=34)
VEHICLES = (
    Frame(AIRCRAFT(16.6, 0, 1.33), heading=34, pitch=9.6),
    *(Frame(AIRCRAFT(u, 0, 0), heading=34) for u in (1, -9.5, -19.5, -28.5)),
)
"""The first is on the ramp."""
SOLDIERS = (
    Soldier(AIRCRAFT(8.6, 5.4, 0), "guide", mirrored=True),
    Soldier(AIRCRAFT(-3.2, 5.6, 0), "step"),
    Soldier(AIRCRAFT(-6.2, 5.2, 0), "stride"),
    Soldier(AIRCRAFT(-9.4, 5.5, 0), "step"),
    Soldier(AIRCRAFT(-12.4, 5.1, 0), "stride"),
    Soldier(AIRCRAFT(-1, 9.4, 0), "stand"),
    Soldier(AIRCRAFT(-1.2, 10.5, 0), "point", mirrored=True),
)


def credit(article: Path = HERE / "article.md") -> Credit:
    """The picture's credit, as the article's front matter has it."""
    head = article.read_text("utf-8").split("---\n")[1]
    record = YAML(typ="safe", pure=True).load(head)["images"][NAME]["credit"]
    return Credit(
        provider=record["provider"],
        license=find(record["license"]),
        line=record["line"],
        stand_in_for=record["stand-in-for"],
    )


def stand_in(credit: Credit) -> bytes:
    """The finished JPEG: 1600 by 1067 pixels, 300 to the inch, with the credit in its XMP."""
    image = draw_scene()
    draw_legend(image, (credit.stand_in_for or "").removeprefix("File:"))
    image = grained(image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS))
    file = io.BytesIO()
    image.save(file, "JPEG", quality=90, subsampling=0, optimize=True, dpi=(300, 300))
    return embedding.embed("image/jpeg", file.getvalue(), credit_packet([credit]))


def draw_scene() -> Image.Image:
    """Airfield, aircraft, vehicles and soldiers, enlarged."""
    image = Image.new("RGB", SIZE)
    plane = aircraft(AIRCRAFT)
    column = [vehicle(place) for place in VEHICLES]
    paint_sky(image)
    paint_hills(image)
    paint_field(image, AIRCRAFT)
    tint(image, (52, 62, 72), shadows(plane, column))
    draw_aircraft(ImageDraw.Draw(image), plane, column[0])
    tint(image, (255, 214, 150), lamplight(plane))
    draw_column(image, column[1:])
    return image


def shadows(plane: Aircraft, column: list[Vehicle]) -> Image.Image:
    """Where the ground lies in shadow."""
    mask = Image.new("L", SIZE, 0)
    draw = ImageDraw.Draw(mask)
    solids = [plane.all(), *(layer for vehicle in column for layer in vehicle.layers)]
    for face in (face for solid in solids for face in solid):
        cast_shadow(draw, face.points)
    for outline in (outline for soldier in SOLDIERS for outline in soldier.outlines()):
        cast_shadow(draw, outline)
    return mask.filter(ImageFilter.GaussianBlur(SCALE)).point([int(v * 0.55) for v in range(256)])


def draw_aircraft(draw: ImageDraw.ImageDraw, plane: Aircraft, boarding: Vehicle) -> None:
    """From the far wing to the near one; the boarding vehicle between the hold and the skin."""
    for solid in (plane.wings[FAR], *plane.engines[FAR], plane.nose_gear, plane.gear[FAR]):
        paint(draw, solid)
    paint(draw, plane.pods[FAR])
    for face in sorted(plane.hold, key=distance, reverse=True):
        draw.polygon([project(point) for point in face.points], fill=rgb(face.color))
    paint_inside(draw, plane.tail_cone)
    for solid in (plane.ramp, *boarding.layers, boarding.antennas):
        paint(draw, solid)
    for solid in (plane.hull, plane.tail_cone, plane.hump, plane.marks):
        paint(draw, solid)
    for solid in (plane.gear[NEAR], plane.pods[NEAR], plane.tailplanes[FAR], plane.fin):
        paint(draw, solid)
    for solid in (plane.tailplanes[NEAR], plane.bullet, plane.wings[NEAR], *plane.engines[NEAR]):
        paint(draw, solid)


def lamplight(plane: Aircraft) -> Image.Image:
    """The glow around the open hold."""
    mask = Image.new("L", SIZE, 0)
    draw = ImageDraw.Draw(mask)
    for face in plane.hold:
        draw.polygon([project(point) for point in face.points], fill=70)
    small = mask.resize((WIDTH // 2, HEIGHT // 2), Image.Resampling.BOX)
    return small.filter(ImageFilter.GaussianBlur(16))


def draw_column(image: Image.Image, column: list[Vehicle]) -> None:
    """Vehicles with their commanders and soldiers on foot, the farthest first."""
    draw = ImageDraw.Draw(image)
    things: list[Vehicle | Soldier] = [*column, *SOLDIERS]

    def away(thing: Vehicle | Soldier) -> float:
        return math.dist(thing.at if isinstance(thing, Soldier) else thing.at.origin, EYE)

    for thing in sorted(things, key=away, reverse=True):
        if isinstance(thing, Soldier):
            paint_soldier(image, thing)
            continue
        for solid in (*thing.layers, thing.antennas):
            paint(draw, solid)
        paint_soldier(image, Soldier(thing.at(*HATCH), "hatch"))


def draw_legend(image: Image.Image, name: str) -> None:
    """A quiet band at the foot: that this is a stand-in, and for which file, in two lines."""
    draw = ImageDraw.Draw(image)
    top = HEIGHT - LEGEND

    def write(x: float, y: float, text: str, weight: str, color: tuple[int, int, int]) -> None:
        source = files("font_source_sans_pro").joinpath(f"files/SourceSansPro-{weight}.ttf")
        with as_file(source) as path:
            font = ImageFont.truetype(str(path), 32 * SCALE, layout_engine=ImageFont.Layout.BASIC)
        draw.text((x * SCALE, (top + y) * SCALE), text, fill=color, font=font, anchor="ls")

    draw.rectangle((0, top * SCALE, *SIZE), fill=ACCENT)
    write(56, 54, "Stand-in picture", "Semibold", (255, 255, 255))
    write(56, 95, "holding the place of", "Regular", (178, 205, 218))
    rule = (361 * SCALE, (top + 29) * SCALE, 362.3 * SCALE, (top + 99) * SCALE)
    draw.rectangle(rule, fill=(96, 146, 170))
    # The break nearest the middle; the underscore stays, for the name has it.
    breaks = [place + 1 for place, letter in enumerate(name) if letter == "_"]
    half = min(breaks, key=lambda place: abs(place - len(name) / 2))
    write(396, 54, name[:half], "Regular", (255, 255, 255))
    write(396, 95, name[half:], "Regular", (255, 255, 255))


def grained(image: Image.Image) -> Image.Image:
    """With a breath of grain, so that wide gradients neither band nor look like plastic."""
    chance = random.Random(7)
    one, other = (chance.randbytes(WIDTH * HEIGHT) for _ in range(2))
    size = (WIDTH, HEIGHT)
    noise = ImageChops.add(
        Image.frombytes("L", size, one), Image.frombytes("L", size, other), scale=2
    )
    fine = noise.point([int(128 + (v - 128) * 0.036 + 0.5) for v in range(256)])
    return ImageChops.add(image, Image.merge("RGB", [fine] * 3), scale=1, offset=-128)


if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else HERE / NAME).write_bytes(stand_in(credit()))

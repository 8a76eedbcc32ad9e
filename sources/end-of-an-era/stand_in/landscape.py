"""Sky, hills and airfield."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from stand_in.space import (
    HEIGHT,
    HORIZON,
    SCALE,
    WIDTH,
    Color,
    Frame,
    Vector,
    add,
    mix,
    project,
    rgb,
    subtract,
    times,
    unit,
)

SIZE = (WIDTH * SCALE, HEIGHT * SCALE)
Stops = Sequence[tuple[float, Color]]


def tint(image: Image.Image, color: Color, mask: Image.Image) -> None:
    """Lay a color over the whole picture where the mask says so."""
    image.paste(rgb(color), (0, 0, *image.size), mask.resize(image.size, Image.Resampling.BICUBIC))


def _gradient(stops: Stops, height: int) -> Image.Image:
    """One column, top to bottom; stops are (share of the height, color)."""
    column = Image.new("RGB", (1, height))
    for y in range(height):
        place = y / (height - 1)
        for (a, above), (b, below) in pairwise(stops):
            if a <= place <= b:
                column.putpixel((0, y), rgb(mix(above, below, (place - a) / (b - a))))
                break
    return column


def paint_sky(image: Image.Image) -> None:
    """Down to the horizon: early light, a glow where the sun is, and thin clouds."""
    stops: Stops = (
        (0, (66, 112, 138)),
        (0.40, (132, 166, 180)),
        (0.72, (206, 206, 196)),
        (1, (242, 216, 182)),
    )
    height = HORIZON * SCALE
    image.paste(_gradient(stops, height).resize((SIZE[0], height)), (0, 0))
    tint(image, (255, 226, 178), _glow())
    tint(image, (252, 232, 206), _clouds())


def _glow() -> Image.Image:
    width, height = WIDTH // 4, HEIGHT // 4
    mask = Image.new("L", (width, height), 0)
    for y in range(height):
        for x in range(width):
            away = ((x - 30) / 230) ** 2 + ((y - 140) / 95) ** 2
            mask.putpixel((x, y), int(200 * math.exp(-1.6 * away)))
    return mask


def _clouds() -> Image.Image:
    chance = random.Random(5)
    clouds = Image.new("L", (WIDTH, HEIGHT), 0)
    for _ in range(11):
        x, y = chance.uniform(-0.05, 1.05) * WIDTH, chance.uniform(0.05, 0.42) * 943
        length = chance.uniform(0.10, 0.26) * WIDTH
        one = Image.new("L", clouds.size, 0)
        draw = ImageDraw.Draw(one)
        for _ in range(60):
            t = chance.uniform(-1, 1)
            half = length * chance.uniform(0.05, 0.30) * (1 - 0.6 * abs(t))
            high = chance.uniform(0.8, 3.6) * (1 - 0.7 * abs(t))
            cx = x + t * length
            cy = y - t * length * 0.05 + chance.gauss(0, 5) * (1 - abs(t))
            outline = (cx - half, cy - high, cx + half, cy + high)
            draw.ellipse(outline, fill=chance.randint(40, 110))
        clouds = ImageChops.lighter(clouds, one.filter(ImageFilter.GaussianBlur(3.5)))
    return clouds


def paint_hills(image: Image.Image) -> None:
    """Three ridges, each nearer one darker."""
    draw = ImageDraw.Draw(image)
    far, near = (1.1, 2.3, 4.7, 9.1, 17), (2.1, 4.9, 8.7, 15, 31)
    for height, swing, color, seed, waves in (
        (52, 26, (178, 184, 182), 4, far),
        (26, 20, (146, 160, 164), 9, far),
        (8, 9, (112, 132, 138), 21, near),
    ):
        chance = random.Random(seed)
        phases = [chance.random() * 6.28 for _ in waves]
        ridge = []
        for x in range(0, WIDTH + 1, 3):
            wave = sum(
                math.sin(x / WIDTH * f * 6.28 + p) / f**0.9
                for f, p in zip(waves, phases, strict=True)
            )
            ridge.append((x * SCALE, (HORIZON - height - swing * wave) * SCALE))
        bottom = (HORIZON + 4) * SCALE
        draw.polygon([*ridge, (SIZE[0], bottom), (0, bottom)], fill=color)


def paint_field(image: Image.Image, lines: Frame) -> None:
    """Concrete and grass to the horizon, joints and a guide line along ``lines``, buildings."""
    stops: Stops = (
        (0, (206, 194, 174)),
        (0.09, (194, 185, 169)),
        (0.37, (168, 164, 155)),
        (0.74, (140, 139, 134)),
        (1, (140, 139, 134)),
    )
    height = SIZE[1] - HORIZON * SCALE
    image.paste(_gradient(stops, height).resize((SIZE[0], height)), (0, HORIZON * SCALE))
    draw = ImageDraw.Draw(image)
    _paint_far_side(draw)
    joints, guide = Image.new("L", SIZE, 0), Image.new("L", SIZE, 0)
    for i in range(-30, 40):
        _line(joints, lines(i * 7.5, -120, 0), lines(i * 7.5, 200, 0), 0.07, 70)
        _line(joints, lines(-140, i * 7.5, 0), lines(240, i * 7.5, 0), 0.07, 70)
    _line(guide, lines(-120, 0, 0), lines(9, 0, 0), 0.35, 170)
    tint(image, (84, 86, 86), joints)
    tint(image, (206, 178, 112), guide)


def _line(mask: Image.Image, a: Vector, b: Vector, width: float, strength: int) -> None:
    """A stripe on the ground, as much of it as lies before the camera."""
    along = unit(subtract(b, a))
    aside: Vector = (along[1] * width / 2, -along[0] * width / 2, 0)
    points = [point for i in range(41) if (point := mix(a, b, i / 40))[1] > 5]
    if len(points) > 1:
        near = [project(add(p, aside)) for p in points]
        far = [project(add(p, times(aside, -1))) for p in reversed(points)]
        ImageDraw.Draw(mask).polygon(near + far, fill=strength)


def _paint_far_side(draw: ImageDraw.ImageDraw) -> None:
    """The other end of the field: trees, grass, shelters, the tower."""
    chance = random.Random(3)
    x = -560.0
    while x < 440:
        wide, high = chance.uniform(8, 26), chance.uniform(5, 11)
        (left, bottom), (right, top) = project((x, 760, 0)), project((x + wide, 760, high))
        draw.ellipse((left, top, right, bottom + (bottom - top) / 2), fill=(132, 144, 138))
        x += wide * 0.7
    grass = [project((x, y, 0)) for x, y in ((-900, 762), (900, 762), (900, 210), (-900, 230))]
    draw.polygon(grass, fill=(150, 150, 128))
    for i in range(3):
        middle = -269 + 62 * i
        _paint_arch(draw, middle, 27, 14, (168, 168, 160))
        _paint_arch(draw, middle, 21, 11, (140, 148, 148))
    for low, high, base, top, color in (
        (0, 30, 4, 3.3, (160, 164, 160)),
        (30, 36, 5, 7.5, (104, 126, 134)),
        (36, 38.5, 8, 6, (150, 156, 154)),
        (38, 48, 0.2, 0.1, (130, 138, 138)),
    ):
        corners = ((-base, low), (base, low), (top, high), (-top, high))
        draw.polygon([project((-84 + dx, 700, z)) for dx, z in corners], fill=color)


def _paint_arch(
    draw: ImageDraw.ImageDraw, x: float, half: float, height: float, color: tuple[int, int, int]
) -> None:
    turns = [math.pi * i / 24 for i in range(25)]
    arch = [(x + half * math.cos(t), 4 + (height - 4) * math.sin(t)) for t in turns]
    outline = [*arch, (x - half, 0), (x + half, 0)]
    draw.polygon([project((across, 720, up)) for across, up in outline], fill=color)

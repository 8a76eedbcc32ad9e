"""Soldiers as flat figures that face the camera, their sunward edge in the light."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw

from stand_in.space import FOCAL, SCALE, Color, Vector, hazy, project, rgb

Joint = tuple[float, float]
Outline = list[Joint]
CLOTH: Color = (74, 80, 76)
LIGHT: Color = (176, 158, 130)


def _limb(a: Joint, b: Joint, from_radius: float, to_radius: float) -> Outline:
    """A rounded stroke that may taper."""
    turn = math.atan2(b[1] - a[1], b[0] - a[0]) + math.pi / 2
    outline = []
    for joint, radius, start in ((a, from_radius, turn), (b, to_radius, turn - math.pi)):
        for i in range(9):
            t = start + math.pi * i / 8
            outline.append((joint[0] + radius * math.cos(t), joint[1] + radius * math.sin(t)))
    return outline


def _figure(
    legs: tuple[tuple[Joint, Joint, Joint], ...],
    arms: tuple[tuple[Joint, Joint, Joint], ...],
    lean: float = 0,
    pack: bool = True,
) -> list[Outline]:
    """A soldier 1.8 m tall, from the joints of legs (hip, knee, foot) and arms."""
    shapes = []
    for hip, knee, foot in legs:
        toe = (foot[0] + 0.10, foot[1] - 0.01)
        shapes += [
            _limb(hip, knee, 0.095, 0.075),
            _limb(knee, foot, 0.07, 0.055),
            _limb(foot, toe, 0.05, 0.04),
        ]
    back, front = ((-0.19, 1.45), (-0.17, 1.52)), ((0.15, 1.53), (0.19, 1.45))
    shoulders = [(x + lean, z) for x, z in (*back, *front)]
    shapes.append([*shoulders, (0.17, 1.05), (0.16, 0.9), (-0.16, 0.9), (-0.17, 1.05)])
    if pack:
        shapes.append(_limb((-0.20 + lean, 1.12), (-0.21 + lean, 1.40), 0.12, 0.11))
    for shoulder, elbow, hand in arms:
        shapes += [_limb(shoulder, elbow, 0.07, 0.055), _limb(elbow, hand, 0.052, 0.045)]
    shapes += [
        _limb((lean, 1.5), (lean + 0.02, 1.6), 0.06, 0.06),
        _limb((lean + 0.02, 1.63), (lean + 0.02, 1.70), 0.095, 0.095),
        _helmet(lean + 0.015, 1.69),
    ]
    return shapes


def _helmet(x: float, z: float) -> Outline:
    arc = [math.pi * i / 14 - 0.12 for i in range(16)]
    shell = [(x + 0.145 * math.cos(t), z + 0.135 * math.sin(t)) for t in arc]
    return [*shell, (x - 0.15, z - 0.02)]


_STANDING = (
    ((-0.07, 0.92), (-0.09, 0.5), (-0.11, 0.06)),
    ((0.07, 0.92), (0.09, 0.5), (0.11, 0.06)),
)

POSES: dict[str, list[Outline]] = {
    "stand": _figure(
        _STANDING,
        (((-0.18, 1.42), (-0.24, 1.17), (-0.14, 0.98)), ((0.18, 1.42), (0.24, 1.17), (0.12, 1.02))),
    ),
    "point": _figure(
        _STANDING,
        (((-0.18, 1.42), (-0.24, 1.17), (-0.12, 1.0)), ((0.18, 1.44), (0.42, 1.43), (0.68, 1.47))),
    ),
    "guide": _figure(
        _STANDING,
        (((-0.18, 1.44), (-0.44, 1.5), (-0.48, 1.8)), ((0.18, 1.44), (0.44, 1.5), (0.48, 1.8))),
        pack=False,
    ),
    "stride": _figure(
        (((-0.03, 0.92), (-0.10, 0.5), (-0.32, 0.12)), ((0.03, 0.92), (0.17, 0.52), (0.24, 0.06))),
        (((-0.10, 1.42), (-0.20, 1.16), (-0.06, 0.98)), ((0.12, 1.42), (0.10, 1.14), (0.30, 1.04))),
        lean=0.04,
    ),
    "step": _figure(
        (((-0.02, 0.92), (0.06, 0.5), (-0.10, 0.16)), ((0.04, 0.92), (0.07, 0.5), (0.06, 0.06))),
        (((-0.10, 1.42), (-0.16, 1.16), (0.02, 1.0)), ((0.12, 1.42), (0.16, 1.16), (0.22, 0.98))),
        lean=0.05,
    ),
    "hatch": _figure(
        (),
        (((-0.18, 1.42), (-0.26, 1.2), (-0.1, 1.02)), ((0.18, 1.42), (0.26, 1.2), (0.1, 1.02))),
        pack=False,
    ),
}


@dataclass(frozen=True)
class Soldier:
    """Somebody in a pose, feet at ``at``; ``mirrored`` looks to the left."""

    at: Vector
    pose: str
    mirrored: bool = False

    def outlines(self) -> list[list[Vector]]:
        """The figure in the world."""
        x, y, z = self.at
        sign = -1 if self.mirrored else 1
        return [[(x + sign * a, y, z + b) for a, b in shape] for shape in POSES[self.pose]]


def paint_soldier(image: Image.Image, soldier: Soldier) -> None:
    """The figure in light, and over it the same in shade, moved a little away from the sun."""
    shapes = [[project(point) for point in outline] for outline in soldier.outlines()]
    xs, ys = zip(*(point for shape in shapes for point in shape), strict=True)
    left, top = int(min(xs)) - 4, int(min(ys)) - 4
    mask = Image.new("L", (int(max(xs)) + 4 - left, int(max(ys)) + 4 - top), 0)
    draw = ImageDraw.Draw(mask)
    for shape in shapes:
        draw.polygon([(x - left, y - top) for x, y in shape], fill=255)
    meter = FOCAL * SCALE / soldier.at[1]
    moved = ImageChops.offset(mask, round(0.035 * meter), round(0.012 * meter))
    image.paste(rgb(hazy(LIGHT, soldier.at[1])), (left, top), mask)
    image.paste(rgb(hazy(CLOTH, soldier.at[1])), (left, top), ImageChops.multiply(mask, moved))

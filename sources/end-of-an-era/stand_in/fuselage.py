"""The aircraft's fuselage, its hold and its wheels. Forward is to the nose; measures in meters."""

from __future__ import annotations

import math

from stand_in.space import (
    Color,
    Face,
    Frame,
    Vector,
    box,
    circle,
    dot,
    facing_away,
    loft,
    mix,
    subtract,
    times,
    wheel,
)

GREY: Color = (156, 162, 164)
RADIUS, AXIS = 3.43, 5.0
TOP = AXIS + RADIUS
FLOOR = 1.75
HINGE = 19.3
"""Where the ramp begins; the hull is open below from here to the tail."""


def _section(u: float) -> tuple[float, float, float]:
    """Half width, top and bottom of the fuselage, ``u`` meters from its end."""
    half, top, bottom = RADIUS, TOP, AXIS - RADIUS
    if u > 42:
        k = math.sqrt(max(0.0, 1 - ((u - 42) / 11) ** 2))
        half, center = RADIUS * max(0.02, k), AXIS - (1 - k) * 0.9
        top, bottom = center + half, center - half
    if u < 20:
        t = (20 - u) / 20
        bottom += t**1.2 * (2 * RADIUS - 1.9)
        top -= 0.3 * t
        half *= 1 - 0.82 * t**1.8
    if u < 3:
        k = math.sqrt(max(0.0004, 1 - ((3 - u) / 2.7) ** 2))
        center = (top + bottom) / 2
        half, top, bottom = half * k, center + (top - center) * k, center - (center - bottom) * k
    return half, top, bottom


def _on_hull(at: Frame, u: float, degrees: float, lift: float = 0) -> Vector:
    """A point on the skin; 0° is to the right, 90° on top."""
    half, top, bottom = _section(u)
    t = math.radians(degrees)
    height = (top - bottom) / 2 + lift
    return at(u, (half + lift) * math.cos(t), (top + bottom) / 2 + height * math.sin(t))


def _arc(at: Frame, u: float, start: float, end: float, n: int) -> list[Vector]:
    return [_on_hull(at, u, start + (end - start) * i / n) for i in range(n + 1)]


def _lamplight(at: Frame, point: Vector) -> Color:
    """The light of the hold: warm, and brighter the deeper inside."""
    depth = dot(subtract(point, at.origin), at.forward)
    t = max(0.0, min(1.0, (depth - 6) / 22))
    return mix((86, 80, 74), (250, 214, 156), t**1.5)


def hull(at: Frame) -> list[Face]:
    """The closed part, from before the ramp's hinge to the nose."""
    rings = [_arc(at, 20 + 33 * i / 60, 0, 360, 72)[:-1] for i in range(61)]
    return loft(rings, GREY, caps=(False, True))


def tail_cone(at: Frame) -> list[Face]:
    """The hull behind the ramp's hinge, open below."""
    rings = []
    for i in range(49):
        u = 0.35 + 19.65 * i / 48
        opening = 52 * min(1, max(0, (u - 6) / 3))
        rings.append(_arc(at, u, -90 + opening, 270 - opening, 72))
    return loft(
        rings, GREY, closed=False, caps=(True, False), inside=lambda point: _lamplight(at, point)
    )


def hold(at: Frame) -> list[Face]:
    """Floor, walls, ceiling and front of the hold; their color is their light already."""
    half, ceiling = 2.75, FLOOR + 4
    corners = {
        "floor": ((-half, FLOOR), (half, FLOOR), 0.80),
        "left": ((-half, FLOOR), (-half, ceiling), 0.92),
        "right": ((half, FLOOR), (half, ceiling), 0.92),
        "ceiling": ((-half, ceiling), (half, ceiling), 1.0),
    }
    faces = []
    for i in range(27):
        a, b = HINGE - 2.5 + 0.65 * i, HINGE - 2.5 + 0.65 * (i + 1)
        for side, (p, q, share) in corners.items():
            if a < HINGE and side in ("right", "floor"):
                continue  # outside the skin there, and seen from the right
            color = times(_lamplight(at, at((a + b) / 2, 0, 0)), share)
            faces.append(Face((at(a, *p), at(b, *p), at(b, *q), at(a, *q)), color))
    front = [
        at(HINGE + 15, v, w)
        for v, w in ((-half, FLOOR), (half, FLOOR), (half, ceiling), (-half, ceiling))
    ]
    return [*faces, Face(tuple(front), (250, 218, 164))]


def ramp(at: Frame) -> list[Face]:
    """The lowered door on which vehicles drive in."""
    plank = ((-2.55, 0), (2.55, 0), (2.55, -0.22), (-2.55, -0.22))
    ends = ((10.2, 0.24), (HINGE - 0.1, FLOOR))
    return loft([[at(u, v, w + t) for v, t in plank] for u, w in ends], (140, 141, 136))


def marks(at: Frame) -> list[Face]:
    """Seams, a door and windows on the right flank and the top."""
    faces: list[Face] = []

    def patch(u0: float, u1: float, low: float, high: float, color: Color, n: int = 2) -> None:
        steps = [low + (high - low) * i / n for i in range(n + 1)]
        outline = [_on_hull(at, u0, a, 0.012) for a in steps]
        outline += [_on_hull(at, u1, a, 0.012) for a in reversed(steps)]
        faces.append(Face(facing_away(outline, at((u0 + u1) / 2, 0, AXIS)), color))

    seam, edge = times(GREY, 0.90), times(GREY, 0.74)
    for u in (3.4, 6.2, 9.2, 12.4, 15.8, 19.2, 22.6, 26.2, 30, 34, 38, 42):
        for degrees in range(-30 if u > 20 else -18, 91, 6):
            patch(u, u + 0.07, degrees, degrees + 6, seam)
    for degrees in (12, 48):
        for u in range(3, 46):
            patch(u, u + 1, degrees, degrees + 0.9, seam)
    for u in (20.4, 21.7):
        patch(u, u + 0.09, -24, 10, edge, 6)
    for degrees in (-24, 10):
        patch(20.4, 21.79, degrees, degrees + 1.6, edge)
    for window in (23.6, 29, 36.6):
        patch(window, window + 0.36, 16, 22, (64, 72, 78))
    return faces


def hump(at: Frame) -> list[Face]:
    """The fairing over the wing's roots."""
    rings = []
    for i in range(21):
        k = max(0.02, math.sin(math.pi * i / 20) ** 0.5)
        arc = [math.pi * j / 20 for j in range(21)]
        rings.append(
            [
                at(23 + 17 * i / 20, 2.7 * k * math.cos(a), TOP - 0.75 + 1.05 * k * math.sin(a))
                for a in arc
            ]
        )
    return loft(rings, GREY, closed=False, caps=(False, False))


def pod(at: Frame, side: int) -> list[Face]:
    """The fairing of the main gear."""
    rings = []
    for i in range(31):
        t = i / 30
        k = max(0.02, math.sin(math.pi * t**0.85) ** 0.55) if 0 < t < 1 else 0.02
        rings.append(
            [
                at(19.5 + 16.5 * t, side * 2.5 + 1.6 * k * c, 2.7 + 1.35 * k * s)
                for c, s in circle(28)
            ]
        )
    return loft(rings, (146, 152, 155))


def _tire(at: Frame, u: float, v: float, radius: float, width: float) -> list[Face]:
    return wheel(at, u, v, radius, width, (46, 48, 50), (104, 106, 106))


def gear(at: Frame, side: int) -> list[Face]:
    """The main wheels of one side: -1 is left, 1 right."""
    places = [(u, side * v) for u in (25, 26.5, 29.3, 30.8) for v in (2.4, 3.4)]
    return [face for u, v in places for face in _tire(at, u, v, 0.62, 0.5)]


def nose_gear(at: Frame) -> list[Face]:
    """The strut and its two wheels."""
    wheels = [face for v in (-0.35, 0.35) for face in _tire(at, 46.5, v, 0.5, 0.3)]
    return wheels + box(at, (46.3, 46.7), (-0.1, 0.1), (0.5, 2), (90, 94, 96))

"""The aircraft's wings, engines and tail. Forward is to the nose; measures in meters."""

from __future__ import annotations

import math
from itertools import pairwise

from stand_in.fuselage import GREY, TOP
from stand_in.space import Color, Face, Frame, Vector, lathe, loft

TEAL: Color = (24, 86, 118)


def _profile(thickness: float, belly: float) -> list[tuple[float, float]]:
    """A wing section (the NACA four-digit thickness form): (share of the chord, height)."""
    upper = []
    for i in range(12):
        x = 0.5 - 0.5 * math.cos(math.pi * i / 11)
        form = 0.2969 * math.sqrt(x) - 0.126 * x - 0.3516 * x**2 + 0.2843 * x**3 - 0.1036 * x**4
        upper.append((x, 5 * thickness * form))
    return upper + [(x, -belly * t) for x, t in reversed(upper[1:-1])]


def _lying(
    at: Frame, front: float, back: float, v: float, w: float, thickness: float
) -> list[Vector]:
    chord = front - back
    return [at(front - chord * x, v, w + chord * t) for x, t in _profile(thickness, 0.6)]


def _standing(at: Frame, front: float, back: float, v: float, w: float) -> list[Vector]:
    chord = front - back
    return [at(front - chord * x, v + chord * t, w) for x, t in _profile(0.10, 1)]


def wing(at: Frame, side: int) -> list[Face]:
    """One wing with its winglet: -1 is left, 1 right."""
    steps = [i / 16 for i in range(17)]
    wing = [
        _lying(
            at, 37.4 - 13.2 * t, 26.4 - 5.4 * t, side * 25 * t, TOP - 0.1 - 1.3 * t, 0.12 - 0.02 * t
        )
        for t in steps
    ]
    winglet = [
        _standing(at, 24.2, 21, side * 25, TOP - 1.4),
        _standing(at, 22.4, 20.4, side * 25.9, TOP + 1.3),
    ]
    return loft(wing, (150, 156, 159), caps=(False, True)) + loft(winglet, (160, 165, 166))


def engine(at: Frame, v: float, aft: float) -> list[Face]:
    """One engine under the wing, ``aft`` meters behind the inner ones."""
    w = TOP - 2.75 - aft * 0.14
    pylon = [
        [at(u - aft, v + side, w + h) for u, side, h in outline]
        for outline in (
            ((30.8, -0.2, 1), (35.2, -0.2, 1.3), (35.2, 0.2, 1.3), (30.8, 0.2, 1)),
            ((28.6, -0.2, 2.5), (34.5, -0.2, 2.6), (34.5, 0.2, 2.6), (28.6, 0.2, 2.5)),
        )
    ]
    cowl = ((30.61, 1.1), (32, 1.4), (34, 1.55), (35.6, 1.48), (36.2, 1.28))
    duct = ((30.62, 1.08), (30.7, 1.08))
    cone = ((29.2, 0.35), (30.6, 0.75), (30.9, 0.8))
    return [
        *loft(pylon, (136, 143, 146)),
        *lathe(at, [(u - aft, r) for u, r in cowl], (142, 149, 152), v=v, w=w, caps=(True, False)),
        *lathe(at, [(u - aft, r) for u, r in duct], (52, 56, 60), v=v, w=w),
        *lathe(at, [(u - aft, r) for u, r in cone], (104, 106, 106), v=v, w=w, n=24),
    ]


def fin(at: Frame) -> list[Face]:
    """The upright tail, with a band in the accent color."""
    steps = [i / 24 for i in range(25)]
    rings = [_standing(at, 14.6 - 8 * t, 3.8 - 3.2 * t, 0, TOP - 0.7 + 8.7 * t) for t in steps]
    faces = []
    for i, pair in enumerate(pairwise(rings)):
        faces += loft(pair, TEAL if 15 <= i <= 18 else GREY, caps=(False, i == 23))
    return faces


def tailplane(at: Frame, side: int) -> list[Face]:
    """One half of the level tail on top of the fin."""
    rings = [
        _lying(at, 7.4 - 4.2 * t, 1.4 - 1.9 * t, side * 9.9 * t, TOP + 8 - 0.4 * t, 0.10)
        for t in (i / 10 for i in range(11))
    ]
    return loft(rings, GREY, caps=(False, True))


def bullet(at: Frame) -> list[Face]:
    """The fairing where fin and tailplanes meet."""
    stations = ((0.1, 0.05), (1, 0.3), (3, 0.48), (6, 0.5), (7.6, 0.32), (8.3, 0.03))
    return lathe(at, stations, GREY, w=TOP + 8, n=22)

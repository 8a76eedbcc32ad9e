"""An eight-wheeled armored vehicle of the Stryker kind: 7 m long, 2.7 wide.

The frame's origin is on the ground below its middle; forward is its front.
"""

from __future__ import annotations

from dataclasses import dataclass

from stand_in.space import (
    Color,
    Face,
    Frame,
    Vector,
    box,
    facing_away,
    lathe,
    loft,
    times,
    wheel,
)

OLIVE: Color = (118, 120, 102)
TIRE: Color = (56, 57, 55)
LAMP: Color = (168, 66, 48)
AXLES = (2.45, 1.2, -0.8, -2.1)
HATCH = (1.15, -0.35, 1.25)
"""Where a commander stands, in the vehicle's own frame."""


@dataclass(frozen=True)
class Vehicle:
    """A vehicle in its place; ``layers`` are painted one after the other."""

    at: Frame
    layers: tuple[list[Face], ...]
    antennas: list[Face]


def vehicle(at: Frame) -> Vehicle:
    """The whole vehicle, as it is seen from behind and from its right."""
    left, right = (
        [f for u in AXLES for f in wheel(at, u, side * 1.14, 0.57, 0.42, TIRE, (104, 105, 92))]
        for side in (-1, 1)
    )
    antennas = [
        face
        for u, v, height in ((-3.1, -1.0, 4.3), (-2.6, 0.95, 3.9))
        for face in box(at, (u, u + 0.03), (v, v + 0.03), (2.1, height), (70, 72, 66))
    ]
    layers = (left, _hull(at), _stowage(at), _rear(at), right, _roof(at))
    return Vehicle(at, layers, antennas)


def _hull(at: Frame) -> list[Face]:
    def ring(
        u: float, top: float, half: float, low: float = 0.55, shoulder: float = 1.22
    ) -> list[Vector]:
        right = [
            (0.8, low),
            (0.85, shoulder - 0.06),
            (1.36, shoulder),
            (1.33, shoulder + 0.12),
            (half, top),
        ]
        return [at(u, -v, w) for v, w in right] + [at(u, v, w) for v, w in reversed(right)]

    return loft(
        [
            ring(-3.45, 2.12, 1.12, low=0.75),
            ring(-3.3, 2.16, 1.12, low=0.58),
            ring(1.5, 2.16, 1.12),
            ring(2.5, 1.8, 1.05),
            ring(3.3, 1.42, 0.95, low=0.7),
            ring(3.5, 1.34, 0.9, low=0.95, shoulder=1.16),
        ],
        OLIVE,
    )


def _stowage(at: Frame) -> list[Face]:
    """The boxes along both flanks."""
    faces = []
    for side in (-1, 1):
        for u, half, top, tone in (((-2.9, -1.7), 0.14, 1.95, 1.05), ((-1.5, -0.2), 0.12, 1.85, 1)):
            v = side * (1.34 - half)
            faces += box(at, u, (v - half, v + half), (1.5, top), times(OLIVE, tone))
    return faces


def _rear(at: Frame) -> list[Face]:
    """Door, hatch and lamps on the rear plate, from the lowest layer to the topmost."""
    plates: list[tuple[tuple[float, float], tuple[float, float], Color]] = [
        ((-0.95, 0.95), (0.85, 2.04), times(OLIVE, 0.80)),
        ((-0.90, 0.90), (0.90, 1.99), times(OLIVE, 0.98)),
        ((0.10, 0.70), (1.00, 1.80), times(OLIVE, 0.84)),
        ((0.14, 0.66), (1.04, 1.76), times(OLIVE, 0.94)),
        ((-1.23, -1.09), (1.32, 1.44), LAMP),
        ((1.09, 1.23), (1.32, 1.44), LAMP),
    ]
    faces = []
    for layer, (v, w, color) in enumerate(plates):
        u = -3.46 - 0.005 * layer
        corners = [at(u, v[0], w[0]), at(u, v[1], w[0]), at(u, v[1], w[1]), at(u, v[0], w[1])]
        faces.append(Face(facing_away(corners, at(0, 0, 1.2)), color))
    return faces


def _roof(at: Frame) -> list[Face]:
    """Hatches and the weapon station."""
    return [
        *box(at, (-2.9, -1.5), (-0.5, 0.5), (2.16, 2.24), times(OLIVE, 0.92)),
        *box(at, (-0.6, 0.9), (-0.65, 0.65), (2.16, 2.30), times(OLIVE, 0.95)),
        *box(at, (-0.2, 0.6), (-0.3, 0.3), (2.30, 2.62), times(OLIVE, 0.90)),
        *box(at, (-0.1, 0.75), (-0.42, 0.1), (2.62, 2.95), times(OLIVE, 0.85)),
        *lathe(at, ((0.7, 0.05), (2.0, 0.045)), (60, 62, 58), v=-0.15, w=2.8, n=8),
    ]

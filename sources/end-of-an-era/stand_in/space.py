"""Points, faces, camera and light: a very small renderer.

The world is in meters: x to the right, y away from the camera, z up. Faces are
sorted by distance and painted over each other, which is enough for solids that
the scene puts in order.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PIL import ImageDraw

Vector = tuple[float, float, float]
Color = tuple[float, float, float]
Ring = Sequence[Vector]

WIDTH, HEIGHT = 1600, 1067
SCALE = 3
"""Everything is drawn this much larger and then reduced, which smooths all edges."""

EYE: Vector = (0, 0, 4.4)
FOCAL = 1520
HORIZON = 585
HAZE: Color = (222, 206, 186)


def add(a: Vector, b: Vector) -> Vector:
    """The sum."""
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def subtract(a: Vector, b: Vector) -> Vector:
    """The way from b to a."""
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def times(a: Vector, k: float) -> Vector:
    """Longer (or brighter) by the factor k."""
    return a[0] * k, a[1] * k, a[2] * k


def dot(a: Vector, b: Vector) -> float:
    """The scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    """The vector product."""
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def unit(a: Vector) -> Vector:
    """The same direction, one meter long."""
    return times(a, 1 / (math.sqrt(dot(a, a)) or 1))


def mix(a: Vector, b: Vector, t: float) -> Vector:
    """The way from a to b: points and colors alike."""
    return add(a, times(subtract(b, a), t))


def middle(points: Ring) -> Vector:
    """The mean of the points."""
    x, y, z = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    return x, y, z


def normal(points: Ring) -> Vector:
    """The direction in which the face looks (Newell's method)."""
    total: Vector = (0, 0, 0)
    for a, b in zip(points, [*points[1:], points[0]], strict=True):
        total = add(total, cross(a, b))
    return unit(total)


SUN = unit((-0.92, 0.10, 0.27))
FILL = unit((0.55, -0.75, 0.35))
"""A weak second light from behind the camera, so that shaded sides keep their form."""


@dataclass(frozen=True)
class Face:
    """A flat polygon, its points ordered so that the normal looks outward.

    ``inside`` colors it where its back is seen; without it the back is not drawn.
    """

    points: tuple[Vector, ...]
    color: Color
    inside: Callable[[Vector], Color] | None = None


@dataclass(frozen=True)
class Frame:
    """A place and a direction: calling it turns (forward, right, up) into a point of the world.

    ``heading`` and ``pitch`` are in degrees; heading 0 looks away from the camera.
    """

    origin: Vector
    heading: float
    pitch: float = 0

    @property
    def forward(self) -> Vector:
        """One meter ahead."""
        h, p = math.radians(self.heading), math.radians(self.pitch)
        return math.sin(h) * math.cos(p), math.cos(h) * math.cos(p), math.sin(p)

    @property
    def right(self) -> Vector:
        """One meter to the right, always level."""
        h = math.radians(self.heading)
        return math.cos(h), -math.sin(h), 0

    def __call__(self, u: float, v: float, w: float) -> Vector:
        """The point of the world that is u ahead, v to the right and w up."""
        x = add(self.origin, times(self.forward, u))
        return add(add(x, times(self.right, v)), times(cross(self.right, self.forward), w))


# -- solids -----------------------------------------------------------------------------------


def circle(n: int) -> list[tuple[float, float]]:
    """The cosines and sines of n angles around the full turn."""
    return [(math.cos(math.tau * i / n), math.sin(math.tau * i / n)) for i in range(n)]


def facing_away(points: Ring, center: Vector) -> tuple[Vector, ...]:
    """The points in the order in which their normal points away from ``center``."""
    outward = dot(normal(points), subtract(middle(points), center)) > 0
    return tuple(points) if outward else tuple(reversed(points))


def loft(
    rings: Sequence[Ring],
    color: Color,
    *,
    closed: bool = True,
    caps: tuple[bool, bool] = (True, True),
    inside: Callable[[Vector], Color] | None = None,
) -> list[Face]:
    """A skin over cross-sections with the same number of points; ``caps`` close its two ends."""
    faces = []
    count = len(rings[0])
    for a, b in pairwise(rings):
        center = middle([*a, *b])
        for i in range(count if closed else count - 1):
            j = (i + 1) % count
            faces.append(Face(facing_away([a[i], b[i], b[j], a[j]], center), color, inside))
    for wanted, end, beside in zip(caps, (rings[0], rings[-1]), (rings[1], rings[-2]), strict=True):
        if wanted:
            faces.append(Face(facing_away(end, middle(beside)), color))
    return faces


def lathe(
    at: Frame,
    stations: Iterable[tuple[float, float]],
    color: Color,
    *,
    v: float = 0,
    w: float = 0,
    n: int = 32,
    caps: tuple[bool, bool] = (True, True),
) -> list[Face]:
    """A round body along the forward axis: ``stations`` are (place, radius)."""
    rings = [[at(u, v + r * c, w + r * s) for c, s in circle(n)] for u, r in stations]
    return loft(rings, color, caps=caps)


def box(
    at: Frame,
    u: tuple[float, float],
    v: tuple[float, float],
    w: tuple[float, float],
    color: Color,
) -> list[Face]:
    """A block between two places on each axis."""
    corners = ((v[0], w[0]), (v[1], w[0]), (v[1], w[1]), (v[0], w[1]))
    return loft([[at(place, *corner) for corner in corners] for place in u], color)


def wheel(
    at: Frame, u: float, v: float, radius: float, width: float, tire: Color, hub: Color
) -> list[Face]:
    """A wheel that stands on the ground."""

    def ring(side: float, r: float) -> list[Vector]:
        return [at(u + r * c, side, radius + r * s) for c, s in circle(26)]

    faces = loft([ring(v - width / 2, radius), ring(v + width / 2, radius)], tire)
    center = at(u, v, radius)
    for side in (-1, 1):
        for step, (share, color) in enumerate(
            ((0.6, hub), (0.5, times(hub, 0.8)), (0.2, times(hub, 1.15)))
        ):
            rim = ring(v + side * (width / 2 + 0.01 + 0.01 * step), share * radius)
            faces.append(Face(facing_away(rim, center), color))
    return faces


# -- picture ----------------------------------------------------------------------------------


def project(point: Vector) -> tuple[float, float]:
    """Where a point of the world stands in the enlarged picture."""
    depth = max(point[1] - EYE[1], 0.6)
    x = WIDTH / 2 + FOCAL * (point[0] - EYE[0]) / depth
    y = HORIZON - FOCAL * (point[2] - EYE[2]) / depth
    return x * SCALE, y * SCALE


def rgb(color: Color) -> tuple[int, int, int]:
    """Rounded to whole steps, and within what a picture can hold."""
    r, g, b = (max(0, min(255, int(value + 0.5))) for value in color)
    return r, g, b


def hazy(color: Color, distance: float) -> Color:
    """As seen through the air from that far away."""
    return mix(color, HAZE, 1 - math.exp(-max(0.0, distance - 15) / 600))


def shade(color: Color, facing: Vector, distance: float) -> Color:
    """The color of a surface in warm low sun, cool sky light and a little fill."""
    ambient = mix((0.48, 0.50, 0.53), (0.62, 0.70, 0.78), 0.5 + 0.5 * facing[2])
    light = add(ambient, times((1.08, 0.90, 0.66), max(0.0, dot(facing, SUN))))
    light = add(light, times((0.10, 0.13, 0.16), max(0.0, dot(facing, FILL))))
    return hazy((color[0] * light[0], color[1] * light[1], color[2] * light[2]), distance)


def distance(face: Face) -> float:
    """From the camera to the face's middle."""
    return math.dist(middle(face.points), EYE)


def paint(draw: ImageDraw.ImageDraw, faces: Iterable[Face]) -> None:
    """All faces that look at the camera, the farthest first."""
    for face in sorted(faces, key=distance, reverse=True):
        facing, center = normal(face.points), middle(face.points)
        if dot(facing, subtract(EYE, center)) > 0:
            color = shade(face.color, facing, center[1])
            draw.polygon([project(p) for p in face.points], fill=rgb(color))


def paint_inside(draw: ImageDraw.ImageDraw, faces: Iterable[Face]) -> None:
    """The backs that are seen, lit from within."""
    for face in sorted(faces, key=distance, reverse=True):
        center = middle(face.points)
        if face.inside and dot(normal(face.points), subtract(EYE, center)) <= 0:
            draw.polygon([project(p) for p in face.points], fill=rgb(face.inside(center)))


def cast_shadow(mask: ImageDraw.ImageDraw, outline: Ring) -> None:
    """The polygon's shadow on the ground, white on a mask; one that falls behind is left out."""
    ground = [add(p, times(SUN, -p[2] / SUN[2])) for p in outline]
    if min(p[1] for p in ground) > 2:
        mask.polygon([project(p) for p in ground], fill=255)

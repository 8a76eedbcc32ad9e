"""A large military transport aircraft: high swept wing, four engines, T-tail, open rear ramp.

All measures are in meters and roughly those of a C-17: 53 long, 52 wide, 17 high.
The frame's origin is on the ground below the tail's end; forward is to the nose.
"""

from __future__ import annotations

from dataclasses import dataclass

from stand_in.fuselage import gear, hold, hull, hump, marks, nose_gear, pod, ramp, tail_cone
from stand_in.space import Face, Frame
from stand_in.wings import bullet, engine, fin, tailplane, wing


@dataclass(frozen=True)
class Aircraft:
    """Its parts, each a solid that can be painted in one go; pairs are (left, right)."""

    hull: list[Face]
    tail_cone: list[Face]
    hold: list[Face]
    ramp: list[Face]
    marks: list[Face]
    hump: list[Face]
    gear: tuple[list[Face], list[Face]]
    nose_gear: list[Face]
    pods: tuple[list[Face], list[Face]]
    wings: tuple[list[Face], list[Face]]
    engines: tuple[list[list[Face]], list[list[Face]]]
    fin: list[Face]
    tailplanes: tuple[list[Face], list[Face]]
    bullet: list[Face]

    def all(self) -> list[Face]:
        """Every face that throws a shadow."""
        parts = [self.hull, self.tail_cone, self.ramp, self.hump, self.nose_gear, self.fin]
        for pair in (self.gear, self.pods, self.wings, self.tailplanes, *self.engines):
            parts.extend(pair)
        return [face for part in parts for face in part]


def aircraft(at: Frame) -> Aircraft:
    """The whole aircraft, standing at ``at``."""
    return Aircraft(
        hull=hull(at),
        tail_cone=tail_cone(at),
        hold=hold(at),
        ramp=ramp(at),
        marks=marks(at),
        hump=hump(at),
        gear=(gear(at, -1), gear(at, 1)),
        nose_gear=nose_gear(at),
        pods=(pod(at, -1), pod(at, 1)),
        wings=(wing(at, -1), wing(at, 1)),
        engines=(
            [engine(at, -14.2, 3.6), engine(at, -7.6, 0)],
            [engine(at, 7.6, 0), engine(at, 14.2, 3.6)],
        ),
        fin=fin(at),
        tailplanes=(tailplane(at, -1), tailplane(at, 1)),
        bullet=bullet(at),
    )

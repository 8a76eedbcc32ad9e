"""The face of a family that is nearest to a wish (CSS Fonts 4 §5.2)."""

from __future__ import annotations

from collections.abc import Sequence

from publish.model.publication import FontFace


def nearest(faces: Sequence[FontFace], weight: int, style: str) -> FontFace:
    """The face that a browser chooses: by style, then weight."""

    def rank(face: FontFace) -> tuple[bool, int, int]:
        distance = abs(face.weight - weight)
        if 400 <= weight <= 500:
            group = 0 if weight <= face.weight <= 500 else 1 if face.weight < weight else 2
        elif weight < 400:
            group = 0 if face.weight <= weight else 1
        else:
            group = 0 if face.weight >= weight else 1
        return face.style != style, group, distance

    return min(faces, key=rank)

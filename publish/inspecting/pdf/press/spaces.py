"""Color spaces of any PDF (ISO 32000-1 §8.6), as names and what is behind them."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream

from publish.values import dataclass

_DEVICES = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/I": "/Indexed"}
"""Short names in inline pictures (ISO 32000-1 table 94)."""
_INITIAL = {"DeviceGray": (0.0,), "DeviceRGB": (0.0, 0.0, 0.0), "DeviceCMYK": (0.0, 0.0, 0.0, 1.0)}
_PARTS = {1: "Gray", 3: "RGB", 4: "CMYK"}
_DEEPEST = 6


@dataclass(frozen=True)
class Space:
    """A color space: ``names`` are those that it paints with, its own and the one behind it."""

    names: tuple[str, ...]
    spots: tuple[str, ...] = ()
    fallback: str = ""
    """The space that takes a spot color's place."""
    parts: int = 0
    """Numbers of a color; 0 if unknown."""
    digest: str = ""
    """Of its ICC profile, if it has one."""

    @property
    def initial(self) -> tuple[float, ...]:
        """The color that it begins with."""
        return _INITIAL.get(self.names[0] if self.names else "", ())


GRAY = Space(("DeviceGray",), parts=1)
UNKNOWN = Space(("unknown",))


def space_of(value: Any, resources: Any, depth: int = 0) -> Space:
    """The space of a color space object, or of its name in ``resources``."""
    if depth > _DEEPEST:
        return UNKNOWN
    if isinstance(value, Name):
        return _named(str(value), resources, depth)
    if isinstance(value, Array) and len(value):
        return _family(str(value[0]), list(value), resources, depth)
    return UNKNOWN


def _named(name: str, resources: Any, depth: int) -> Space:
    name = _DEVICES.get(name, name)
    known = resources.get("/ColorSpace") if isinstance(resources, Dictionary) else None
    listed = known if isinstance(known, Dictionary) else Dictionary()
    device = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}.get(name)
    if device:
        default = listed.get(f"/Default{_PARTS[device]}")
        if default is not None and depth == 0:
            return space_of(default, None, depth + 1)
        return Space((name[1:],), parts=device)
    if name == "/Pattern":
        return Space(("Pattern",))
    found = listed.get(name)
    return UNKNOWN if found is None else space_of(found, resources, depth + 1)


def _family(family: str, value: list[Any], resources: Any, depth: int) -> Space:
    family = _DEVICES.get(family, family)
    if family == "/ICCBased" and len(value) > 1 and isinstance(value[1], Stream):
        return _icc(value[1])
    if family in ("/CalRGB", "/CalGray", "/Lab"):
        return Space((family[1:],), parts=1 if family == "/CalGray" else 3)
    if family == "/Indexed" and len(value) > 1:
        base = space_of(value[1], resources, depth + 1)
        return Space(base.names, base.spots, base.fallback, 1, base.digest)
    if family in ("/Separation", "/DeviceN") and len(value) > 2:
        return _spot(family, value, resources, depth)
    if family == "/Pattern":
        inner = space_of(value[1], resources, depth + 1) if len(value) > 1 else None
        return Space(("Pattern", *inner.names), parts=inner.parts) if inner else Space(("Pattern",))
    return _named(family, resources, depth) if len(value) == 1 else UNKNOWN


def _icc(stream: Any) -> Space:
    parts = stream.get("/N")
    count = int(parts) if isinstance(parts, int) else 0
    name = f"ICCBased {_PARTS.get(count, '?')}"
    return Space((name,), parts=count, digest=raw_digest(stream))


def raw_digest(stream: Any) -> str:
    """A hash of the data of a stream, as it is stored."""
    return sha256(stream.read_raw_bytes()).hexdigest()


def _spot(family: str, value: list[Any], resources: Any, depth: int) -> Space:
    behind = space_of(value[2], resources, depth + 1)
    names = [value[1]] if family == "/Separation" else list(value[1])
    inks = tuple(str(name)[1:] for name in names)
    return Space((family[1:], *behind.names), inks, behind.names[0], len(inks))


def is_spot(name: str) -> bool:
    """Whether a colorant is an ink of its own: not one of the process, and not all or none."""
    return name not in ("All", "None", "Cyan", "Magenta", "Yellow", "Black")

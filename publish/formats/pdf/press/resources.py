"""Resources of content streams: color spaces, shadings, groups, and the states of overprint."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from publish.formats.pdf.press import opaque
from publish.formats.pdf.press.colors import Colors, Device
from publish.formats.pdf.press.drawing import File

_DEVICES = {"/DeviceRGB": "rgb", "/DeviceGray": "gray", "/DeviceCMYK": "cmyk", "/RGB": "rgb"}
_BY_COUNT = {1: "gray", 3: "rgb", 4: "cmyk"}
_SAMPLES = 16


def named(own: Any, kind: str, name: Any) -> Any:
    """A resource by its kind and name; None if there is none."""
    listed = own.get(kind) if isinstance(own, Dictionary) else None
    return listed.get(str(name)) if isinstance(listed, Dictionary) else None


def kind_of(space: Any, own: Any) -> str:
    """The kind of a color space: rgb, gray, cmyk, lab, Pattern, or one that stays as it is."""
    if isinstance(space, Name):
        if str(space) == "/Pattern":
            return "Pattern"
        if str(space) in _DEVICES:
            return _DEVICES[str(space)]
        found = named(own, "/ColorSpace", space)
        return "as it is" if found is None else kind_of(found, Dictionary())
    family = str(space[0]) if isinstance(space, Array) and len(space) else ""
    if family == "/ICCBased":
        return _BY_COUNT.get(int(space[1].N), "as it is")
    if family == "/Pattern":
        return "Pattern"
    return {"/CalRGB": "rgb", "/CalGray": "gray", "/Lab": "lab"}.get(family, "as it is")


def device_of(kind: str, values: list[float], colors: Colors) -> Device:
    """The inks of a color in a space of that kind."""
    if kind == "lab":
        return colors.of(_from_lab(values))
    if kind == "cmyk":
        return Device((values[0], values[1], values[2], values[3]))
    return colors.gray(values[0]) if kind == "gray" else colors.of(values)


def _from_lab(values: list[float]) -> tuple[float, float, float]:
    """A color of CIE Lab (D65) in sRGB."""
    light, a, b = values
    fy = (light + 16) / 116
    x, y, z = (
        white * (part**3 if part > 0.2069 else (part - 16 / 116) / 7.787)
        for white, part in ((0.9505, fy + a / 500), (1.0, fy), (1.089, fy - b / 200))
    )
    linear = (
        3.2406 * x - 1.5372 * y - 0.4986 * z,
        -0.9689 * x + 1.8758 * y + 0.0415 * z,
        0.0557 * x - 0.2040 * y + 1.0570 * z,
    )
    red, green, blue = (
        12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in linear
    )
    return red, green, blue


def spot_key(spot: str) -> str:
    """The name of a spot color's space in resources."""
    return "/Spot-" + "".join(c if c.isascii() and c.isalnum() else "-" for c in spot)


def complete(file: File, own: Any, over: str, out: str) -> None:
    """Add what rewritten content names: spot colors and states of overprint.

    Color spaces that it no longer names are removed.
    """
    states = own.get("/ExtGState", Dictionary())
    states[over] = Dictionary(OP=True, op=True, OPM=1)
    states[out] = Dictionary(OP=False, op=False, OPM=0)
    own.ExtGState = states
    spaces = Dictionary()
    for key, space in _items(own.get("/ColorSpace")):
        kind = kind_of(space, Dictionary())
        if kind in ("as it is", "Pattern"):
            spaces[key] = space
        else:
            file.spaces[key] = kind
    for spot, ink in file.colors.spots().items():
        spaces[spot_key(spot)] = _separation(spot, tuple(part / 100 for part in ink.cmyk))
    if len(spaces):
        own.ColorSpace = spaces
    elif "/ColorSpace" in own:
        del own["/ColorSpace"]


def _separation(spot: str, inks: tuple[float, ...]) -> Array:
    """A spot color, with the inks that take its place (ISO 32000-1 §8.6.6.4)."""
    tint = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([0, 0, 0, 0]), C1=Array(list(inks))
    )
    return Array([Name.Separation, Name("/" + spot), Name.DeviceCMYK, tint])


def set_group(form: Any, *, flat: bool, mask: bool) -> None:
    """Blend in CMYK; in gray in a mask; not at all in a flat file."""
    if "/Group" not in form:
        return
    if flat and not mask:
        del form["/Group"]
    else:
        form.Group.CS = Name.DeviceGray if mask else Name.DeviceCMYK


def set_shading(shading: Any, file: File, *, mask: bool) -> None:
    """Give a shading inks in place of colors; in a mask, grays."""
    if not isinstance(shading, Dictionary | Stream) or "/ColorSpace" not in shading:
        return
    kind = kind_of(shading.ColorSpace, Dictionary())
    if kind not in ("rgb", "gray", "lab") or (mask and kind == "gray"):
        return
    spot = "" if mask else _one_spot(shading.get("/Function"), kind, file)
    if "/Function" in shading:
        domain = [float(part) for part in shading.get("/Domain", Array([0, 1]))][:2]
        shading.Function = _function(shading.Function, domain, kind, file, mask=mask, spot=spot)
    shading.ColorSpace = Name.DeviceGray if mask else Name.DeviceCMYK
    if spot:
        ink = file.colors.spots()[spot]
        shading.ColorSpace = _separation(spot, tuple(part / 100 for part in ink.cmyk))
    for key in ("/Background",):
        if key in shading:
            del shading[key]


def _ends(function: Any) -> list[Any]:
    """The colors between which a function goes."""
    if not isinstance(function, Dictionary):
        return []
    if int(function.get("/FunctionType", 0)) == 3:
        return [end for part in function.Functions for end in _ends(part)]
    return [function[key] for key in ("/C0", "/C1") if key in function]


def _one_spot(function: Any, kind: str, file: File) -> str:
    """The spot color of a shading that has no other but paper; empty if there is none."""
    ends = [device_of(kind, [float(part) for part in end], file.colors) for end in _ends(function)]
    spots = {device.spot for device in ends if not device.is_paper}
    return spots.pop() if len(spots) == 1 else ""


def _function(
    function: Any, domain: list[float], kind: str, file: File, *, mask: bool, spot: str
) -> Any:
    """A function of colors, as one of inks: of the same make where it goes from one to another."""
    count = 1 if mask or spot else 4
    if isinstance(function, Dictionary) and int(function.get("/FunctionType", 0)) == 3:
        parts = [
            _function(part, [0, 1], kind, file, mask=mask, spot=spot) for part in function.Functions
        ]
        return Dictionary(
            FunctionType=3,
            Domain=function.Domain,
            Functions=Array(parts),
            Bounds=function.Bounds,
            Encode=function.Encode,
        )
    if isinstance(function, Dictionary) and int(function.get("/FunctionType", 0)) == 2:
        devices = (
            device_of(kind, [float(part) for part in function[key]], file.colors)
            for key in ("/C0", "/C1")
        )
        ends = [_values(device, mask, spot) for device in devices]
        return Dictionary(
            FunctionType=2,
            Domain=function.get("/Domain", Array(domain)),
            N=function.N,
            C0=Array(ends[0][:count]),
            C1=Array(ends[1][:count]),
        )
    return function


def _values(device: Device, mask: bool, spot: str) -> list[float]:
    if spot:
        return [1 if device.spot else 0]
    return [round(opaque.light(device), 4)] if mask else list(device.inks)


def is_opacity(state: Any) -> bool:
    """Whether a state of graphics says nothing but an opacity."""
    return {*state.keys()} <= {"/Type", "/ca", "/CA"}


def make_opaque(pdf: pikepdf.Pdf) -> None:
    """Take opacities out of all states of graphics, also of those that are no longer used."""
    for item in pdf.objects:
        own = item.get("/Resources") if isinstance(item, Dictionary | Stream) else None
        for _, state in _items(own.get("/ExtGState")) if isinstance(own, Dictionary) else ():
            for key in ("/ca", "/CA"):
                if key in state:
                    state[key] = 1


def is_colored(image: Any) -> bool:
    """Whether an inline picture is of RGB."""
    space = str(image.obj.get("/ColorSpace", image.obj.get("/CS", "")))
    return space in ("/RGB", "/DeviceRGB")


def add_picture(pdf: pikepdf.Pdf, own: Any, image: Any) -> str:
    """An inline picture as a resource, which can be converted with all others; its name."""
    pixels = image.as_pil_image().convert("RGB")
    stream = pdf.make_stream(
        pixels.tobytes(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=pixels.width,
        Height=pixels.height,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB,
    )
    objects = own.get("/XObject", Dictionary())
    name = f"/Inline{len(objects)}"
    objects[name] = stream
    own.XObject = objects
    return name


def _items(thing: Any) -> list[tuple[str, Any]]:
    return [(key, thing[key]) for key in thing.keys()] if isinstance(thing, Dictionary) else []  # noqa: SIM118

"""The printing condition: the profile that colors are converted to, and the output intent."""

from __future__ import annotations

from functools import cached_property, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from publish.model.press import RENDERINGS, Press
from publish.pictures.icc import Profile, read_profile
from publish.values import dataclass

_OWN = "ISOcoated_v2_300_bas.icc"
_OWN_CONDITION = "FOGRA39"
_REGISTRY = "http://www.color.org"


@dataclass(frozen=True)
class Condition:
    """A printing condition, with the profile in ``data``."""

    data: bytes
    name: str
    rendering: int
    """The number of the rendering intent (ICC.1 table 22)."""
    stated_limit: int | None = None

    @cached_property
    def profile(self) -> Profile:
        """The head of the profile."""
        return _head(self.data)

    @property
    def ink_limit(self) -> int:
        """The most ink on one spot, in percent."""
        return self.stated_limit or self.profile.ink or 300

    @property
    def identifier(self) -> str:
        """The name of the condition: the registered one, or the profile's."""
        return self.name or self.profile.condition or self.profile.name or "Custom"

    def intent(self, pdf: pikepdf.Pdf) -> Dictionary:
        """The output intent (ISO 15930-7 §6.2.2), with the profile."""
        stream = pdf.make_stream(self.data)
        stream.N = 4
        intent = Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFX,
            OutputConditionIdentifier=String(self.identifier),
            OutputCondition=String(self.profile.name or self.identifier),
            Info=String(self.profile.name or self.identifier),
            DestOutputProfile=pdf.make_indirect(stream),
        )
        if self.name or self.profile.condition:
            intent.RegistryName = String(_REGISTRY)
        return pdf.make_indirect(intent)

    def set_in(self, pdf: pikepdf.Pdf) -> None:
        """Make it the only output intent."""
        pdf.Root.OutputIntents = Array([self.intent(pdf)])

    def change(self, mode: str, source: bytes | None = None) -> Any:
        """The change of colors from ``mode`` and the profile ``source``, by default sRGB.

        It is Pillow's transform, with black point compensation. Raises ``PyCMSError`` for a
        ``source`` that is no profile for ``mode``.
        """
        return _change(self.data, self.rendering, mode, source)


def condition_of(press: Press) -> Condition:
    """The printing condition of an edition."""
    data, name = press.profile or _own(), press.condition
    name = name if name or press.profile else _OWN_CONDITION
    return Condition(data, name, RENDERINGS.index(press.rendering), press.ink_limit)


@lru_cache(maxsize=1)
def _own() -> bytes:
    return (files(__package__) / "profiles" / _OWN).read_bytes()


@lru_cache(maxsize=8)
def _change(data: bytes, rendering: int, mode: str, source: bytes | None) -> Any:
    """A change of colors; it takes a while to compute, and pictures share it."""
    from PIL import ImageCms

    return ImageCms.buildTransform(
        _open(source) if source else ImageCms.createProfile("sRGB"),
        _open(data),
        mode,
        "CMYK",
        renderingIntent=ImageCms.Intent(rendering),
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


@lru_cache(maxsize=4)
def _head(data: bytes) -> Profile:
    return read_profile(data)


def _open(data: bytes) -> Any:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(BytesIO(data))

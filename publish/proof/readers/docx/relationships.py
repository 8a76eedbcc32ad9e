"""The relationships of a part (ISO 29500-2 §9.3)."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from publish.proof.readers.package import Package
from publish.values import dataclass
from publish.zip_parts import resolve

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True)
class Relationship:
    """A relationship: its type, and a part of the package or an address outside."""

    type: str
    target: str
    is_external: bool


@dataclass(frozen=True)
class Relationships:
    """The relationships of one part, by their ids."""

    package: Package
    by_id: Mapping[str, Relationship]

    @classmethod
    def of(cls, package: Package, part: str) -> Relationships:
        """The relationships of ``part``; of the package itself if that is empty."""
        folder, _, name = part.rpartition("/")
        root = package.xml_if(f"{folder}/_rels/{name}.rels".lstrip("/"))
        found: dict[str, Relationship] = {}
        for element in () if root is None else root.iter(_RELATIONSHIP):
            target = element.get("Target") or ""
            is_external = element.get("TargetMode") == "External"
            place = target if is_external else resolve(part, target)
            relationship = Relationship(element.get("Type") or "", place, is_external)
            found[element.get("Id") or ""] = relationship
        return cls(package, found)

    def part(self, type: str) -> str:
        """The first part whose type ends with ``type``; "" if there is none."""
        targets = (r.target for r in self.by_id.values() if r.type.endswith(type))
        return next(targets, "")

    def xml(self, type: str) -> etree._Element | None:
        """The root of that part, if there is one."""
        return self.package.xml_if(self.part(type))

    def address(self, id: str) -> str:
        """The address outside that ``id`` leads to; "" for a part."""
        found = self.by_id.get(id)
        return found.target if found is not None and found.is_external else ""

    def data(self, id: str) -> bytes | None:
        """The bytes of the part that ``id`` leads to, if there are any."""
        found = self.by_id.get(id)
        return None if found is None or found.is_external else self.package.get(found.target)

"""The record of a picture under ``images:``."""

from __future__ import annotations

from typing import Any

from publish.errors import Where
from publish.model.credit import Credit
from publish.reading.findings import Findings
from publish.reading.front_matter.credit import CREDIT, credits
from publish.reading.front_matter.figure_attributes import (
    NOT_STATED,
    Placed,
    beside,
    read_decorative,
    read_id,
    read_place,
    read_width,
)
from publish.reading.front_matter.records import Key, Record, read_record
from publish.reading.front_matter.texts import (
    StatedText,
    plain_name,
    stated_line,
)
from publish.reading.front_matter.tree import Mapping, Node
from publish.reading.front_matter.values import (
    Unfit,
    is_empty,
    kept,
    text,
)
from publish.values import dataclass


@dataclass(frozen=True)
class StatedImage:
    """The front matter's statements about one picture."""

    name: str
    where: Where
    alt: str | None = None
    caption: StatedText | None = None
    credits: tuple[Credit, ...] = ()
    keep: tuple[str, ...] = ()
    placed: Placed = NOT_STATED


IMAGE = Record(
    "a picture",
    {
        "alt": Key(text, ("alt-text", "description")),
        "caption": Key(stated_line, ("legend", "text", "title")),
        "credit": Key(credits, ("attribution",)),
        "keep": Key(kept),
        "decorative": Key(read_decorative),
        "width": Key(read_width, ("size",)),
        "place": Key(read_place, ("align", "float", "position")),
        "id": Key(read_id),
    },
    elsewhere=CREDIT.belonging(),
)


def images(node: Node, findings: Findings) -> dict[str, StatedImage]:
    """The pictures by name, each with its statements."""
    if not isinstance(node, Mapping):
        raise Unfit(
            "value-type",
            "this must list pictures by name, with keys below each",
            "Write `images:`, below it `  photo.jpg:`, and below that `    alt: …`.",
        )
    found: dict[str, StatedImage] = {}
    for key, value in node.entries:
        name = plain_name(key.text)
        if name in found:
            message = (
                f"`{name}` is described twice; the first time in line {found[name].where.line}"
            )
            findings.error("yaml-duplicate", message, "Join the two.", key.line, key.column)
            continue
        values = _image_values(name, value, findings)
        found[name] = StatedImage(
            name,
            findings.where(key.line, key.column),
            values.get("alt"),
            values.get("caption"),
            values.get("credit", ()),
            values.get("keep", ()),
            placement(values, findings, (key.line, key.column)),
        )
    return found


def placement(values: dict[str, Any], findings: Findings, place: tuple[int, int]) -> Placed:
    """The width and place in a record."""
    stated = Placed(*(values.get(key) for key in ("width", "place", "id", "decorative")))
    return beside(stated, findings, place)


def _image_values(name: str, node: Node, findings: Findings) -> dict[str, Any]:
    if isinstance(node, Mapping):
        return read_record(node, IMAGE, findings)
    if not is_empty(node):
        message = f"`{name}`: a picture's name needs keys below it, such as `alt:` and `credit:`"
        fix = "Write `alt: …` on a line of its own, indented."
        findings.error("value-type", message, fix, node.line, node.column)
    return {}

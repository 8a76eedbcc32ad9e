"""An XMP packet in a file of its own, beside the picture (ISO 16684-3 §4; `.xmp`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.pictures.metadata_reading.block import Block, Form

_START = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*|<\?xpacket[^>]*\?>\s*)*<(?:\w+:)?(?:xmpmeta|xapmeta|RDF)\b",
    re.DOTALL,
)
_HEAD = 4096


def is_packet(data: bytes) -> bool:
    """Return whether a file is an XMP packet, by its first element."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "ignore").encode()
    return _START.match(head) is not None


def blocks(data: bytes) -> Iterator[Block]:
    """The packet itself."""
    yield Block(Form.XMP, data)

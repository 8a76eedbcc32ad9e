"""The parts of zipped packages, and the addresses between them."""

from __future__ import annotations

import io
import zipfile

import pytest

from publish.zip_parts import BadZip, ZipParts, resolve


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            undated = zipfile.ZipInfo(name)
            package.writestr(undated, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def test_parts_are_read_as_they_are() -> None:
    parts = ZipParts(zipped(a=b"one", b=b"two"))
    assert list(parts.sizes()) == ["a", "b"]
    assert parts.read("b") == b"two"
    assert not parts.is_encrypted


def test_a_part_is_not_unpacked_beyond_the_size_it_states() -> None:
    data = bytearray(zipped(a=bytes(1 << 20)))
    at = data.index(b"PK\x01\x02") + 24  # the size in the directory (APPNOTE.TXT §4.3.12)
    data[at : at + 4] = (100).to_bytes(4, "little")
    parts = ZipParts(bytes(data))
    assert parts.sizes() == {"a": 100}
    with pytest.raises(BadZip):  # the checksum is that of the whole
        parts.read("a")


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", zipped(a=b"x" * 999)[:-30]],
    ids=["nothing", "its first mark", "one without its end"],
)
def test_what_is_no_whole_zip_is_refused(data: bytes) -> None:
    with pytest.raises(BadZip):
        ZipParts(data)


def test_a_broken_part_is_refused_alone() -> None:
    data = bytearray(zipped(a=b"one" * 99, b=b"two"))
    data[35] ^= 0xFF
    parts = ZipParts(bytes(data))
    with pytest.raises(BadZip):
        parts.read("a")
    assert parts.read("b") == b"two"


@pytest.mark.parametrize(
    ("base", "address", "part"),
    [
        ("OEBPS/a.xhtml", "b.png", "OEBPS/b.png"),
        ("OEBPS/a.xhtml", "../b%20c.png#d", "b c.png"),
        ("OEBPS/a.xhtml", "/b.png", "b.png"),
        ("OEBPS/a.xhtml", "../../b.png", "../b.png"),
        ("a.xhtml", "http://[b", "http:/[b"),
    ],
)
def test_addresses_are_resolved(base: str, address: str, part: str) -> None:
    assert resolve(base, address) == part

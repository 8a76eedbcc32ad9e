"""Sample pictures with private metadata: GPS, serial numbers, maker notes, films, C2PA."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping

from PIL import Image as Pillow
from PIL.TiffImagePlugin import IFDRational

from tests.metadata.strategies import picture as drawn

SERIAL, PLACE, OWNER, NOTE = "SN-4711-0815", (52.0, 30.0, 12.34), "Olga Owner", b"maker 4711"

XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
 <rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/"
  xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
  xmlns:exifEX="http://cipa.jp/exif/1.0/" xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
  xmlns:drone="http://www.dji.com/drone-dji/1.0/"
  exif:GPSLatitude="52,30.2057N" aux:SerialNumber="SN-4711-0815" photoshop:City="Brno"
  drone:GpsLongitude="13.3">
 <exifEX:LensSerialNumber>SN-4711-0815</exifEX:LensSerialNumber>
 <e:LocationCreated><rdf:Bag><rdf:li rdf:parseType="Resource"><e:City>Brno</e:City>
  <exif:GPSLatitude>52,30.2057N</exif:GPSLatitude></rdf:li></rdf:Bag></e:LocationCreated>
 </rdf:Description></rdf:RDF></x:xmpmeta>"""


def exif(*, orientation: int = 1, maker_note: bytes = NOTE) -> bytes:
    """An EXIF block with every kind of private data, as cameras write it."""
    block = Pillow.Exif()
    block[0x010F] = "Example Optics"
    block[0x0112] = orientation
    block[0x013B] = "Artist of the EXIF"
    block[0x011A] = IFDRational(300, 1)
    block[0x011B] = IFDRational(300, 1)
    block[0x0128] = 2
    sub = block.get_ifd(0x8769)
    sub[0x9003] = "2026:03:01 12:00:00"
    sub[0xA431] = sub[0xA435] = SERIAL
    sub[0xA430] = OWNER
    sub[0x927C] = maker_note
    sub[0x829A] = IFDRational(1, 250)
    gps = block.get_ifd(0x8825)
    gps[1], gps[3] = "N", "E"
    gps[2] = gps[4] = tuple(IFDRational(round(n * 100), 100) for n in PLACE)
    return block.tobytes()


def film(data: bytes) -> bytes:
    """A JPEG with a film after its end, as phones write it."""
    return data + b"\0\0\0\x18ftypmp42 a film with sound and a place"


def makers(data: bytes) -> bytes:
    """A JPEG with a camera maker's own segment."""
    return data[:2] + b"\xff\xe6\0\x18GoPro\0GPS5 SN-4711-0815"[:26] + data[2:]


def png_profile(block: bytes, name: bytes = b"exif") -> bytes:
    """A PNG with EXIF as ImageMagick writes it."""
    text = b"\n%s\n%8d\n%s\n" % (name, len(block), block.hex().encode())
    body = b"zTXtRaw profile type " + name + b"\0\0" + zlib.compress(text)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    data = drawn("PNG")
    at = data.index(b"IDAT") - 4
    return data[:at] + chunk + data[at:]


def store(said: bytes = b"") -> bytes:
    """A C2PA manifest store as a JUMBF box: a description box and a content box."""
    uuid = bytes.fromhex("63327061 0011 0010 8000 00aa00389b71")
    described = uuid + b"\3c2pa\0"
    boxes = [(b"jumd", described), (b"cbor", b"\xa1" + b"signed" + said)]
    inner = b"".join(struct.pack(">I", 8 + len(body)) + kind + body for kind, body in boxes)
    return struct.pack(">I", 8 + len(inner)) + b"jumb" + inner


def sealed(form: str, said: bytes = b"", exif: bytes = b"") -> bytes:
    """A picture with Content Credentials in one box."""
    plain = drawn(form, exif=exif) if exif else drawn(form)
    return _SEALS[form](plain, store(said))


def _jpeg(data: bytes, box: bytes) -> bytes:
    """In two segments, as a long store is."""
    half = len(box) // 2
    parts = (box[:half], box[:8] + box[half:])
    for number, part in reversed(list(enumerate(parts, 1))):
        payload = b"JP" + struct.pack(">HI", 1, number) + part
        segment = b"\xff\xeb" + struct.pack(">H", len(payload) + 2) + payload
        data = data[:2] + segment + data[2:]
    return data


def _png(data: bytes, box: bytes) -> bytes:
    body = b"caBX" + box
    chunk = struct.pack(">I", len(box)) + body + struct.pack(">I", zlib.crc32(body))
    return data[:33] + chunk + data[33:]


def _webp(data: bytes, box: bytes) -> bytes:
    body = data[12:] + b"C2PA" + struct.pack("<I", len(box)) + box + b"\0" * (len(box) % 2)
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def _gif(data: bytes, box: bytes) -> bytes:
    at = len(data) - 1
    extension = b"!\xff\x0bC2PA_GIF\1\0\0" + bytes((len(box),)) + box + b"\0"
    return data[:at] + extension + data[at:]


_SEALS: Mapping[str, Callable[[bytes, bytes], bytes]] = {
    "JPEG": _jpeg,
    "PNG": _png,
    "WEBP": _webp,
    "GIF": _gif,
}

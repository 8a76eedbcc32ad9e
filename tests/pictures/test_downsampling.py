"""Pictures with fewer pixels keep their kind, their colors and their statements."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageCms

from publish.pictures.downsampling import smaller_jpeg, smaller_pixels
from publish.pictures.metadata_writing import jpeg
from publish.pictures.structure.jpeg import APP13, PHOTOSHOP, segment, segments
from tests.pictures.samples import picture

PACKET = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def opened(data: bytes | None) -> Image.Image:
    assert data is not None
    return Image.open(BytesIO(data))


def test_a_jpeg_stays_one_with_its_profile_and_all_that_it_states() -> None:
    data = picture(size=(400, 300), icc_profile=PROFILE, quality=95, subsampling=1)
    iim = PHOTOSHOP + b"8BIM\x04\x04\0\0\0\0\0\0"
    data = jpeg.embed(data[:2] + segment(APP13, iim) + data[2:], PACKET)
    made = smaller_jpeg(data, (200, 149))
    image = opened(made)
    assert (image.format, image.size, image.mode) == ("JPEG", (200, 149), "RGB")
    assert image.info["icc_profile"] == PROFILE
    assert made is not None and jpeg.extract(made) == PACKET
    assert [s.payload for s in segments(made) if s.marker == APP13] == [iim]
    assert made == smaller_jpeg(data, (200, 149)) and len(made) < len(data)


def test_what_would_be_larger_and_what_is_inks_stays_as_it_is() -> None:
    coarse = picture(size=(100, 80), quality=1)
    assert smaller_jpeg(coarse, (99, 79)) is None
    assert smaller_jpeg(picture(mode="CMYK", size=(100, 80)), (50, 40)) is None


def test_colors_of_what_is_transparent_do_not_run_into_the_rest() -> None:
    image = Image.new("RGBA", (40, 40), (0, 255, 0, 0))
    image.paste((200, 0, 0, 255), (0, 0, 21, 40))
    out = BytesIO()
    image.save(out, "PNG")
    small = smaller_pixels(out.getvalue(), "RGBA", (10, 10))
    assert (small.mode, small.size) == ("RGBA", (10, 10))
    green, alpha = (small.getchannel(band).tobytes() for band in "GA")
    assert {shade for shade, shown in zip(green, alpha, strict=True) if shown > 9} == {0}

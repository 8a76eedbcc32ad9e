"""A withheld picture: not one byte of it in the file, and the file as sound as any other."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import pikepdf
import pytest
from hypothesis import Phase, given
from hypothesis import strategies as st
from PIL import Image

from publish import FORMATS, build, compose, load_theme, read
from publish.composing.theme.finding import known
from publish.formats.channels import channels
from publish.model.article import Article
from publish.pictures.likeness import alike, likeness
from publish.rights.channels import withheld
from tests import judges
from tests.branded import branded, files
from tests.channels.desk import LENT, OPEN, Desk, encoded, photo
from tests.profiles import examples

HERE = "channels: [docx]"
ELSEWHERE = "channels: [web]"


def with_thumbnail(seed: int) -> bytes:
    """A JPEG with a small copy of itself in its EXIF, as cameras write it (CIPA DC-008, 4.5.8)."""
    data = photo(seed)
    whole = Image.open(io.BytesIO(data))
    small = encoded(whole.resize((160, 107)))
    # One directory that only says how many entries it has, then the one of the thumbnail.
    first = b"MM\0*\0\0\0\x08" + b"\0\0" + b"\0\0\0\x0e"
    entries = b"\0\x03" + b"".join(
        tag.to_bytes(2) + kind.to_bytes(2) + (1).to_bytes(4) + value
        for tag, kind, value in (
            (0x0103, 3, b"\0\x06\0\0"),
            (0x0201, 4, (14 + 2 + 36 + 4).to_bytes(4)),
            (0x0202, 4, len(small).to_bytes(4)),
        )
    )
    exif = b"Exif\0\0" + first + entries + b"\0\0\0\0" + small
    assert small in exif
    return encoded(whole, exif=exif, quality=95)


def parts(data: bytes) -> Iterator[bytes]:
    """Everything in a file, unpacked: the parts of a zip, the streams of a PDF; and itself."""
    yield data
    if data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Stream):
                    yield thing.read_raw_bytes()
                    yield thing.read_bytes(pikepdf.StreamDecodeLevel.generalized)
    else:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())


@cache
def pieces(picture: bytes) -> tuple[bytes, ...]:
    """Stretches of a picture's data (of its thumbnail's, too), and of its pixels."""
    size = 24
    stretches: list[bytes] = []
    # Before the scan of a JPEG and the data of a PNG are tables that many pictures share.
    for match in re.finditer(rb"\xff\xda(.{200,}?)\xff\xd9|IDAT(.{200,})IEND", picture, re.DOTALL):
        found = match[1] or match[2]
        step = max(1, len(found) // 40)
        stretches += (found[n : n + size] for n in range(20, len(found) - size, step))
    pixels = Image.open(io.BytesIO(picture)).convert("RGB").tobytes()
    step = len(pixels) // 40
    stretches += (pixels[n : n + size] for n in range(0, len(pixels) - size, step))
    return tuple(stretches)


def holds(data: bytes, picture: bytes) -> bool:
    """Whether any stretch of ``picture`` is in a file, or a picture that looks like it."""
    found = list(parts(data))
    if any(piece in part for part in found for piece in pieces(picture)):
        return True
    looks = likeness(picture)
    return any(alike(_likeness(part), looks) for part in found)


_likeness = lru_cache(maxsize=512)(likeness)
"""Many files of a run have the same parts."""


@pytest.fixture
def two(tmp_path: Path) -> tuple[Article, bytes, bytes]:
    """An article with a picture that only a channel nobody builds may have, and a free one."""
    secret, free = with_thumbnail(1), photo(2, kind="PNG")
    desk = Desk(tmp_path, '[channels.web]\nformat = "epub"\n')
    lent = LENT.replace("}", f", {ELSEWHERE}}}")
    return read(desk.article("both", secret=(secret, lent), free=(free, OPEN))), secret, free


@pytest.mark.parametrize("format", FORMATS)
def test_not_one_byte(two: tuple[Article, bytes, bytes], format: str) -> None:
    article, secret, free = two
    data = FORMATS[format].write(compose(article, load_theme("briefing"), format))
    assert not holds(data, secret)
    assert holds(data, free)
    # The same search finds it where it may be, its thumbnail included.
    shown = FORMATS["epub"].write(compose(article, load_theme("briefing"), "web"))
    assert holds(shown, secret)


def test_the_thumbnail_is_a_picture_of_its_own(two: tuple[Article, bytes, bytes]) -> None:
    _, secret, _ = two
    small = secret[secret.index(b"\xff\xd8", 4) :]
    assert alike(likeness(small), likeness(secret))
    assert len(re.findall(rb"\xff\xda.{200,}?\xff\xd9", secret, re.DOTALL)) == 2


@pytest.mark.parametrize("theme", known(None))
def test_the_judges_find_nothing(theme: str) -> None:
    """In any format, with a withheld hero, and where no picture is left at all."""
    outputs = [output for one in branded(theme) for output in one.outputs]
    assert all("lent.jpg" in output.withheld for output in outputs)
    every = [one for name in known(None) for one in branded(name)]
    for judge, format in judges.BY_FORMAT:
        verdicts = judges.judge(judge, files(every, format))
        assert [verdicts[path] for path in files(branded(theme), format)] == [(), ()], judge
    for output in outputs:
        said = judges.letters(
            judges.pdf_text(output.path)
            if output.format == "pdf"
            else judges.plain_text(output.path)
        )
        for words in ("The caption of lent.", "What lent shows", "Eve", "https://example.org/b"):
            assert judges.letters(words) in said, (words, output.path)


CREDITS = st.builds(
    lambda terms, syndication, channels: "{" + ", ".join(
        ["creator: Ben", "title: A view", "source: https://example.org/a", terms]
        + [f"syndication: {syndication}"] * (syndication is not None)
        + [channels] * bool(channels)
    ) + "}",
    st.sampled_from(
        [
            "license: CC BY 4.0",
            "license: CC0",
            "license: CC BY-NC 4.0",
            "license: CC BY-ND 4.0",
            "basis: own",
            "license: all rights reserved, basis: agency, evidence: order 1",
        ]
    ),
    st.sampled_from([None, "yes", "no"]),
    st.sampled_from(["", HERE, ELSEWHERE, "channels: [docx, partner-a]"]),
)  # fmt: skip
TERMS = st.fixed_dictionaries({"syndicated": st.booleans(), "commercial": st.booleans()})


@given(st.lists(CREDITS, min_size=1, max_size=3), TERMS)
@examples(
    12,
    phases=(Phase.explicit, Phase.generate),
)
def test_a_docx_holds_a_picture_if_and_only_if_it_may(
    tmp_path_factory: pytest.TempPathFactory, credits: list[str], terms: dict[str, bool]
) -> None:
    said = "".join(f"{key} = {str(value).lower()}\n" for key, value in terms.items())
    settings_ = f'[channels.partner-a]\nformat = "docx"\n{said}[channels.web]\nformat = "epub"\n'
    desk = Desk(tmp_path_factory.mktemp("terms"), settings_)
    photos = {f"p{n}": photo(n, (300, 200)) for n in range(len(credits))}
    source = desk.article(
        "many", pictures=dict(zip(photos, zip(photos.values(), credits, strict=True), strict=True))
    )
    built = build(source, channels=["docx", "partner-a"])
    article = read(source)
    settings = channels(article.publication)
    for output in built.outputs:
        data = output.path.read_bytes()
        for image in article.images:
            may = withheld(image, settings[output.channel]) is None
            assert holds(data, photos[image.name.removesuffix(".jpg")]) == may
            assert (image.name in output.withheld) == (not may)

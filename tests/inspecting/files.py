"""Articles with pictures and credits, built in each format."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime

import pikepdf
from PIL import Image as Pillow

from publish.composing.compose import compose
from publish.composing.theme.loading import load
from publish.formats import FORMATS
from publish.metadata.credits import record
from publish.model.article import Article, Image, Metadata, Person
from publish.model.credit import Credit, License
from tests.metadata.strategies import picture

METADATA = Metadata(
    title="The Ferry",
    lang="en",
    date=date(2026, 3, 1),
    modified=datetime(2026, 3, 2, 14, 5, 6, tzinfo=UTC),
    identifier="urn:uuid:12345678-1234-4234-8234-123456789abc",
    authors=(Person("Ada Example"), Person("Ben Example")),
    keywords=("ferries", "ports"),
    description="How one ship stayed afloat.",
    publisher="Example House",
    license=License(
        "CC-BY-4.0",
        "Creative Commons Attribution 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/",
        short="CC BY 4.0",
        open=True,
    ),
    rights="© 2026 Example House",
)

BY_SA = License(
    "CC-BY-SA-4.0",
    "Creative Commons Attribution-ShareAlike 4.0 International",
    "https://creativecommons.org/licenses/by-sa/4.0/",
    share_alike=True,
    open=True,
    short="CC BY-SA 4.0",
)

FERRY = Credit(
    title="Ferry & <port>",
    creator="Zoë Example",
    source="https://example.org/ferry?a=1&b=2",
    provider="Example Commons",
    license=BY_SA,
    changes="cropped",
    asset_id="EX-0007",
)
DRAWING = Credit(title="Waves", creator="Bo Drawer", license=BY_SA, copyright="© Bo Drawer")


def image(credits: Sequence[Credit], name: str = "ferry.png", alt: str | None = "A ferry") -> Image:
    form = "PNG" if name.endswith("png") else "JPEG"
    data = picture(form)
    return Image(name, data, f"image/{form.lower()}", 13, 7, alt=alt, credits=tuple(credits))


def article(*images: Image) -> Article:
    body = "<p>Text.</p>" + "".join(f'<figure data-image="{i.name}"/>' for i in images)
    return Article("ferry", METADATA, f"{body}<p>More.</p>", images)


def written(*images: Image) -> Mapping[str, bytes]:
    """The three files of an article with these pictures."""
    page = compose(article(*images), load("briefing"))
    return {name: format.write(page) for name, format in FORMATS.items()}


def fields(credit: Credit) -> dict[str, str]:
    """The parts of a credit that every format must give back."""
    return {name: text for name, text in record(credit).items() if text and not text.isspace()}


def rewritten(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The zip with every part as ``change`` gives it; None leaves it out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            part = change(entry.filename, old.read(entry))
            if part is not None:
                new.writestr(entry, part)
    return out.getvalue()


def plain_pictures(name: str, data: bytes) -> bytes:
    """Pictures encoded anew, without a trace of metadata, as some programs save them."""
    if not name.endswith((".png", ".jpg", ".jpeg")):
        return data
    out = io.BytesIO()
    with Pillow.open(io.BytesIO(data)) as picture:
        Pillow.frombytes(picture.mode, picture.size, picture.tobytes()).save(out, picture.format)
    return out.getvalue()


def bare_images(data: bytes) -> bytes:
    """The PDF without metadata on its images."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
                del item["/Metadata"]
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()

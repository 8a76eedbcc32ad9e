"""Our own files: the same record from all three formats, even if one place is damaged."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest

from publish.inspecting import Inspection, inspect
from publish.inspecting.output import as_json
from publish.metadata.credits import credit_packet
from publish.pictures.embedding import embed
from tests.inspecting.files import (
    BY_SA,
    DRAWING,
    FERRY,
    METADATA,
    fields,
    image,
    plain_pictures,
    rewritten,
    written,
)
from tests.metadata.strategies import FULL_CREDIT

CASES = Path(__file__).parent / "cases"
FORMATS = ("pdf", "epub", "docx")


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    """One picture by one maker, one by two, one without a credit."""
    two = image([FERRY, DRAWING], "both.jpg", alt="A ferry in drawn waves")
    return written(image([FULL_CREDIT]), two, image([], "bare.png", alt="A door"))


@pytest.fixture(scope="module")
def found(files: Mapping[str, bytes]) -> Mapping[str, Inspection]:
    return {name: inspect(data, f"ferry.{name}") for name, data in files.items()}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_record(name: str, found: Mapping[str, Inspection]) -> None:
    inspection = found[name]
    assert [str(problem) for problem in inspection.problems] == []
    assert inspection.differences == ()
    *covers, one, two, bare = inspection.images
    assert [cover.name for cover in covers] == (["cover.jpg"] if name == "epub" else [])
    for picture in (*covers, one):  # the cover shows the first of them once more
        assert [dict(credit.fields) for credit in picture.credits] == [fields(FULL_CREDIT)]
    assert [dict(c.fields) for c in two.credits] == [fields(FERRY), fields(DRAWING)]
    assert bare.credits == ()
    assert inspection.uncredited == (bare,)
    assert [credit.differences for picture in (one, two) for credit in picture.credits] == [()] * 3
    assert (one.alt, two.alt, bare.alt) == ("A ferry", "A ferry in drawn waves", "A door")
    assert {picture.media_type for picture in (one, two)} >= {"image/jpeg"}
    assert [(p.width, p.height) for p in (one, two, bare)] == [(13, 7)] * 3


def test_every_place_with_the_credit_is_listed(found: Mapping[str, Inspection]) -> None:
    places = {name: set(found[name].images[-2].credits[0].found_in) for name in FORMATS}
    assert places["pdf"] >= {"image:xmp", "pdf:image-metadata", "pdf:caption"}
    assert places["epub"] >= {"image:xmp", "epub:doc-credit"}
    assert places["docx"] >= {"image:xmp", "docx:custom-xml", "docx:credit"}


def test_document_metadata_are_the_articles(found: Mapping[str, Inspection]) -> None:
    for name, inspection in found.items():
        said = dict(inspection.metadata)
        assert METADATA.identifier in said.pop("identifiers")  # type: ignore[operator]
        assert said.pop("generator")
        assert said.pop("short_title", "The Ferry") == "The Ferry"
        assert (name, said) == (
            name,
            {
                "title": "The Ferry",
                "authors": ["Ada Example", "Ben Example"],
                "date": "2026-03-01",
                "modified": "2026-03-02T14:05:06Z",
                "language": "en",
                "publisher": "Example House",
                "description": "How one ship stayed afloat.",
                "keywords": ["ferries", "ports"],
                "license": "CC-BY-4.0",
                "license_name": "Creative Commons Attribution 4.0 International",
                "license_url": "https://creativecommons.org/licenses/by/4.0/",
                "rights": "© 2026 Example House",
            },
        )


def test_a_docx_with_resaved_pictures_keeps_its_records(
    files: Mapping[str, bytes],
) -> None:
    inspection = inspect(rewritten(files["docx"], plain_pictures), "partner.docx")
    one, two, _ = inspection.images
    assert [dict(credit.fields) for credit in one.credits] == [fields(FULL_CREDIT)]
    assert [dict(c.fields) for c in two.credits] == [fields(FERRY), fields(DRAWING)]
    assert "image:xmp" not in one.credits[0].found_in


def test_a_docx_without_pictures_metadata_and_record_has_its_visible_credits(
    files: Mapping[str, bytes],
) -> None:
    def change(name: str, data: bytes) -> bytes | None:
        return None if name.startswith("customXml/") else plain_pictures(name, data)

    inspection = inspect(rewritten(files["docx"], change), "partner.docx")
    assert inspection.images[0].credits[0].fields == {"line": f"{FULL_CREDIT.line} / Made with AI"}
    assert [credit.found_in for credit in inspection.images[0].credits] == [("docx:credit",)]
    lines = [credit.fields["line"] for credit in inspection.images[1].credits]
    assert len(lines) == 2
    assert all(m in line for m, line in zip(("Zoë Example", "Bo Drawer"), lines, strict=True))


def test_a_pdf_whose_pictures_lost_their_metadata_has_its_visible_credits(
    files: Mapping[str, bytes],
) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(files["pdf"])) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
                picture = pikepdf.PdfImage(item).as_pil_image()
                item.write(picture.tobytes())
                item.ColorSpace = pikepdf.Name.DeviceRGB
                for key in ("/Metadata", "/DecodeParms"):
                    if key in item:
                        del item[key]
        pdf.Root.Metadata = pdf.make_stream(b"<x/>")
        pdf.save(out, fix_metadata_version=False)
    inspection = inspect(out.getvalue(), "printed.pdf")
    assert [p.rule for p in inspection.problems] == ["inspect-xmp-broken"]
    one, two, bare = inspection.images
    assert (one.alt, bare.credited) == ("A ferry", False)
    (credit,) = one.credits
    assert (FULL_CREDIT.line or "?") in credit.fields["line"]
    assert all(maker in two.credits[0].fields["line"] for maker in ("Zoë Example", "Bo Drawer"))


def test_contradictions_are_reported_with_both_places(files: Mapping[str, bytes]) -> None:
    other = credit_packet([FERRY.__class__(creator="Somebody Else", license=BY_SA)])

    def change(name: str, data: bytes) -> bytes:
        return embed("image/png", data, other) if name.endswith(".png") else data

    (credit,) = inspect(rewritten(files["docx"], change), "changed.docx").images[0].credits
    assert credit.fields["creator"] == "Somebody Else"
    told = {d.field: {v.text: v.places for v in d.values} for d in credit.differences}
    assert told["creator"] == {
        "Somebody Else": ("image:xmp",),
        "Zoë Example": ("docx:custom-xml",),
    }


def test_a_caption_that_names_another_maker_contradicts(files: Mapping[str, bytes]) -> None:
    def change(name: str, data: bytes) -> bytes:
        if not name.endswith("article.xhtml"):
            return data
        line = FULL_CREDIT.line or ""
        text = data.decode().replace(line.split(" |")[0], "Photo: Quentin Quill")
        return text.replace(" | Example Commons / CC BY-SA 4.0", "").encode()

    (credit,) = inspect(rewritten(files["epub"], change), "x.epub").images[1].credits
    (difference,) = credit.differences
    assert difference.field == "line"
    assert [value.places for value in difference.values] == [
        ("image:xmp", "epub:package"),
        ("epub:doc-credit",),
    ]
    assert difference.values[1].text == "Photo: Quentin Quill / Made with AI"


@pytest.mark.parametrize("name", FORMATS)
def test_the_json_is_as_documented(name: str, found: Mapping[str, Inspection]) -> None:
    value = as_json(found[name])
    for picture in value["images"]:  # type: ignore[attr-defined]
        # Bytes depend on the versions of the libraries that wrote them.
        picture["sha256"] = "…"
    value["metadata"]["generator"] = "…"  # type: ignore[index]
    # tests/inspecting/test_press.py is about these.
    assert ("print" in value) == (name == "pdf")
    value.pop("print", None)
    expected = CASES / f"ours-{name}.json"
    assert value == json.loads(expected.read_text("utf-8"))

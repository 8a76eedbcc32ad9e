"""Broken and hostile files give a Problem, never a traceback."""

from __future__ import annotations

import io
import os
import signal
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from publish.inspecting import Inspection, inspect, reader
from publish.inspecting.pdf.limits import MOST_STRUCTURE
from publish.memory_limit import limit_memory
from publish.zip_parts import MOST_BYTES
from tests.inspecting.files import FERRY, image, written
from tests.inspecting.strangers import Sheet, docx, drawing, epub, package, paragraph, xhtml, zipped
from tests.metadata.strategies import picture
from tests.profiles import examples

PAGE = "application/xhtml+xml"
ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + ']><html xmlns="http://www.w3.org/1999/xhtml"><body title="&j;">&j;</body></html>'
)
OUTSIDE = (
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    '<html xmlns="http://www.w3.org/1999/xhtml"><body><figure><img src="a.png" alt=""/>'
    "<figcaption>Photo: &e;</figcaption></figure></body></html>"
)


@pytest.fixture(autouse=True)
def soon() -> Iterator[None]:
    """No file may hold an editor up; a slow machine may take a while."""
    start = time.process_time()
    with limit_memory():
        yield
    assert time.process_time() - start < 20


def rules(found: Inspection) -> list[str]:
    return [problem.rule for problem in found.problems]


def zeros(size: int) -> bytes:
    """A Flate stream of so many zeros."""
    packer = zlib.compressobj(9)
    block = bytes(1 << 20)
    return b"".join([*(packer.compress(block) for _ in range(size >> 20)), packer.flush()])


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "inspect-kind"),
        (b"just text", "inspect-kind"),
        (b"PK\x03\x04 and then nothing", "inspect-broken"),
        (zipped({"a.txt": "a"}), "inspect-kind"),
        (zipped({"[Content_Types].xml": "presentationml"}), "inspect-kind"),
        (zipped({"[Content_Types].xml": "wordprocessingml"}), "inspect-broken"),
        (zipped({"META-INF/container.xml": "<a/>"}), "inspect-broken"),
        (b"%PDF-1.7\n", "inspect-broken"),
        (b"%PDF-1.7\n%%EOF", "inspect-broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "inspect-kind"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "inspect-encrypted",
        ),
    ],
)
def test_an_unreadable_file_gives_one_error(data: bytes, rule: str) -> None:
    found = inspect(data, "x")
    assert (found.format, rules(found), found.readable) == ("unknown", [rule], False)


@pytest.mark.parametrize("name", ["pdf", "epub", "docx"])
def test_a_truncated_file_is_reported(name: str) -> None:
    data = written(image([FERRY]))[name]
    found = inspect(data[: len(data) * 2 // 3], f"x.{name}")
    assert found.problems
    assert all(problem.rule.startswith("inspect-") for problem in found.problems)


def test_a_zip_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/container.xml", "<a/>")
        with archive.open("bomb", "w", force_zip64=True) as part:
            for _ in range((MOST_BYTES >> 20) + 1):
                part.write(bytes(1 << 20))
    assert rules(inspect(out.getvalue(), "x.epub")) == ["inspect-too-large"]


def test_a_part_with_too_many_elements_or_attributes_is_not_read() -> None:
    many = " ".join(f'a{n}="1"' for n in range(20_000))
    for body in (f"<w:p {many}/>", "<w:p/>" * 1_100_000):
        found = inspect(docx(body, {}), "x.docx")
        assert rules(found) == ["inspect-too-large"]
        assert not found.readable
    data = docx(paragraph("Text"), {"docProps/core.xml": f"<a {many}/>"})
    assert inspect(data, "x.docx").readable


def test_a_file_that_ends_its_reader_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "inspect", lambda *_, **__: os.kill(os.getpid(), signal.SIGSEGV))
    found = reader.inspect_isolated(picture("PNG"), "a.png")
    assert rules(found) == ["inspect-too-long"]
    assert not found.readable
    monkeypatch.undo()
    assert reader.inspect_isolated(picture("PNG"), "a.png") == inspect(picture("PNG"), "a.png")


def test_a_part_larger_than_declared_is_broken() -> None:
    data = epub(package({"a.png": "image/png"}), {"OEBPS/a.png": bytes(3_000_000)})
    size = (3_000_000).to_bytes(4, "little")
    found = inspect(data.replace(size, (100).to_bytes(4, "little")), "x.epub")
    assert rules(found) == ["inspect-part-broken"]


@pytest.mark.parametrize("markup", [ENTITIES, OUTSIDE])
def test_entities_are_not_expanded_and_files_not_read(markup: str) -> None:
    opf = package({"p.xhtml": PAGE, "a.png": "image/png"})
    parts: dict[str, bytes | str] = {"OEBPS/p.xhtml": markup, "OEBPS/a.png": picture("PNG")}
    found = inspect(epub(opf, parts), "x.epub")
    assert found.format == "epub"
    assert "root:" not in repr(found)
    assert len(repr(found)) < 10_000


def test_paths_out_of_the_archive_stay_inside() -> None:
    opf = package({"p.xhtml": PAGE, "../../../../etc/passwd": "image/png"})
    page = xhtml('<img src="../../../../../etc/passwd" alt=""/><img src="/etc/shadow" alt=""/>')
    found = inspect(epub(opf, {"OEBPS/p.xhtml": page}), "x.epub")
    assert all(image.data is None for image in found.images)
    assert "inspect-image-missing" in rules(found)


def test_a_deep_document_is_read_or_reported() -> None:
    body = "<w:sdt>" * 5000 + paragraph(drawing("x")) + "</w:sdt>" * 5000
    found = inspect(
        docx(body, {"word/media/a.png": picture("PNG")}, x=("image", "media/a.png")), "x.docx"
    )
    assert rules(found) == ["inspect-part-broken"] or found.problems == ()


def test_a_pdf_with_huge_object_streams_is_refused() -> None:
    packed = zeros(MOST_STRUCTURE + (2 << 20))
    head = b"%PDF-1.5\n1 0 obj\n<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length "
    data = head + str(len(packed)).encode() + b">>\nstream\n" + packed + b"\nendstream\nendobj\n"
    assert rules(inspect(data, "x.pdf")) == ["inspect-too-large"]


def test_huge_page_content_and_metadata_are_skipped() -> None:
    sheet = Sheet()
    page = sheet.page(b"", I=sheet.image())
    bomb = zeros(400 << 20)
    page.obj.Contents = sheet.pdf.make_stream(bomb, Filter=Name.FlateDecode)
    metadata = sheet.pdf.make_stream(bomb, Filter=Name.FlateDecode, Type=Name.Metadata)
    sheet.pdf.Root.Metadata = metadata
    found = inspect(sheet.saved(fix_metadata_version=False), "x.pdf")
    assert set(rules(found)) == {"inspect-too-large"}
    assert len(found.images) == 1


def test_huge_pixels_are_not_decoded() -> None:
    sheet = Sheet()
    huge = sheet.image(Width=60_000, Height=60_000)
    sheet.page(b"/I Do", I=huge)
    found = inspect(sheet.saved(), "x.pdf", decode=True)
    assert rules(found) == ["inspect-too-large"]
    assert found.images[0].data is None


def test_a_circular_page_tree_ends() -> None:
    sheet = Sheet()
    sheet.page(b"/I Do", I=sheet.image())
    data = sheet.saved()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = pdf.Root.Pages
        pages.Kids = Array([pages])
        pages.Count = 1_000_000
        out = io.BytesIO()
        pdf.save(out)
    found = inspect(out.getvalue(), "x.pdf")
    assert found.problems == () or set(rules(found)) <= {"inspect-pages-broken", "inspect-broken"}


def test_a_circular_structure_tree_ends() -> None:
    sheet = Sheet()
    page = sheet.page(b"/Figure <</MCID 0>> BDC /I Do EMC", I=sheet.image())
    figure = sheet.pdf.make_indirect(Dictionary(S=Name.Figure, Pg=page.obj, K=Array([0])))
    section = sheet.pdf.make_indirect(Dictionary(S=Name.Sect, K=Array([figure])))
    section.K.append(section)
    figure.K.append(section)
    roles = Dictionary(A=Name.B, B=Name.A)
    sheet.pdf.Root.StructTreeRoot = sheet.pdf.make_indirect(
        Dictionary(K=Array([section, Dictionary(S=Name.A)]), RoleMap=roles)
    )
    assert len(inspect(sheet.saved(), "x.pdf").images) == 1


@pytest.fixture(scope="module")
def whole() -> dict[str, bytes]:
    files = dict(written(image([FERRY], "ferry.jpg")))
    return {**files, "jpg": picture("JPEG"), "png": picture("PNG"), "webp": picture("WEBP")}


@given(st.data())
@examples(120)
def test_garbled_files_never_raise(whole: dict[str, bytes], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(whole)))
    garbled = bytearray(whole[name])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(garbled) - 1))
        garbled[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    found = inspect(bytes(garbled), f"x.{name}", decode=True)
    assert all("Traceback" not in str(problem) for problem in found.problems)


def test_control_characters_in_names_are_not_printed(tmp_path: Path) -> None:
    from publish.inspecting.output import as_lines

    page = xhtml('<figure><img src="a.png" alt="&#x9b;31m"/></figure>')
    opf = package({"p.xhtml": PAGE, "a.png": "image/png"}, "<dc:title>a\u202eb\x9bc</dc:title>")
    found = inspect(
        epub(opf, {"OEBPS/p.xhtml": page, "OEBPS/a.png": picture("PNG")}), "x\x1b[2J.epub"
    )
    text = "".join(line for line, _ in as_lines(found))
    assert text.replace("\n", "").isprintable()

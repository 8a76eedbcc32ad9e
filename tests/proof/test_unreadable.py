"""Whatever is done to a file, the proof answers with a Problem."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from publish.errors import ProofError
from publish.formats import FORMATS
from publish.proof import compare
from publish.proof.readers.pdf.sight import PdfSight
from tests.profiles import examples
from tests.proof.sabotage import pdf, zipped

if TYPE_CHECKING:
    from publish.proof import Content


def refused(name: str, data: bytes) -> str:
    """The reader's message about a file that it must refuse."""
    with pytest.raises(ProofError) as error:
        FORMATS[name].read(data)
    (problem,) = error.value.problems
    assert problem.rule == "proof-unreadable"
    return problem.message


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("data", [b"", b"nothing", b"PK\x03\x04", b"%PDF-1.7\n", bytes(2000)])
def test_no_such_file(name: str, data: bytes) -> None:
    assert refused(name, data).startswith(f"{name.upper()}: the file is broken")


@pytest.mark.parametrize("name", ["epub", "docx"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_cut_off(name: str, share: float, outputs: Mapping[str, bytes]) -> None:
    data = outputs[name]
    refused(name, data[: int(share * len(data))])


def test_a_pdf_that_is_cut_off(outputs: Mapping[str, bytes], expected: Content) -> None:
    data = outputs["pdf"]
    try:
        found = FORMATS["pdf"].read(data[: len(data) // 2])
    except ProofError:
        return
    assert compare(expected, found)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("epub", "META-INF/container.xml"),
        ("docx", "_rels/.rels"),
        ("docx", "word/document.xml"),
    ],
)
def test_a_part_is_missing(name: str, part: str, outputs: Mapping[str, bytes]) -> None:
    refused(name, zipped(outputs[name], part, lambda data: None))


@pytest.mark.parametrize("name", ["epub", "docx"])
def test_any_part_may_be_missing(
    name: str, outputs: Mapping[str, bytes], expected: Content
) -> None:
    with zipfile.ZipFile(io.BytesIO(outputs[name])) as package:
        parts = package.namelist()
    for part in parts:
        try:
            compare(expected, FORMATS[name].read(zipped(outputs[name], part, lambda data: None)))
        except ProofError as error:
            assert [problem.rule for problem in error.problems] == ["proof-unreadable"]


@pytest.mark.parametrize("name", ["epub", "docx"])
def test_any_part_may_be_something_else(
    name: str, outputs: Mapping[str, bytes], expected: Content
) -> None:
    with zipfile.ZipFile(io.BytesIO(outputs[name])) as package:
        parts = package.namelist()
    for part in parts:
        for content in (
            b"",
            b"<a/>",
            b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hosts'>]><a>&b;</a>",
        ):
            spoiled = zipped(outputs[name], part, lambda data, new=content: new)  # type: ignore[misc]
            try:
                compare(expected, FORMATS[name].read(spoiled))
            except ProofError as error:
                assert [problem.rule for problem in error.problems] == ["proof-unreadable"]


def test_a_zip_that_unpacks_to_too_much() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for n in range(33):
            package.writestr(f"{n}.xml", bytes(16 * 1024 * 1024))
    assert "512 MB" in refused("docx", out.getvalue())


def test_an_encrypted_pdf(outputs: Mapping[str, bytes]) -> None:
    for user in ("secret", ""):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(outputs["pdf"])) as file:
            file.save(out, encryption=pikepdf.Encryption(user=user, owner="owner"))
        assert refused("pdf", out.getvalue()) == "PDF: the file is encrypted"


def test_a_pdf_without_tags(outputs: Mapping[str, bytes]) -> None:
    def change(file: pikepdf.Pdf) -> None:
        del file.Root.StructTreeRoot

    assert "not tagged" in refused("pdf", pdf(outputs["pdf"], change))


def test_a_structure_tree_that_bites_its_tail(outputs: Mapping[str, bytes]) -> None:
    def change(file: pikepdf.Pdf) -> None:
        document: Any = file.Root.StructTreeRoot.K
        document = document[0] if isinstance(document, Array) else document
        document.K.append(document)

    assert "no end" in refused("pdf", pdf(outputs["pdf"], change))


@pytest.mark.parametrize(
    "value", [Name.X, 7, Array([]), Dictionary(), Array([Dictionary(S=Name.P), 3, Name.Y])]
)
@pytest.mark.parametrize("key", ["/StructTreeRoot", "/Metadata", "/Lang"])
def test_a_catalog_of_nonsense(
    key: str, value: Any, outputs: Mapping[str, bytes], expected: Content
) -> None:
    def change(file: pikepdf.Pdf) -> None:
        file.Root[key] = value

    try:
        found = FORMATS["pdf"].read(pdf(outputs["pdf"], change))
    except ProofError as error:
        assert [problem.rule for problem in error.problems] == ["proof-unreadable"]
    else:
        assert compare(expected, found)


@examples(60, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_bytes_flipped_anywhere(
    outputs: Mapping[str, bytes], expected: Content, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(outputs)))
    content = bytearray(outputs[name])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        compare(expected, FORMATS[name].read(bytes(content)))
    except ProofError as error:
        assert [problem.rule for problem in error.problems] == ["proof-unreadable"]


def test_a_pdf_that_pdfium_cannot_read(outputs: Mapping[str, bytes], expected: Content) -> None:
    """The reader takes it, and painting does not: still one finding, and no traceback."""
    found = FORMATS["pdf"].read(outputs["pdf"])
    assert isinstance(found.sight, PdfSight)
    broken = replace(found, sight=replace(found.sight, data=b"%PDF-2.0 nothing else"))
    with pytest.raises(ProofError) as caught:
        compare(expected, broken)
    assert [problem.rule for problem in caught.value.problems] == ["proof-unreadable"]

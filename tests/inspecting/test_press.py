"""What a printer asks of any PDF, and what fails PDF/X-4 and PDF/X-1a."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from publish.cli import main
from publish.inspecting import inspect
from publish.inspecting.output import as_json, as_lines
from publish.inspecting.pdf.press.facts import Printing
from publish.inspecting.pdf.press.rules import preflight
from publish.pictures.icc import read_profile

MM = 72 / 25.4
X4 = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 pdfxid:GTS_PDFXVersion="PDF/X-4" xmp:CreateDate="2026-11-25" xmp:ModifyDate="2026-11-25"
 xmp:MetadataDate="2026-11-25" xmpMM:DocumentID="uuid:1" xmpMM:VersionID="1"
 xmpMM:RenditionClass="default"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Ferries</rdf:li>
 </rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>"""


def head(kind: bytes = b"prtr", space: bytes = b"CMYK", version: int = 2) -> bytes:
    """The head of a profile, with no tags."""
    data = bytearray(132)
    data[:4], data[8:9] = len(data).to_bytes(4, "big"), bytes([version])
    data[12:16], data[16:20], data[36:40] = kind, space, b"acsp"
    return bytes(data)


class Job:
    """A PDF as a printer wants it, to be spoiled."""

    def __init__(self, content: bytes = b"0 0 0 1 k 0 0 9 9 re f", **resources: object) -> None:
        self.pdf = pdf = pikepdf.new()
        self.page = pdf.add_blank_page(page_size=(120 * MM, 120 * MM)).obj
        self.page.Contents = pdf.make_stream(content)
        self.page.Resources = Dictionary({f"/{key}": value for key, value in resources.items()})
        self.page.BleedBox = Array([7 * MM, 7 * MM, 113 * MM, 113 * MM])
        self.page.TrimBox = Array([10 * MM, 10 * MM, 110 * MM, 110 * MM])
        profile = pdf.make_stream(head(), N=4)
        self.intent = Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFX,
            OutputConditionIdentifier=String("FOGRA39"),
            DestOutputProfile=profile,
        )
        pdf.Root.OutputIntents = Array([self.intent])
        pdf.Root.Metadata = pdf.make_stream(X4.encode(), Type=Name.Metadata, Subtype=Name.XML)
        info = {"Title": "Ferries", "CreationDate": "D:20261125", "ModDate": "D:20261125"}
        pdf.trailer.Info = Dictionary({f"/{key}": String(text) for key, text in info.items()})
        pdf.trailer.Info.Trapped = Name("/False")

    def x1a(self) -> Job:
        self.pdf.trailer.Info.GTS_PDFXVersion = String("PDF/X-1a:2003")
        return self

    def data(self, version: str = "1.4") -> bytes:
        out = io.BytesIO()
        self.pdf.save(out, deterministic_id=True, force_version=version, compress_streams=False)
        return out.getvalue()

    def printing(self) -> Printing:
        found = inspect(self.data(), "job.pdf")
        assert found.printing is not None, found.problems
        return found.printing

    def fails(self, standard: str) -> list[str]:
        return [fault.what for fault in preflight(self.printing(), standard)[0]]


def image(pdf: pikepdf.Pdf, space: Name, pixel: bytes, size: int = 10) -> pikepdf.Object:
    return pdf.make_stream(
        pixel * size * size,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=size,
        Height=size,
        BitsPerComponent=8,
        ColorSpace=space,
    )


@pytest.mark.parametrize("standard", ["x4", "x1a"])
def test_a_job_as_a_printer_wants_it_passes(standard: str) -> None:
    assert Job().x1a().fails(standard) == []


def test_the_boxes_are_measured_in_millimeters() -> None:
    found = Job().printing()
    assert found.sheets[0].margin == pytest.approx(3)
    lines = [text.strip() for text, _ in as_lines(inspect(Job().data(), "job.pdf"))]
    assert "trimmed page     100.0 × 100.0 mm" in lines
    assert "bleed            3.0 mm; the sheet is 120.0 × 120.0 mm" in lines


def test_colors_and_the_most_ink_are_found_in_forms_patterns_and_pictures() -> None:
    job = Job(b"/F Do .9 .8 .7 .6 k 0 0 9 9 re f /Pattern cs /P scn 0 0 9 9 re f")
    picture = image(job.pdf, Name.DeviceCMYK, b"\xff\xff\xff\x80")
    form = job.pdf.make_stream(b"q 72 0 0 36 0 0 cm /I Do Q 0 1 0 rg 0 0 9 9 re f")
    form.Subtype, form.BBox = Name.Form, Array([0, 0, 99, 99])
    form.Resources = Dictionary(XObject=Dictionary(I=picture))
    tile = job.pdf.make_stream(b"/S cs 1 scn 0 0 9 9 re f")
    tile.PatternType, tile.PaintType, tile.BBox = 1, 1, Array([0, 0, 9, 9])
    tint = Dictionary(
        FunctionType=2, Domain=[0, 1], N=1, C0=Array([0, 0, 0, 0]), C1=Array([0, 1, 0, 0])
    )
    spot = Array([Name.Separation, Name("/PANTONE 185 C"), Name.DeviceCMYK, tint])
    tile.Resources = Dictionary(ColorSpace=Dictionary(S=spot))
    job.page.Resources = Dictionary(
        XObject=Dictionary(F=form), Pattern=Dictionary(P=job.pdf.make_indirect(tile))
    )
    found = job.printing()
    assert found.ink == 300
    assert found.most_ink == pytest.approx(350.2, abs=0.1)
    assert [(spot.name, spot.fallback) for spot in found.spots] == [("PANTONE 185 C", "DeviceCMYK")]
    assert found.coarsest is not None
    assert (found.coarsest.name, found.coarsest.dpi) == ("image-1", 10)
    assert job.x1a().fails("x1a") == ["the color space DeviceRGB on page 1"]
    assert job.fails("x4") == ["DeviceRGB, although the output intent is for CMYK on page 1"]


def test_thin_lines_and_small_white_type_are_found_at_their_printed_size() -> None:
    job = Job(
        b".5 0 0 .5 0 0 cm .4 w 0 0 m 9 9 l S 2 w 0 0 m 9 9 l S "
        b"0 0 0 0 k BT /F 13 Tf (a) Tj ET BT /F 15 Tf (b) Tj ET 0 0 50 .3 re f"
    )
    found = job.printing()
    assert [mark.size for mark in found.hairlines] == [0.2, 0.15]
    assert [mark.size for mark in found.reversed] == [6.5]


SPOILED = {
    "no intent": (
        lambda job: job.pdf.Root.__delitem__("/OutputIntents"),
        "there are no output intents for PDF/X, and one is needed",
    ),
    "a screen's profile": (
        lambda job: job.intent.__setattr__(
            "DestOutputProfile", job.pdf.make_stream(head(b"mntr"), N=4)
        ),
        "the profile of the output intent is of class mntr, not of a printer",
    ),
    "no trimmed page": (
        lambda job: job.page.__delitem__("/TrimBox"),
        "neither a TrimBox nor an ArtBox on page 1",
    ),
    "a trimmed page beyond its bleed": (
        lambda job: job.page.__setattr__("TrimBox", Array([0, 0, 300, 300])),
        "the boxes are not inside each other on page 1",
    ),
    "a link": (
        lambda job: job.page.__setattr__(
            "Annots", Array([Dictionary(Subtype=Name.Link, Rect=Array([50, 50, 60, 60]))])
        ),
        "an annotation (Link) in the bleed on page 1",
    ),
    "a script": (
        lambda job: job.pdf.Root.__setattr__(
            "OpenAction", Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        ),
        "an action",
    ),
    "a font elsewhere": (
        lambda job: job.pdf.Root.__setattr__(
            "X",
            job.pdf.make_indirect(
                Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Arial)
            ),
        ),
        "the font Arial is not in the file",
    ),
}


@pytest.mark.parametrize("name", SPOILED)
@pytest.mark.parametrize("standard", ["x4", "x1a"])
def test_what_fails_is_named(name: str, standard: str) -> None:
    spoil, what = SPOILED[name]
    job = Job().x1a()
    spoil(job)  # type: ignore[no-untyped-call]
    assert what in job.fails(standard)


def test_live_transparency_fails_x1a_alone() -> None:
    state = Dictionary(ca=0.5, BM=Name.Multiply)
    job = Job(b"/G gs 0 0 0 1 k 0 0 9 9 re f", ExtGState=Dictionary(G=state)).x1a()
    assert job.fails("x1a") == ["opacity on page 1", "a blend mode on page 1"]
    assert job.fails("x4") == []


def test_the_command_line_says_what_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(Job().data())
    job = Job()
    del job.pdf.trailer.Info.Trapped
    bad.write_bytes(job.data("1.7"))
    assert main(["inspect", str(good), "--preflight", "x4"]) == 0
    capsys.readouterr()
    assert main(["inspect", str(bad), "--preflight", "x4", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)["preflight"]
    assert [fault["message"] for fault in told["failed"]] == [
        "PDF/X-4: the file is PDF 1.7, and the newest allowed is 1.6",
        "PDF/X-4: it is not stated whether the file is trapped",
    ]
    other = tmp_path / "a.svg"
    other.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    assert main(["inspect", str(other), "--preflight", "x1a"]) == 1


def test_a_form_that_draws_itself_a_thousandfold_ends() -> None:
    job = Job(b"/A Do")
    forms = [job.pdf.make_stream(b"/A Do " * 40) for _ in range(12)]
    for form, inner in zip(forms, [*forms[1:], forms[0]], strict=True):
        form.Subtype, form.BBox = Name.Form, Array([0, 0, 9, 9])
        form.Resources = Dictionary(XObject=Dictionary(A=inner))
    job.page.Resources = Dictionary(XObject=Dictionary(A=job.pdf.make_indirect(forms[0])))
    assert job.printing().sheets


@pytest.mark.parametrize(
    "content",
    [
        b"/P cs 1 scn 0 0 9 9 re f",
        b"q q Q Q Q [] cm (a) w /X gs /Y Do /Z sh 1 rg k cs scn Tf",
        b"1e300 0 0 1e300 0 0 cm 1e300 w 0 0 m 1e300 1e300 l S",
        b"BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI",
    ],
)
def test_content_that_makes_no_sense_is_read_as_far_as_it_goes(content: bytes) -> None:
    spaces = Dictionary(P=Array([Name.Separation, Name.P]), Q=Array([Name.Indexed]))
    states = Dictionary(X=Dictionary(Font=Array([1]), SMask=Dictionary(), ca=String("a")))
    found = inspect(Job(content, ColorSpace=spaces, ExtGState=states).data(), "job.pdf")
    assert found.printing is not None
    json.dumps(as_json(found))


@pytest.mark.parametrize("data", [b"", b"acsp" * 40, head()[:60], head(b"\xff" * 4, b"\0" * 4)])
def test_a_broken_profile_has_no_ink_limit(data: bytes) -> None:
    assert read_profile(data).ink is None

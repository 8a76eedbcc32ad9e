"""The container and the package document."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from publish.errors import SourceError, ThemeError
from publish.formats import epub
from publish.metadata.fields import expected, properties
from publish.metadata.property import Kind
from publish.page import Asset
from tests.formats.epub.book import ASSETS, NS, SAMPLES, Book, arabic, page, plain, sample
from tests.samples import LABELS, METADATA, figure, markup, picture

every_sample = pytest.mark.parametrize("name", SAMPLES)


@every_sample
def test_the_same_page_gives_the_same_bytes(name: str) -> None:
    assert epub.write(SAMPLES[name]()) == sample(name).data


def test_bytes_do_not_depend_on_time_zone_hash_seed_or_folder(tmp_path: Path) -> None:
    program = (
        "import hashlib; from publish.formats import epub; "
        "from tests.formats.epub.book import page; "
        "print(hashlib.sha256(epub.write(page())).hexdigest())"
    )
    root = str(Path(__file__).parents[3])
    for zone, seed in (("Pacific/Kiritimati", "1"), ("America/Adak", "77")):
        environment = {"TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": root}
        result = subprocess.run(
            [sys.executable, "-c", program],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert result.stdout.strip() == hashlib.sha256(sample("vocabulary").data).hexdigest()


@every_sample
def test_the_container_follows_ocf(name: str) -> None:
    book = sample(name)
    first = book.zip.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert (book.zip.read("mimetype"), first.extra) == (b"application/epub+zip", b"")
    assert {entry.date_time for entry in book.zip.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert len({name.casefold() for name in book.names}) == len(book.names)
    assert all(name.isascii() and " " not in name for name in book.names)


@every_sample
def test_the_manifest_lists_every_file_and_no_other(name: str) -> None:
    book = sample(name)
    inside = {n.removeprefix("EPUB/") for n in book.names if n.startswith("EPUB/")}
    assert set(book.manifest()) == inside - {"content.opf"}


@every_sample
def test_the_package_has_the_metadata_of_the_table(name: str) -> None:
    """Names, values and their order; the table alone decides which."""
    book, data = sample(name), SAMPLES[name]().metadata
    ours = properties(data, "opf")
    for statement in ours:
        prefix, _, local = statement.name.rpartition(":")
        if statement.kind is Kind.RESOURCE:
            found = book.opf.findall(f".//opf:link[@rel='{statement.name}']", NS)
            values = tuple(link.get("href") for link in found)
        elif prefix == "dc":
            values = tuple(e.text for e in book.opf.iterfind(f".//dc:{local}", NS))
        else:
            values = tuple(book.meta(statement.name))
        assert values == expected(data, "opf")[statement.name]
    dublin = book.opf.findall("opf:metadata/dc:*", NS)
    assert len(dublin) == sum(statement.name.startswith("dc:") for statement in ours)


def test_refinements_have_targets() -> None:
    book = sample("vocabulary")
    said = {
        (m.get("refines"), m.get("property"), m.text, m.get("scheme"))
        for m in book.opf.iterfind(".//opf:meta[@refines]", NS)
    }
    assert ("#creator-1", "role", "aut", "marc:relators") in said
    assert ("#creator-1", "file-as", "Example, Ada", None) in said
    assert ("#contributor-1", "role", "ill", "marc:relators") in said
    ids = {e.get("id") for e in book.opf.iter()}
    assert all((target or "")[1:] in ids for target, *_ in said)
    (other,) = book.opf.findall(".//dc:contributor", NS)
    assert (other.get("id"), other.text) == ("contributor-1", "Bert Example")


def test_the_unique_identifier_is_the_editions_own() -> None:
    book = sample("vocabulary")
    own, work = (e.text for e in book.opf.iterfind(".//dc:identifier", NS))
    unique = book.opf.find(f".//dc:identifier[@id='{book.opf.get('unique-identifier')}']", NS)
    assert unique is not None
    assert (unique.text, work) == (own, METADATA.identifier)
    assert own != work
    uid = book.tree("toc.ncx").find("ncx:head/ncx:meta[@name='dtb:uid']", NS)
    assert uid is not None
    assert uid.get("content") == own


def test_the_modification_date_is_the_articles() -> None:
    changed = replace(METADATA, modified=datetime(2030, 12, 31, 23, 59, 58, tzinfo=UTC))
    book = Book(epub.write(page("<p>Text.</p>", metadata=changed)))
    assert book.meta("dcterms:modified") == ["2030-12-31T23:59:58Z"]


def test_ebooklib_leaves_no_trace() -> None:
    text = sample("vocabulary").read("content.opf").decode().lower()
    assert "ebook" not in text
    assert 'name="generator" content="publish' in text


@pytest.mark.parametrize(("name", "direction"), [("vocabulary", "ltr"), ("arabic", "rtl")])
def test_language_and_direction_are_on_every_file(name: str, direction: str) -> None:
    book, lang = sample(name), SAMPLES[name]().metadata.lang
    spine = book.opf.find("opf:spine", NS)
    assert spine is not None
    assert spine.get("page-progression-direction") == direction
    documents = [book.tree(path) for path in book.manifest("application/xhtml")]
    for root in (book.opf, *documents):
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
        assert root.get("dir") == direction
    assert all(root.get("lang") == lang for root in documents)


def test_pictures_keep_their_bytes_under_safe_names() -> None:
    book = sample("vocabulary")
    assert book.read("images/tower.jpg") == ASSETS[0].data
    assert book.read("images/Brucke-2.png") == ASSETS[1].data


def test_names_that_differ_in_case_do_not_collide() -> None:
    data = [picture("PNG", color) for color in ("red", "green", "blue")]
    names = ("ä.png", "a.png", "A.PNG")
    body = "".join(figure(n, name, alt="x") for n, name in enumerate(names))
    assets = tuple(Asset(n, "image/png", d) for n, d in zip(names, data, strict=True))
    book = Book(epub.write(page(body, assets=assets, cover="")))
    paths = [img.get("src", "") for root in book.texts() for img in root.iterfind(".//h:img", NS)]
    assert [book.read(path) for path in paths] == data


def test_a_picture_with_the_wrong_suffix_gets_a_right_one() -> None:
    assets = (Asset("tower.jpg", "image/png", picture("PNG")),)
    book = Book(epub.write(page(figure(), assets=assets)))
    assert list(book.manifest("image/png")) == ["images/tower.jpg.png"]


def test_the_cover_is_a_picture_of_its_own() -> None:
    book = sample("vocabulary")
    said = book.manifest("image/")
    assert said == {
        "images/tower.jpg": "",
        "images/Brucke-2.png": "",
        "cover.jpg": "cover-image",
    }
    with Image.open(io.BytesIO(book.read("cover.jpg"))) as cover:
        assert (cover.format, cover.mode, cover.size) == ("JPEG", "RGB", (1600, 2560))
    older = book.opf.find(".//opf:meta[@name='cover']", NS)
    assert older is not None
    item = book.opf.find(f".//opf:item[@id='{older.get('content')}']", NS)
    assert item is not None
    assert item.get("href") == "cover.jpg"


def test_a_cover_without_a_picture_is_type_alone() -> None:
    book = sample("plain")
    assert book.spine() == ["cover.xhtml", "article.xhtml"]
    assert book.manifest("image/") == {"cover.jpg": "cover-image"}


def test_without_a_cover_the_article_comes_first() -> None:
    book = Book(epub.write(replace(plain(), cover="")))
    assert book.spine() == ["article.xhtml"]


def test_a_picture_of_no_core_media_type_is_refused() -> None:
    assets = (Asset("tower.jpg", "image/tiff", b"II*\0"),)
    text = markup(figure())
    with pytest.raises(SourceError, match=r"epub-picture-type.*tower\.jpg"):
        epub.write(page(markup=text, assets=assets))


def test_a_missing_label_is_an_error() -> None:
    labels = tuple((key, word) for key, word in LABELS.items() if key != "landmarks")
    with pytest.raises(ThemeError, match=r"landmarks(.|\n)*\[labels.ar\]"):
        epub.write(replace(arabic(), labels=labels))

"""Notes in the EPUB: links to notes and back, also across files."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.formats import FORMATS, epub
from publish.formats.epub.documents import EPUB_TYPE, LONG
from publish.proof import compare, read_page

ROLES = {
    "doc-noteref": "noteref",
    "doc-footnote": "footnote",
    "doc-backlink": "backlink",
    "doc-endnotes": "endnotes",
    "doc-abstract": "abstract",
    "doc-bibliography": "bibliography",
    "doc-biblioref": "biblioref",
}


def documents(data: bytes) -> dict[str, etree._Element]:
    package = zipfile.ZipFile(io.BytesIO(data))
    names = [name for name in package.namelist() if "article" in name and name.endswith("xhtml")]
    return {name.rpartition("/")[2]: etree.fromstring(package.read(name)) for name in names}


def leads(files: dict[str, etree._Element], role: str) -> list[tuple[str, str]]:
    """Where every link of a role leads: the role of what is there, and its id."""
    places = {
        (name, e.get("id")): e for name, root in files.items() for e in root.iter() if e.get("id")
    }
    found = []
    for name, root in files.items():
        for link in (a for a in root.iter("{*}a") if a.get("role") == role):
            file, _, id = link.get("href", "").partition("#")
            found.append((places[file or name, id].get("role", ""), id))
    return found


@pytest.mark.parametrize("long", [False, True])
def test_calls_link_to_notes_and_back(long: bool) -> None:
    article = specimen_article("en")
    filler = "<h2>More</h2><p>" + "Words of a long article. " * (LONG // 100) + "</p>"
    body = article.body.replace("<aside", f"{filler * 5 if long else ''}<aside", 1)
    page = compose(replace(article, body=body), load("briefing"))
    data = epub.write(page)
    files = documents(data)
    assert (len(files) > 1) is long
    notes = [("doc-footnote", "fn-1"), ("doc-footnote", "fn-2"), ("doc-footnote", "fn-1")]
    assert leads(files, "doc-noteref") == notes
    calls = [("doc-noteref", "fnref-1"), ("doc-noteref", "fnref-2")]
    assert leads(files, "doc-backlink") == calls
    assert compare(read_page(page), FORMATS["epub"].read(data)) == ()


def test_roles_have_epub_types() -> None:
    (root,) = documents(epub.write(compose(specimen_article("en"), load("journal")))).values()
    said = {e.get("role"): e.get(EPUB_TYPE) for e in root.iter("{*}*") if e.get("role") in ROLES}
    assert said == ROLES

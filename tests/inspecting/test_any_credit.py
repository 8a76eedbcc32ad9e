"""Every credit comes back exactly from every place in every format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields as dataclass_fields

import pytest
from hypothesis import Phase, example, given
from hypothesis import strategies as st

from publish.errors import SourceError, Where
from publish.inspecting import inspect
from publish.model.credit import Credit, License
from publish.page import COVER
from tests.inspecting.files import (
    FERRY,
    bare_images,
    fields,
    image,
    plain_pictures,
    rewritten,
    written,
)
from tests.metadata.strategies import TEXTS
from tests.profiles import examples

ANY = st.characters(
    exclude_categories=["Cs"],
    exclude_characters="".join(map(chr, (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))),
)
"""All characters that XML 1.0 allows (§2.2, Char)."""

TROUBLE = st.sampled_from(
    [
        *("<>&\"'", "\r\n", "\r", "\n\n", "\t", " ", "; ", "]]>", "&amp;", "{{", "%7B", "\\n"),
        *("\u00a0", "\u2028", "\u200f", "\x85", "\x9f", "\ufdd0", "é", "e\u0301", "😀"),
        *("عدسة", "צילום", "漢字"),
    ]
)

texts = st.lists(TROUBLE | st.text(ANY, max_size=12), min_size=1, max_size=5).map("".join)
texts = texts.filter(lambda text: bool(text) and not text.isspace())

ADDRESSES = st.sampled_from(
    [
        "https://example.org/?a=1&b='<2>'#;x",
        "https://example.org/" + "long/" * 300,
        "http://bücher.example/صورة/%D8%A7?q=[1]",
    ]
)
"""A source becomes a link, as a license's address does; the reader takes nothing else there."""

licenses = st.builds(License, id=texts, name=texts, url=st.none() | ADDRESSES)

credits = st.builds(
    Credit,
    **dict.fromkeys(set(TEXTS) - {"source", "acquire"}, st.none() | texts),
    **dict.fromkeys(("source", "acquire"), st.none() | ADDRESSES),
    license=st.none() | licenses,
).filter(lambda credit: bool(fields(credit)))

LONG = "".join(f"{number} «lange Zeile» & <ещё> שורה\r\n" for number in range(170))[:5000]
assert len(LONG) == 5000

NASTY = Credit(
    title=" leading, and trailing ",
    creator='O"Neil & <Söhne>; Ada\r\nBen\rCarl\n',
    source="https://example.org/?a=1&b=<2>;c='3'",
    line="صورة: أحمد | «Agency» / CC BY 4.0 \u200f",
    copyright="]]> &amp; &#13; \x85 \u2028 \ufdd0 😀",
    changes="e\u0301 is not é",
)


def found(data: bytes, name: str) -> tuple[list[dict[str, str]], list[str]]:
    """The credits of the one picture, and everything that is said to be wrong."""
    inspection = inspect(data, f"ferry.{name}")
    assert inspection.format == name
    (picture,) = (picture for picture in inspection.images if picture.name != COVER)
    wrong = [str(problem) for problem in inspection.problems]
    wrong += [str(d) for credit in picture.credits for d in credit.differences]
    return [dict(credit.fields) for credit in picture.credits], wrong


@given(st.lists(credits, min_size=1, max_size=3, unique_by=lambda c: str(fields(c))))
@examples(2, phases=(Phase.explicit, Phase.generate))
@example([FERRY])
@example([NASTY])
@example([FERRY, NASTY])
@example([Credit(line=LONG), Credit(creator=LONG, basis="own-work")])
@example([Credit(creator="A"), Credit(creator="A", title="B"), Credit(creator="A", title="C")])
@example([Credit(creator="Ada; Ben"), Credit(creator="Ada"), Credit(creator="Ben")])
@example([Credit(title='{"title": "x"}', creator="[]", license=License("0", "null"))])
def test_every_credit_comes_back_from_every_format(drawn: Sequence[Credit]) -> None:
    expected = [fields(credit) for credit in drawn]
    for name, data in written(image(drawn)).items():
        credits, wrong = found(data, name)
        assert (name, credits, wrong) == (name, expected, [])


def test_each_place_alone_has_the_exact_credit() -> None:
    """For whoever gets a file from which a program took one of them out."""
    drawn = [NASTY, FERRY]
    files = written(image(drawn))
    places = {
        "pdf": ("pdf:document-xmp", bare_images(files["pdf"])),
        "epub": ("epub:package", rewritten(files["epub"], plain_pictures)),
        "docx": ("docx:custom-xml", rewritten(files["docx"], plain_pictures)),
    }
    for name, (place, data) in places.items():
        (picture,) = (one for one in inspect(data, f"x.{name}").images if one.name != COVER)
        assert (name, [dict(c.fields) for c in picture.credits]) == (name, list(map(fields, drawn)))
        assert all(credit.found_in[0] == place for credit in picture.credits)


@pytest.mark.parametrize("character", ["\0", "\x08", "\x1f", "\ud800", "\uffff"])
@pytest.mark.parametrize("field", ["title", "line", "changes"])
def test_characters_outside_xml_are_refused_with_the_field(field: str, character: str) -> None:
    assert field in {f.name for f in dataclass_fields(Credit)}
    where = Where("article.md", 7)
    credit = Credit(**{"creator": "Ada", field: f"a{character}b"}, where=where)  # type: ignore[arg-type]
    with pytest.raises(SourceError) as error:
        written(image([credit]))
    (problem,) = error.value.problems
    assert problem.rule == "metadata-character"
    assert field in problem.message
    assert f"U+{ord(character):04X}" in problem.message
    assert problem.where == where

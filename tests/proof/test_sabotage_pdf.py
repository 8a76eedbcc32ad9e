"""A PDF spoiled in one place has exactly the Problem that tells of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from publish.formats import FORMATS
from publish.proof import compare
from tests.proof.sabotage import pdf, rules

if TYPE_CHECKING:
    from publish.proof import Content

Change = Callable[[pikepdf.Pdf], None]


def elements(node: Any) -> Iterator[Any]:
    """Every structure element, in order."""
    kids = node.get("/K", Array([]))
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def tagged(file: pikepdf.Pdf, tag: str) -> list[Any]:
    return [element for element in elements(file.Root.StructTreeRoot) if str(element.S) == tag]


def images(file: pikepdf.Pdf) -> list[Any]:
    return [o for o in file.objects if isinstance(o, pikepdf.Stream) and "/Width" in o]


def painting(file: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    """Replace something in the first page's content that has it."""
    for page in file.pages:
        data = page.Contents.read_bytes()
        if re.search(old, data):
            page.obj.Contents = file.make_stream(re.sub(old, new, data, count=1))
            return
    raise AssertionError(f"{old!r} is painted nowhere")


def packet(file: pikepdf.Pdf, old: str, new: str) -> None:
    data = file.Root.Metadata.read_bytes()
    assert old.encode() in data
    file.Root.Metadata.write(data.replace(old.encode(), new.encode()))


def second_line(file: pikepdf.Pdf) -> bytes:
    """A pattern for where the second line of the body's first paragraph is painted.

    It is the first one with three links.
    """
    paragraph = next(p for p in tagged(file, "/P") if len(tagged_in(p, "/Link")) > 2)
    return rb"/Span\s*<<\s*/MCID %d\s*>>\s*BDC" % int(paragraph.K[1].K[0])


def no_words(file: pikepdf.Pdf) -> None:
    """Paint nothing where the first paragraph's second line was."""
    painting(file, rb"(?s)(%s).*?(EMC)" % second_line(file), rb"\1 \2")


def drop_link(file: pikepdf.Pdf) -> None:
    for link in tagged(file, "/Link"):
        for kid in link.K:
            if isinstance(kid, Dictionary) and "/URI" in kid.Obj.get("/A", {}):
                link.S = Name.Span
                return


def redirect(file: pikepdf.Pdf) -> None:
    for page in file.pages:
        for note in page.get("/Annots", []):
            action: Any = note.get("/A", {})
            if str(action.get("/URI", "")).endswith("/second"):
                note.A.URI = String("https://example.org/2nd")
                return
    raise AssertionError("there is no such link")


def lift(file: pikepdf.Pdf) -> None:
    """Take the first paragraph's element out of the tree, so that its text is stray."""
    first = next(e for e in elements(file.Root.StructTreeRoot) if str(e.S) == "/H2")
    kids = first.P.K
    first.P.K = Array([kid for kid in kids if getattr(kid, "objgen", None) != first.objgen])


def reverse(file: pikepdf.Pdf) -> None:
    """Read out the items of a list in another order than they are printed."""
    numbered = tagged(file, "/L")[2]
    numbered.K = Array(list(reversed(list(numbered.K))))


def lead(file: pikepdf.Pdf, call: int, target: str) -> None:
    """Let a call's link lead elsewhere."""
    (link,) = tagged_in(tagged(file, "/Reference")[call], "/Link")
    next(kid for kid in link.K if isinstance(kid, Dictionary)).Obj.Dest = String(target)


def tagged_in(element: Any, tag: str) -> list[Any]:
    return [each for each in elements(element) if str(each.S) == tag]


def exchange(file: pikepdf.Pdf) -> None:
    """Read out each note where the other is called."""
    one, two = tagged(file, "/Note")
    places = [[k.objgen for k in note.P.K].index(note.objgen) for note in (one, two)]
    parent = one.P
    parent.K[places[0]], parent.K[places[1]] = two, one


def later(file: pikepdf.Pdf) -> None:
    """Read the first note at the end, far from its call."""
    note = tagged(file, "/Note")[0]
    note.P.K = Array([kid for kid in note.P.K if getattr(kid, "objgen", None) != note.objgen])
    article = tagged(file, "/Art")[0]
    article.K.append(note)
    note.P = article


def caption(file: pikepdf.Pdf) -> Any:
    return tagged(file, "/Caption")[0]


def rename(old: str, new: str, at: int = 0) -> Change:
    """Give an element another type."""
    return lambda file: setattr(tagged(file, f"/{old}")[at], "S", Name(f"/{new}"))


def attribute(tag: str, name: str, value: Any) -> Change:
    """Give the first element of a type another attribute, or none."""

    def change(file: pikepdf.Pdf) -> None:
        attributes = tagged(file, f"/{tag}")[0].A
        if value is None:
            del attributes[name]
        else:
            attributes[name] = value

    return change


def around(file: pikepdf.Pdf) -> None:
    """Put an element that the article does not have around the first paragraph's content."""
    paragraph = tagged(file, "/BlockQuote")[0]
    inner = file.make_indirect(Dictionary(S=Name.BlockQuote, P=paragraph, K=paragraph.K))
    for kid in elements(Dictionary(K=paragraph.K)):
        kid.P = inner
    paragraph.K = Array([inner])


def other_language(file: pikepdf.Pdf) -> None:
    next(e for e in elements(file.Root.StructTreeRoot) if "/Lang" in e).Lang = String("de")


def without_way(file: pikepdf.Pdf) -> None:
    """Let the number of the first note lead elsewhere."""
    (link, *_) = tagged_in(tagged(file, "/Note")[0], "/Link")
    next(kid for kid in link.K if isinstance(kid, Dictionary)).Obj.Dest = String("below")


def mute_link(file: pikepdf.Pdf) -> None:
    link = next(e for e in tagged(file, "/Link") if Name.Reference != e.P.S)
    del next(kid for kid in link.K if isinstance(kid, Dictionary)).Obj["/Contents"]


STRUCTURE: dict[str, Change] = {
    "a list as a group": rename("L", "Div"),
    "an item as a group": rename("LI", "Div"),
    "a list's numbers": attribute("L", "/ListNumbering", Name.Decimal),
    "a quotation as a group": rename("BlockQuote", "Div"),
    "one quotation in another": around,
    "a listing as a span": rename("Code", "Span"),
    "a paragraph as a quotation": rename("P", "BlockQuote", 3),
    "a box as a group": rename("Aside", "Div"),
    "a box as nothing known": rename("Aside", "Sidebar"),
    "a header of rows": attribute("TH", "/Scope", Name.Row),
    "a header of nothing": attribute("TH", "/Scope", None),
    "a cell without headers": attribute("TD", "/Headers", None),
    "a note without a way back": without_way,
    "a link that does not say where it leads": mute_link,
}
"""Changes of tags alone, which no other aspect sees."""


CASES: dict[str, tuple[Change, list[str]]] = {
    "a line lost": (no_words, ["proof-words"]),
    "text outside of the tree": (lift, ["proof-heading", "proof-words"]),
    "another order of reading": (reverse, ["proof-number", "proof-words"]),
    "a heading's level": (
        lambda file: setattr(tagged(file, "/H3")[0], "S", Name.H2), ["proof-heading"],
    ),
    "a heading as a paragraph": (
        lambda file: setattr(tagged(file, "/H3")[0], "S", Name.P), ["proof-heading"],
    ),
    "an alt text": (
        lambda file: setattr(tagged(file, "/Figure")[0], "Alt", String("A bell")), ["proof-alt"],
    ),
    "no alt text": (lambda file: tagged(file, "/Figure")[0].__delitem__("/Alt"), ["proof-alt"]),
    "a figure as a paragraph": (
        lambda file: setattr(tagged(file, "/Figure")[0], "S", Name.P), ["proof-figure"],
    ),
    "a caption as a paragraph": (
        lambda file: setattr(caption(file), "S", Name.P), ["proof-caption", "proof-credit"],
    ),
    "a picture's credit": (
        lambda file: images(file)[0].__delitem__("/Metadata"), ["proof-credit-embedded"],
    ),
    "another picture": (
        lambda file: images(file)[0].write(images(file)[1].read_raw_bytes()), ["proof-figure"],
    ),
    "a note as a paragraph": (
        lambda file: setattr(tagged(file, "/Note")[0], "S", Name.P), ["proof-note", "proof-words"],
    ),
    "a note out of the tree": (
        lambda file: setattr(tagged(file, "/Note")[1], "K", Array()),
        ["proof-note", "proof-words"],
    ),
    "a call to another note": (lambda file: lead(file, 1, "fn-1"), ["proof-note"]),
    "a call to no note": (lambda file: lead(file, 1, "nowhere"), ["proof-note"]),
    "notes exchanged": (exchange, ["proof-note"]),
    "a note far from its call": (later, ["proof-note"]),
    "no link": (drop_link, ["proof-link"]),
    "a link's target": (redirect, ["proof-link"]),
    "the title in XMP": (lambda file: packet(file, "Salt &amp; Iron", "Salt"), ["proof-metadata"]),
    "an author in XMP": (lambda file: packet(file, "Bert", "Bart"), ["proof-metadata"]),
    "the license in XMP": (
        lambda file: packet(file, "license>CC-BY-4.0", "license>CC-BY-3.0"), ["proof-metadata"],
    ),
    "a picture's creator in the list of ingredients": (
        lambda file: packet(file, "Cora Camera", "Cara Camera"), ["proof-credit-embedded"],
    ),
    "an ingredient": (
        lambda file: packet(file, "filePath>chart.png", "filePath>card.png"),
        ["proof-credit-embedded"],
    ),
    "the list of ingredients": (
        lambda file: packet(file, "xmpMM:Ingredients>", "xmpMM:Pantry>"),
        ["proof-credit-embedded"],
    ),
    "no XMP": (
        lambda file: file.Root.__delitem__("/Metadata"),
        ["proof-credit-embedded", "proof-metadata"],
    ),
    "the title in Info": (
        lambda file: file.docinfo.__setitem__("/Title", String("Salt")), ["proof-metadata"],
    ),
    "the date in Info": (
        lambda file: file.docinfo.__delitem__("/CreationDate"), ["proof-metadata"],
    ),
    "the language": (lambda file: setattr(file.Root, "Lang", String("de")), ["proof-metadata"]),
}  # fmt: skip


@pytest.fixture(scope="module")
def data(outputs: Mapping[str, bytes]) -> bytes:
    return outputs["pdf"]


@pytest.mark.parametrize("case", CASES)
def test_one_thing_spoiled(case: str, data: bytes, expected: Content) -> None:
    change, found = CASES[case]
    assert rules(expected, "pdf", pdf(data, change)) == found


@pytest.mark.parametrize("case", STRUCTURE)
def test_one_tag_spoiled(case: str, data: bytes, expected: Content) -> None:
    assert rules(expected, "pdf", pdf(data, STRUCTURE[case])) == ["proof-structure"]


def test_another_language(data: bytes, expected: Content) -> None:
    assert rules(expected, "pdf", pdf(data, other_language)) == ["proof-language"]


def test_text_that_is_no_artifact_and_in_no_tag(data: bytes, expected: Content) -> None:
    def change(file: pikepdf.Pdf) -> None:
        painting(file, rb"/Artifact\s*<<\s*/Type\s*/Pagination\s*>>\s*BDC", b"/Span BMC")

    problems = compare(expected, FORMATS["pdf"].read(pdf(data, change)))
    assert [problem.rule for problem in problems] == ["proof-words"]
    assert "neither tagged nor marked as an artifact" in problems[0].message


def test_text_hidden_as_an_artifact(data: bytes, expected: Content) -> None:
    def change(file: pikepdf.Pdf) -> None:
        painting(file, second_line(file), b"/Artifact BMC")

    assert rules(expected, "pdf", pdf(data, change)) == ["proof-words"]


def test_the_text_that_replaces_the_painted(data: bytes, expected: Content) -> None:
    def change(file: pikepdf.Pdf) -> None:
        painting(file, rb"(<<\s*/MCID 0)", rb"\1 /ActualText (Trade)")

    problems = compare(expected, FORMATS["pdf"].read(pdf(data, change)))
    assert [problem.rule for problem in problems] == ["proof-words"]
    assert "Trade" in problems[0].message


def test_a_role_map_is_followed(data: bytes, expected: Content) -> None:
    def change(file: pikepdf.Pdf) -> None:
        tree = file.Root.StructTreeRoot
        tree.RoleMap = Dictionary(Heading=Name.Head, Head=Name.H3, Loop=Name.Loop)
        for heading in tagged(file, "/H3"):
            heading.S = Name.Heading

    assert rules(expected, "pdf", pdf(data, change)) == []

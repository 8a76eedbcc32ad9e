"""``[editions]`` and ``--edition``: one format, several files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from publish.building.build import build
from publish.building.publishing import Published
from publish.building.recheck import recheck
from publish.building.rehearsal import rehearse
from publish.building.reuse.rebuilding import rebuilt
from publish.building.selection import options_for, selected
from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.errors import SourceError, UsageError
from publish.formats.channels import channels
from publish.inputs.verdict import judge
from publish.inputs.wishes import Wishes
from publish.model.article import Image
from publish.model.credit import Credit
from publish.model.edition import (
    BUILT_IN,
    FOR_SCREENS,
    PAPERS,
    PRESSES,
    SCREEN,
    STANDARDS,
    Edition,
    Paper,
)
from publish.model.publication import Channel, Publication
from publish.reading.publication.settings import read_publication
from publish.rights.channels import withheld
from tests.channels.desk import OPEN, PUBLICATION, Desk, photo

HEAD = PUBLICATION.count("\n")
POCKET = """\
[editions.pocket]
paper = "A5"
[editions.pocket.tokens]
page-margin = "20mm 18mm"
"""


def editions_of(settings: str, folder: Path) -> tuple[Edition, ...]:
    file = folder / "publish.toml"
    file.write_text(PUBLICATION + settings)
    return read_publication(file).editions


def test_editions_are_read_in_their_order(tmp_path: Path) -> None:
    settings = f'{POCKET}[editions.book]\nbased-on = "pocket"\npaper = "6in × 229 mm"\n'
    settings += '[editions.screen]\nattachments = false\nresolution = "all"\n'
    pocket, book, screen = editions_of(settings, tmp_path)
    assert pocket == Edition(
        "pocket",
        paper=PAPERS["a5"],
        resolution=200,
        attachments=True,
        tokens=(("page-margin", "20mm 18mm"),),
    )
    assert pocket.design == (("page-size", "148mm 210mm"), ("page-margin", "20mm 18mm"))
    assert (book.paper, book.tokens) == (Paper(152.4, 229), pocket.tokens)
    assert screen == Edition("screen")
    assert pocket.where is not None and pocket.where.line == HEAD + 1


@pytest.mark.parametrize("standard", STANDARDS)
def test_an_edition_for_a_press_has_all_pixels_unless_it_says_more(
    standard: str, tmp_path: Path
) -> None:
    settings = f'[editions.a]\nstandard = "{standard}"\n[editions.b]\nbased-on = "screen"\n'
    usual, asked = editions_of(settings + f'standard = "{standard}"\n', tmp_path)
    assert usual.resolution == (None if standard in PRESSES else FOR_SCREENS)
    assert asked.resolution == FOR_SCREENS


BROKEN = {
    "[[editions]]": "1: error[value-type]: `editions` must be a section",
    "[editions]\npocket = 1": "2: error[value-type]: the edition `pocket` must be a section",
    '[editions."A b"]': "1: error[edition-name]: the edition `A b`",
    "[editions.docx]": "1: error[edition-name]: the edition `docx` cannot be called so: that is a",
    '[channels.web]\nformat = "pdf"\n[editions.web]': "3: error[edition-name]: the edition `web`",
    '[editions.a]\nbased-on = "scren"': (
        "2: error[edition-base]: the edition 'scren' is not there\n  Did you mean screen?"
    ),
    "[editions.a]\nbased-on = 3": "2: error[edition-base]: the edition 3 is not there",
    '[editions.a]\nstandard = "a2b"': (
        "2: error[edition-standard]: [editions.a]: the standard 'a2b' is not known"
    ),
    '[editions.a]\npaper = "a55"': (
        "2: error[edition-paper]: [editions.a]: 'a55' is no size of a page\n  Did you mean a5?"
    ),
    '[editions.a]\npaper = "20 by 30"': "2: error[edition-paper]: [editions.a]: '20 by 30' is no",
    '[editions.a]\npaper = "30mm x 40mm"': "2: error[edition-paper]: [editions.a]: a page of 30 mm",
    '[editions.a]\npaper = "297mm x 210mm"': "2: error[edition-paper]: [editions.a]: a page of 297",
    '[editions.a]\nattachments = "yes"': "2: error[value-type]: [editions.a]: 'yes' must be true",
    "[editions.a]\nresolution = 20": "2: error[edition-resolution]: [editions.a]: 20 is no",
    '[editions.a]\nresolution = "200"': "2: error[edition-resolution]: [editions.a]: '200' is",
    '[editions.a]\ntokens = "x"': "2: error[value-type]: [editions.a]: `tokens` must be a section",
    '[editions.a]\npapers = "a5"': (
        "2: error[unknown-key]: `papers` is not a key of [editions.a]\n  Did you mean `paper`?"
    ),
}


@pytest.mark.parametrize("settings", BROKEN)
def test_errors_name_their_place(settings: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        editions_of(settings, tmp_path)
    line, rest = BROKEN[settings].split(":", 1)
    assert f"publish.toml:{HEAD + int(line)}:{rest}" in str(caught.value)


EDITIONS = tuple(name for name in BUILT_IN if name != "screen")
HOUSE = Publication("", "", editions=(Edition("pocket", paper=PAPERS["a5"]),), commercial=True)


def test_an_edition_has_the_terms_of_its_format() -> None:
    known = channels(HOUSE)
    assert list(known) == ["pdf", "epub", "docx", "html", *EDITIONS, "pocket"]
    assert (known["pdf"].edition, known["epub"].edition) == (SCREEN, None)
    kept = Image("a.jpg", b"", "image/jpeg", 1, 1, credits=(Credit(channels=("pdf",)),))
    assert all(withheld(kept, known[name]) is None for name in ("pdf", "archive", "pocket"))
    assert withheld(kept, known["epub"]) is not None
    assert known["pocket"].commercial


def test_options_name_editions() -> None:
    made = selected(HOUSE, None, None, ("pocket", "screen"))
    assert [channel.name for channel in made] == ["pdf", "pocket"]
    assert (
        options_for(("pdf", "archive", "pocket")) == "--to pdf --channel pocket --edition archive"
    )
    with pytest.raises(UsageError, match="Did you mean pocket"):
        selected(HOUSE, None, None, ("pockets",))
    with pytest.raises(UsageError, match="list of editions is empty"):
        selected(HOUSE, None, None, ())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Published]]:
    desk = Desk(tmp_path_factory.mktemp("desk"), POCKET)
    source = desk.article("ferry", pictures={"a.jpg": (photo(1), OPEN)})
    yield source, build(source, editions=["screen", "pocket"])


def test_each_edition_is_a_file_with_its_paper(made: tuple[Path, Published]) -> None:
    _, built = made
    files = {output.path.name: output.path.read_bytes() for output in built.outputs}
    assert sorted(files) == ["ferry-pocket.pdf", "ferry.pdf"]
    sizes = {}
    for name, data in files.items():
        with pikepdf.open(BytesIO(data)) as pdf:
            sizes[name] = {tuple(round(float(n)) for n in page.mediabox[2:]) for page in pdf.pages}
    assert sizes == {"ferry.pdf": {(595, 842)}, "ferry-pocket.pdf": {(420, 595)}}


def test_a_set_with_editions_is_known_again(made: tuple[Path, Published]) -> None:
    source, built = made
    assert judge(source, Wishes(editions=("pocket", "screen"))).unchanged
    assert not judge(source, Wishes(editions=("archive",))).unchanged
    report, problems = recheck(built.folder)
    assert sorted(report.checks) == ["pdf", "pocket"] and not (problems or report.problems)
    assert rebuilt(built.folder) == ()


def test_another_setting_makes_another_file(made: tuple[Path, Published]) -> None:
    source, built = made
    settings = source.parents[1] / "publish.toml"
    before = built.folder.joinpath("ferry.pdf").read_bytes()
    settings.write_text(settings.read_text().replace('"A5"', '"b5"'))
    again = build(source, editions=["screen", "pocket"], proof=False)
    assert [output.path.name for output in again.outputs] == ["ferry-pocket.pdf"]
    assert built.folder.joinpath("ferry.pdf").read_bytes() == before


@pytest.mark.parametrize(
    ("theme", "paper", "room"),
    [("briefing", "a5", 56), ("report", "a5", 62), ("dispatch", "a4", 160)],
)
def test_paper_on_which_no_line_has_room_is_refused(theme: str, paper: str, room: int) -> None:
    """The margins of briefing are too wide for A5; those of the others leave enough."""
    edition = replace(SCREEN, name="pocket", paper=PAPERS[paper])
    channel = Channel("pocket", "pdf", edition=edition)
    if room >= 60:
        assert compose(specimen_article("en"), load(theme), channel).edition == edition
        return
    with pytest.raises(SourceError) as caught:
        compose(specimen_article("en"), load(theme), channel)
    (problem,) = caught.value.problems
    assert problem.rule == "edition-narrow"
    assert f"leave {room} mm" in problem.message


def test_a_check_of_an_edition_says_what_has_no_effect_in_it(tmp_path: Path) -> None:
    settings = '[editions.book]\npaper = "b5"\n[editions.book.tokens]\npage-magin = "18mm 15mm"\n'
    desk = Desk(tmp_path, settings)
    source = desk.article("ferry")
    found = rehearse(source, editions=("book",))
    (problem,) = (one for one in found.problems if one.rule == "edition-token")
    assert problem.fix == "Did you mean page-margin?"
    assert problem.where is not None and problem.where.line == HEAD + 1
    assert all(one.rule != "edition-token" for one in rehearse(source).problems)
    with pytest.raises(UsageError, match="the edition 'bok' does not exist"):
        rehearse(source, editions=("bok",))

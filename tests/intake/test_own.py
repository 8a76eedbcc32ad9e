"""Word files of our own come back as what they were made from, and nothing of them is doubled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publish.intake.take import Wishes, take_docx
from publish.reading import read
from tests.built import ROOT, file
from tests.intake.files import DAY

OWN = ROOT / "sources/every-element"
TERMS = ("title", "creator", "source", "provider", "license", "basis", "line", "changes")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    taken = take_docx(file("every-element", "docx").read_bytes(), "x.docx", Wishes(DAY, slug="in"))
    root = tmp_path_factory.mktemp("own")
    (root / "publish.toml").write_bytes((ROOT / "tests/cases/publish.toml").read_bytes())
    folder = root / "sources" / "in"
    folder.mkdir(parents=True)
    for name, data in taken.files.items():
        (folder / name).write_bytes(data)
    return folder


def test_every_credit_comes_back_whole(folder: Path) -> None:
    def credits(folder: Path) -> dict[str, list[tuple[object, ...]]]:
        return {
            Path(image.name).stem: [tuple(getattr(c, key) for key in TERMS) for c in image.credits]
            for image in read(folder).images
        }

    assert credits(folder) == credits(OWN)


def plain(caption: str | None) -> str:
    return re.sub(r"<[^>]+>", "", caption or "")


def test_pictures_keep_their_names_and_words(folder: Path) -> None:
    before = {Path(image.name).stem: image for image in read(OWN).images}
    for image in read(folder).images:
        own = before[Path(image.name).stem]
        assert image.decorative == own.decorative
        if own.chart is None:
            assert (image.alt, plain(image.caption)) == (own.alt, plain(own.caption))


@pytest.mark.parametrize(
    "mark",
    [
        ":::note How boxes are written\n",
        ":::summary In short\n- Boxes may hold lists.\n:::",
        ":::warning\nA credit",
        ":::pullquote\nAt most",
        ':::figure-of {value="391 ships"}\npassed',
        ":::lines\nThe lamp was lit at five past four,\n",
        ":::figures {#fig-hours columns=3}\n![](dawn.jpg)\n",
        "> — Joseph Conrad, *The Mirror of the Sea*",
        "Fog\n: What hides it.\n: Also: what bad writing is in.",
        "\n$$ {#eq-horizon}\n",
        '```text {#lst-horizon caption="How far one sees"}\nfrom math import sqrt\n\ndef',
        ":::references References\n- Bringhurst, R. (2004).",
        "Graphics Press. {#ref-tufte2001}",
        "## Pictures {#sec-pictures}",
        ": The lamps of the light {#tbl-lamps}",
        "[](#tbl-lamps), [](#tbl-ships), [](#tbl-watches) and [](#tbl-fog) are numbered",
        "As [](#fig-ships) shows",
        "By [](#eq-horizon) a lamp",
        "- [x] A task that is done\n- [ ] A task",
        "\nkey-points: [Write Markdown; what it lacks has **one** way of being said.,",
        "\nacknowledgements: The coast was drawn for this article.",
    ],
)
def test_marks_come_back(folder: Path, mark: str) -> None:
    assert mark in (folder / "article.md").read_text("utf-8")


@pytest.mark.parametrize(
    "made", ["Image credits", "About this edition", "Key points", "By **The", "List of figures"]
)
def test_nothing_that_is_made_anew_is_in_it(folder: Path, made: str) -> None:
    assert made not in (folder / "article.md").read_text("utf-8")

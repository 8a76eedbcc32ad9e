"""A build in three values: each crosses a process border, and only the last step writes."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from publish import FORMATS, build
from publish.building import staging
from publish.building.build import build_each
from publish.building.digest import digest
from publish.building.making.make import make
from publish.building.manifest import NAME
from publish.building.plan import Plan, plan
from publish.building.publishing import put
from publish.errors import LockedError, ProofError, SourceError
from publish.inputs.wishes import Wishes
from publish.model.publication import Channel

ROOT = Path(__file__).parents[2]
SOURCE = "sources/german"
MAKE = """
import pickle, sys

def refuse(event, arguments):
    name = str(arguments[0]) if event == "open" else ""
    if name.startswith(sys.argv[1]):
        raise AssertionError(f"{name} is opened")

sys.addaudithook(refuse)
from publish.building.making.make import make
pickle.dump(make(pickle.load(sys.stdin.buffer)), sys.stdout.buffer)
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A publication with a theme of its own, in a folder of its own."""
    shutil.copytree(ROOT / "tests/cases/german", tmp_path / SOURCE)
    shutil.copyfile(ROOT / "tests/cases/publish.toml", tmp_path / "publish.toml")
    (tmp_path / "themes/ours").mkdir(parents=True)
    theme = 'parent = "briefing"\n[tokens]\naccent = "#102030"\n'
    (tmp_path / "themes/ours/theme.toml").write_text(theme)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def planned(**options: object) -> Plan:
    return plan(Path(SOURCE), Wishes(**{"theme": "ours", **options}))  # type: ignore[arg-type]


def found(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_another_process_makes_the_same_without_the_disk(house: Path) -> None:
    """The source, the theme and the working folder are gone before the plan is made.

    Here two processes make it, there one.
    """
    order = planned()
    here = make(order, processes=2)
    shutil.move(house / "sources", house / "gone")
    shutil.move(house / "themes", house / "gone-too")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    done = subprocess.run(
        [sys.executable, "-c", MAKE, str(house)],
        input=pickle.dumps(order),
        capture_output=True,
        cwd="/",
        env=environment,
        check=True,
    )
    there = pickle.loads(done.stdout)
    assert there == here
    assert there.manifest.to_json() == here.manifest.to_json()
    assert not (house / "build").exists()
    published = put(there, order.folder)
    assert pickle.loads(pickle.dumps(published)) == published
    assert found(house / f"build/{order.article.slug}") == {
        **here.files,
        NAME: here.manifest.to_json(),
    }
    assert [output.path for output in published.outputs] == [
        order.folder / name for name in order.names
    ]


def test_build_is_plan_make_and_put(house: Path) -> None:
    put(make(planned(to=["epub"], out=house / "one")), house / "one/german")
    build(Path(SOURCE), to=["epub"], theme="ours", out=house / "two")
    one, two = (found(house / out / "german") for out in ("one", "two"))
    assert one == two


def test_formats_one_by_one_are_the_same_set(house: Path) -> None:
    steps = []
    for published in build_each(Path(SOURCE), Wishes(to=("epub", "docx"), out=house / "one")):
        there = {path.name for path in (house / "one/german").iterdir()}
        steps.append(([output.format for output in published.outputs], "german.docx" in there))
    assert steps == [(["epub"], False), (["docx"], True)]
    build(Path(SOURCE), to=["epub", "docx"], out=house / "all")
    assert found(house / "one/german") == found(house / "all/german")


def edit(house: Path) -> None:
    article = house / SOURCE / "article.md"
    article.write_text(article.read_text("utf-8").replace("Verkehr", "Wasser"), "utf-8")


def settings(house: Path) -> None:
    file = house / "publish.toml"
    file.write_text(file.read_text("utf-8") + '[brand]\nlegal = "Registered."\n', "utf-8")


def withdrawn(house: Path) -> None:
    text = f'[[withdrawn]]\nname = "x"\nsha256 = ["{"0" * 64}"]\n'
    (house / "withdrawn.toml").write_text(text, "utf-8")


def token(house: Path) -> None:
    file = house / "themes/ours/theme.toml"
    file.write_text(file.read_text("utf-8").replace("#102030", "#302010"), "utf-8")


@pytest.mark.parametrize("change", [edit, settings, withdrawn, token])
def test_another_input_is_another_key(house: Path, change: Callable[[Path], None]) -> None:
    before = planned()
    change(house)
    after = planned()
    assert before.key != after.key
    changed = {n for n in after.inputs if after.inputs[n] != before.inputs.get(n)}
    assert 1 <= len(changed) <= 3


def test_the_key_knows_options_and_versions_and_nothing_else(house: Path, tmp_path: Path) -> None:
    order = planned()
    assert planned(as_of=order.occasion.as_of.replace(year=2031)).key == order.key
    assert planned(out=tmp_path / "elsewhere", proof=False).key == order.key
    assert planned(to=["pdf"]).key != order.key
    assert planned(draft=True).key != order.key
    assert planned(theme="briefing").key != order.key
    assert replace(order, versions={**order.versions, "weasyprint": "0"}).key != order.key
    moved = house.with_name("moved")
    house.rename(moved)
    try:
        assert plan(moved / SOURCE, Wishes(theme="ours")).key == order.key
    finally:
        moved.rename(house)


def test_digests_tell_kinds_and_places_apart() -> None:
    values: list[object] = [
        None,
        "",
        b"",
        (),
        ("",),
        ("a", "b"),
        ("ab",),
        ("", ("a", "b")),
        1,
        "1",
        True,
        {},
    ]
    values += [{"a": "b"}, Channel("a", "b"), Channel("b", "a"), (b"a", "a"), 1.0]
    assert len({digest(value) for value in values}) == len(values)
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    with pytest.raises(TypeError):
        digest(object())


def test_nothing_is_written_before_it_is_put(house: Path) -> None:
    before = sorted(house.rglob("*"))
    make(planned(to=["epub"]))
    assert sorted(house.rglob("*")) == before


def test_what_may_not_be_published_is_reported_by_the_plan(house: Path) -> None:
    article = house / SOURCE / "article.md"
    text = article.read_text("utf-8").replace("      license: CC BY 4.0\n", "")
    article.write_text(text, "utf-8")
    with pytest.raises(SourceError, match="image-credit-missing"):
        planned()


def test_what_was_published_meanwhile_is_not_overwritten(house: Path) -> None:
    late = planned(to=["epub"])
    made = make(late)
    build(Path(SOURCE), to=["docx"])
    before = found(late.folder)
    with pytest.raises(LockedError, match="out-overtaken"):
        put(made, late.folder)
    assert found(late.folder) == before


def test_a_sibling_that_changed_meanwhile_is_not_kept(house: Path) -> None:
    build(Path(SOURCE), to=["epub", "docx"], theme="ours")
    order = planned(to=["epub"], anew=True)
    made = make(order)
    name = "german.docx"
    assert set(made.kept) == {name}
    (order.folder / name).write_bytes(b"another")
    with pytest.raises(LockedError, match=f"{name}: error.out-overtaken"):
        put(made, order.folder)


def test_a_locked_folder_is_not_published_in(house: Path) -> None:
    order = planned(to=["epub"])
    made = make(order)
    with staging.lock(order.folder), pytest.raises(LockedError, match="out-locked"):
        put(made, order.folder)


def test_a_lost_word_is_never_made(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = planned(to=["epub"])
    other = replace(order.article, body=order.article.body.replace("Straße", "Gasse"))
    wrong = make(replace(order, article=other, proof=False)).files["german.epub"]
    broken = replace(FORMATS["epub"], writer=lambda page: wrong)
    monkeypatch.setattr("publish.building.writing.channels.FORMATS", {"epub": broken})
    with pytest.raises(ProofError):
        make(order)

"""``publish.toml``: found, read, refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.errors import SourceError
from publish.model.publication import Publication
from publish.reading import read
from publish.reading.publication.settings import find, read_publication

ID = "390facdd-d0fc-4395-8fa3-99987dd78ff3"
WHOLE = f"""
[publication]
id = "{ID.upper()}"
name = "Notes"
publisher = "The House"
contact = "ask@example.org"
theme = "plain"
lang = "de-at"
"""


def test_all_keys(tmp_path: Path) -> None:
    file = tmp_path / "publish.toml"
    file.write_text(WHOLE)
    assert read_publication(file) == Publication(
        str(tmp_path), ID, "Notes", "The House", "ask@example.org", "plain", "de-AT"
    )


def test_what_all_articles_reserve(tmp_path: Path) -> None:
    file = tmp_path / "publish.toml"
    terms = 'data-mining = "no AI training"\ndata-mining-policy = "https://example.org/tdm"\n'
    file.write_text(WHOLE + terms)
    house = read_publication(file)
    assert house.data_mining == "DMI-PROHIBITED-AIMLTRAINING"
    assert house.data_mining_policy == "https://example.org/tdm"
    article = tmp_path / "an-article"
    article.mkdir()
    for said, meant in (("", house.data_mining), ("data-mining: allowed\n", "DMI-ALLOWED")):
        (article / "article.md").write_text(f"---\ntitle: A\ndate: 2026-01-01\n{said}---\nText.\n")
        assert read(article).metadata.data_mining == meant


def test_the_nearest_one_above_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "a" / "b" / "c"
    inner.mkdir(parents=True)
    (tmp_path / "publish.toml").write_text(WHOLE)
    (tmp_path / "a" / "publish.toml").write_text(WHOLE)
    assert find(inner) == tmp_path / "a" / "publish.toml"
    monkeypatch.chdir(tmp_path / "a")
    assert find(Path("b/c")) == Path("publish.toml")
    monkeypatch.chdir(inner)
    assert find(Path()) == Path("../../publish.toml")


BROKEN = {
    f'[publication\nid = "{ID}"': "publish.toml:1:13: error[toml-syntax]",
    f'[publication]\nid = "{ID}"\nname = "Notes': "publish.toml:3: error[toml-syntax]",
    "": "publish.toml: error[publication]: the section [publication] is missing",
    "publication = 1": "publish.toml: error[publication]",
    '[publication]\nname = "x"': "publish.toml: error[publication-id]: the publication has no `id`",
    '[publication]\n\nid = "x"': "publish.toml:3: error[publication-id]: `x` is not a UUID",
    f'[publication]\nid = "{ID}"\npubliser = "x"': (
        "publish.toml:3: error[unknown-key]: `publiser` is not a key of [publication]\n"
        "  Did you mean `publisher`?"
    ),
    f'[publication]\nid = "{ID}"\n[chanels]': "publish.toml:3: error[unknown-key]: `chanels`",
    f'[publication]\nid = "{ID}"\nname = 1': "publish.toml:3: error[value-type]: `name`",
    f'[publication]\nid = "{ID}"\ndata-mining = "perhaps"': (
        "publish.toml:3: error[data-mining-unknown]: `data-mining`: `perhaps` is not a known"
    ),
    f'[publication]\nid = "{ID}"\nlang = "de_AT"': "publish.toml:3: error[lang]: `de_AT`",
}


@pytest.mark.parametrize("source", BROKEN)
def test_errors_name_their_place(source: str, tmp_path: Path) -> None:
    file = tmp_path / "publish.toml"
    file.write_text(source)
    with pytest.raises(SourceError) as caught:
        read_publication(file)
    assert str(caught.value).replace(f"{tmp_path}/", "").startswith(BROKEN[source])
    assert all(problem.fix for problem in caught.value.problems)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    file = tmp_path / "publish.toml"
    file.write_bytes(b'[publication]\nname = "caf\xe9"')
    with pytest.raises(SourceError, match=r"publish\.toml:2:12: error\[not-utf-8\]"):
        read_publication(file)

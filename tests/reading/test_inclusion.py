"""Texts that articles share: where they come from, what they may hold, who is told what."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from publish.errors import SourceError
from publish.model.article import Article
from publish.reading import inclusion, read

HEAD = "---\ntitle: A title\ndate: 2026-03-01\nlang: en\n---\n"
SETTINGS = '[publication]\nid = "3f0d2f5e-7d0b-4a56-9c58-0e1d8c3e5f11"\n'


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    (tmp_path / "publish.toml").write_text(SETTINGS)
    (tmp_path / "secret.md").write_text("A secret.\n")
    folder = tmp_path / "sources"
    (folder / "ferry").mkdir(parents=True)
    (folder / "shared").mkdir()
    return folder


def write(sources: Path, body: str, **texts: str) -> Path:
    (sources / "ferry/article.md").write_text(HEAD + body)
    for name, text in texts.items():
        (sources / "shared" / f"{name}.md").write_text(text)
    return sources / "ferry"


def problems(folder: Path) -> list[str]:
    with pytest.raises(SourceError) as error:
        read(folder)
    return [
        str(problem).split("\n")[0].rpartition("sources/")[2] for problem in error.value.problems
    ]


def rules(folder: Path) -> set[str]:
    with pytest.raises(SourceError) as error:
        read(folder)
    return {problem.rule for problem in error.value.problems}


def test_a_text_is_put_in_where_it_is_named(sources: Path) -> None:
    folder = write(
        sources,
        "One.\n:::include ../shared/a.md\nTwo.\n\n:::note\n:::include shared/b.md :::\n:::\n",
        a="*A*.\n\n:::include b.md\n",
        b="- B\n",
    )
    article = read(folder)
    assert article.body == (
        "<p>One.</p>\n<p><em>A</em>.</p>\n<ul>\n<li>B</li>\n</ul>\n<p>Two.</p>\n"
        '<div class="box note">\n<ul>\n<li>B</li>\n</ul>\n</div>'
    )


def sources_of(article: Article) -> dict[str, str]:
    return {file.path: file.sha256 for file in article.sources}


def test_it_is_a_source_of_the_article_with_its_hash(sources: Path) -> None:
    folder = write(sources, ":::include ../shared/a.md", a=":::include b.md", b="B")
    found = sources_of(read(folder))
    assert found["sources/shared/b.md"] == hashlib.sha256(b"B").hexdigest()
    assert list(found)[:3] == [
        "sources/ferry/article.md",
        "sources/shared/a.md",
        "sources/shared/b.md",
    ]


def test_an_error_is_reported_at_its_own_place(sources: Path) -> None:
    body = "Text.\n\n:::include ../shared/a.md\n\n[x](nowhere)\n"
    folder = write(sources, body, a="One.\n\nTwo [y](nowhere).\n")
    assert [line.split(": ")[0] for line in problems(folder)] == [
        "ferry/article.md:10:1", "shared/a.md:3:5",
    ]  # fmt: skip


def test_a_listing_includes_nothing(sources: Path) -> None:
    body = "- ```\n  x\n  ```\n\n```\n:::include a.md\n```\n\n    :::include b.md\n"
    assert ":::include a.md" in read(write(sources, body)).body


@pytest.mark.parametrize(
    "path", ["../../secret.md", "/etc/passwd", "C:/x.md", "..\\secret.md", "https://a.org/x.md"]
)
def test_nothing_comes_from_outside(sources: Path, path: str) -> None:
    assert rules(write(sources, f":::include {path}\n")) == {"include-outside"}


def test_nor_by_a_link(sources: Path) -> None:
    (sources / "shared/link.md").symlink_to(sources.parent / "secret.md")
    assert rules(write(sources, ":::include ../shared/link.md\n")) == {"include-outside"}
    (sources / "shared/up").symlink_to(sources.parent)
    assert rules(write(sources, ":::include ../shared/up/secret.md\n")) == {"include-outside"}


def test_a_circle_is_reported_with_all_its_texts(sources: Path) -> None:
    folder = write(sources, ":::include ../shared/a.md", a=":::include b.md", b=":::include a.md")
    (line,) = problems(folder)
    assert line.startswith("shared/b.md:1: error[include-cycle]")
    assert line.endswith("article.md → a.md → b.md → a.md")


def test_depth_and_number_have_limits(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = {f"t{n}": f":::include t{n + 1}.md" for n in range(inclusion.DEEPEST + 2)}
    last = f"t{inclusion.DEEPEST + 2}"
    assert rules(write(sources, ":::include ../shared/t0.md", **deep, **{last: "End."})) == {
        "include-limit"
    }
    twice = {f"u{n}": f":::include u{n + 1}.md\n\n" * 2 for n in range(7)}
    wide = write(sources, ":::include ../shared/u0.md\n\n" * 2, **twice, u7="End.")
    assert rules(wide) == {"include-limit"}
    monkeypatch.setattr(inclusion, "MOST_BYTES", 100)
    assert rules(write(sources, ":::include ../shared/a.md", a="x" * 101)) == {"include-limit"}


def test_pictures_belong_to_the_article(sources: Path) -> None:
    folder = write(sources, ":::include ../shared/a.md", a="![](a.jpg)")
    (line,) = problems(folder)
    assert line.startswith("shared/a.md:1:1: error[include-picture]: a.jpg")


def test_a_part_of_the_article_has_its_pictures_beside_it(sources: Path) -> None:
    (sources / "ferry/parts").mkdir()
    (sources / "ferry/parts/one.md").write_text("![](a.jpg)\n")
    (line,) = problems(write(sources, ":::include parts/one.md"))
    assert "the file parts/a.jpg is not in the article's folder" in line


def test_an_abstract_and_a_list_include_nothing(sources: Path) -> None:
    folder = write(sources, "- :::include ../shared/a.md\n", a="A")
    assert rules(folder) == {"include-place"}


def test_a_text_that_is_no_text(sources: Path) -> None:
    (sources / "shared/a.md").write_bytes(b"\xff\xfeA\x00")
    (sources / "shared/b.csv").write_text("a,b")
    body = ":::include ../shared/a.md\n\n:::include ../shared/b.csv\n"
    assert rules(write(sources, body)) == {"not-utf-8", "include-missing"}

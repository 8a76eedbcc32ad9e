"""Spaces and quotation marks, set as the typesetters of a language do."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.reading import read


@pytest.mark.parametrize(
    ("lang", "written", "set_"),
    [
        ("fr", "Quoi ? « Oui ! » Non ; si : voilà.",
         "Quoi\u00a0? «\u00a0Oui\u00a0!\u00a0» Non\u00a0; si\u00a0: voilà."),
        ("fr", 'Il dit "oui".', "Il dit «\u00a0oui\u00a0»."),
        ("fr-CH", 'Il dit "oui" ?', "Il dit «oui»\u00a0?"),
        ("en", "What ? Yes :", "What ? Yes :"),
        ("de-CH", 'Er sagt "ja".', "Er sagt «ja»."),
        ("zh", '他说"你好"，又说"再见"。', "他说“你好”，又说“再见”。"),
        ("zh-TW", '他說"你好"。', "他說「你好」。"),
        ("ja", '彼は"はい"と言った。', "彼は「はい」と言った。"),
        ("ja", '"一つだけ', "&quot;一つだけ"),
        ("ko", '그는 "네"라고 했다.', "그는 “네”라고 했다."),
    ],
)  # fmt: skip
def test_a_paragraph(tmp_path: Path, lang: str, written: str, set_: str) -> None:
    folder = tmp_path / "salt"
    folder.mkdir()
    house = '[publication]\nid = "3f0d2f5e-7d0b-4a56-9c58-0e1d8c3e5f11"\n'
    (tmp_path / "publish.toml").write_text(house, "utf-8")
    head = f"---\ntitle: Salt\ndate: 2026-03-12\nlang: {lang}\nlicense: CC0\n---\n"
    (folder / "article.md").write_text(f"{head}{written}\n", "utf-8")
    assert read(folder).body.strip() == f"<p>{set_}</p>"

"""Files are written atomically: each is the old one or the new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.editing.files import article_file, write_files
from publish.errors import EnvironmentFault, UsageError


def test_a_folder_without_an_article_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no-article"):
        article_file(tmp_path)


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    real = tmp_path / "real.md"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link = tmp_path / "article.md"
    link.symlink_to(real)
    write_files({link: b"new"})
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(tmp_path.iterdir()) == [link, real]


def test_a_file_created_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    picture, article = tmp_path / "a.jpg", tmp_path / "article.md"
    picture.write_bytes(b"mine")
    with pytest.raises(UsageError, match="picture-exists"):
        write_files({picture: b"theirs", article: b"new"}, fresh=frozenset({picture}))
    assert picture.read_bytes() == b"mine"
    assert not article.exists()
    assert list(tmp_path.iterdir()) == [picture]


def test_earlier_writes_are_undone(tmp_path: Path) -> None:
    old, new = tmp_path / "old.jpg", tmp_path / "new.jpg"
    old.write_bytes(b"old")
    nowhere = tmp_path / "no/folder.md"
    with pytest.raises(EnvironmentFault, match="source-unwritable"):
        write_files({old: b"changed", new: b"new", nowhere: b"x"}, fresh=frozenset({new}))
    assert old.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [old]


def test_a_disk_without_hard_links_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", no_links)
    fresh = tmp_path / "a.jpg"
    write_files({fresh: b"one"}, fresh=frozenset({fresh}))
    with pytest.raises(UsageError, match="picture-exists"):
        write_files({fresh: b"two"}, fresh=frozenset({fresh}))
    assert fresh.read_bytes() == b"one"

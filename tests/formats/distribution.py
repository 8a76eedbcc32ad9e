"""A distribution that adds a format, as pip would leave it in a folder."""

from __future__ import annotations

from pathlib import Path

SOURCE = Path(__file__).with_name("plain_text.py").read_text("utf-8")
"""The module of a real one."""


def install(
    folder: Path,
    source: str = SOURCE,
    *,
    package: str = "plain-text",
    formats: str = "txt = plain_text:FORMAT",
    module: str = "plain_text",
) -> Path:
    """Put a module and its distribution's metadata into ``folder``, which belongs on sys.path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{module}.py").write_text(source, "utf-8")
    about = folder / f"{package.replace('-', '_')}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[publish.formats]\n{formats}\n")
    return folder

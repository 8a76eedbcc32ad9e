"""The publication around the current folder."""

from __future__ import annotations

from pathlib import Path


def publication_root() -> Path | None:
    """The nearest folder with a ``publish.toml``, from the current one upward; None without."""
    here = Path.cwd()
    return next((p for p in (here, *here.parents) if (p / "publish.toml").is_file()), None)

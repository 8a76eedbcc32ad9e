"""A build imports no more than it needs, and runs no programs: no compiler, none from PATH."""

import gc
import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pikepdf
import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser

from publish import cli
from publish.importing import parsed_declarations
from publish.importing.garbage import seldom_collected
from publish.importing.late import late
from tools import declarations

ROOT = Path(__file__).parents[1]
NEVER = (
    "asyncio", "c2pa", "cffi", "charset_normalizer", "cryptography", "dask", "distributed",
    "fontTools", "httpx", "multiprocessing", "pebble", "pikepdf.models.metadata",
    "pycparser", "pypandoc", "rich", "ssl", "unittest", "watchfiles", "xmlrpc", "ziamath",
    "publish.acquiring", "publish.crediting", "publish.formulas.parser", "publish.inspecting",
    "publish.reading.citations.bibtex", "publish.reading.citations.placement",
)  # fmt: skip
"""Packages and modules that an article of plain words needs none of."""
MOST = 1_350
"""Modules that a build may import, Python's own among them; they are a third of its time."""
WATCHED = f"""
import sys
started = []

def watch(event, arguments):
    if event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"):
        started.append((event, arguments))

sys.addaudithook(watch)
from pathlib import Path
from publish import build

def built(name):
    print(len(build(Path(sys.argv[1], name), out=Path(sys.argv[2])).outputs))

built("words")
needless = sorted(set({NEVER}) & set(sys.modules))
assert not needless, needless
assert len(sys.modules) < {MOST}, len(sys.modules)
built("formula")
assert not started, started

import ctypes.util
assert ctypes.util.find_library("m"), "others search as ever"
assert started or sys.platform != "linux"
"""


def test_a_build_runs_no_program_and_imports_little(tmp_path: Path) -> None:
    for name, body in (("words", "Some words."), ("formula", "$E = mc^2$")):
        article = tmp_path / "sources" / name
        article.mkdir(parents=True)
        (article / "article.md").write_text(
            f'---\ntitle: "A"\ndate: 2026-01-01\nlang: en\n---\n{body}\n'
        )
    shutil.copyfile(ROOT / "tests/cases/publish.toml", tmp_path / "publish.toml")
    sources, output = tmp_path / "sources", tmp_path / "build"
    assert _run(WATCHED, str(sources), str(output)) == "3\n3\n"


def _run(code: str, *arguments: str) -> str:
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_parsed_declarations_are_those_of_weasyprint() -> None:
    """If not: `python -m tools.declarations`. A build works with others, but starts slowly."""
    assert Path(parsed_declarations.__file__).read_text("utf-8") == declarations.written()


def test_another_weasyprint_has_its_declarations_parsed() -> None:
    code = (
        "import sys; from publish.importing import parsed_declarations as p; p.SOURCE = '';"
        "from weasyprint.text.ffi import ffi, pango;"
        "print('cffi' in sys.modules, pango.pango_units_from_double(1))"
    )
    assert _run(code) == "True 1024\n"


def test_a_cipher_is_there_for_an_encrypted_file() -> None:
    """pdfminer's ciphers are late modules."""
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.docinfo["/Title"] = "A"
    pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u", R=6))
    (info,) = PDFDocument(PDFParser(io.BytesIO(out.getvalue())), password="u").info
    assert info["Title"] == b"A"


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.syspath_prepend(tmp_path)
    package = tmp_path / "late_package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "inner.py").write_text(
        "class Wrong(Exception): ...\n"
        "class Base:\n    word = 'base'\n"
        "def fail(): raise Wrong('failed')\n"
    )
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("late_package")]:
        del sys.modules[name]


def _executed(source: str) -> ModuleType:
    user = ModuleType("late_user")
    with late("late_package", "late_package.inner")(user):
        exec(source, vars(user))
    return user


def test_a_module_is_imported_when_it_is_used(modules: Path) -> None:
    user = _executed(
        "from late_package import inner\n"
        "from late_package.inner import Wrong, fail\n"
        "def run():\n"
        "    try:\n        fail()\n"
        "    except Wrong as error:\n        return str(error), inner.Base.word\n"
    )
    assert not [name for name in sys.modules if name.startswith("late_package")]
    assert user.run() == ("failed", "base")
    real = sys.modules["late_package.inner"]
    assert (user.Wrong, user.fail, user.inner) == (vars(real)["Wrong"], vars(real)["fail"], real)


def test_a_late_class_can_be_a_base(modules: Path) -> None:
    user = _executed("from late_package.inner import Base\nclass Child(Base): ...")
    assert user.Child.word == "base"
    assert user.Child.__mro__[1].__module__ == "late_package.inner"


def test_a_late_class_knows_its_values(modules: Path) -> None:
    user = _executed("from late_package.inner import Base")
    known = user.Base
    assert not isinstance(3, known)
    assert isinstance(user.Base(), known)


def test_metadata_of_other_pdfs_can_be_read() -> None:
    """pikepdf's own way to XMP is a late module."""
    pdf = pikepdf.new()
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = "A"
    assert isinstance(metadata, pikepdf.models.PdfMetadata)
    assert pdf.open_metadata()["dc:title"] == "A"


def test_a_module_that_is_there_is_given_as_it_is(modules: Path) -> None:
    import late_package.inner  # type: ignore[import-not-found]

    assert _executed("from late_package.inner import Base").Base is late_package.inner.Base


def test_a_command_leaves_pythons_settings_as_they_were(capsys: pytest.CaptureFixture[str]) -> None:
    before = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold()[0] > before[0]
    assert cli.main(["--version"]) == 0
    assert gc.get_threshold() == before
    assert capsys.readouterr().out.startswith("publish ")

"""A build imports no more than it needs, and runs no programs: no compiler, none from PATH."""

import gc
import importlib
import importlib.machinery
import inspect
import io
import re
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
from publish.importing import expressions, parsed_declarations
from publish.importing.garbage import seldom_collected, spared
from publish.importing.late import late
from publish.importing.modules import listed_once
from publish.keeping.store import VARIABLE
from tools import declarations

ROOT = Path(__file__).parents[1]
NEVER = (
    "asyncio", "c2pa", "cffi", "charset_normalizer", "cryptography", "dask", "distributed",
    "docx.api", "docx.enum", "docx.parts",
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
    usual = gc.get_threshold()
    gc.set_threshold(700, *usual[1:])
    try:
        before = gc.get_threshold()
        with seldom_collected():
            assert gc.get_threshold()[0] > before[0]
        assert cli.main(["--version"]) == 0
        assert gc.get_threshold() == before
    finally:
        gc.set_threshold(*usual)
    assert capsys.readouterr().out.startswith("publish ")


def test_what_was_imported_is_not_searched_for_garbage_while_a_program_runs() -> None:
    with seldom_collected():
        before = gc.get_freeze_count()
        with spared():
            assert not gc.isenabled()
        assert gc.isenabled()
        assert gc.get_freeze_count() > before
    assert gc.get_freeze_count() == 0


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.syspath_prepend(tmp_path)
    package = tmp_path / "quick_package"
    (package / "inner").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "inner/__init__.py").write_text("word = 'inner'")
    (package / "one.py").write_text("word = 'one'")
    yield package
    forget("quick_package")


def forget(package: str) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        del sys.modules[name]


def test_modules_are_found_and_described_as_python_does(package: Path) -> None:
    def found() -> list[object]:
        forget("quick_package")
        modules = [importlib.import_module(f"quick_package.{name}") for name in ("inner", "one")]
        known = [(m.word, m.__file__, m.__cached__, m.__name__, m.__package__) for m in modules]
        return [known, list(modules[0].__path__), inspect.getsource(modules[1])]

    usual = found()
    with listed_once():
        assert found() == usual
        assert (
            type(sys.modules["quick_package.one"].__loader__).__module__ == listed_once.__module__
        )
    assert found() == usual


def test_a_source_that_changed_is_compiled_anew(package: Path) -> None:
    with listed_once():
        for word in ("one", "another", "a third one"):
            (package / "one.py").write_text(f"word = {word!r}")
            forget("quick_package")
            assert importlib.import_module("quick_package.one").word == word


def test_what_is_no_plain_module_is_left_to_python(package: Path) -> None:
    (package / "space").mkdir()
    (package / "space/far.py").write_text("word = 'far'")
    (package / f"one{importlib.machinery.EXTENSION_SUFFIXES[0]}").write_bytes(b"no library")
    with listed_once():
        assert importlib.import_module("quick_package.space.far").word == "far"
        with pytest.raises(ImportError, match="file too short"):
            importlib.import_module("quick_package.one")
        with pytest.raises(ModuleNotFoundError):
            importlib.import_module("quick_package.nowhere")
        (package / "later.py").write_text("word = 'later'")
        importlib.invalidate_caches()
        assert importlib.import_module("quick_package.later").word == "later"


PATTERNS = r"""
import re
ONE = re.compile(r'(?P<a>[a-zà-ž]+)(?:\d|(x))*', re.I)
TWO = re.compile('[^\u4e00-\u9fff]')
"""


def test_expressions_of_modules_are_kept_as_python_compiles_them(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "kept"))
    monkeypatch.setattr(expressions, "_known", expressions._Known())
    (package / "patterns.py").write_text(PATTERNS)

    def compiled() -> list[object]:
        forget("quick_package")
        re.purge()
        module = importlib.import_module("quick_package.patterns")
        return [
            (one, one.flags, one.groups, dict(one.groupindex)) for one in (module.ONE, module.TWO)
        ]

    usual = compiled()
    with expressions.kept():
        re.compile("[an] article's own")
        assert compiled() == usual
    assert not [key for key in expressions._known.recipes if "own" in key]
    monkeypatch.setattr(expressions, "_known", expressions._Known())
    monkeypatch.setattr(expressions, "recipe_of", None)  # nothing is to be compiled again
    with expressions.kept():
        assert compiled() == usual


def test_word_documents_of_others_can_be_opened() -> None:
    """python-docx's own classes of parts and elements are late modules."""
    code = (
        "import io, sys; from publish.formats.docx.parts import package; import docx;"
        "assert 'docx.parts' not in sys.modules;"
        "file = io.BytesIO(); made = docx.Document(); made.add_paragraph('A'); made.save(file);"
        "again = docx.Document(file);"
        "print(again.paragraphs[0].text, again.core_properties.author, type(again.part).__name__)"
    )
    assert _run(code) == "A python-docx DocumentPart\n"

"""Whatever a table looks like, every cell stands at its place in all three formats.

Told by our own proof, and by readers that know nothing of us: pandoc's, python-docx,
and pikepdf on the tags of the PDF.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pikepdf
from hypothesis import Phase, given
from hypothesis import strategies as st
from pikepdf import Name

from publish import FORMATS, build
from tests import judges
from tests.judges.programs import program
from tests.profiles import examples
from tests.property.test_nothing_is_lost import PUBLICATION

MARKUP = ("{}", "{}", "**{}**", "*{}*", "`{}`", "[{}](https://example.org/)", "{} \\| {}", "")


@dataclass(frozen=True)
class Placed:
    """A cell as it was drawn: its place, its reach, its words and whether it heads others."""

    row: int
    column: int
    across: int
    down: int
    text: str
    source: str


@dataclass(frozen=True)
class Drawn:
    """A table: its cells, its size, its headers, and the Markdown that says all that."""

    cells: tuple[Placed, ...]
    rows: int
    columns: int
    head: int
    heading: bool

    @property
    def markdown(self) -> str:
        """The table in its box."""
        grid = [["" for _ in range(self.columns)] for _ in range(self.rows)]
        for cell in self.cells:
            for r in range(cell.row, cell.row + cell.down):
                for c in range(cell.column, cell.column + cell.across):
                    grid[r][c] = "^^" if r > cell.row and c == cell.column else "<<"
            grid[cell.row][cell.column] = cell.source
        lines = [f"| {' | '.join(row)} |".replace("| << ", "|") for row in grid]
        lines.insert(1, f"|{'---|' * self.columns}")
        braces = f"{{header-rows={self.head} header-column={'yes' if self.heading else 'no'}}}"
        return "\n".join([f":::table {braces}", "A caption", "", *lines, ":::"])

    def by_row(self) -> list[list[Placed]]:
        """The cells that begin in each row."""
        return [[c for c in self.cells if c.row == r] for r in range(self.rows)]

    def is_header(self, cell: Placed) -> bool:
        """Whether the cell heads others; one that says nothing does not."""
        return bool(cell.text) and (cell.row < self.head or (self.heading and cell.column == 0))


@st.composite
def tables(draw: st.DrawFn) -> Drawn:
    """Tables of up to six columns, with cells that reach over others, empty ones and markup."""
    columns, head = draw(st.integers(2, 6)), draw(st.integers(1, 2))
    rows = head + draw(st.integers(1, 4))
    heading = draw(st.booleans())
    taken: dict[tuple[int, int], int] = {}
    cells: list[Placed] = []
    for r in range(rows):
        for c in range(columns):
            if (r, c) in taken:
                continue
            end = head if r < head else rows
            widest = next(
                (n - c for n in range(c + 1, columns) if (r, n) in taken or (n == 1 and heading)),
                columns - c,
            )
            across = draw(st.sampled_from([1, 1, 1, 2, 3]))
            down = draw(st.sampled_from([1, 1, 1, 2]))
            across, down = min(across, widest), min(down, end - r)
            if c == 0:
                across, down = 1, 1  # so that every row begins somewhere
            if r == rows - 1 or r == 0:
                across = 1  # so that every column does
            number = len(cells)
            word = f"w{number}x"
            source = draw(st.sampled_from(MARKUP)).replace("{}", word)
            text = f"{word} | {word}" if "|" in source else word if source else ""
            cells.append(Placed(r, c, across, down, text, source))
            taken |= {(r + i, c + j): number for i in range(down) for j in range(across)}
    return Drawn(tuple(cells), rows, columns, head, heading)


def by_pandoc(path: Path) -> list[list[tuple[str, int, int]]]:
    """The first table of a file as pandoc reads it: text, columns, rows of every cell."""
    said = subprocess.run(
        [program("pandoc"), "--to", "json", str(path)], capture_output=True, check=True
    )
    for table in _find(json.loads(said.stdout), "Table"):
        _, _, _, head, bodies, foot = table
        rows = [*head[1], *(row for body in bodies for part in body[2:] for row in part), *foot[1]]
        return [
            [(_words(blocks), across, down) for _, _, down, across, blocks in row[1]]
            for row in rows
        ]
    return []


def _find(node: Any, kind: str) -> Any:
    if isinstance(node, dict):
        if node.get("t") == kind:
            yield node["c"]
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from _find(part, kind)


def _words(node: Any) -> str:
    if isinstance(node, dict):
        kind = node.get("t")
        if kind == "Str":
            return str(node["c"])
        if kind == "Code":
            return str(node["c"][1])
        if kind in ("Space", "SoftBreak"):
            return " "
        if kind == "Link":
            return _words(node["c"][1])
        return _words(node.get("c", []))
    return "".join(map(_words, node)) if isinstance(node, list) else ""


def tagged(path: Path) -> list[list[tuple[str, int, int]]]:
    """The rows of a PDF's first table by its tags: TH or TD, and the reach of every cell."""

    def below(node: Any, tag: Name) -> Any:
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                if tag == kid.S:
                    yield kid
                else:
                    yield from below(kid, tag)

    with pikepdf.open(path) as pdf:
        table = next(below(pdf.Root.StructTreeRoot, Name.Table))
        return [
            [
                (str(cell.S)[1:], int(cell.A.get("/ColSpan", 1)), int(cell.A.get("/RowSpan", 1)))
                for cell in row.K
            ]
            for row in below(table, Name.TR)
        ]


@given(tables())
@examples(5, phases=(Phase.explicit, Phase.generate))
def test_every_cell_keeps_its_place(drawn: Drawn) -> None:
    root = Path(tempfile.mkdtemp())
    try:
        (root / "publish.toml").write_text(PUBLICATION)
        source = root / "sources/article"
        source.mkdir(parents=True)
        head = "---\ntitle: A table\ndate: 2026-03-01\nlang: en\n---\n"
        (source / "article.md").write_text(f"{head}Text.\n\n{drawn.markdown}\n\nMore text.\n")
        made = build(source)
        assert made.report is not None
        assert made.report.ok
        paths = {output.format: output.path for output in made.outputs}
        assert set(paths) == {name for name, f in FORMATS.items() if not f.on_demand}
        rows = drawn.by_row()
        said = [[(cell.text, cell.across, cell.down) for cell in row] for row in rows]
        assert by_pandoc(paths["epub"]) == said
        assert by_pandoc(paths["docx"]) == said
        (table,) = docx.Document(str(paths["docx"])).tables
        for cell in drawn.cells:
            for r in range(cell.row, cell.row + cell.down):
                for c in range(cell.column, cell.column + cell.across):
                    assert table.cell(r, c).text == cell.text
        assert tagged(paths["pdf"]) == [
            [("TH" if drawn.is_header(c) else "TD", c.across, c.down) for c in row] for row in rows
        ]
        text = judges.pdf_text(paths["pdf"], "-raw")
        assert [c.text for c in drawn.cells if c.text and c.text.split()[0] not in text] == []
    finally:
        shutil.rmtree(root)

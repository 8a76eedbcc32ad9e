"""Marks of other houses that take a line of their own, or begin one."""

from __future__ import annotations

from publish.reading.dialects.mark import QUOTE, Mark

_BOX = "Write :::note before the text and ::: after it; there is :::warning and :::summary, too."
_TABLE = "Write | Name | Count | on a line, |---|---| below it, and a line for each row."
_LIST = "Begin each line with a hyphen and a space."

LINES = (
    Mark(
        "alert",
        "GitHub and Obsidian",
        "a box",
        r"^\[![A-Za-z][\w-]{1,30}\][-+]?.*$",
        ("[!",),
        _BOX + " Remove the >.",
    ),
    Mark(
        "admonition",
        "MkDocs",
        "a box",
        r"^(?:!!!|\?\?\?\+?) ?[A-Za-z][\w-]{0,40}(?: .*)?$",
        ("!!!", "???"),
        _BOX + " Remove the blanks before its text.",
    ),
    Mark(
        "pymdown-block",
        "MkDocs",
        "a box",
        r"^/{3,} ?[a-z][\w-]{0,40}(?: ?\|.*)?$",
        ("///",),
        _BOX,
    ),
    Mark(
        "tab",
        "MkDocs",
        "a tab",
        rf"^===[!+]? {QUOTE}.{{1,200}}$",
        ("===",),
        "Write a heading for each tab, and remove the blanks before its text.",
    ),
    Mark(
        "snippet",
        "MkDocs",
        "a text from another file",
        r"^[ ]{0,3}-+8<-+.*$",
        ("8<",),
        "Write :::include file.md on a line of its own.",
    ),
    Mark(
        "abbreviation",
        "kramdown and MkDocs",
        "an abbreviation explained",
        r"^\*\[(?P<short>[^\]\n]{1,60})\]: ?(?P<long>.{1,300})$",
        ("*[",),
        "Write it out where it first comes: {long} ({short}).",
    ),
    Mark(
        "fenced-div",
        "pandoc, Quarto and MyST",
        "a box",
        r"^:{3,} ?\{(?!(?:figure|image|carousel)\})[^{}\n]{1,200}\}.*$",
        (":::",),
        _BOX,
    ),
    Mark(
        "directive",
        "reStructuredText",
        "a directive",
        r"^\.\. (?!figure|image)[a-z][\w-]{1,40}::.*$",
        (".. ",),
        _BOX,
    ),
    Mark(
        "grid-table",
        "pandoc",
        "a table",
        r"^\+(?:[-=:]{2,200}\+){1,60}(?:\n[|+].{1,600}){0,400}$",
        ("+-", "+=", "+:"),
        _TABLE,
    ),
    Mark(
        "bare-table",
        "spreadsheets",
        "a table",
        r"^\|(?![ :|-]+$)[^|\n]{0,300}\|.{0,600}\|[ \t]*"
        r"(?:\n\|(?![ :|-]+$)[^|\n]{0,300}\|.{0,600}\|[ \t]*){1,400}$",
        ("|\n|", "| \n|"),
        "Write |---|---| below the first line, with as many cells as the line has.",
    ),
    Mark(
        "example-list",
        "pandoc",
        "an item of a list",
        r"^(?:\(@[\w-]{0,40}\)|#\.) \S.*$",
        ("(@", "#."),
        "Begin each line with 1. and a space.",
    ),
    Mark(
        "title-block",
        "pandoc",
        "the title",
        r"^% \S.*$",
        ("% ",),
        "Write it in the front matter: title, authors, date.",
    ),
    Mark(
        "wiki-heading",
        "wikis",
        "a heading",
        r"^(?P<level>={2,6}) (?P<text>[^=\n]{1,200}) (?P=level)$",
        ("== ",),
        "Write ## {text}.",
    ),
    Mark(
        "inline-math-block",
        "LaTeX",
        "a formula",
        r"\\begin\{(?:equation|align|gather|multline|eqnarray)\*?\}",
        ("\\begin",),
        "Write the formula between $$ and $$ on lines of their own.",
    ),
    Mark(
        "word-bullet",
        "Word",
        "an item of a list",
        r"^[•◦▪▫‣⁃●○■□➢✓\uf0b7\uf0a7\uf076\uf0d8·][ \t\u00a0]{0,8}\S.*$",
        tuple("•◦▪▫‣⁃●○■□➢✓\uf0b7\uf0a7\uf076\uf0d8·"),
        _LIST,
    ),
    Mark(
        "word-open-bullet",
        "Word",
        "an item of a list",
        r"^o(?:\t|[ \u00a0]{3,})\S.*$",
        ("o",),
        _LIST,
    ),
    Mark(
        "lettered-list",
        "Word",
        "an item of a list",
        r"^(?:[a-z]|[ivx]{1,4})\)[ \t\u00a0]{1,8}\S.*$"
        r"|^(?:[a-z]|[ivx]{1,4})\. \S.*(?:\n(?:[a-z]|[ivx]{1,4})\. \S.*){1,40}$"
        r"|^\([a-z]\)[ \t\u00a0]{1,8}\S.*(?:\n\([a-z]\)[ \t\u00a0]{1,8}\S.*){1,40}$",
        (")", ". "),
        "Begin each line with 1. and a space; for letters write {{type=a}} on the line before.",
    ),
    Mark(
        "parenthesized-list",
        "Word",
        "an item of a list",
        r"^\(\d{1,2}\)[ \t\u00a0]{1,8}\S.*\n\(\d{1,2}\)[ \t\u00a0]{1,8}\S.*$",
        ("\n(",),
        "Begin each line with 1. and a space.",
    ),
)

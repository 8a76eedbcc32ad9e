"""Marks that people type, or Word leaves, in place of a mark that they do not know."""

from __future__ import annotations

from publish.reading.dialects.mark import Mark

_DASHES = "Begin each line with a hyphen and a space."

TYPED = (
    Mark(
        "tight-list",
        "typed lists",
        "an item of a list",
        r"^[-+*](?=[^\W\d_])(?P<text>[^*\n]{1,120})$",
        ("-", "+", "*"),
        "Put a space behind the mark, and an empty line before the list: - {text}",
    ),
    Mark(
        "dash-list",
        "Word",
        "an item of a list",
        r"^[–−] \S.*(?:\n[–−] \S.*)+$",
        ("\n– ", "\n− "),
        _DASHES,
    ),
    Mark(
        "tight-task",
        "typed lists",
        "a task",
        r"^(?:[-*+]\[ ?\] ?|\[ \](?=\w))(?P<text>\w.*)$",
        ("[ ]", "[]"),
        "Write it with a hyphen and its spaces: - [ ] {text}",
    ),
    Mark(
        "tight-done-task",
        "typed lists",
        "a task that is done",
        r"^(?:[-*+]\[[xX]\] ?|\[[xX]\](?=\w))(?P<text>\w.*)$",
        ("[x]", "[X]"),
        "Write it with a hyphen and its spaces: - [x] {text}",
    ),
    Mark(
        "tab-table",
        "spreadsheets",
        "a table",
        r"^[^\t\n]+\t[^\n]+\n[^\t\n]+\t[^\n]+$",
        ("\t",),
        "Write | between the cells and |---|---| below the first line; or save it as a file, and "
        "write :::table file.csv and ::: below it.",
    ),
    Mark(
        "contents-line",
        "Word",
        "a line of a table of contents",
        r"^.{1,200}?(?:\.{4,}|…{2,}|(?:\. ){4,}|\t)[ \t]*\d{1,4}$",
        ("....", "……", ". . . .", "\t"),
        "Delete it, and write `contents: yes` in the front matter.",
    ),
    Mark(
        "page-number",
        "Word",
        "the number of a page",
        r"\A(?i:page|seite|página|pagina)\s\d{1,4}(?:\s(?:of|von|de|di|sur|van)\s\d{1,4})?\Z"
        r"|\A[-–—] ?\d{1,4} ?[-–—]\Z",
        tuple("0123456789"),
        "Delete it: the theme numbers the pages.",
    ),
    Mark(
        "superscript-note",
        "typed notes",
        "a note",
        r"\A\^(?P<number>\d{1,3})\^ \S",
        ("^",),
        "Write [^{number}] where it is called, and [^{number}]: before its text.",
        is_shown=False,
    ),
    Mark(
        "superscript-call",
        "typed notes",
        "the call of a note",
        r"(?:(?<=[^\W\d_]{4})|(?<=[.!?;,”]))\^(?P<number>\d{1,2})\^(?![\w^(])",
        ("^",),
        "Write [^{number}], and on a line of its own [^{number}]: and the note.",
        is_shown=False,
    ),
    Mark(
        "open-entity",
        "HTML",
        "a sign",
        r"&(?P<name>amp|nbsp|copy|reg|euro|lt|gt|quot|[mn]dash|hellip|shy)(?![\w;])",
        ("&",),
        "Put a semicolon behind it: &{name};",
    ),
    Mark(
        "link-nowhere",
        "typed links",
        "a link whose address is given nowhere",
        r"(?<![\w\]!^])\[(?P<text>[^\[\]\n\0^@]{1,100})\]\[(?P<name>[^\[\]\n\0^@#]{1,60})\](?![\[(])",
        ("][",),
        "Write [{text}](https://…), or on a line of its own [{name}]: https://…",
    ),
    Mark(
        "reversed-link",
        "typed links",
        "a link",
        r"\((?P<text>[^()\n\0]{1,100})\)\[\0+\]?",
        (")[",),
        "Write [{text}](https://…): the words in brackets, the address in parentheses.",
        is_shown=False,
    ),
    Mark(
        "open-link",
        "typed links",
        "a link",
        r"(?<!!)\[(?P<text>[^\[\]\n\0]{1,100})\]\(\0[^()\n]*$",
        ("](",),
        "Close it with ): [{text}](https://…)",
        is_shown=False,
    ),
)

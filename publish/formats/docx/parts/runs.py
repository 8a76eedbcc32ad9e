"""Runs of text and fields as XML (ISO 29500-1 §17.3.2, §17.16)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from publish.formats.docx.model.inlines import CheckBox, Run
from publish.formats.docx.parts.formatting import languages
from publish.formats.docx.xml.elements import Element, text, w
from publish.values import dataclass

_PIECES = re.compile("([\n\t\u00ad])")
_SPECIAL = {"\n": "br", "\t": "tab", "\u00ad": "softHyphen"}


@dataclass
class JoinedRun:
    """Runs of one style, language and direction, to be written as one."""

    first: Run
    style: str | None
    texts: list[str]

    def takes(self, run: Run, style: str | None) -> bool:
        """Can ``run`` be joined to them?"""
        mine = (self.style, self.first.lang, self.first.rtl)
        return mine == (style, run.lang, run.rtl)

    def elements(self) -> Iterator[Element]:
        """The one run."""
        yield text_run("".join(self.texts), self.style, self.first.lang, self.first.rtl)


def field_runs(
    instruction: str, style: str | None, results: Iterable[Element]
) -> Iterator[Element]:
    """A field as Word writes it, with the ``results`` that it shows until it is updated."""
    for kind in ("begin", "code", "separate", "result", "end"):
        if kind == "code":
            yield run_of(text(f" {instruction} ", "instrText"), style=style)
        elif kind == "result":
            yield from results
        else:
            yield run_of(w("fldChar", fldCharType=kind), style=style)


def page_runs(bookmark: str, style: str | None, before: str, after: str) -> Iterator[Element]:
    """The page of a bookmark and the words around it: a ``QUOTE`` with a ``PAGEREF`` in it.

    Its result is empty until it is updated: a number without its words, or words without their
    number, would be wrong (ISO 29500-1 §17.16.5.43, §17.16.5.49).
    """
    yield run_of(w("fldChar", fldCharType="begin"), style=style)
    yield run_of(text(f' QUOTE "{_quoted(before)}', "instrText"), style=style)
    yield from field_runs(f"PAGEREF {bookmark} \\h", style, ())
    yield run_of(text(f'{_quoted(after)}" ', "instrText"), style=style)
    yield run_of(w("fldChar", fldCharType="separate"), style=style)
    yield run_of(w("fldChar", fldCharType="end"), style=style)


def _quoted(words: str) -> str:
    """Words within the quotes of an instruction (ISO 29500-1 §17.16.3.1)."""
    return words.replace("\\", "\\\\").replace('"', '\\"')


def field_boundary(instruction: str) -> Iterator[Element]:
    """The beginning of a field whose result is paragraphs; without an instruction its end."""
    if not instruction:
        yield run_of(w("fldChar", fldCharType="end"))
        return
    yield run_of(w("fldChar", fldCharType="begin"))
    yield run_of(text(f" {instruction} ", "instrText"))
    yield run_of(w("fldChar", fldCharType="separate"))


def text_run(words: str, style: str | None, lang: str | None = None, rtl: bool = False) -> Element:
    """One run of text; line breaks, tabs and soft hyphens are elements of their own."""
    pieces = (piece for piece in _PIECES.split(words) if piece)
    children = (w(_SPECIAL[p]) if p in _SPECIAL else text(p) for p in pieces)
    return run_of(*children, style=style, lang=lang, rtl=rtl)


def run_of(
    *children: Element, style: str | None = None, lang: str | None = None, rtl: bool = False
) -> Element:
    """A run of any content."""
    properties = w(
        "rPr",
        w("rStyle", val=style) if style else None,
        w("rtl") if rtl else None,
        w("lang", **languages(lang, rtl)) if lang else None,
    )
    return w("r", properties if len(properties) else None, *children)


def check_box(box: CheckBox, style: str | None) -> Element:
    """A check box that Word ticks with a click ([MS-DOCX] 2.6.1.11), in the text's characters."""
    signs = (("checkedState", "\N{BALLOT BOX WITH CHECK}"), ("uncheckedState", "\N{BALLOT BOX}"))
    return w(
        "sdt",
        w(
            "sdtPr",
            w(
                "w14:checkbox",
                w("w14:checked", w14_val=box.checked),
                *(
                    w(f"w14:{name}", w14_val=f"{ord(sign):04X}", w14_font=box.run.font.font)
                    for name, sign in signs
                ),
            ),
        ),
        w("sdtContent", text_run(box.run.text, style, box.run.lang, box.run.rtl)),
    )

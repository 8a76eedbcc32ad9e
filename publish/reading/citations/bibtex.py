"""BibTeX and BibLaTeX files as entries with their lines, ready for decoding.

This reads only the outer grammar: the bounds of entries and fields, and the value of every
``@string``. It reports each error with its line and continues with the rest of the file. The
processor reads the TeX in the values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field

from publish.values import dataclass

_BEGIN = re.compile(r"@[ \t]*([A-Za-z]+)[ \t\r\n]*([{(])")
_KEY = re.compile(r"[ \t\r\n]*([^\s,{}()\"#%=]+)[ \t\r\n]*(,|(?=[})]))")
_NAME = re.compile(r"[\s,]*([A-Za-z_][\w:.+-]*)\s*=\s*")
_MACRO = re.compile(r"[A-Za-z_][\w:.+/-]*|\d+")
_JOIN = re.compile(r"\s*#\s*")
_END = re.compile(r"[\s,]*([})])")
_NEXT = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", re.MULTILINE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DEEPEST = 40
"""Levels of nested braces; nobody writes more, and decoders recurse over them."""


@dataclass(frozen=True)
class BibEntry:
    """One entry. Names of fields are in lower case, values without their outer braces."""

    kind: str
    key: str
    fields: Mapping[str, str]
    line: int


@dataclass(frozen=True)
class Fault:
    """A syntax error: line, message and fix."""

    line: int
    message: str
    fix: str = "Correct the entry; until then it cannot be cited."


@dataclass
class BibFile:
    """The entries of one file, and its faults."""

    entries: list[BibEntry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class _Broken(Exception):
    def __init__(self, at: int, message: str) -> None:
        super().__init__(message)
        self.at, self.message = at, message


def read_bibtex(text: str) -> BibFile:
    """The entries of a file, in its order. A broken entry becomes a fault."""
    return _Reader(text).file()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.strings: dict[str, str] = {}
        self.found = BibFile()
        self._line, self._counted = 1, 0

    def file(self) -> BibFile:
        at = 0
        while match := _BEGIN.search(self.text, at):
            kind = match[1].lower()
            try:
                at = self._block(kind, match)
            except _Broken as fault:
                self.found.faults.append(Fault(self.line(fault.at), fault.message))
                # An unclosed entry may have swallowed the rest of the file: start again after its
                # first line.
                following = _NEXT.search(self.text, match.end())
                at = following.start() if following else len(self.text)
        return self.found

    def line(self, at: int) -> int:
        """The line at ``at``, counted on from the last call."""
        if at < self._counted:
            self._line, self._counted = 1, 0
        self._line += self.text.count("\n", self._counted, at)
        self._counted = at
        return self._line

    def _block(self, kind: str, match: re.Match[str]) -> int:
        if kind in ("comment", "preamble"):
            return self._closed(match.end() - 1, match[2])
        if kind == "string":
            fields, end = self._fields(match.end(), match[2], match.start())
            self.strings.update(fields)
            return end
        line = self.line(match.start())
        key = _KEY.match(self.text, match.end())
        if key is None:
            message = f"this @{kind} has no key"
            raise _Broken(match.start(), message)
        fields, end = self._fields(key.end(), match[2], match.start())
        self.found.entries.append(BibEntry(kind, key[1], fields, line))
        return end

    def _closed(self, at: int, opening: str) -> int:
        if opening == "{":
            return self._braced(at)[1]
        end = self.text.find(")", at)
        return end + 1 if end >= 0 else len(self.text)

    def _fields(self, at: int, opening: str, begin: int) -> tuple[dict[str, str], int]:
        fields: dict[str, str] = {}
        closing = "}" if opening == "{" else ")"
        while True:
            end = _END.match(self.text, at)
            if end and end[1] == closing:
                return fields, end.end()
            name = _NAME.match(self.text, at)
            if name is None:
                raise _Broken(*self._lost(at, begin))
            value, at = self._value(name.end(), name[1])
            if name[1].lower() in fields:
                message = f"the field {name[1]} is set twice; the first counts"
                fix = "Delete one of the two."
                self.found.faults.append(Fault(self.line(name.start(1)), message, fix))
            fields.setdefault(name[1].lower(), value)
            behind = re.compile(r"\s*").match(self.text, at)
            at = behind.end() if behind else at
            if at < len(self.text) and self.text[at] not in f",{closing}":
                raise _Broken(at, f"a comma is missing after the field {name[1]}")

    def _lost(self, at: int, begin: int) -> tuple[int, str]:
        rest = self.text[at : at + 200].strip(" \t\r\n,")
        if not rest or _NEXT.match(self.text, self.text.find(rest[0], at)):
            return begin, "the entry that begins here is never closed"
        word = rest.split(None, 1)[0][:40]
        return at + self.text[at : at + 200].find(
            rest[0]
        ), f"{word!r} is not a field: write name = {{value}}"

    def _value(self, at: int, name: str) -> tuple[str, int]:
        parts: list[str] = []
        while True:
            sign = self.text[at : at + 1]
            if sign == "{":
                part, at = self._braced(at)
            elif sign == '"':
                part, at = self._quoted(at)
            elif macro := _MACRO.match(self.text, at):
                part, at = self._macro(macro[0], at), macro.end()
            else:
                raise _Broken(at, f"the field {name} has no value")
            parts.append(part)
            join = _JOIN.match(self.text, at)
            if join is None:
                return "".join(parts), at
            at = join.end()

    def _macro(self, word: str, at: int) -> str:
        lowered = word.lower()
        if lowered in self.strings:
            return self.strings[lowered]
        if not word.isdigit() and lowered not in MONTHS:
            message = f"no @string defines {word!r}; it is used as it is"
            fix = "Put braces around it if it is text, or add the @string."
            self.found.faults.append(Fault(self.line(at), message, fix))
        return word

    def _braced(self, at: int) -> tuple[str, int]:
        """The text between the brace at ``at`` and its counterpart, and the place after that."""
        depth, start = 0, at
        for match in _BRACES.finditer(self.text, at):
            if match[0] == "{":
                depth += 1
            elif match[0] == "}":
                depth -= 1
            if depth > DEEPEST:
                raise _Broken(start, f"braces are nested more than {DEEPEST} deep")
            if not depth:
                return self.text[start + 1 : match.start()], match.end()
        raise _Broken(start, "a brace opens here and is never closed")

    def _quoted(self, at: int) -> tuple[str, int]:
        depth = 0
        for match in _QUOTES.finditer(self.text, at + 1):
            if match[0] == "{":
                depth += 1
            elif match[0] == "}":
                depth -= 1
            elif match[0] == '"' and depth <= 0:
                return self.text[at + 1 : match.start()], match.end()
            if depth > DEEPEST:
                raise _Broken(at, f"braces are nested more than {DEEPEST} deep")
            if depth < 0:
                break
        raise _Broken(at, "a quotation mark opens here and is never closed")


_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_QUOTES = re.compile(r'\\[^"]|[{}"]', re.DOTALL)


# -- writing -------------------------------------------------------------------------------

_INHERITED = {
    "title": "booktitle",
    "subtitle": "booksubtitle",
    "titleaddon": "booktitleaddon",
    "author": "bookauthor",
}
_OWN = frozenset({"crossref", "xref", "xdata", "ids", "entryset", "label", "keywords", "abstract"})
_PROTECTED = frozenset({"booktitle", "maintitle", "booksubtitle", "mainsubtitle", "series"})
_WHOLES = frozenset({"proceedings", "mvproceedings", "collection", "mvcollection", "periodical"})
IDLE = frozenset({"abstract", "file", "keywords", "annotation", "annote", "owner", "timestamp"})
"""Fields that no list of references shows; some hold whole papers."""
VERBATIM = frozenset({"url", "doi", "eprint", "file", "pdf", "urlraw"})
"""Fields that hold no TeX (BibLaTeX §2.2.1)."""
_DOLLAR = re.compile(r"(?<!\\)((?:\\\\)*)\$")
_SIGN = re.compile(r"(?<!\\)((?:\\\\)*)([%#])")


def inherited(entry: BibEntry, others: Mapping[str, BibEntry]) -> BibEntry:
    """``entry`` with the fields that it inherits from its ``crossref`` (BibLaTeX §2.4.1)."""
    fields, seen = dict(entry.fields), {entry.key}
    parent = others.get(fields.get("crossref", "").strip())
    while parent is not None and parent.key not in seen:
        seen.add(parent.key)
        for name, value in parent.fields.items():
            if name not in _OWN and not (name == "author" and parent.kind != "book"):
                fields.setdefault(_INHERITED.get(name, name) if name != "author" else name, value)
        parent = others.get(parent.fields.get("crossref", "").strip())
    for name in ("crossref", "xref", "xdata"):
        fields.pop(name, None)
    return BibEntry(entry.kind, entry.key, fields, entry.line)


def written(entry: BibEntry, key: str, lang: str = "en") -> str:
    """``entry`` as BibLaTeX under another ``key``, with its meaningful capitals kept.

    All entries are in a language other than English; ``lang`` is the language of a record that
    names none.
    """
    foreign = "langid" not in entry.fields and lang.split("-")[0].lower() != "en"
    lines = [f"@{entry.kind}{{{key},"]
    for name, value in entry.fields.items():
        if name in IDLE:
            continue
        if name not in VERBATIM:
            value = _plain_signs(value)
        if name in _PROTECTED or (name == "title" and entry.kind in _WHOLES):
            value = f"{{{value}}}"
        elif name in ("title", "subtitle", "shorttitle"):
            value = f"{{{value}}}" if foreign else kept_case(value)
        bare = name == "month" and value.strip().lower() in MONTHS
        lines.append(f"  {name} = {value.strip().lower()}," if bare else f"  {name} = {{{value}}},")
    if "options" not in entry.fields:
        # "van der Berg" is one name; the style decides whether it is sorted under B.
        lines.append("  options = {useprefix=true},")
    return "\n".join([*lines, "}"])


def _plain_signs(value: str) -> str:
    """``value`` with the signs escaped that nobody means as TeX in a record.

    A bare % begins a comment, # an argument, a single $ a formula: each loses words.
    """
    value = _SIGN.sub(r"\1\\\2", value)
    alone = len(_DOLLAR.findall(value)) % 2
    return _DOLLAR.sub(r"\1\\$", value) if alone else value


_WORDS = re.compile(r"\\[A-Za-z]+|\\.|[{}]|\$[^$]*\$|[^\s\\{}$]+", re.DOTALL)


def kept_case(title: str) -> str:
    """``title`` with braces around the words whose capitals mean more than "a title begins".

    Decoders lower-case English titles, as BibTeX did. That is right for A Title Like This One, and
    wrong for *C++*, *Vietoris-Rips* or a title in sentence case, whose capitals all have a meaning.
    """
    words = [(m[0], m.start(), m.end()) for m in _outer(title)]
    meant = [word for word, _, _ in words[1:] if len(word) > 3 and word[:1].isalpha()]
    small = sum(1 for word in meant if word[:1].islower())
    sentence = small * 3 > len(meant)
    out, last = [], 0
    for n, (word, start, _) in enumerate(words):
        bare = word.strip(_SIGNS)
        if (sentence and n and word != word.lower()) or _is_marked(bare):
            begin = start + word.find(bare)
            out += [title[last:begin], "{", bare, "}"]
            last = begin + len(bare)
    return "".join([*out, title[last:]])


def _outer(title: str) -> Iterator[re.Match[str]]:
    """The words of a title outside braces and commands."""
    depth = 0
    for match in _WORDS.finditer(title):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
        elif depth == 0 and match[0][0] not in "\\$":
            yield match


_SIGNS = ".,;:!?()[]'\"`“”‘’-–—/"


def _is_marked(bare: str) -> bool:
    """Whether a word has capitals after its first letter, or one beside a sign or a digit."""
    return bare[1:] != bare[1:].lower() or (bare != bare.lower() and not bare.isalpha())

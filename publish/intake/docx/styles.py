"""Styles: what a paragraph is by the name of its style, and what a run looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from publish.intake.docx.markup import attribute, child, elements, name, value, within

_LONGEST_CHAIN = 20
_HEADING = re.compile(
    r"(?:heading|head|header|überschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|otsikko"
    r"|nagłówek|nadpis|címsor|titlu|заголовок|επικεφαλίδα|başlık|見出し|标题|標題|제목|"
    r"عنوان|כותרת|शीर्षक)\s?(?P<level>[1-9])"
)
_ROLES = {
    "title": "title|titel|titre|título|título do documento|titolo|tytuł|заголовок|표제|표題|표 제목"
    "|標題|标题|表題|العنوان|כותרת",
    "subtitle": "subtitle|untertitel|sous-titre|subtítulo|sottotitolo|ondertitel|undertitel"
    "|undertittel|alaotsikko|podtytuł|podtitul|подзаголовок|副題|副标题|副標題",
    "caption": "caption|image caption|table caption|captioned figure|figure|table|illustration"
    "|beschriftung|légende|leyenda|epígrafe|didascalia|legenda|bijschrift|billedtekst|bildetekst|beskrivning"
    "|название объекта|図表番号|题注|標號|drawing|abbildung|tabelle",
    "quote": "quote|intense quote|block text|block quote|block quotation|quotations|quotation|zitat"
    "|intensives zitat|citation|citation intense|cita|cita destacada|citazione|citaat|citat|cytat"
    "|引用文|引用",
    "code": "source code|html preformatted|preformatted text|code|code block|plain text|macro text"
    "|listing|programlisting",
    "abstract": "abstract",
    "credit": "image credit|photo credit|credit|bildnachweis",
}
_BY_NAME = {word: role for role, words in _ROLES.items() for word in words.split("|")}
_TOGGLES = ("b", "i", "strike", "smallCaps", "vanish", "u", "highlight", "caps")
_CODE = re.compile(r"\b(?:code|verbatim|source text|typewriter|inlinecode)\b")


class Styles:
    """The styles of a document."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self.default = ""
        self.lang = self.rtl_lang = ""
        for style in elements(root):
            if name(style) == "w:style":
                key = attribute(style, "w:styleId")
                self._styles[key] = style
                if attribute(style, "w:type") == "paragraph" and attribute(style, "w:default") in (
                    "1",
                    "true",
                    "on",
                ):
                    self.default = key
        defaults = child(root, "w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang")
        normal = child(self._styles.get(self.default), "w:rPr", "w:lang")
        self.lang = attribute(normal, "w:val") or attribute(defaults, "w:val")
        self.rtl_lang = attribute(normal, "w:bidi") or attribute(defaults, "w:bidi")

    def chain(self, key: str) -> Iterator[etree._Element]:
        """A style, and those that it is based on."""
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(key)
            if style is None:
                return
            yield style
            key = value(style, "w:basedOn")

    def names(self, key: str) -> Iterator[str]:
        """The names of a style and of those that it is based on, in lower case."""
        found = False
        for style in self.chain(key):
            found = True
            yield (value(style, "w:name") or attribute(style, "w:styleId")).strip().lower()
        if not found and key:
            yield key.strip().lower()

    def role(self, key: str) -> str:
        """The role of a paragraph style, by its name or that of one that it is based on."""
        for known in self.names(key):
            plain = re.sub(r"\s*\(.*\)$|[ _]+\d*$", "", known)
            if role := _BY_NAME.get(known) or _BY_NAME.get(plain):
                return role
        return ""

    def level(self, key: str) -> int:
        """The level of a heading by its style's name or outline level, from 1; 0 if it is none."""
        for known in self.names(key):
            if match := _HEADING.match(known):
                return int(match["level"])
        for style in self.chain(key):
            outline = value(style, "w:pPr", "w:outlineLvl")
            if outline.isdigit():
                return int(outline) + 1 if int(outline) < 9 else 0
        return 0

    def is_contents(self, key: str) -> bool:
        """Whether it is a line of a table of contents."""
        return any(re.match(r"(?:toc|verzeichnis|contents)[ _]\d", n) for n in self.names(key))

    def run_property(self, properties: etree._Element | None, wanted: str) -> etree._Element | None:
        """A property of a run: its own, else that of its character style."""
        own = child(properties, f"w:{wanted}")
        if own is not None:
            return own
        return self.property_of(value(properties, "w:rStyle"), wanted)

    def property_of(self, key: str, wanted: str) -> etree._Element | None:
        """A property of runs, as a style or one that it is based on has it."""
        return next(
            (e for s in self.chain(key) if (e := child(s, "w:rPr", f"w:{wanted}")) is not None),
            None,
        )

    def is_code(self, key: str) -> bool:
        """Whether a character style is for code."""
        return any(_CODE.search(known) for known in self.names(key))

    def paragraph_property(
        self, properties: etree._Element | None, wanted: str
    ) -> etree._Element | None:
        """A property of a paragraph: its own, else that of its style."""
        own = child(properties, f"w:{wanted}")
        if own is not None:
            return own
        key = value(properties, "w:pStyle") or self.default
        return next(
            (e for s in self.chain(key) if (e := child(s, "w:pPr", f"w:{wanted}")) is not None),
            None,
        )


def hidden_in(properties: etree._Element) -> bool:
    """Whether run properties hide their text."""
    return any(True for _ in within(properties, "w:vanish"))

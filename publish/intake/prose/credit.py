"""Reads the credit in a caption: who made the picture, where it comes from, on which terms.

Nothing is assumed. A license is one only where its name is written; a site where a picture was
found, a courtesy, a copyright sign say nothing of who made it or on which terms it may be used.
What is not plain is ``asked``: the credit then stays in the caption, and the reasons say why.
"""

from __future__ import annotations

import re

from publish.intake.prose.lexicon import Lexicon, lexicon
from publish.model.credit import License
from publish.rights.license_in_text import license_in
from publish.values import dataclass

LONGEST = 600
_MOST_WORDS, _LONGEST_NAME = 5, 40
_MOST_BEHIND = 120
"""Letters behind a license: its address, and where the picture was found."""
_OWN = re.compile(r"\s*[\[(]?\s*[-–—,]?\s*\bown work\b\s*[\])]?", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]]*)\]\(<?([^)\s>]*)>?\)")
_ADDRESS = re.compile(r"https?://[^\s)\],;]+")
_LICENSE = re.compile(
    r"\(?(?:(?:licen[sc]ed\s+)?(?:under|unter|sous|licencia|licença|licenza|лицензия)\s+(?:the\s+|einer\s+)?)?"
    r"(?P<name>(?:CC|Creative\s+Commons)[\s-]*(?:0|BY|Attribution|Zero|Namensnennung)"
    r"(?:[\s/-]*(?:BY|SA|NC|ND|Attribution|Share\s?Alike|Non\s?Commercial|No\s?Deriv(?:ative)?s?))*"
    r"(?:[\s-]*\d\.\d)?(?:[\s-]*(?:International|Unported|Generic|Deed|license|licence|[A-Z]{2}\b))?"
    r"|CC0(?:\s1\.0)?|public\s+domain|gemeinfrei|domaine\s+public|dominio\s+p[uú]blico|dom[ií]nio\s+p[uú]blico|domain\s+publik"
    r"|pubblico\s+dominio|パブリックドメイン|公有领域|GFDL(?:[\s-]\d\.\d)?)\)?",
    re.IGNORECASE,
)
_EDGES = " \t\n.,;:|/–—-·*_()[]（）。、，"
_ENDS = ".!?…。！？([|/–—-»”\"'’」』），,;:：·•）)（"
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})[.!?…]\s+")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_FUNCTION = re.compile(
    r"\b(?:the|and|with|shows?|und|mit|der|die|das|dem|les|des|avec|for|at|in|is|was|will|who|after|before)\b"
)
_NOT_A_NAME = re.compile(r"[\d@#<>{}=+*?!%]|https?:")


@dataclass(frozen=True)
class ProseCredit:
    """A credit in a caption. ``start`` and ``end`` are its place; the rest is the caption."""

    start: int
    end: int
    line: str
    """The words of the credit, to the letter."""
    creator: str = ""
    provider: str = ""
    license: License | None = None
    source: str = ""
    asked: tuple[str, ...] = ()
    """Reasons to ask; without any, it is sure."""

    @property
    def sure(self) -> bool:
        """Whether it can be written as it is."""
        return not self.asked


def credit_in(caption: str) -> ProseCredit | None:
    """The credit in a caption; None if it has none. Of several, the last one counts."""
    if len(caption) > LONGEST:
        return None
    words = lexicon()
    found = [m for m in words.start.finditer(caption) if _begins(caption, m)]
    found = [m for m in found if caption[m.end() :].strip(_EDGES)]
    if found:
        return _keyed(caption, found, words)
    ending = words.ending.search(caption)
    if ending is None:
        return _licensed(caption, words)
    if ending["inner"]:
        whole = (ending.start(), ending["inner"])
    else:
        sentences = [m.end() for m in _SENTENCE.finditer(ending["outer"])]
        begin = max(sentences, default=0)
        whole = (ending.start("outer") + begin, ending["outer"][begin:])
    return _credit(caption, whole[0], len(caption), whole[1], (), words, keyless=True)


def _licensed(caption: str, words: Lexicon) -> ProseCredit | None:
    """A credit that is a name and a license: "By Ada Example (Own work) [CC BY-SA 4.0]"."""
    license = _LICENSE.search(caption)
    if license is None or len(caption) - license.end() > _MOST_BEHIND:
        return None
    before = caption[: license.start()]
    start = max(
        (m.end() for m in re.finditer(r"[.!?]\s+(?=[Bb]y\s|\S+\s*[\[(]?$)", before)), default=0
    )
    by = re.match(r"\s*by\s+", caption[start:], re.IGNORECASE)
    asked = () if by else ("no word says that it is a credit",)
    text = caption[start + (by.end() if by else 0) :]
    return _credit(caption, start, len(caption), text, asked, words)


def _begins(caption: str, match: re.Match[str]) -> bool:
    """Whether a clause begins there."""
    before = caption[: match.start()].rstrip(" *_")
    between = caption[len(before) : match.start()]
    if not before or before[-1] in _ENDS or "\n" in between or match["courtesy"]:
        return True
    return bool(match["sign"] or match["title"]) or ":" in match[0] or not before[-1].isascii()


def _keyed(caption: str, found: list[re.Match[str]], words: Lexicon) -> ProseCredit:
    match = found[-1]
    asked: list[str] = []
    if len(found) > 1:
        match = next((m for m in found if _near(caption, m, found[-1])), match)
        if match is found[-1] and all(m["sign"] is None for m in found[-2:]):
            asked.append("there is more than one credit")
    start, end = match.start(), len(caption)
    before = caption[:start].rstrip(" *_")
    bracket = {"(": ")", "[": "]", "（": "）"}.get(before[-1:])
    if before and not bracket and before[-1] not in _ENDS and before[-1].isascii():
        asked.append("no sign parts it from the caption")
    if bracket and bracket in caption[match.end() :]:
        end = caption.index(bracket, match.end()) + 1
        start = len(before) - 1
        if caption[end:].strip(_EDGES):
            asked.append("words follow it")
    text = caption[match.end() : end]
    if match["courtesy"]:
        asked.append("a courtesy names who gave it, not who made it")
    if match["source"]:
        asked.append("a source can be of the picture, or of the data in it")
    if match["sign"]:
        asked.append("© names who holds the rights, not who made it")
    return _credit(caption, start, end, text, tuple(asked), words)


def _near(caption: str, first: re.Match[str], last: re.Match[str]) -> bool:
    """Whether two beginnings are of one credit: "Photo: © Ada Example"."""
    between = caption[first.end() : last.start()]
    return first is not last and not between.strip(_EDGES) and last["sign"] is not None


def _credit(
    caption: str,
    start: int,
    end: int,
    text: str,
    asked: tuple[str, ...],
    words: Lexicon,
    *,
    keyless: bool = False,
) -> ProseCredit:
    line = caption[start:end].strip(" \t\n*_|–—-")
    if line[:1] in "([（" and line.rstrip(".")[-1:] in ")]）":
        line = line.rstrip(".")[1:-1].strip()
    reasons = list(asked)
    links = _LINK.findall(text)
    source = links[0][1] if links else ""
    plain = _LINK.sub(r"\1", text).replace("**", "").strip()
    bare = _ADDRESS.search(plain)
    if bare:
        source, plain = source or bare[0].rstrip("."), plain.replace(bare[0], " ")
    if "©" in plain or "(c)" in plain.lower():
        reasons.append("© names who holds the rights, not who made it")
        plain = re.sub(r"©|\(c\)", " ", plain, flags=re.IGNORECASE)
    license, plain, named = _license(_OWN.sub(" ", plain))
    if named and license is None:
        reasons.append("its license is not plain")
    if words.reserved.search(plain):
        plain = words.reserved.sub(" ", plain)
        reasons.append("“all rights reserved” is no terms of use")
    makers, providers = _sorted_out(plain, words)
    reasons += _doubts(caption, makers, providers, words, keyless)
    if any("courtesy" in reason for reason in reasons):
        makers, providers = [], [*providers, *makers]
    creator = makers[0] if makers else ""
    provider = " / ".join([*providers, *makers[1:]])
    unique = tuple(dict.fromkeys(reasons))
    return ProseCredit(start, end, line, creator, provider, license, source, unique)


def _license(text: str) -> tuple[License | None, str, bool]:
    """The license that a text names, the text without it, and whether it names one at all."""
    match = _LICENSE.search(text)
    if match is None:
        return None, text, False
    name = " ".join(match["name"].split())
    short = re.sub(r"\s(?:International|Unported|Generic|Deed|licen[sc]e)$", "", name, flags=re.I)
    found = license_in(name) or license_in(short)
    return found, text[: match.start()] + " / " + text[match.end() :], True


def _sorted_out(text: str, words: Lexicon) -> tuple[list[str], list[str]]:
    """The people, and the agencies and sites, in the parts of a credit."""
    makers: list[str] = []
    providers: list[str] = []
    head, *behind = words.via.split(text)
    for part in filter(None, (p.strip(_EDGES) for p in words.parts.split(head))):
        for piece in (found.strip(_EDGES) for found in _pieces(part, words)):
            if piece.casefold() not in words.asides:
                (providers if _is_known(piece, words) else makers).append(piece)
    for place in behind:
        found = (p.strip(_EDGES) for p in words.parts.split(place))
        providers += (p for p in found if p and p.casefold() not in words.asides)
    return makers, providers


def _pieces(part: str, words: Lexicon) -> list[str]:
    """A name and what follows it behind a comma or a dash, if that is known."""
    for mark in (", ", " - ", " – ", " — "):
        head, found, tail = part.rpartition(mark)
        if found and _is_known(tail, words):
            return [head, tail]
    bracket = re.fullmatch(r"(?P<head>[^()]+?)\s*\((?P<tail>[^()]+)\)?", part)
    return [bracket["head"], bracket["tail"]] if bracket else [part]


def _is_known(text: str, words: Lexicon) -> bool:
    folded = " ".join(text.strip(_EDGES).casefold().split())
    return folded in words.agencies or folded in words.sites


def _is_short(makers: list[str]) -> bool:
    """Whether the maker is one word, in a script that has words."""
    return bool(makers) and " " not in makers[0] and not _unspaced(makers[0])


def _unspaced(text: str) -> bool:
    """Whether a text is in a script without spaces between words."""
    return any("\u3040" <= letter <= "\u9fff" for letter in text)


def _doubts(
    caption: str, makers: list[str], providers: list[str], words: Lexicon, keyless: bool
) -> list[str]:
    doubts: list[str] = []
    if not makers:
        doubts.append("it names no person")
    if providers and all(p.casefold() in words.sites for p in providers) and not makers:
        doubts.append("a site where pictures are found is no license")
    if len(makers) > 2:
        doubts.append("it has several parts")
    if any(words.key.match(maker.split()[0]) for maker in makers) or (
        keyless and _is_short(makers)
    ):
        doubts.append("no word says that it is a credit")
    if makers and not providers and _is_short(makers):
        doubts.append("one word can be an agency")
    strange = [p for p in providers if not _is_known(p, words) and "." not in p]
    if any(not _is_name(named) for named in (*makers, *strange)):
        doubts.append("it is not plain which words are the name")
    if words.side.search(caption):
        doubts.append("it speaks of several pictures")
    return doubts


def _is_name(text: str) -> bool:
    """Whether a text looks like the name of a person or an organization."""
    if len(text) > _LONGEST_NAME or _NOT_A_NAME.search(text) or _YEAR.search(text):
        return False
    parts = text.split()
    if not parts or len(parts) > _MOST_WORDS or _FUNCTION.search(text):
        return False
    if "," in text or any(dash in text for dash in (" – ", " — ", " - ")):
        return False
    if any(mark in text for mark in ".。、:：") and not re.search(
        r"\b[A-ZÀ-Þ]\.|\b(?:Dr|Jr|Sr|St)\.", text
    ):
        return False
    first = text[0]
    return not first.isascii() or first.isupper() or "-" in parts[0]

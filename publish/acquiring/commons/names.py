"""Names of authors as Commons writes them: without marks of the wiki, and which say "unknown"."""

from __future__ import annotations

import re

TALK = re.compile(
    r"(?:talk|diskussion|discuss|discusión|обсуждение|overleg|dyskusj|diskuse|keskustelu)"
    r"[^/]*:|/(?:special|spezial|spécial|especial|speciale|speciaal|speciální|служебная|specjalna)"
    r"[^/]*:",
    re.IGNORECASE,
)
"""Addresses of pages about a user: talk, contributions, uploads."""

_USER = re.compile(
    r"^:?(?:[a-z-]{1,12}:)*(?:user|benutzer(?:in)?|utilisat(?:eur|rice)|usuari[oa]|utente|gebruiker"
    r"|usuário|wikipedysta|wikipedystka|участни(?:к|ца)|користувач(?:ка)?|uživatel(?:ka)?|användare"
    r"|bruger|bruker|käyttäjä|szerkesztő|kullanıcı|利用者|用户|用戶|사용자|مستخدم|משתמש)\s*:\s*",
    re.IGNORECASE,
)
"""The namespace of users, in the languages of larger wikis, after prefixes such as ``w:de:``."""
_ABOUT = re.compile(
    r"\(\s*(?:(?:talk|contribs?|contributions|uploads|diskussion|discussion|beiträge|d|[·•|,/–-])"
    r"\s*)*\)|\[\d{1,3}\]",
    re.IGNORECASE,
)
"""Remains of links to such pages, and the numbers of notes."""

_UNKNOWN = """
    unknown|unidentified|not known|not provided|not specified|unknown or not provided|n/a|-|—|–|?|
    unbekannt|unbekannte|unbekannter|unbekannten|nicht bekannt|onbekannt|
    inconnu|inconnue|inconnus|non renseigné|desconocido|desconocida|desconegut|desconeguda|
    descoñecido|desconocíu|desconhecido|desconhecida|sconosciuto|sconosciuta|ignoto|ignota|ignotus|
    onbekend|onbekende|ukendt|ukjent|ukjend|okänd|okända|óþekktur|tuntematon|tundmatu|nezināms|
    nežinomas|nieznany|nieznana|nieznani|neznámý|neznámá|neznámy|neznáma|neznan|neznana|nepoznat|
    nepoznati|непознат|непознати|неизвестен|неизвестный|неизвестная|неизвестно|неизвестны|
    невідомий|невідома|невідомо|невядомы|necunoscut|necunoscută|ismeretlen|i panjohur|
    άγνωστος|άγνωστη|άγνωστο|bilinmiyor|bilinmeyen|naməlum|noma'lum|белгісіз|ezezaguna|dianav|
    anhysbys|anaithnid|nekonata|onbekend|tidak diketahui|không rõ|không biết|haijulikani|
    անհայտ|უცნობი|مجهول|غير معروف|ناشناس|نامعلوم|לא ידוע|לא ידועה|अज्ञात|অজানা|അജ്ഞാതം|
    அறியப்படாதவர்|తెలియదు|ไม่ทราบ|不明|未知|佚名|不詳|不详|作者不明|作者不詳|作者不详|알 수 없음|미상|
    작자 미상
"""
_PERSON = """
    author|artist|photographer|creator|painter|autor|autorin|autor/-in|urheber|urheberin|fotograf|
    fotografin|künstler|künstlerin|auteur|auteure|photographe|artiste|autora|fotógrafo|fotógrafa|
    artista|autore|autrice|fotografo|fotografa|fotograaf|kunstenaar|forfatter|fotograaf|
    valokuvaaja|tekijä|autorka|автор|авторка|фотограф|художник|συγγραφέας|szerző|fényképész|yazar|
    fotoğrafçı|المؤلف|מחבר
"""


def _listed(words: str) -> frozenset[str]:
    return frozenset(" ".join(word.split()).casefold() for word in words.split("|"))


UNKNOWN, PERSONS = _listed(_UNKNOWN), _listed(_PERSON)
"""Words of Commons' languages that say that nobody is known, and for whom."""


def plain_name(text: str) -> str:
    """Return a name without the wiki's namespace, links to talk pages and numbers of notes."""
    name = " ".join(_ABOUT.sub(" ", text).split())
    user = _USER.match(name)
    return name[user.end() :].replace("_", " ").strip() if user else name


def is_unknown(name: str) -> bool:
    """Return whether a name means "unknown", in any language of Commons.

    It may be doubled, for people and machines, and be followed by a remark in brackets.
    """
    plain = name.partition("(")[0].strip(" .:;,").casefold()
    half = len(plain) // 2
    halves = (plain[:half].strip(), plain[half:].strip())
    return _says_unknown(plain) or (halves[0] == halves[1] and _says_unknown(halves[0]))


def _says_unknown(text: str) -> bool:
    rest = " ".join(word for word in text.split() if word not in PERSONS)
    return not text or text in UNKNOWN or rest in UNKNOWN

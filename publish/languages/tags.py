"""The tags that name languages (BCP 47)."""

from __future__ import annotations

import re

from publish.languages import conventions
from publish.suggest import nearest

# RFC 5646 §2.1, without extlangs and grandfathered tags.
_TAG = re.compile(
    r"(?P<language>[A-Za-z]{2,3})"
    r"(?:-(?P<script>[A-Za-z]{4}))?"
    r"(?:-(?P<region>[A-Za-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*)"
    r"(?P<extensions>(?:-[A-WYZa-wyz0-9](?:-[A-Za-z0-9]{2,8})+)*)"
    r"(?P<private>(?:-[xX](?:-[A-Za-z0-9]{1,8})+)?)"
)

_CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv
cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr
ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw
ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv
ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq
sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh
yi yo za zh zu
"""
ISO_639_1 = frozenset(_CODES.split())


class NotALanguage(ValueError):
    """A tag that RFC 5646 or ISO 639-1 does not have; ``meant`` is a guess at the right one."""

    def __init__(self, text: str, meant: str | None) -> None:
        super().__init__(text)
        self.meant = meant


def language_tag(text: str) -> str:
    """``text`` as a BCP 47 tag in its usual case: ``EN-us`` gives ``en-US``.

    The form is that of RFC 5646 §2.1; a two-letter language must be in ISO
    639-1. Raises :class:`NotALanguage` for anything else.
    """
    match = _TAG.fullmatch(text)
    if match is None or not _known(match["language"].lower()):
        raise NotALanguage(text, _meant(text))
    script, region = match["script"], match["region"]
    parts = [match["language"].lower()]
    parts += [script.title()] if script else []
    parts += [region.upper()] if region else []
    rest = match["variants"] + match["extensions"] + match["private"]
    return "-".join(parts) + rest.lower()


def _known(language: str) -> bool:
    return len(language) == 3 or language in ISO_639_1


def _meant(text: str) -> str | None:
    tidy = re.sub(r"[_\s]+", "-", text.strip())
    if tidy != text and _TAG.fullmatch(tidy):
        return language_tag(tidy) if _known(tidy.split("-")[0].lower()) else None
    from babel import Locale

    names: dict[str, str] = {}
    for code, name in Locale("en").languages.items():
        names.setdefault(name.casefold(), code.replace("_", "-"))
    for code in sorted({tag.split("-")[0] for tag in conventions.tags()}):
        own = Locale(code).get_display_name(code)
        names.setdefault((own or code).casefold(), code)
    close = nearest(text, names) if len(text) > 3 else None
    return names[close] if close else None

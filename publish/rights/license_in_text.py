"""Finds the license that a text of terms names."""

from __future__ import annotations

import re

from publish.model.credit import License
from publish.rights import registry

LONGEST_NAME = 150
"""Letters of a text that may be a license's name, and nothing else."""
_PAGE = re.compile(r"https?://creativecommons\.org/(?:licenses|publicdomain)/[\w./+-]+")
_SENTENCE = re.compile(
    r"^(?:this (?:work|image|picture|photo(?:graph)?|file) is )?(?:licen[sc]ed|released|available"
    r"|published) (?:under|with) (?:the |an? )?(?P<name>.+?)(?: licen[sc]e)?[.]?$",
    re.IGNORECASE,
)


def license_in(text: str) -> License | None:
    """Return the license that a text names: alone, in a sentence, or by its one address."""
    pages = dict.fromkeys(_PAGE.findall(text))
    candidates = [page.rstrip(".") for page in pages] if len(pages) == 1 else []
    if len(text) <= LONGEST_NAME:
        sentence = _SENTENCE.match(" ".join(text.split()))
        candidates = [text, *([sentence["name"]] if sentence else []), *candidates]
    for candidate in candidates:
        try:
            return registry.find(candidate)
        except registry.Unknown:
            continue
    return None


def is_only(license: License, text: str) -> bool:
    """Return whether the text is the license's name or address, and nothing else."""
    try:
        return len(text) <= LONGEST_NAME and registry.find(text) == license
    except registry.Unknown:
        return False

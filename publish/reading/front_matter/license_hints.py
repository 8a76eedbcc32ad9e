"""Messages about a license that is not in the register."""

from __future__ import annotations

from publish.rights.registry import Unknown, Why, find, find_basis
from publish.suggest import question

_OTHERWISE = (
    "Write an SPDX or Creative Commons name such as CC-BY-SA-4.0, public domain or all rights "
    "reserved; anything else (a permission, a handout) belongs in `basis:`."
)
_FOUND = "it is named where the work was found."


def unknown_license(error: Unknown) -> tuple[str, str]:
    """Message and fix for an unknown license."""
    message = f"`{error.text}` is not a known license"
    match error.why:
        case Why.VERSION:
            return message, f"State the version, such as {error.nearest[0]}; {_FOUND}"
        case Why.FAMILY:
            *first, last = error.nearest
            examples = f"{', '.join(first)} or {last}"
            message = f"`{error.text}` is the name of several licenses"
            return message, f"State which of them, such as {examples}; {_FOUND}"
        case Why.PORT:
            name = find(error.nearest[0]).short
            message = f"the register has no port {error.rest.upper()} of {name}"
            found = "Look the license up where the work was found"
            return message, f"{found}; write {error.nearest[0]} only if no country is named there."
        case Why.MORE:
            fix = f"Write {error.nearest[0]}; changes belong in `changes:`."
            return f"`{error.text}` is more than a license's name", fix
    return message, _basis(error.text) or question(*error.nearest) or _OTHERWISE


def _basis(text: str) -> str:
    """The fix if ``text`` is a basis for use instead of a license; otherwise ""."""
    try:
        basis = find_basis(text)
    except Unknown:
        return ""
    return f"It is a basis for use without a license: write `basis: {basis}` in the credit."

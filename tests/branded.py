"""Articles of a publication with a brand, in every theme, that lack pictures which are withheld.

They are built once in a run, for tests of brands and of channels.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from publish import build
from publish.building.publishing import Published
from tests import shared
from tests.channels.desk import LENT, OPEN, Desk, photo

NAME = "Example Institute"
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 80">
<defs><linearGradient id="g"><stop offset="0" stop-color="#0f4c6b"/>
<stop offset="1" stop-color="#2a8f6b"/></linearGradient></defs>
<circle cx="40" cy="40" r="36" fill="url(#g)"/>
<path d="M24 40l12 14 22-28" stroke="#fff" stroke-width="8" fill="none"/>
<g fill="#1b1f24"><rect x="96" y="18" width="180" height="14"/>
<rect x="96" y="42" width="120" height="14"/></g></svg>"""
BRAND = f'[brand]\nname = "{NAME}"\nlogo = "brand/logo.svg"\n'
ELSEWHERE = '[channels.web]\nformat = "epub"\n'
"""A channel that is not built."""


def branded(theme: str) -> tuple[Published, Published]:
    """One article whose hero is withheld, and one that has no picture left. Leave them alone."""
    return shared.once(f"branded-{theme}", lambda: _built(theme))


def files(published: Iterable[Published], format: str) -> list[Path]:
    """The files of a format."""
    return [o.path for one in published for o in one.outputs if o.format == format]


def _built(theme: str) -> tuple[Published, Published]:
    root = shared.folder() / f"branded-{theme}"
    (root / "brand").mkdir(parents=True)
    (root / "brand/logo.svg").write_text(LOGO, "utf-8")
    desk = Desk(root, BRAND + ELSEWHERE)
    lent = LENT.replace("}", ", channels: [web]}")
    some = desk.article("some", lent=(photo(1), lent), free=(photo(2), OPEN))
    none = desk.article("none", lang="de", lent=(photo(1), lent), other=(photo(3), lent))
    text = (some / "article.md").read_text("utf-8").replace("![](lent.jpg)", "")
    (some / "article.md").write_text(text.replace("images:", "hero: lent.jpg\nimages:"), "utf-8")
    return build(some, theme=theme), build(none, theme=theme)

"""The words of SVG pictures: shaped together, unless each letter has a place of its own."""

from __future__ import annotations

from typing import Any

import pytest
import weasyprint
from weasyprint.draw import text as draw_text

from publish.cascade.fetching import BASE
from publish.formats.pdf import svg_text

_DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60">{}</svg>'


def runs(drawing: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are shaped, each by itself, when a picture is drawn."""
    svg_text.install()
    found: list[str] = []
    draw = draw_text.draw_first_line

    def noted(stream: Any, box: Any, *others: Any) -> Any:
        found.append(box.text)
        return draw(stream, box, *others)

    monkeypatch.setattr(draw_text, "draw_first_line", noted)
    weasyprint.HTML(string=_DRAWING.format(drawing), base_url=BASE).write_pdf()
    return found


@pytest.mark.parametrize("words", ["القاهرة عام 2019", "שלום", "हिन्दी में", "AVATAR office"])
@pytest.mark.parametrize(
    "around",
    [
        '<text x="9" y="20">{}</text>',
        '<text x="9" y="20" text-anchor="middle" font-size="12">{}</text>',
        '<text y="20"><tspan x="9" dy="1">{}</tspan></text>',
        '<a href="https://example.org/"><text x="9" y="20">{}</text></a>',
    ],
)
def test_words_are_shaped_as_one(words: str, around: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert runs(around.format(words), monkeypatch) == [words]


@pytest.mark.parametrize(
    "places", ['x="9 20 31"', 'dy="0 2 4"', 'rotate="20"', 'textLength="90"', 'letter-spacing="3"']
)
def test_letters_with_places_of_their_own_stay_apart(
    places: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert runs(f'<text y="20" {places}>abc</text>', monkeypatch) == ["a", "b", "c"]

"""CSS properties that have no counterpart in Word."""

from __future__ import annotations

from publish.values import dataclass


@dataclass(frozen=True)
class Property:
    """A CSS property without counterpart in Word; values in ``fine`` lose nothing."""

    name: str
    rule: str
    instead: str
    fine: frozenset[str] = frozenset()


def _properties(rule: str, instead: str, *names: str, fine: str = "") -> tuple[Property, ...]:
    return tuple(Property(name, rule, instead, frozenset(fine.split())) for name in names)


PROPERTIES: tuple[Property, ...] = (
    *_properties("word-position", "It is where the markup has it in the text.", "position"),
    *_properties("word-transform", "It is not rotated, moved or scaled.", "transform"),
    *_properties("word-opacity", "It is opaque.", "opacity"),
    *_properties("word-visibility", "It is visible.", "visibility"),
    *_properties("word-shadow", "There is no shadow.", "box-shadow"),
    *_properties("word-outline", "There is no outline.", "outline-style"),
    *_properties("word-background-image", "Only the color is shown.", "background-image"),
    *_properties("word-object-fit", "The whole picture is shown.", "object-fit", fine="contain"),
    *_properties("word-size", "It is as large as its content.", "min-width", "min-height"),
    *_properties("word-overflow", "All of it is shown.", "overflow", "text-overflow"),
    *_properties("word-break", "Only page and avoid work before it.", "break-before",
                 fine="page always avoid avoid-page avoid-column"),
    *_properties("word-break", "Only page and avoid work after it.", "break-after",
                 fine="page always avoid avoid-page avoid-column"),
    *_properties("word-page", "All pages are of one kind.", "page"),
    *_properties(
        "word-radius",
        "Corners are square.",
        *(f"border-{corner}-radius" for corner in
          ("top-left", "top-right", "bottom-right", "bottom-left")),
    ),
    *_properties(
        "word-overflow-wrap",
        "A word that is too long is always broken, where Word chooses.",
        "overflow-wrap",
        "word-break",
    ),
    *_properties("word-word-spacing", "Words have the font's own spacing.",
                 "word-spacing"),
    *_properties(
        "word-hyphenation",
        "Word hyphenates by its own rules.",
        "hyphenate-limit-chars",
        "hyphenate-limit-zone",
        "hyphenate-limit-lines",
        "hyphenate-limit-last",
        "figure-place",
        "hyphenate-character",
    ),
    *_properties("word-text-wrap", "Word fills each line.", "text-wrap"),
    *_properties(
        "word-font-features",
        "The font's default forms are shown.",
        "font-feature-settings",
        "font-variation-settings",
        "font-variant-ligatures",
        "font-variant-position",
        "font-variant-alternates",
        "font-variant-east-asian",
        "font-stretch",
    ),
    *_properties(
        "word-text-decoration",
        "The line is plain, in the text's color.",
        "text-decoration-style",
        "text-decoration-color",
        "text-decoration-thickness",
        "text-underline-offset",
    ),
    *_properties("word-list-style", "The marker hangs before the text.", "list-style-position"),
    *_properties("word-list-style", "The marker is that of list-style-type.", "list-style-image"),
    *_properties(
        "word-text-transform",
        "The letters are as in the article.",
        "text-transform",
        fine="uppercase none",
    ),
)  # fmt: skip

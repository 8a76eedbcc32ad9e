"""Marks that show a picture elsewhere: shown as typed, a picture would be lost."""

from __future__ import annotations

from publish.errors import Severity
from publish.reading.dialects.mark import Mark

_KINDS = r"(?:jpe?g|png|gif|webp|avif|svg|tiff?|bmp|heic)"
_INSTEAD = "Write ![]({file}) in a paragraph of its own; caption and credit go under `images:`."
_NAMED = rf"(?=(?:[^{{}}\[\]\n]{{0,300}}?(?P<file>[^\s/\"'“”‘’«»=(,]{{1,200}}\.{_KINDS})\b)?)"
"""The text after it can name a file; its folder is left out, because pictures are beside the
article."""
_HOLDS = rf"[^{{}}\[\]%\n]{{0,300}}?(?P<file>[^\s/\"'“”‘’«»=(,]{{1,200}}\.{_KINDS})\b"
_SOME = "Write ![](file.jpg) in a paragraph of its own; caption and credit go under `images:`."


def _picture(
    name: str, whose: str, pattern: str, signs: tuple[str, ...], instead: str = _SOME
) -> Mark:
    return Mark(name, whose, "a picture", pattern, signs, instead, "image-mark", Severity.ERROR)


PICTURES = (
    _picture(
        "obsidian-embed",
        "Obsidian",
        rf"!\[\[(?P<file>[^\[\]\n|#]{{1,200}}\.{_KINDS})(?:[|#][^\[\]\n]{{0,200}})?\]\]",
        ("![[",),
        _INSTEAD,
    ),
    _picture(
        "wiki-picture",
        "wikis",
        rf"(?<!!)\[\[(?:(?:File|Image|Datei|Bild|Fichier|Archivo|Bestand):)?"
        rf"(?P<file>[^\[\]\n|]{{1,200}}\.{_KINDS})(?:\|[^\[\]\n]{{0,300}})?\]\]",
        ("[[",),
        _INSTEAD,
    ),
    _picture(
        "hugo-picture",
        "Hugo",
        r"\{\{[<%]\s*(?:figure|img|image|picture|photo|gallery|imgproc|responsive-image)\b"
        rf"{_NAMED}[^{{}}\n]{{0,400}}[>%]\}}\}}",
        ("{{<", "{{%"),
        _INSTEAD,
    ),
    _picture(
        "liquid-picture",
        "Jekyll",
        r"\{%-?\s*(?:(?:include(?:_cached|_relative)?|render)\s+[\w/.-]{0,80}"
        r"(?:image|img|figure|picture|photo|gallery)\w{0,20}(?:\.\w{1,8})?"
        r"|(?:img|image|figure|picture|responsive_image|gallery|asset_img)\b)"
        rf"{_NAMED}[^%\n]{{0,400}}%\}}",
        ("{%",),
        _INSTEAD,
    ),
    _picture(
        "template-picture",
        "templates",
        r"\{\{-?\s*(?:image|img|figure|picture|photo)\s*\([^{}\n]{0,300}\}\}",
        ("{{",),
    ),
    _picture(
        "shortcode-picture",
        "shortcodes",
        rf"\{{\{{{_HOLDS}[^{{}}\n]{{0,300}}\}}\}}",
        ("{{",),
        _INSTEAD,
    ),
    _picture(
        "tag-picture",
        "Liquid and other templates",
        rf"\{{%{_HOLDS}[^%\n]{{0,300}}%\}}",
        ("{%",),
        _INSTEAD,
    ),
    _picture(
        "bracket-picture",
        "WordPress and other systems",
        rf"(?<![!\]])\[\w[\w-]{{1,40}}\s[^\[\]\n]{{0,200}}={_HOLDS}[^\[\]\n]{{0,200}}\](?!\()",
        ("[",),
        _INSTEAD,
    ),
    _picture(
        "wordpress-gallery",
        "WordPress",
        r"\[(?:gallery|media-credit)\b[^\[\]\n]{0,300}\]",
        ("[gallery", "[media-credit"),
    ),
    _picture(
        "bb-picture",
        "forums",
        r"\[img(?:[ =][^\[\]\n]{1,100})?\](?P<file>[^\[\]\s]{1,300})\[/img\]",
        ("[img",),
        _INSTEAD,
    ),
    _picture(
        "docs-picture",
        "Google Docs",
        r"\[image:[^\[\]\n]{0,200}\]|\[inline image \d{1,3}\]",
        ("[image:", "[inline image"),
    ),
    _picture(
        "myst-figure",
        "MyST",
        r"^:{3,}\s?\{(?:figure|image|carousel)\}\s*(?P<file>\S{0,200}).*$",
        (":::",),
        _INSTEAD,
    ),
    _picture(
        "rst-figure",
        "reStructuredText",
        r"^\.\. (?:figure|image):: (?P<file>\S{1,200})",
        (".. ",),
        _INSTEAD,
    ),
    _picture(
        "latex-figure",
        "LaTeX",
        r"\\includegraphics(?:\[[^\]\n]{0,200}\])?\{(?P<file>[^{}\n]{1,200})\}",
        ("\\includegraphics",),
        _INSTEAD,
    ),
    _picture(
        "asciidoc-figure",
        "AsciiDoc",
        rf"\bimage::?(?P<file>[^\s\[\]]{{1,200}}\.{_KINDS})\[[^\[\]\n]{{0,200}}\]",
        ("image:",),
        _INSTEAD,
    ),
    Mark(
        "bare-picture",
        "an article's folder",
        "the name of a picture",
        rf"\A\s*\(?(?P<file>[\w-][\w .-]{{0,80}}\.{_KINDS})\)?\s*\Z",
        (".",),
        _INSTEAD,
        "image-mark",
        Severity.WARNING,
    ),
    _picture(
        "textile-picture",
        "Textile",
        rf"(?<![\w!])!(?P<file>[\w./-]{{1,200}}\.{_KINDS})(?:\([^()\n]{{0,200}}\))?!",
        ("!",),
        _INSTEAD,
    ),
)

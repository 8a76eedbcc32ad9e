"""From other houses' dialects to ours: HTML, Liquid and kramdown, rule by rule.

Every rule keeps the number of lines, so that what is told of a line is true of
the file as it was delivered.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape


@dataclass
class Copy:
    """A body on its way: its text, the pictures it shows, what could not be brought over."""

    text: str
    site: str
    pictures: list[Picture] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)

    def show(self, address: str, alt: str, caption: str = "", link: str = "") -> str:
        """The mark of a picture, which is then one of the copy's."""
        picture = Picture(address, " ".join(unescape(alt).split()), markdown(caption))
        self.pictures.append(picture)
        mark = f"![]({picture.placeholder(len(self.pictures))})"
        return f"[{mark}]({link})" if link else mark

    def leave_out(self, at: int, what: str) -> str:
        """Note that something at an offset is in no output."""
        self.left_out.append((self.text.count("\n", 0, at) + 1, what))
        return ""


@dataclass(frozen=True)
class Picture:
    """A picture as the source shows it; ``address`` as it is written there."""

    address: str
    alt: str
    caption: str = ""

    @staticmethod
    def placeholder(number: int) -> str:
        """A placeholder for its file name, until it has one."""
        return f"picture:{number}"


Rule = Callable[[Copy, re.Match[str]], str]


def rewrite(body: str, site: str) -> Copy:
    """``body`` in our own Markdown, links to ``site`` whole."""
    copy = Copy(body.replace("\r\n", "\n"), site)
    for pattern, rule in RULES:

        def replaced(match: re.Match[str], rule: Rule = rule) -> str:
            new = rule(copy, match)
            return new + "\n" * max(0, match[0].count("\n") - new.count("\n"))

        copy.text = pattern.sub(replaced, copy.text)
    return copy


def markdown(html: str) -> str:
    """The inline HTML of a caption as Markdown."""
    text = html
    for pattern, mark in _INLINE:
        text = pattern.sub(mark, text)
    return " ".join(unescape(text).split())


_INLINE = (
    (re.compile(r'<a\s[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL), r"[\2](\1)"),
    (re.compile(r"</?(?:em|i)>"), "*"),
    (re.compile(r"</?(?:strong|b)>"), "**"),
    (re.compile(r"<br\s*/?>"), " "),
    (re.compile(r"</?(?:p|span)\b[^>]*>"), ""),
)


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf'\b{name}\s*[=:]\s*"((?:[^"]|"(?! *(?:[\w-]+ *[=:]|/?>|%|,|$)))*)"', tag)
    return match[1] if match else ""


def _figure(copy: Copy, match: re.Match[str]) -> str:
    inside = match[1]
    caption = re.search(r"<figcaption[^>]*>(.*?)</figcaption>", inside, re.DOTALL)
    said = caption[1] if caption else ""
    image = _IMAGE.search(inside) or _LIQUID_IMAGE.search(inside)
    if image is None:
        return copy.leave_out(match.start(), "a <figure> without a picture")
    if image.re is _LIQUID_IMAGE:
        return copy.show(image[1], image[2], said)
    return copy.show(_attribute(image[0], "src"), _attribute(image[0], "alt"), said)


def _linked_liquid(copy: Copy, match: re.Match[str]) -> str:
    return copy.show(match[1], match[2], _emphasized(match[4]), match[3])


def _liquid(copy: Copy, match: re.Match[str]) -> str:
    return copy.show(match[1], match[2], _emphasized(match[3]))


def _emphasized(line: str | None) -> str:
    """A line in italics right under a picture is its caption."""
    return line.strip().strip("*_") if line else ""


def _included(copy: Copy, match: re.Match[str]) -> str:
    tag = match[0]
    if "linked-figure" not in tag:
        return copy.leave_out(match.start(), "a Liquid include")
    names = ("image", "alt", "caption")
    return copy.show(*(_attribute(tag, name) for name in names))


def _image(copy: Copy, match: re.Match[str]) -> str:
    address = _attribute(match[0], "src")
    if address.startswith("http"):
        return copy.leave_out(match.start(), f"a picture from elsewhere: {address}")
    return copy.show(address, _attribute(match[0], "alt"))


def _markdown_image(copy: Copy, match: re.Match[str]) -> str:
    return copy.show(match[2], match[1])


def _pull_quote(copy: Copy, match: re.Match[str]) -> str:
    inside = match[1]
    credit = re.search(r"<p[^>]*pquote-credit[^>]*>(.*?)</p>", inside, re.DOTALL)
    words = inside[: credit.start()] if credit else inside

    def portrait(image: re.Match[str]) -> str:
        address = _attribute(image[0], "src")
        return copy.leave_out(match.start(), f"the portrait beside a pull quote: {address}")

    words = " ".join(_IMAGE.sub(portrait, words).split())
    said = " ".join(credit[1].split()) if credit else ""
    return f":::pullquote\n{words}\n\n{said}\n:::" if said else f":::pullquote\n{words}\n:::"


def _to_do(copy: Copy, match: re.Match[str]) -> str:
    return f"- [ ] {' '.join(match[1].split())}"


def _leave(what: str) -> Rule:
    def rule(copy: Copy, match: re.Match[str]) -> str:
        return copy.leave_out(match.start(), what)

    return rule


def _silently(copy: Copy, match: re.Match[str]) -> str:
    """For marks that say nothing: wrappers, spaces, comments."""
    return ""


def _whole_link(copy: Copy, match: re.Match[str]) -> str:
    path = re.sub(r"^(?:\.\./|\./)+", "/", match[1])
    return f"]({copy.site}{path if path.startswith('/') else f'/{path}'}"


def _address(copy: Copy, match: re.Match[str]) -> str:
    return f"{copy.site}{match[1]}"


_IMAGE = re.compile(r"<img\b[^>]*>")
_LIQUID_IMAGE = re.compile(r'\{% image "([^"]+)" "(.*?)"[^"%]*%\}')
_CAPTION = r"(?:[ \t]*\n([*_][^*_]+[*_])[ \t]*(?=\n|\Z))?"

RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (re.compile(r"\{% comment %\}.*?\{% endcomment %\}", re.DOTALL), _silently),
    (re.compile(r"<style\b.*?</style>", re.DOTALL), _leave("a stylesheet")),
    (re.compile(r"<script\b.*?</script>", re.DOTALL), _leave("a script")),
    (re.compile(r"\{\{\s*site\.baseurl\s*\}\}"), _silently),
    (re.compile(r"""\{\{\s*["'](/[^"']*)["']\s*\|\s*url\s*\}\}"""), _address),
    (re.compile(r"\{\{[^{}]*\}\}"), _leave("a template's value")),
    (re.compile(r"<figure\b[^>]*>(.*?)</figure>", re.DOTALL), _figure),
    (re.compile(rf"\[{_LIQUID_IMAGE.pattern}\]\(([^()\s]+)\){_CAPTION}"), _linked_liquid),
    (re.compile(_LIQUID_IMAGE.pattern + _CAPTION), _liquid),
    (re.compile(r"\{% include .*?%\}", re.DOTALL), _included),
    (re.compile(r"<aside\b[^>]*>(.*?)</aside>", re.DOTALL), _pull_quote),
    (
        re.compile(
            r'<div class="clearfix[^>]*>\s*<input\b[^>]*>\s*<label\b[^>]*>(.*?)</label>\s*</div>',
            re.DOTALL,
        ),
        _to_do,
    ),
    (re.compile(r"<blockquote class=\"twitter.*?</blockquote>", re.DOTALL), _leave("a tweet")),
    (_IMAGE, _image),
    (re.compile(r"(?m)^[-•](?=!\[)"), _silently),
    (re.compile(r"!\[([^\]]*)\]\((?!picture:)([^()\s]+)(?: \"[^\"]*\")?\)"), _markdown_image),
    (re.compile(r"</?(?:div|p|center|section)\b[^>]*>"), _silently),
    (re.compile(r"</?(?:strong|b)>"), lambda copy, match: "**"),
    (re.compile(r"</?(?:em|i)>"), lambda copy, match: "*"),
    (re.compile(r"(?m)^<(?:br|hr)\s*/?>[ \t]*$"), lambda copy, match: "\n---\n"[:4]),
    (re.compile(r'<a\s[^>]*?href="([^"]*)"[^>]*>(.*?)</a>'), lambda c, m: f"[{m[2]}]({m[1]})"),
    (re.compile(r"\{:[^{}\n]*\}"), _leave("an attribute list")),
    (re.compile(r"\{%[^%]*%\}"), _leave("a template's command")),
    (re.compile(r"\]\(((?!picture:|#|https?:|mailto:|tel:)[^()\s]+)"), _whole_link),
)
"""In this order; each is a table row of its own."""

"""Every error that a format raises about an article names the source's file and line."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from PIL import Image as Raster

from publish.errors import PublishError, SourceError, ThemeError
from publish.formats import FORMATS
from publish.model.edition import PRESS
from publish.page import Page
from tests.proof.test_source_lines import ROOT, line_of, page

NOT_OF_AN_ARTICLE = {
    "figure-far": "the pages",
    "format-broken": "a package",
    "line-last-word": "the pages",
    "page-empty": "the pages",
    "page-ends-early": "the pages",
    "list-split": "the pages",
    "page-last-thin": "the pages",
    "page-margin": "the pages",
    "pdf-layout": "a stylesheet",
    "pdf-furniture": "the version of WeasyPrint",
    "pdf-image-unknown": "the version of WeasyPrint",
    "pdf-notes": "the version of WeasyPrint",
    "press-hairline": "the pages",
    "press-ink": "the pages",
    "press-resolution": "the pages",
    "press-transparency": "the pages",
    "press-white-type": "the pages",
    "reference-file": "publish.toml",
    "reference-style": "publish.toml",
    "reference-used": "publish.toml",
}


def markup(old: str, new: str) -> Callable[[Page], Page]:
    def changed(whole: Page) -> Page:
        assert old in whole.markup
        return replace(whole, markup=whole.markup.replace(old, new))

    return changed


def picture(**changes: object) -> Callable[[Page], Page]:
    def changed(whole: Page) -> Page:
        assets = (replace(asset, **changes) for asset in whole.assets)  # type: ignore[arg-type]
        return replace(whole, assets=tuple(assets))

    return changed


def hidden(whole: Page) -> Page:
    look = replace(
        whole.look, style=f"{whole.look.style}\np.lead > em + strong {{ display: none }}"
    )
    return replace(whole, look=look)


def with_broken_profile(whole: Page) -> Page:
    data = io.BytesIO()
    Raster.new("RGB", (60, 40), "#777").save(data, "JPEG", icc_profile=b"no profile " * 30)
    assets = tuple(
        replace(asset, data=data.getvalue()) if asset.name.endswith(".jpg") else asset
        for asset in whole.assets
    )
    return replace(whole, assets=assets, edition=PRESS)


RUSTS = "<strong>rusts</strong>"
DEEP = "<blockquote>" * 200 + f"<p>{RUSTS}</p>" + "</blockquote>" * 200
WIDE = "".join(f"<mi>{letter}</mi>" for letter in "abcdefgh" * 60)
FORMULA = "<msub><mi>H</mi><mn>2</mn></msub>"
CHANGES: Mapping[str, tuple[str, Callable[[Page], Page], str]] = {
    "docx-element-unknown": ("docx", markup(RUSTS, "<marquee>rusts</marquee>"), "rusts"),
    "docx-formula": ("docx", markup(FORMULA, f"<maction>{FORMULA}</maction>"), "H_2O"),
    "docx-link-address": ("docx", markup("https://example.org/link", "gopher:zzzz"), "---"),
    "docx-link-nowhere": ("docx", markup('href="#rust-and-salt"', 'href="#gone"'), "Rust and"),
    "docx-nesting": ("docx", markup('<p class="lead">The first', f"{DEEP}<p>The first"), "rusts"),
    "docx-note": ("docx", markup('role="doc-noteref"', ""), "---"),
    "docx-picture": ("docx", picture(media_type="image/tiff"), "tower.jpg:"),
    "docx-picture-size": ("docx", markup('width="60"', 'width="x"'), "tower.jpg:"),
    "docx-text-hidden": ("docx", hidden, "rusts"),
    "epub-picture-type": ("epub", picture(media_type="image/tiff"), "tower.jpg:"),
    "formula-glyph": ("pdf", markup("<mi>H</mi>", "<mi>한</mi>"), "H_2O"),
    "formula-wide": ("pdf", markup(FORMULA, WIDE), "H_2O"),
    "press-picture-profile": ("pdf", with_broken_profile, "tower.jpg:"),
    "markup-broken": ("docx", markup("</html>", ""), "---"),
}


def test_every_rule_of_the_formats_is_here() -> None:
    known = tomllib.loads((ROOT / "publish/explanations/formats.toml").read_text("utf-8"))
    assert set(known) - set(CHANGES) - NOT_OF_AN_ARTICLE.keys() == {"pdf-layout-failed"}


@pytest.mark.parametrize("rule", CHANGES)
def test_every_error_has_a_file_and_a_line(rule: str) -> None:
    format, change, words = CHANGES[rule]
    with pytest.raises((SourceError, ThemeError)) as caught:
        FORMATS[format].write(change(page()))
    expect(caught.value, rule, words)


def test_a_layout_that_fails_names_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    from publish.formats.pdf.layout.placement import later_figures

    usual = later_figures._weasyprint_container

    def failing(context: object, box: object, *rest: object, **more: object) -> object:
        if getattr(box, "element_tag", "") == "h2":
            raise ZeroDivisionError("no width")
        return usual(context, box, *rest, **more)

    monkeypatch.setattr(later_figures, "_weasyprint_container", failing)
    with pytest.raises(ThemeError) as caught:
        FORMATS["pdf"].write(page())
    expect(caught.value, "pdf-layout-failed", "Rust and")


def expect(error: PublishError, rule: str, words: str) -> None:
    (problem,) = error.problems
    assert problem.rule == rule
    assert problem.where
    assert problem.where.file.endswith("sources/salt/article.md")
    assert problem.where.line == line_of(words)

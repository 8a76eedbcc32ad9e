"""Terms in the composed page: what a credit and the colophon say, and what no theme may drop."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.labels import labels
from publish.composing.theme.loading import Theme, load
from publish.composing.wording.credit_entries import entry
from publish.composing.wording.credits import text
from publish.composing.wording.terms import narrower
from publish.errors import ThemeError
from publish.model.article import Article
from publish.model.credit import Credit, License
from publish.rights import registry
from tests.composing.test_compose import texts

AT_PICTURE = "//h:figcaption//*[@role='doc-credit']"
LISTED = "//h:section[@class='credits']//h:li"
COLOPHON = "//h:section[@class='colophon']"


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load("briefing")


def with_credits(*credits: Credit, lang: str = "en", **metadata: object) -> Article:
    article = specimen_article(lang)
    return replace(
        article,
        images=(replace(article.images[0], credits=credits),),
        metadata=replace(article.metadata, **metadata),  # type: ignore[arg-type]
    )


def license(name: str) -> License:
    return registry.find(name)


BY = license("CC-BY-4.0")


@pytest.mark.parametrize(
    ("credit", "line"),
    [
        (
            Credit(creator="Ada", copyright="© 2026 Ada", license=BY),
            "© 2026 Ada / CC BY 4.0",
        ),
        (
            Credit(creator="Ada", copyright="© 2026 House", license=BY),
            "Ada / © 2026 House / CC BY 4.0",
        ),
        (Credit(creator="Ada", copyright="© House", license=license("CC0")), "Ada / CC0 1.0"),
        (Credit(creator="Ada", copyright="© House", basis="own"), "Ada / © House / own work"),
        (
            Credit(creator="Ada", license=BY, edits=("resized", "cropped", "colorized")),
            "Ada / CC BY 4.0 / cropped, colorized",
        ),
        (Credit(creator="Ada", license=BY, edits=("resized",)), "Ada / CC BY 4.0"),
        (
            Credit(creator="Ada", license=BY, edits=("cropped",), changes="cut at the left"),
            "Ada / CC BY 4.0 / cut at the left",
        ),
        (
            Credit(creator="Ada", license=BY, origin="trainedAlgorithmicMedia"),
            "Ada / CC BY 4.0 / Made with AI",
        ),
        (Credit(creator="Ada", license=BY, origin="digitalCapture"), "Ada / CC BY 4.0"),
        (Credit(line="By Ada", origin="compositeCapture"), "By Ada / Photo montage"),
        (
            Credit(
                line="By Ada",
                origin="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
            ),
            "By Ada / Made with AI",
        ),
    ],
)
def test_the_line_at_the_picture(theme: Theme, credit: Credit, line: str) -> None:
    page = compose(with_credits(credit), theme)
    assert texts(page.markup, AT_PICTURE) == [line]
    assert text(credit, dict(page.labels)) == line


def test_parts_of_a_composite_say_which_they_are(theme: Theme) -> None:
    credits = (
        Credit(creator="Ada", origin="digitalCapture", license=BY),
        Credit(creator="Ben", origin="digitalCreation", basis="own"),
        Credit(line="By Cy", origin="digitalCapture"),
        Credit(creator="Dan"),
    )
    page = compose(with_credits(*credits), theme)
    lines = ["Photo: Ada / CC BY 4.0", "Illustration: Ben / own work", "By Cy", "Dan"]
    assert texts(page.markup, AT_PICTURE) == lines
    assert [text(credit, dict(page.labels), several=True) for credit in credits] == lines


def test_what_a_demanded_line_leaves_out_is_in_the_list(theme: Theme) -> None:
    credit = Credit(
        title="Harbor",
        creator="Ada",
        source="https://example.org/h",
        license=license("all rights reserved"),
        line="Photo: Ada",
        acquire="https://example.org/buy",
        usage_terms="Editorial use only",
        asset_id="A-7",
        copyright="© Ada",
        changes="cut",
        edits=("cropped", "resized"),
        origin="digitalCapture",
        data_mining="DMI-PROHIBITED-AIMLTRAINING",
        syndication=False,
        valid_from=date(2026, 1, 1),
        expires=date(2027, 12, 31),
        evidence="a letter",
        channels=("pdf",),
    )
    page = compose(with_credits(credit), theme)
    assert texts(page.markup, AT_PICTURE) == ["Photo: Ada"]
    (said,) = texts(page.markup, LISTED)
    assert said == (
        "Fig. 1 Photo: Ada, Harbor, © Ada, example.org/h, All rights reserved, cut, cropped"
        "; Terms of use: Editorial use only; Where to get it: example.org/buy"
        "; Picture number: A-7; Text and data mining: reserved for the training of AI"
        "; May be used from: 1 January 2026; May be used until: 31 December 2027"
    )


def test_a_source_that_is_no_address_is_no_link(theme: Theme) -> None:
    page = compose(with_credits(Credit(title="Harbor", source="javascript:x", basis="own")), theme)
    assert "javascript:x" in texts(page.markup, LISTED)[0]
    assert 'href="javascript' not in page.markup


def test_what_a_licensor_did_not_supply_is_another_thing_than_what_nobody_wrote_down(
    theme: Theme,
) -> None:
    page = compose(with_credits(Credit(line="x", not_supplied=("creator",))), theme)
    (said,) = texts(page.markup, LISTED)
    assert said == "Fig. 1 x; Creator: not supplied by the licensor"


def test_the_list_says_nothing_twice_and_what_is_owed_and_missing(theme: Theme) -> None:
    whole = Credit(
        title="Dune",
        creator="Tore Lindqvist",
        source="https://www.example.org/dune/",
        license=BY,
        edits=("cropped", "resized"),
        changes="cropped",
    )
    line = Credit(line="Dune, Tore Lindqvist, example.org, CC BY 4.0", license=BY)
    page = compose(with_credits(whole, line, Credit(title="x", license=BY)), theme)
    (said,) = texts(page.markup, LISTED)
    assert said == (
        "Fig. 1 Dune, Tore Lindqvist, example.org/dune, CC BY 4.0, cropped"
        "; Dune, Tore Lindqvist, example.org, CC BY 4.0"
        "; x, CC BY 4.0; Creator: not stated; Source: not stated"
    )
    (license,) = texts(page.markup, "//h:p[@class='license-of-pictures']")
    assert license == (
        "CC BY 4.0 Creative Commons Attribution 4.0 International"
        ", creativecommons.org/licenses/by/4.0"
    )


@pytest.mark.parametrize("lang", ["en", "de", "fr", "es"])
def test_every_term_of_the_registers_has_words(theme: Theme, lang: str) -> None:
    words, _ = labels(theme, lang)
    codes = [
        *(f"origin-{origin}" for origin in registry.origins()),
        *(f"edit-{edit}" for edit in registry.edits()),
        *(f"data-mining-{code}" for code in registry.reservations()),
        *(f"text-{origin}" for origin in registry.text_origins()),
        *(f"basis-{basis}" for basis in registry.bases()),
    ]
    assert [code for code in codes if code not in theme.labels[lang]] == []
    credit = Credit(creator="A", expires=date(2027, 1, 31), edits=("cropped",))
    parts = entry(credit, words, lang)
    assert [part["label"] for part in parts] == [None, None, words["expires"]]
    assert [part["text"] for part in parts[:2]] == ["A", words["edit-cropped"]]


@pytest.mark.parametrize(
    ("article", "picture", "narrow"),
    [
        ("CC-BY-4.0", "CC-BY-4.0", False),
        ("CC-BY-4.0", "CC0", False),
        ("CC-BY-4.0", "CC-BY-SA-4.0", True),
        ("CC-BY-SA-4.0", "CC-BY-4.0", False),
        ("CC-BY-NC-4.0", "CC-BY-ND-4.0", True),
        ("CC0", "CC-BY-4.0", True),
        ("CC-BY-4.0", "all rights reserved", True),
        ("all rights reserved", "all rights reserved", False),
        ("CC-BY-4.0", None, True),
    ],
)
def test_a_picture_is_kept_out_of_a_license_that_is_broader_than_its_own(
    theme: Theme, article: str, picture: str | None, narrow: bool
) -> None:
    terms = license(picture) if picture else None
    composed = with_credits(
        Credit(title="Harbor", creator="Ada", license=terms, basis=None if terms else "own"),
        license=license(article),
    )
    assert narrower(composed.images[0], license(article)) is narrow
    (colophon,) = texts(compose(composed, theme).markup, COLOPHON)
    assert ("(pictures excepted)" in colophon) is narrow
    assert ("to these pictures, whose terms are narrower: Harbor." in colophon) is narrow


def test_a_part_of_a_composite_is_enough(theme: Theme) -> None:
    composed = with_credits(Credit(license=BY), Credit(basis="permission"), license=BY)
    (colophon,) = texts(compose(composed, theme).markup, COLOPHON)
    assert "(pictures excepted)" in colophon


def test_where_the_text_has_no_license_nothing_is_excepted_from_it(theme: Theme) -> None:
    (colophon,) = texts(compose(with_credits(Credit(basis="own")), theme).markup, COLOPHON)
    assert "excepted" not in colophon


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "The license does not extend to these pictures, whose terms are narrower: Harbor."),
        ("de", "Die Lizenz gilt nicht für diese Bilder, deren Bedingungen enger sind: Harbor."),
        ("fr", "La licence ne s’étend pas à ces images, dont les conditions sont plus strictes"),
        ("es", "La licencia no se extiende a estas imágenes, cuyas condiciones son más estrictas"),
    ],
)
def test_the_exception_is_made_in_the_articles_language(
    theme: Theme, lang: str, sentence: str
) -> None:
    composed = with_credits(Credit(title="Harbor", basis="own"), lang=lang, license=BY)
    assert sentence in texts(compose(composed, theme).markup, COLOPHON)[0]


@pytest.mark.parametrize("name", ["briefing", "dispatch", "journal", "report"])
def test_a_text_that_ai_made_says_so_under_its_byline(name: str) -> None:
    composed = with_credits(Credit(basis="own"), ai="Checked.", ai_origin="trainedAlgorithmicMedia")
    page = compose(composed, load(name))
    assert texts(page.markup, "//h:header//h:p[@class='disclosure']") == [
        "This text was made with AI."
    ]
    (said,) = texts(page.markup, "//h:p[@class='ai']")
    assert said == "Use of AI. This text was made with AI. Checked."


def test_help_of_a_machine_is_reported_in_the_colophon_alone(theme: Theme) -> None:
    page = compose(with_credits(ai_origin="algorithmicallyEnhanced"), theme)
    assert texts(page.markup, "//h:header//h:p[@class='disclosure']") == []
    assert len(texts(page.markup, "//h:p[@class='ai']")) == 1


def test_the_colophon_says_what_may_be_mined(theme: Theme) -> None:
    stated = {"data_mining": "DMI-PROHIBITED", "data_mining_policy": "https://example.org/mining"}
    page = compose(with_credits(**stated), theme)
    assert texts(page.markup, "//h:p[@class='data-mining']") == [
        "Text and data mining: reserved (terms)."
    ]
    assert '<a href="https://example.org/mining">terms</a>' in page.markup
    assert "mining" not in compose(with_credits(), theme).markup


@pytest.mark.parametrize(
    ("template", "old", "new", "rule"),
    [
        ("colophon.html.j2", "{{ article.ai }}", "", "theme-disclosure-lost"),
        ("credit.html.j2", "{{ credit.disclosure }}", "", "theme-credit-lost"),
        ("credit-record.html.j2", "{{ part.text }}", "", "theme-credit-lost"),
        ("credit-record.html.j2", ">{{ part.text }}</a>", "></a>", "theme-credit-lost"),
        (
            "credits.html.j2",
            "{{ license.name }}",
            "",
            "theme-credit-lost",
        ),
    ],
)
def test_a_theme_that_drops_a_disclosure_or_a_term_is_refused(
    theme: Theme, template: str, old: str, new: str, rule: str
) -> None:
    source = theme.templates[template]
    assert old in source
    careless = replace(theme, templates={**theme.templates, template: source.replace(old, new)})
    credit = Credit(line="x", license=BY, origin="trainedAlgorithmicMedia")
    with pytest.raises(ThemeError) as caught:
        compose(with_credits(credit, ai="Proposed the title."), careless)
    assert caught.value.problems[0].rule == rule

"""Records from the metadata of Commons pages, in their many forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.acquiring.commons.api import CommonsFile, Copy
from publish.acquiring.commons.records import Record, make_record
from publish.acquiring.html_text import read_html
from publish.editing.pictures import check
from publish.reading.front_matter.credit import CREDIT
from publish.rights.registry import find
from tests.acquiring.server import METADATA

PAGE = "https://commons.wikimedia.org/wiki/File:Ferry.jpg"
ORIGINAL = Copy("https://upload.wikimedia.org/x.jpg", "image/jpeg", 10, 10)


def file(**metadata: str) -> CommonsFile:
    rows = {key: value for key, value in {**METADATA, **metadata}.items() if value}
    return CommonsFile("File:Ferry.jpg", PAGE, ORIGINAL, None, None, rows, frozenset(rows))


def record_of(**metadata: str) -> Record:
    return make_record(file(**metadata))


def rules(one: Record) -> list[str]:
    return [problem.rule for problem in one.problems]


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("Ada Example", "Ada Example"),
        ('<a href="https://example.org/a">Ada</a> &amp; Ben of Port', "Ada & Ben of Port"),
        ('<div class="fn value">\nAda Example</div>', "Ada Example"),
        ('<bdi><a href="https://en.wikipedia.org/wiki/Ada" class="extiw">Ada</a>\n</bdi>', "Ada"),
        ("Ada<br>Ben<br/>", "Ada, Ben"),
        ("<ul><li>Ada</li><li>Ben</li><li>Ada</li></ul>", "Ada, Ben"),
        ('Ada<span style="display:none">creator QS:P170,Q1</span> Example', "Ada Example"),
        ('Ada<style data-mw-deduplicate="x">.mw{color:red}</style>', "Ada"),
        ("<p>Bora Bora</p>", "Bora Bora"),
        ("Ada <script>alert(1)</script><!-- x -->& Co", "Ada & Co"),
        ("<b>Ada", "Ada"),
        ("a < b", "a < b"),
        ('<a href="//commons.wikimedia.org/wiki/User:Ada">User:Ada</a>', "Ada"),
        ('<a href="https://de.wikipedia.org/wiki/Benutzer:Ada_B">:de:Benutzer:Ada_B</a>', "Ada B"),
        ("User:Ada_Example", "Ada Example"),
        ('<a href="/wiki/User:Ada">Ada</a> (<a href="/wiki/User_talk:Ada">talk</a>)', "Ada"),
        ('Ada (<a href="/wiki/User_talk:A">talk</a> · <a href="/wiki/Special:C/A">c</a>)', "Ada"),
        ('Ada (<a href="https://de.wikipedia.org/wiki/Benutzer_Diskussion:Ada">Gespräch</a>)',
         "Ada"),
        ("Ada (talk)", "Ada"),
        ("Ada (1901–1980)", "Ada (1901–1980)"),
        ('Ada<sup class="reference"><a href="#cite_note-1">[1]</a></sup>', "Ada"),
        ("Ada [2]", "Ada"),
        ('Ada <span class="mw-editsection">[edit]</span>', "Ada"),
        ("Nepo Fotografin", "Nepo Fotografin"),
        ('<table><tr><td class="fn">Ada Example</td><td>' + "life " * 60, "Ada Example"),
    ],
)  # fmt: skip
def test_an_author_in_html_becomes_a_name(html: str, name: str) -> None:
    one = record_of(Artist=html)
    assert one.credit["creator"] == name
    assert "not-supplied" not in one.credit
    assert one.problems == ()


@pytest.mark.parametrize(
    "html",
    [
        "Unknown author",
        '<div class="fn value">\n<span lang="en">Unknown</span>\n</div>',
        '<span>Unknown author</span><span style="display:none">Q4233718</span>',
        "Unknown authorUnknown author",
        "unknown photographer",
        "<p>unbekannt</p>",
        "Unbekannter Fotograf",
        "Auteur inconnu",
        "Autor desconocido",
        "неизвестный автор",
        "不明",
        "مجهول",
        "UnbekanntUnbekannt",
        'Unknown (Ben said he took some.<sup class="reference"><a href="#c">[1]</a></sup>)',
        "Unknown author or not provided",
        "n/a",
    ],
)
def test_an_unknown_author_is_not_named(html: str) -> None:
    one = record_of(Artist=html)
    assert "creator" not in one.credit
    assert one.credit["not-supplied"] == ("creator",)
    assert rules(one) == ["commons-creator"]


def test_the_text_about_an_unknown_author_is_reported() -> None:
    (problem,) = record_of(Artist="Unknown (Ben said he took some)").problems
    assert "Ben said he took some" in problem.message


def test_what_a_page_says_of_its_permission_is_shown() -> None:
    facts = dict(record_of(Permission="<p>Freedom of panorama only.</p>").facts)
    assert facts["permission"] == "Freedom of panorama only."


def test_a_missing_author_is_not_an_unknown_author() -> None:
    one = record_of(Artist="")
    assert {"creator", "not-supplied"}.isdisjoint(one.credit)
    assert rules(one) == ["commons-creator"]


def test_a_long_author_text_is_reported() -> None:
    assert rules(record_of(Artist="Ada Example, " + "who " * 100)) == ["commons-creator-long"]


def test_links_are_kept_for_the_editor() -> None:
    one = record_of(
        Artist='<a href="//commons.wikimedia.org/wiki/User:A">A</a> <a href="javascript:x">B</a>'
        '<a class="new" href="/w/index.php?title=User:C&redlink=1">C</a><a href="http://[">D</a>'
    )
    facts = dict(one.facts)
    assert facts["creator's page"] == "https://commons.wikimedia.org/wiki/User:A"


def test_a_requested_attribution_is_the_line() -> None:
    one = record_of(
        Attribution='Photo by <a href="//commons.wikimedia.org/wiki/User:A">Ada</a>,\n Example'
    )
    assert one.credit["line"] == "Photo by Ada, Example"


def test_a_work_without_a_title_gets_that_of_its_file() -> None:
    assert record_of(ObjectName="").credit["title"] == "Ferry"


NONE = {"LicenseUrl": "", "LicenseShortName": "", "UsageTerms": "", "License": ""}


@pytest.mark.parametrize(
    ("metadata", "license"),
    [
        ({}, "CC-BY-SA-4.0"),
        ({**NONE, "LicenseUrl": "https://creativecommons.org/licenses/by-sa/3.0/es/deed.en"},
         "CC-BY-SA-3.0-ES"),
        ({**NONE, "License": "cc-by-sa-3.0-es", "LicenseShortName": "CC BY-SA 3.0 es"},
         "CC-BY-SA-3.0-ES"),
        ({**NONE, "LicenseShortName": "CC0"}, "CC0-1.0"),
        ({**NONE, "LicenseShortName": "GFDL", "License": "gfdl",
          "LicenseUrl": "http://www.gnu.org/copyleft/fdl.html"}, "GFDL-1.2-or-later"),
        ({**NONE, "LicenseShortName": "CC BY 2.0, GFDL 1.2"}, "CC-BY-2.0"),
        ({**NONE, "LicenseShortName": "Public domain", "License": "pd"}, "public-domain"),
        ({**NONE, "LicenseShortName": "Public domain", "License": "pd",
          "LicenseUrl": "https://creativecommons.org/publicdomain/mark/1.0/"}, "CC-PDM-1.0"),
        ({**NONE, "Copyrighted": "False"}, "public-domain"),
        ({**NONE, "LicenseShortName": "A law of ours", "Copyrighted": "False"}, "public-domain"),
    ],
)  # fmt: skip
def test_license_names_on_pages(metadata: dict[str, str], license: str) -> None:
    one = record_of(**{"AttributionRequired": "", **metadata})
    assert one.credit["license"] == license
    assert one.problems == ()


@pytest.mark.parametrize(
    ("categories", "license", "others"),
    [
        ("CC-BY-SA-4.0,3.0,2.5|GFDL", "CC-BY-SA-4.0",
         "CC BY-SA 3.0, CC BY-SA 2.5, GFDL 1.2 or later"),
        ("CC-BY-4.0|Ferries", "CC-BY-4.0", "CC BY-SA 4.0"),
        ("CC-BY-SA-3.0-migrated|License migration redundant", "CC-BY-SA-4.0", "CC BY-SA 3.0"),
    ],
)  # fmt: skip
def test_the_freest_of_several_licenses_is_taken_and_others_are_recorded(
    categories: str, license: str, others: str
) -> None:
    one = record_of(Categories=categories)
    assert one.credit["license"] == license
    assert one.credit["usage-terms"] == f"Also licensed under {others}"
    assert rules(one) == ["commons-license-chosen"]


@pytest.mark.parametrize("free", ["CC-PD-Mark", "CC-Zero", "CC0"])
def test_beside_public_domain_the_license_is_kept(free: str) -> None:
    # One may be the sculpture's, the other the photograph's: no credit is lost on a guess.
    one = record_of(Categories=free)
    assert one.credit["license"] == "CC-BY-SA-4.0"
    assert rules(one) == ["commons-layers"]


def test_a_category_may_name_a_license_beside_public_domain() -> None:
    metadata = {**NONE, "LicenseShortName": "Public domain", "Categories": "CC-BY-3.0"}
    one = record_of(**metadata)
    assert one.credit["license"] == "CC-BY-3.0"
    assert rules(one) == ["commons-layers"]


def test_categories_that_only_resemble_licenses_are_ignored() -> None:
    one = record_of(**NONE, Categories="MIT|Apache 2.0|CC-BY-4.0|Public domain")
    assert "license" not in one.credit
    assert rules(one) == ["commons-license"]


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({"LicenseUrl": "https://creativecommons.org/licenses/by/3.0"},
         "CC BY 3.0 and CC BY-SA 4.0"),
        ({**NONE, "LicenseShortName": "Our own terms"}, "“Our own terms”"),
        (NONE, "states no license"),
    ],
)  # fmt: skip
def test_no_license_is_guessed(metadata: dict[str, str], message: str) -> None:
    one = record_of(**metadata)
    assert "license" not in one.credit
    assert rules(one) == ["commons-license"]
    assert message in one.problems[0].message


def test_the_pages_own_terms_are_kept() -> None:
    assert (
        record_of(**{**NONE, "UsageTerms": "Ask <i>first</i>"}).credit["usage-terms"] == "Ask first"
    )


@pytest.mark.parametrize(
    ("metadata", "rule"),
    [
        ({"Restrictions": "trademarked|personality"}, "commons-restricted"),
        ({"Restrictions": "something new"}, "commons-restricted"),
        ({"DeletionReason": "<b>Copyvio</b>"}, "commons-deletion"),
        ({"Categories": "AI-generated ferries"}, "commons-origin"),
        ({**NONE, "LicenseShortName": "CC0", "AttributionRequired": "true"}, "commons-attribution"),
    ],
)
def test_warnings_for_the_editor(metadata: dict[str, str], rule: str) -> None:
    assert set(rules(record_of(**metadata))) == {rule}


SCRAPS = (
    "<b>", "</b>", "<div hidden>", "</div>", "<table>", "<td>", "<br>", "<a href=x>", "Ada",
    "<a href='//[", "<!--", "-->", "<style>", "</style>", "&#0;", "&#xD800;", '<i class="fn">',
    "</i>", "<?pi", "<![CDATA[", "\x85", "\ufeff",
)  # fmt: skip
CHARACTERS = st.sampled_from("<>/&;=\"' \n\0ab") | st.characters(exclude_categories=["Cs"])
HTML = st.text(CHARACTERS, max_size=80) | st.lists(st.sampled_from(SCRAPS)).map("".join)


@given(st.dictionaries(st.sampled_from([*METADATA, "Attribution", "DeletionReason"]), HTML))
def test_any_record_can_be_read(metadata: dict[str, str]) -> None:
    one = record_of(**metadata)
    for key, value in one.credit.items():
        check(CREDIT, key, value)
        for text in (value,) if isinstance(value, str) else value:
            assert text == " ".join(text.split())
            assert "<b>" not in text
    if "license" in one.credit:
        find(str(one.credit["license"]))


def test_deep_html_is_read_without_recursion() -> None:
    assert read_html("<div>" * 1_500 + "Ada").text == "Ada"

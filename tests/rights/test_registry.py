"""The register of licenses and its likes: found as people write them."""

from __future__ import annotations

import pytest

from publish.rights import registry

SPELLINGS = {
    "CC BY-SA 4.0": "CC-BY-SA-4.0",
    "cc-by-sa/4.0": "CC-BY-SA-4.0",
    "CC_BY_SA_4.0": "CC-BY-SA-4.0",
    "CC BY‑SA 4.0": "CC-BY-SA-4.0",
    "https://creativecommons.org/licenses/by-sa/4.0/": "CC-BY-SA-4.0",
    "http://creativecommons.org/licenses/by-sa/4.0": "CC-BY-SA-4.0",
    "//www.creativecommons.org/licenses/by-sa/4.0/": "CC-BY-SA-4.0",
    "https://creativecommons.org/licenses/by-sa/4.0/deed.de": "CC-BY-SA-4.0",
    "https://creativecommons.org/licenses/by-sa/4.0/legalcode": "CC-BY-SA-4.0",
    "Creative Commons Attribution-ShareAlike 4.0 International": "CC-BY-SA-4.0",
    "Creative Commons Attribution 4.0 International License": "CC-BY-4.0",
    "Creative Commons Attribution 3.0 Unported": "CC-BY-3.0",
    "CC BY-ND-NC 1.0": "CC-BY-NC-ND-1.0",
    "https://creativecommons.org/licenses/by-nd-nc/1.0/": "CC-BY-NC-ND-1.0",
    "CC0": "CC0-1.0",
    "CC0 1.0": "CC0-1.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0-1.0",
    "CC BY-SA 3.0 DE": "CC-BY-SA-3.0-DE",
    "cc-by-sa-3.0-de": "CC-BY-SA-3.0-DE",
    "https://creativecommons.org/licenses/by-sa/3.0/de/": "CC-BY-SA-3.0-DE",
    "https://creativecommons.org/licenses/by-sa/3.0/de/deed.en": "CC-BY-SA-3.0-DE",
    "Creative Commons Attribution-ShareAlike 3.0 Germany": "CC-BY-SA-3.0-DE",
    "CC BY 3.0 IGO": "CC-BY-3.0-IGO",
    "CC BY-SA 2.0 UK": "CC-BY-SA-2.0-UK",
    "CC BY-SA 2.1 JP": "CC-BY-SA-2.1-JP",
    "https://creativecommons.org/licenses/by/2.5/scotland/": "CC-BY-2.5-SCOTLAND",
    "https://creativecommons.org/licenses/by-nd-nc/1.0/nl/": "CC-BY-NC-ND-1.0-NL",
    "GFDL 1.2": "GFDL-1.2-only",
    "GFDL-1.2+": "GFDL-1.2-or-later",
    "https://www.gnu.org/licenses/fdl-1.3.html": "GFDL-1.3-only",
    "MIT License": "MIT",
    "Apache License, Version 2.0": "Apache-2.0",
    "OGL v3.0": "OGL-UK-3.0",
    "Licence Art Libre 1.3": "LAL-1.3",
    "Unsplash License": "Unsplash",
    "Pexels": "Pexels",
    "https://pixabay.com/service/license-summary/": "Pixabay",
    "Public Domain Mark": "CC-PDM-1.0",
    "Public domain": "public-domain",
    "public-domain": "public-domain",
    "PD": "public-domain",
    "All Rights Reserved.": "all-rights-reserved",
    "Alle Rechte vorbehalten": "all-rights-reserved",
    "Editorial use only": "editorial-use-only",
    # as the API of Wikimedia Commons has them: LicenseShortName, License, UsageTerms, LicenseUrl
    "cc-by-sa-4.0": "CC-BY-SA-4.0",
    "Creative Commons Attribution-Share Alike 4.0": "CC-BY-SA-4.0",
    "Creative Commons Attribution 4.0": "CC-BY-4.0",
    "https://creativecommons.org/licenses/by-sa/4.0": "CC-BY-SA-4.0",
    "CC BY-SA 3.0 es": "CC-BY-SA-3.0-ES",
    "cc-by-sa-3.0-es": "CC-BY-SA-3.0-ES",
    "Creative Commons Attribution-Share Alike 3.0 es": "CC-BY-SA-3.0-ES",
    "pd": "public-domain",
    "PD-USGov": "public-domain",
    "PD-USGov-Military-Army": "public-domain",
    "{{PD-old-70-expired}}": "public-domain",
    "PD-old-auto-1923": "public-domain",
    "PD-self": "public-domain",
    "PD-Art": "public-domain",
    "PD-Art-100": "public-domain",
    "No restrictions": "no-known-restrictions",
    "Attribution": "attribution-only",
    "Copyrighted free use": "copyrighted-free-use",
    "FAL 1.3": "LAL-1.3",
    "OGL 3": "OGL-UK-3.0",
    # as Creative Commons' own deeds have them
    "Attribution-ShareAlike 4.0 International (CC BY-SA 4.0)": "CC-BY-SA-4.0",
    "Attribution-NonCommercial-NoDerivatives 4.0 International": "CC-BY-NC-ND-4.0",
    "CC BY-SA 3.0 Unported": "CC-BY-SA-3.0",
    "dl-de/by-2-0": "DL-DE-BY-2.0",
}


@pytest.mark.parametrize("written", SPELLINGS)
def test_licenses_are_found_as_people_write_them(written: str) -> None:
    assert registry.find(written).id == SPELLINGS[written]


def test_every_license_is_found_by_all_its_own_names() -> None:
    for license in registry.licenses():
        for name in filter(None, (license.id, license.name, license.short)):
            assert registry.find(name) == license
        if license.url:  # one license has the text of another, "or any later version"
            assert registry.find(license.url).url == license.url


def test_all_combinations_and_versions_are_there() -> None:
    ids = {license.id for license in registry.licenses()}
    kinds = ("BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND")
    versions = ("1.0", "2.0", "2.5", "3.0", "4.0")
    assert {f"CC-{kind}-{version}" for kind in kinds for version in versions} <= ids
    assert {"CC0-1.0", "CC-PDM-1.0", "public-domain", "all-rights-reserved"} <= ids


def test_a_port_is_named_and_addressed_as_creative_commons_does() -> None:
    port = registry.find("CC BY-NC-ND 3.0 AT")
    like = registry.find("CC BY-NC-ND 3.0")
    assert port.name == "Creative Commons Attribution-NonCommercial-NoDerivs 3.0 Austria"
    assert port.url == "https://creativecommons.org/licenses/by-nc-nd/3.0/at/"
    assert port.short == "CC BY-NC-ND 3.0 AT"
    assert (port.no_derivatives, port.non_commercial) == (like.no_derivatives, like.non_commercial)
    japanese = registry.find("CC BY 2.1 JP")
    assert japanese.name == "Creative Commons Attribution 2.1 Japan"
    assert japanese.url == "https://creativecommons.org/licenses/by/2.1/jp/"
    ports = [one for one in registry.licenses() if one.name.endswith("IGO")]
    assert [one.id for one in ports] == [
        f"CC-{kind}-3.0-IGO" for kind in ("BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND")
    ]


@pytest.mark.parametrize(
    ("written", "why", "nearest", "rest"),
    [
        ("CC BY-SA 3.0 XX", registry.Why.PORT, "CC-BY-SA-3.0", "xx"),
        ("CC BY-SA 4.0 DE", registry.Why.PORT, "CC-BY-SA-4.0", "de"),
        ("http://creativecommons.org/licenses/by/2.0/qq/", registry.Why.PORT, "CC-BY-2.0", "qq"),
        ("CC BY 2.0 / cropped", registry.Why.MORE, "CC-BY-2.0", "cropped"),
        ("Creative Commons", registry.Why.FAMILY, "CC-BY-4.0", ""),
        ("a Creative Commons license", registry.Why.NAME, None, ""),
        ("GFDL", registry.Why.FAMILY, "GFDL-1.2-or-later", ""),
        ("OGL", registry.Why.FAMILY, "OGL-UK-3.0", ""),
        ("CC BY-SA", registry.Why.VERSION, "CC-BY-SA-4.0", ""),
    ],
)
def test_what_is_missing_is_reported(
    written: str, why: registry.Why, nearest: str | None, rest: str
) -> None:
    with pytest.raises(registry.Unknown) as caught:
        registry.find(written)
    assert (caught.value.why, caught.value.rest) == (why, rest)
    if nearest:
        assert caught.value.nearest[0] == nearest


def test_what_families_are_said_to_hold_is_in_the_register() -> None:
    for name in ("Creative Commons", "OGL", "GFDL", "FAL"):
        with pytest.raises(registry.Unknown) as caught:
            registry.find(name)
        assert [registry.find(id).id for id in caught.value.nearest] == list(caught.value.nearest)


@pytest.mark.parametrize("written", ["Unsplash", "Pexels", "Pixabay"])
def test_collections_of_free_pictures_ask_for_no_name_but_are_not_open(written: str) -> None:
    license = registry.find(written)
    assert (license.attribution, license.open, license.non_commercial) == (False, False, False)


def test_what_a_license_demands_is_what_its_name_says() -> None:
    for license in registry.licenses():
        if not license.id.startswith("CC-") or license.id == "CC-PDM-1.0":
            continue
        parts = license.id.split("-")
        assert license.attribution == ("BY" in parts)
        assert license.share_alike == ("SA" in parts)
        assert license.no_derivatives == ("ND" in parts)
        assert license.non_commercial == ("NC" in parts)
        assert license.open == (not {"ND", "NC"} & set(parts))


@pytest.mark.parametrize("written", ["CC0", "PDM", "public domain"])
def test_the_public_domain_owes_nothing(written: str) -> None:
    license = registry.find(written)
    assert license.open
    assert not license.attribution


def test_a_license_without_its_version_is_none() -> None:
    with pytest.raises(registry.Unknown) as caught:
        registry.find("CC BY-NC")
    assert caught.value.why is registry.Why.VERSION
    assert caught.value.nearest[0] == "CC-BY-NC-4.0"
    assert all(name.startswith("CC-BY-NC-") and name[9].isdigit() for name in caught.value.nearest)


def test_a_misspelt_license_has_a_nearest() -> None:
    with pytest.raises(registry.Unknown) as caught:
        registry.find("Pubic domain")
    assert caught.value.nearest[0] == "public-domain"


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "/",
        "https://",
        "license",
        "by",
        "4.0",
        "zzz",
        "PD-selfie",
        "PDF",
        "PD-USA-ish",
    ],
)
def test_what_is_no_license_is_none(written: str) -> None:
    with pytest.raises(registry.Unknown):
        registry.find(written)


def test_bases_and_origins() -> None:
    assert registry.find_basis("Courtesy of") == "permission"
    assert registry.find_basis("Fair use") == "fair-use"
    assert registry.find_basis("fair dealing") == "fair-dealing"
    assert registry.find_origin("generated by AI") == "trainedAlgorithmicMedia"
    assert {"permission", "handout", "own", "quotation"} <= set(registry.bases())
    for id in registry.bases():
        assert registry.find_basis(id) == id
    for id in registry.origins():
        assert registry.find_origin(id) == id

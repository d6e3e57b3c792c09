"""Countries: codes, names and the forms that stand for them."""

from pathlib import Path

import pycountry
import pytest

from servanda.codebook.tables import VocabularyError
from servanda.knowledge.countries import (
    country_named,
    country_of_adjective,
    country_of_capital,
    country_of_people,
    country_of_seat,
    load_countries,
    surface_forms,
)
from servanda.knowledge.forms import folded, spellings

NOT_IN_ISO = {"KOS": "Kosovo has no code of its own", "RVN": "South Vietnam was gone before the standard"}
HEADER = (
    "code name aliases adjectives peoples capital capital_aliases seats "
    "lat lon capital_lat capital_lon from until successor geonameid"
)
FIND = {
    "name": country_named,
    "adjective": country_of_adjective,
    "people": country_of_people,
    "capital": country_of_capital,
    "seat": country_of_seat,
}


def write(folder: Path, *rows: str) -> Path:
    """A countries file; cells are separated by semicolons here."""
    path = folder / "countries.tsv"
    path.write_text("\n".join(["\t".join(HEADER.split()), *(row.replace(";", "\t") for row in rows)]) + "\n")
    return path


def test_every_code_is_of_the_standard_or_a_stated_extra() -> None:
    known = {country.alpha_3 for country in [*pycountry.countries, *pycountry.historic_countries]}
    assert {code for code in load_countries() if code not in known} == set(NOT_IN_ISO)


def test_what_is_gone_says_when_and_what_came_after() -> None:
    historic = {country.alpha_3 for country in pycountry.historic_countries}
    gone = {country.code: country for country in load_countries().values() if country.until}
    current = {country.alpha_3 for country in pycountry.countries}
    assert len(gone) >= 10
    assert set(gone) <= historic | {"RVN"}
    assert not set(gone) & current
    assert all(country.successor in current for country in gone.values())


def test_the_members_of_the_united_nations_and_more_are_there() -> None:
    assert len([country for country in load_countries().values() if not country.until]) >= 204
    assert {"KOS", "TWN", "PSE", "VAT", "ESH", "HKG", "MAC", "GRL", "PRI", "SSD"} <= set(load_countries())


def test_every_form_leads_back_to_its_country() -> None:
    for country in load_countries().values():
        for kind, text in country.forms():
            assert FIND[kind](text) == country, (kind, text)
            assert FIND[kind](f"the {text.removeprefix('The ')}") == country
            assert FIND[kind](text.upper()) is not None


def test_only_stated_forms_are_left_to_another_country() -> None:
    left = {(country.code, text) for country in load_countries().values() for text in country.yielded}
    living = {(code, text) for code, text in left if not load_countries()[code].until}
    assert living == {
        ("COG", "Congo"), ("COG", "Congolese"), ("DMA", "Dominican"), ("DMA", "Dominicans"),
    }  # fmt: skip


def test_a_surface_form_means_one_country_only() -> None:
    owners: dict[str, str] = {}
    for form in surface_forms():
        assert owners.setdefault(form.text, form.code) == form.code
        assert not form.text.startswith("the ")


def test_places_on_the_globe_are_near_their_capitals() -> None:
    for country in load_countries().values():
        if country.capital_lat is not None:
            assert abs(country.lat - country.capital_lat) < 16, country.name
        assert (country.capital_lat is None) == (country.capital is None)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("US", "USA"), ("U.S.", "USA"), ("the U.S", "USA"), ("us", None), ("UNITED STATES", "USA"), ("DPRK", "PRK"),
        ("ROK", "KOR"), ("Korea", "KOR"), ("Congo", "COD"), ("Republic of the Congo", "COG"), ("Burma", "MMR"),
        ("Swaziland", "SWZ"), ("Côte d’Ivoire", "CIV"), ("Cote d'Ivoire", "CIV"), ("Türkiye", "TUR"),
        ("The Gambia", "GMB"), ("the Netherlands", "NLD"), ("Georgia", "GEO"), ("Jordan", "JOR"), ("Guinea", "GIN"),
        ("Niger", "NER"), ("USSR", "SUN"), ("the Vatican", "VAT"), ("the North", None), ("Chechnya", None), ("", None),
    ],
)  # fmt: skip
def test_names(name: str, code: str | None) -> None:
    found = country_named(name)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("adjective", "American", "USA"), ("adjective", "Nigerien", "NER"), ("adjective", "Nigerian", "NGA"),
        ("adjective", "Dominican", "DOM"), ("adjective", "Philippine", "PHL"), ("adjective", "Soviet", "SUN"),
        ("people", "Poles", "POL"), ("people", "Filipinos", "PHL"), ("people", "the Dutch", "NLD"),
        ("capital", "Moscow", "RUS"), ("capital", "Kiev", "UKR"), ("capital", "Bogota", "COL"),
        ("capital", "The Hague", "NLD"), ("capital", "Amsterdam", None), ("capital", "Rangoon", "MMR"),
        ("capital", "Prague", "CZE"), ("seat", "the Kremlin", "RUS"), ("seat", "Elysee", "FRA"),
        ("seat", "Malacanang", "PHL"), ("seat", "the White House", "USA"), ("seat", "Bundestag", None),
    ],
)  # fmt: skip
def test_what_else_stands_for_a_country(kind: str, text: str, code: str | None) -> None:
    found = FIND[kind](text)
    assert (found.code if found else None) == code


def test_spellings_are_found_under_one_key() -> None:
    assert set(spellings("US Navy")) == {"US Navy", "U.S. Navy"}
    assert {folded(form) for form in spellings("al-Qa'ida")} == {"al-Qa'ida"}
    assert {"Côte d'Ivoire", "Cote d'Ivoire", "Côte d’Ivoire"} <= set(spellings("Côte d'Ivoire"))


@pytest.mark.parametrize(
    ("rows", "line", "problem"),
    [
        (["xy;Nowhere;;;;;;;1;1;;;;;;"], 2, "three capital letters"),
        (["XYZ;;;;;;;;1;1;;;;;;"], 2, "name is empty"),
        (["XYZ;Nowhere;;;;;;;91;1;;;;;;"], 2, "lat is 91"),
        (["XYZ;Nowhere;;;;;;;north;1;;;;;;"], 2, "not a number"),
        (["XYZ;Nowhere;;;;;;;1;1;;;19x0;;;"], 2, "not a year"),
        (["XYZ;Nowhere;;;;;;;1;1;;;1990;1980;;"], 2, "before it begins"),
        (["XYZ;Nowhere;;;;;;;1;1;;;;;ABC;"], 2, "successor ABC"),
        (["XYZ;Nowhere;;;;;Elsewhere;;1;1;;;;;;"], 2, "not one capital"),
        (["XYZ;Nowhere;;;;;;;1;1;;;;;;", "XYZ;Elsewhere;;;;;;;1;1;;;;;;"], 3, "stands twice"),
        (["XYZ;Nowhere;NW;;;;;;1;1;;;;;;", "ABC;Elsewhere;NW;;;;;;1;1;;;;;;"], 3, "already belongs to XYZ"),
        (["XYZ;Nowhere"], 2, "2 cells"),
    ],
)
def test_malformed_files_are_refused(tmp_path: Path, rows: list[str], line: int, problem: str) -> None:
    with pytest.raises(VocabularyError, match=problem) as refused:
        load_countries(write(tmp_path, *rows))
    assert (refused.value.file, refused.value.line) == ("countries.tsv", line)


def test_a_form_left_to_another_is_accepted(tmp_path: Path) -> None:
    path = write(tmp_path, "XYZ;Nowhere;NW;;;;;;1;1;;;;;;", "ABC;Elsewhere;NW?;;;;;;1;1;;;;;;")
    assert load_countries(path)["ABC"].yielded == ("NW",)
    assert load_countries(path)["ABC"].aliases == ("NW",)

"""Facts about places, and what the look-ups choose between places of one name."""

from pathlib import Path

import pycountry
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from servanda.codebook.tables import VocabularyError
from servanda.knowledge.place_choice import resolve_place
from servanda.knowledge.places import (
    country_entry,
    distance_km,
    load_places,
    place_forms,
    places_named,
)

HEADER = "name\taliases\tcountry\tclaimed_by\tlat\tlon\tfeature\tgeonameid\n"
NOT_ISO = {"KOS"}


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Tartous", "SYR", 34.89, 35.89),
        ("Tartus", "SYR", 34.89, 35.89),
        ("Hmeimim", "SYR", 35.41, 35.94),
        ("Khmeimim", "SYR", 35.41, 35.94),
        ("Moscow", "RUS", 55.75, 37.62),
        ("Heglig", "SDN", 9.99, 29.4),
        ("Bentiu", "SSD", 9.23, 29.83),
        ("the Golan Heights", None, 33.0, 35.75),
        ("Sana'a", "YEM", 15.35, 44.21),
        ("Yongbyon", "PRK", 39.8, 125.75),
        ("Bab al-Hawa", "SYR", 36.24, 36.69),
        ("Guantánamo Bay", "CUB", 19.9, -75.15),
        ("Donetsk region", "UKR", 48.1, 37.8),
        ("Donetsk", "UKR", 48.0, 37.8),
        ("city of Homs", "SYR", 34.73, 36.72),
        ("Kyiv", "UKR", 50.45, 30.52),
        ("Red Sea", None, 20.5, 38.5),
    ],
)
def test_a_name_leads_to_its_place(name: str, country: str | None, lat: float, lon: float) -> None:
    place = resolve_place(name)
    assert place is not None
    assert place.country == country
    assert distance_km((place.lat, place.lon), (lat, lon)) < 15


@pytest.mark.parametrize(
    ("name", "hint", "country", "region"),
    [
        ("Paris", None, "FRA", "11"),
        ("Paris", "Texas", "USA", "TX"),
        ("Paris", "TX", "USA", "TX"),
        ("Paris", "Nowhere at all", "FRA", "11"),
        ("Atlanta", "Georgia", "USA", "GA"),
        ("Tbilisi", "Georgia", "GEO", "51"),
        ("Bagram", "Afghanistan", "AFG", None),
        ("Washington", None, "USA", "DC"),
    ],
)
def test_a_hint_decides(name: str, hint: str | None, country: str, region: str | None) -> None:
    place = resolve_place(name, hint=hint)
    assert place is not None
    assert (place.country, place.region) == (country, region)


def test_the_countries_of_the_text_decide() -> None:
    found = {code: resolve_place("Birmingham", near_countries={code: 1.0}) for code in ("GBR", "USA")}
    assert {code: place.country for code, place in found.items() if place} == {"GBR": "GBR", "USA": "USA"}
    punjab = resolve_place("Punjab", near_countries={"PAK": 0.8, "IND": 0.2})
    assert punjab is not None
    assert punjab.country == "PAK"


def test_places_already_found_decide() -> None:
    springfield = resolve_place("Springfield", near=["Boston", "Worcester"])
    assert springfield is not None
    assert springfield.region == "MA"


def test_disputed_places_keep_who_claims_them() -> None:
    crimea, jerusalem = resolve_place("Crimea"), resolve_place("Jerusalem")
    assert crimea is not None
    assert (crimea.country, crimea.claimed_by, crimea.feature) == (None, ("RUS", "UKR"), "disputed")
    assert jerusalem is not None
    assert set(jerusalem.claimed_by) == {"ISR", "PSE"}


def test_countries_capitals_states_and_counties_are_places() -> None:
    features = {name: place.feature for name in ("Syria", "Damascus", "Texas", "Travis County", "Osaka")
                if (place := resolve_place(name))}  # fmt: skip
    assert features == {
        "Syria": "country", "Damascus": "capital", "Texas": "state", "Travis County": "county", "Osaka": "city",
    }  # fmt: skip
    assert country_entry("SYR") == resolve_place("Syria")
    assert country_entry("XXX") is None


def test_all_candidates_are_given() -> None:
    assert {place.country for place in places_named("Tripoli")} >= {"LBY", "LBN", "GRC"}
    assert places_named("") == ()
    assert places_named("Qwrtzplk") == ()


def test_the_gazetteer_is_large_and_sound() -> None:
    places = load_places()
    assert len(places) >= 650
    known = {country.alpha_3 for country in pycountry.countries} | NOT_ISO
    for place in places:
        assert {place.country, *place.claimed_by} - {None} <= known, place
        assert -90 <= place.lat <= 90, place
        assert -180 <= place.lon <= 180, place
    assert sum(place.feature == "state" and place.country == "USA" for place in places) == 50


def test_forms_leave_out_ordinary_words() -> None:
    forms = place_forms()
    assert {"Sydney", "Kharkiv", "Khan Younis", "Hmeimim"} <= forms
    assert not {"Nice", "Split", "Mobile", "Of", "Victoria", "Florence"} & forms


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("Here\t\tSYR\t\t95\t35\tcamp\t", "no point"),
        ("Here\t\tSYR\t\t35\t\tcamp\t", "lon is empty"),
        ("Here\t\tSYR\t\t35\t35\tpalace\t", "feature"),
        ("Here\t\tSyria\t\t35\t35\tcamp\t", "countries"),
        ("Here\t\tSYR\t\t35\t35\tcamp\tmany", "geonameid"),
        ("There\t\tSYR\t\t36\t36\tcamp\t", "already stands"),
        ("Here\tSYR", "cells"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(tmp_path: Path, row: str, problem: str) -> None:
    path = tmp_path / "places.tsv"
    path.write_text(f"{HEADER}There\tYonder\tSYR\t\t35\t35\tcamp\t\n{row}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=rf"places\.tsv, line 3: .*{problem}"):
        load_places(path)


@given(st.text(), st.none() | st.text())
@example("the", "the")
@example("St. ", "al-")
@example("of", " province")
def test_any_text_is_resolved_or_not(name: str, hint: str | None) -> None:
    place = resolve_place(name, {"SYR": 0.0}, ["Homs", name], hint)
    assert place is None or place.name

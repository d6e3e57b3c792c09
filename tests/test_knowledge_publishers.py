"""Publishers: whose state speaks in a text, and what follows for offices without a country."""

import pytest

from servanda.knowledge.publishers import home_of


@pytest.mark.parametrize(
    ("source", "url", "home"),
    [
        ("The White House", None, "USA"),
        ("Ministry of Foreign Affairs of Japan", None, "JPN"),
        ("French Embassy in Lima", None, "FRA"),
        (None, "https://www.whitehouse.gov/briefing-room/1", "USA"),
        (None, "https://www.gov.uk/government/news/x", "GBR"),
        (None, "https://www.mofa.go.jp/press", "JPN"),
        (None, "https://www.dfat.gov.au/news", "AUS"),
        (None, "https://www.gob.mx/sre", "MEX"),
        ("Japan Times", None, None),
        ("Reuters", "https://www.reuters.com/world/us", None),
        (None, "https://governance.example.org", None),
        (None, None, None),
    ],
)
def test_home(source: str | None, url: str | None, home: str | None) -> None:
    assert home_of(source, url) == home


@pytest.mark.parametrize(
    ("text", "person", "country"),
    [
        ("Vice President Ruth Ammer spoke with President Macron of France about France's navy.", "Ruth Ammer", "USA"),
        ("Russia was discussed. National Security Advisor Jon Sarkin met Norwegian officials.", "Jon Sarkin", "USA"),
        ("Prime Minister Olu Adeyo of Tuvalu wrote. Minister Adeyo asked Tuvalu's friends.", "Olu Adeyo", "TUV"),
    ],
)
def test_an_office_without_a_country_is_that_of_the_state_that_speaks(read_one, text, person, country) -> None:
    reading = read_one(text, source="The White House")
    assert {e.country for e in reading.entities if e.name == person} == {country}


def test_a_title_before_the_next_name_of_a_list_is_not_the_last_ones(read_one) -> None:
    reading = read_one("President Joe Biden, Vice President Kamala Harris, and Secretary Ann Moreau spoke in Ohio.")
    held = {(reading.entities[o.entity].name.split()[-1], o.canonical) for o in reading.offices}
    assert ("Harris", "deputy_head_of_state") in held
    assert ("Biden", "deputy_head_of_state") not in held

"""Who a text speaks of: names, titles, people, places or states, and what refers to them."""

from collections.abc import Iterator, Mapping

import pytest

from servanda.reading import Mention, Reading, read_documents
from servanda.sources import Document

PUBLISHED = "2015-05-14"

# (text, words, locative, country)
PLACES_OR_STATES = [
    ("Moscow sees no reason for talks.", "Moscow", False, "RUS"),
    ("Talks between Paris and Berlin failed.", "Berlin", False, "DEU"),
    ("Moscow and Kyiv agreed on a truce.", "Kyiv", False, "UKR"),
    ("Moscow’s envoy left.", "Moscow", False, "RUS"),
    ("The offer from Fiji was a demand on Tonga.", "Tonga", False, "TON"),
    ("The Kremlin denied the report.", "Kremlin", False, "RUS"),
    ("They spoke with the White House on Monday.", "White House", False, "USA"),
    ("Fiji thanked Tonga.", "Tonga", False, "TON"),
    ("The ministers met in Moscow.", "Moscow", True, "RUS"),
    ("MOSCOW, May 14 — The ministers met.", "MOSCOW", True, "RUS"),
    ("The city of Moscow is large.", "Moscow", True, "RUS"),
    ("They travelled to Moscow on Monday.", "Moscow", True, "RUS"),
    ("The army left Moscow.", "Moscow", True, "RUS"),
    ("He flew from Paris to Berlin.", "Paris", True, "FRA"),
    ("They met in Bagram, Afghanistan.", "Afghanistan", True, "AFG"),
    ("They met in Suva and Apia.", "Apia", True, "WSM"),
]

# (text, person, words of the office, kind of office, standing, whose)
TITLES = [
    ("Fijian Prime Minister Ana Vuki spoke.", "Ana Vuki", "Prime Minister", "head_of_government", "current", "FJI"),
    ("Interim President Tala Moana spoke.", "Tala Moana", "President", "head_of_state", "interim", None),
    ("Acting Defence Minister Sela Vuki spoke.", "Sela Vuki", "Defence Minister", "defence_minister", "acting", None),
    ("Former Prime Minister Sela Vuki spoke.", "Sela Vuki", "Prime Minister", "head_of_government", "former", None),
    ("Ex-president Ana Vuki spoke.", "Ana Vuki", "president", "head_of_state", "former", None),
    ("Ana Vuki, the ex-president of Chad, spoke.", "Ana Vuki", "president", "head_of_state", "former", "TCD"),
    ("President-elect Ana Rojas of Peru came.", "Ana Rojas", "President-elect", "head_of_state", "elect", "PER"),
    ("President Ana Rojas of Poland spoke.", "Ana Rojas", "President", "head_of_state", "current", "POL"),
    ("Olga Brandt, the German chancellor, spoke.", "Olga Brandt", "chancellor", "head_of_government", "current", "DEU"),
    ("Ana Vuki, Fiji's prime minister, spoke.", "Ana Vuki", "prime minister", "head_of_government", "current", "FJI"),
    ("The president of Mali, Sela Vuki, spoke.", "Sela Vuki", "president", "head_of_state", "current", "MLI"),
    ("Fiji and its foreign minister, Sela Vuki, left the talks.", "Sela Vuki", "foreign minister", "foreign_minister",
     "current", "FJI"),
    ("Foreign Minister KAMIKAWA Yoko of Japan spoke. Kamikawa then left.", "Yoko Kamikawa", "Foreign Minister",
     "foreign_minister", "current", "JPN"),
    ("UN envoy Ana Vuki spoke.", "Ana Vuki", "envoy", "igo_official", "current", "United Nations (UN)"),
]  # fmt: skip

# (text, the last mention with these words, who or what they refer to)
REFERENCES = [
    ("Foreign Minister KAMIKAWA Yoko of Japan spoke. Kamikawa then left.", "Kamikawa", ["Yoko Kamikawa"]),
    ("Prime Minister Ana Vuki spoke. Vuki then left.", "Vuki", ["Ana Vuki"]),
    ("Ana Vuki met Tomas Vuki. Vuki left.", "Vuki", ["Tomas Vuki"]),
    ("Minister Ana Vuki met General Tomas Vuki. Minister Vuki left.", "Vuki", ["Ana Vuki"]),
    ("Ana Vuki met Pita Moana. Ana left.", "Ana", ["Ana Vuki"]),
    ("President Xi Jinping met Kim Jong-un in Beijing. Kim stayed.", "Kim", ["Kim Jong-un"]),
    ("Merkel spoke.", "Merkel", ["Angela Merkel"]),
    ("Prime Minister Ana Vuki spoke. She left.", "She", ["Ana Vuki"]),
    ("Ms. Vuki met Mr. Lau. She left.", "She", ["Vuki"]),
    ("President Tomas Lau met Pita Moana. Ana Vuki thanked him.", "him", ["Tomas Lau"]),
    ("Fiji said that it would pay.", "it", ["Fiji"]),
    ("Fiji and its boats left.", "its", ["Fiji"]),
    ("Fiji and Tonga said that they would pay.", "they", ["Fiji", "Tonga"]),
    ("President Ana Rojas of Chad, Prime Minister Tomas Lau and Sela Vuki met. They left.", "They",
     ["Ana Rojas", "Tomas Lau", "Sela Vuki"]),
    ("Prime Minister Ana Vuki of Fiji met President Tomas Lau of Tonga. Both leaders left.", "Both leaders",
     ["Ana Vuki", "Tomas Lau"]),
    ("Prime Minister Ana Vuki of Fiji met President Tomas Lau of Tonga. The two sides agreed.", "The two sides",
     ["Fiji", "Tonga"]),
    ("Prime Minister Ana Vuki of Fiji met President Tomas Lau of Tonga. Both leaders left. The two sides agreed.",
     "The two sides", ["Fiji", "Tonga"]),
    ("Fiji met Tonga. Both countries agreed.", "Both countries", ["Fiji", "Tonga"]),
    ("President Tomas Lau of Tonga spoke. His administration will pay.", "His administration", ["Tonga"]),
    ("The Ghanaian government closed the border.", "The Ghanaian government", ["Ghana"]),
    ("Ghanaian authorities closed the border.", "Ghanaian authorities", ["Ghana"]),
    ("The government of Mali fell.", "The government", ["Mali"]),
    ("Ana Rojas, the former president of Peru, spoke. The former leader left.", "The former leader", ["Ana Rojas"]),
    ("Prime Minister Ana Vuki met Foreign Minister Tomas Lau. Minister Lau left. The prime minister stayed.",
     "The prime minister", ["Ana Vuki"]),
    ("Sela Vuki, a teacher in Suva, spoke.", "a teacher", ["Sela Vuki"]),
    ("A teacher left. The teacher was tired.", "The teacher", ["teacher"]),
    ("Russian ministers left the hall.", "Russian ministers", ["Russian ministers"]),
    ("Dutch and French voters said no.", "Dutch and French voters", ["Dutch voters", "French voters"]),
    ("Poles and Czechs met.", "Czechs", ["Czechia"]),
    ("The United Nations (UN) met. The UN left.", "UN", ["United Nations (UN)"]),
    ("South Korea met North Korea. The North left.", "North", ["North Korea"]),
    ("Fiji met Tonga 🇹🇴 on Monday.", "Tonga", ["Tonga"]),
]  # fmt: skip

# (text, words that refer to nobody known)
NO_REFERENCES = [
    ("It is likely that Fiji will pay.", "It"),
    ("The Kremlin denied it.", "it"),
    ("Fiji met Tonga in May.", "May"),
    ("The President signed the Suva Declaration.", "Suva Declaration"),
]

# (text, entity, type, country, sector)
ENTITIES = [
    ("Russian ministers left the hall.", "Russian ministers", "group", "RUS", ("GOV",)),
    ("Dutch and French voters said no.", "French voters", "group", "FRA", ("CVL",)),
    ("Bank of Ghana raised rates.", "Bank of Ghana", "organisation", "GHA", ("BUS",)),
    ("NATO met.", "North Atlantic Treaty Organization (NATO)", "organisation", None, ("IGO",)),
    ("Angela Merkel spoke in Berlin.", "Angela Merkel", "person", "DEU", ("GOV",)),
    ("Ana Rojas, the former president of Peru, spoke. The former leader left.", "Ana Rojas", "person", "PER", ()),
    ("Moscow’s envoy left.", "Moscow’s envoy", "person", "RUS", ("GOV",)),
    ("The rebels left.", "rebels", "group", None, ("REB",)),
    ("Analysts say Fiji will pay.", "Fiji", "state", "FJI", ("GOV",)),
]
ALL = (PLACES_OR_STATES, TITLES, REFERENCES, NO_REFERENCES, ENTITIES)


@pytest.fixture(scope="module")
def readings() -> Mapping[str, Reading]:
    """The reading of every text above."""
    texts = dict.fromkeys(case[0] for cases in ALL for case in cases)
    return {r.text: r for r in read_documents(Document(text, text, published=PUBLISHED) for text in texts)}


def mentions(reading: Reading, words: str) -> Iterator[Mention]:
    return (m for m in reading.mentions if reading.text[m.start : m.end] == words)


def last_mention(reading: Reading, words: str) -> Mention:
    found = list(mentions(reading, words))
    assert found, f"nothing is mentioned at {words!r}"
    return max(found, key=lambda m: m.start)


@pytest.mark.parametrize(("text", "words", "locative", "country"), PLACES_OR_STATES)
def test_place_or_state(readings: Mapping[str, Reading], text: str, words: str, locative: bool, country: str) -> None:
    reading = readings[text]
    mention = last_mention(reading, words)
    assert mention.locative == locative
    assert [reading.entities[e].country for e in mention.entities] == [country]


@pytest.mark.parametrize(("text", "person", "office", "canonical", "standing", "owner"), TITLES)
def test_titles(
    readings: Mapping[str, Reading],
    text: str,
    person: str,
    office: str,
    canonical: str,
    standing: str,
    owner: str | None,
) -> None:
    reading = readings[text]
    (held,) = reading.offices
    assert reading.entities[held.entity].name == person
    assert reading.text[held.office_start : held.office_end] == office
    assert (held.canonical, held.standing, held.of) == (canonical, standing, owner)


@pytest.mark.parametrize(("text", "words", "meant"), REFERENCES)
def test_references(readings: Mapping[str, Reading], text: str, words: str, meant: list[str]) -> None:
    reading = readings[text]
    assert [reading.entities[e].name for e in last_mention(reading, words).entities] == meant


@pytest.mark.parametrize(("text", "words"), NO_REFERENCES)
def test_what_refers_to_nobody(readings: Mapping[str, Reading], text: str, words: str) -> None:
    assert list(mentions(readings[text], words)) == []


@pytest.mark.parametrize(("text", "name", "kind", "country", "sector"), ENTITIES)
def test_entities(
    readings: Mapping[str, Reading], text: str, name: str, kind: str, country: str | None, sector: tuple[str, ...]
) -> None:
    (entity,) = [e for e in readings[text].entities if e.name == name]
    assert (entity.type, entity.country, entity.sector) == (kind, country, sector)


def test_every_office_stands_beside_its_person(readings: Mapping[str, Reading]) -> None:
    for reading in readings.values():
        for held in reading.offices:
            covered = [m for m in reading.mentions if held.entity in m.entities]
            assert any(held.start <= m.start and m.end <= held.end for m in covered)

"""Who a text speaks of: spellings, titles, groups of several countries, and names that are nobody's."""

from collections.abc import Mapping

import pytest

from servanda.reading import read_documents
from servanda.reading.name_parts import sound_alike
from servanda.reading.reading import Reading
from servanda.sources import Document

# text, words, and what the last mention with these words refers to: names with countries, nothing where it is no mention
MEANT: list[tuple[str, str, list[tuple[str, str | None]]]] = [
    ("Moammar Gadhafi ruled Libya. Qadhafi fled.", "Qadhafi", [("Moammar Gadhafi", "LBY")]),
    ("Ahmed al-Sharaa took power in Damascus. Sharaa met envoys.", "Sharaa", [("Ahmed al-Sharaa", "SYR")]),
    ("Bill Lau met Mary Lau in Lyon. Mr. Lau smiled.", "Lau", [("Bill Lau", None)]),
    ("Bill Lau met Mary Lau in Lyon. Mrs. Lau smiled.", "Lau", [("Mary Lau", None)]),
    ("Recep Tayyip Erdogan arrived in Baku. His Azerbaijani counterpart agreed.", "His Azerbaijani counterpart",
     [("His Azerbaijani counterpart", "AZE")]),
    ("President George Bush spoke. His father, former president George H.W. Bush, left. The younger Bush stayed.", "Bush",
     [("George Bush", "USA")]),
    ("President George Bush spoke. His father, former president George H.W. Bush, left.", "George H.W. Bush",
     [("George H.W. Bush", "USA")]),
    ("Daw Aung San Suu Kyi was detained. The army said Suu Kyi was well.", "Suu Kyi", [("Daw Aung San Suu Kyi", "MMR")]),
    ("Mr. Putin's spokesman, Dmitry Peskov, said that the Russian leader would call.", "the Russian leader",
     [("Vladimir Putin", "RUS")]),
    ("Minister for the Middle East Tobias Ellwood marks one year since the plight on Mount Sinjar.", "Tobias Ellwood",
     [("Tobias Ellwood", None)]),
    ("The strongman, Recep Tayyip Erdogan, left.", "The strongman", [("Recep Tayyip Erdogan", "TUR")]),
    ("Officials from Kenya, Uganda and Chad met.", "Officials",
     [("Kenyan officials", "KEN"), ("Ugandan officials", "UGA"), ("Chadian officials", "TCD")]),
    ("Delegations of Saudi Arabia and Iran met.", "Delegations",
     [("Saudi delegations", "SAU"), ("Iranian delegations", "IRN")]),
    ("The Inflation Reduction Act (IRA) is law. Germany fears the IRA.", "IRA", []),
    ("The IRA gives tax credits in the United States.", "IRA", []),
    ("The IRA declared a ceasefire in Belfast.", "IRA", [("Irish Republican Army (IRA)", "GBR")]),
    ("The Department of Education of the United States will investigate.", "Department of Education",
     [("Department of Education", "USA")]),
    ("The Department of Justice arrested two men.", "Department of Justice",
     [("United States Department of Justice (DOJ)", "USA")]),
    ("Chad went to the International Court of Justice.", "International Court of Justice",
     [("International Court of Justice (ICJ)", None)]),
    ("The Minister of Justice of Chad resigned.", "Justice", []),
    ("Mali sued. Mali waits. French President Emmanuel Macron told parliament so.", "parliament", [("parliament", "FRA")]),
    ("Mali asked that Chad drop the threat issued by parliament. Mali waits.", "parliament", [("parliament", "TCD")]),
    ("Mali sued Chad. Chad's jets struck the army. Mali waits.", "the army", [("army", "MLI")]),
    ("Kenya and Mali fell out. Qatar urged both sides to talk.", "both sides", [("Kenya", "KEN"), ("Mali", "MLI")]),
    ("Kenya met Mali and Chad in Rome. Kenya called on both sides to stop.", "both sides",
     [("Mali", "MLI"), ("Chad", "TCD")]),
    ("Peru spoke. Peru waits. Opposition lawmakers in Quito might sue Peru.", "Opposition lawmakers",
     [("Opposition lawmakers", "ECU")]),
    ("The minister thanked the Coast Guard.", "Coast Guard", [("Coast Guard", None)]),
    ("Kenya received Mali. The Presidents signed.", "The Presidents",
     [("Kenyan presidents", "KEN"), ("Malian presidents", "MLI")]),
    ("Kenya received Mali. The Parties signed.", "The Parties", [("Kenya", "KEN"), ("Mali", "MLI")]),
    ("The Tánaiste of Ireland left.", "of Ireland", []),
    ("Mali asked for the release of President Bazoum.", "Bazoum", [("Mohamed Bazoum", "NER")]),
    ("The Secretary spoke with Foreign Minister Awa Traore of Mali. Mali waits. The Secretary left.", "The Secretary",
     [("Secretary", None)]),
    ("HMS Defender left Odessa.", "HMS Defender", [("HMS Defender", "GBR")]),
    ("The Rohingya fled. Kurdish forces stayed.", "Rohingya", [("Rohingya", "MMR")]),
    ("The text is in Arabic.", "Arabic", []),
    ("The Biden administration refused.", "The Biden administration", [("United States", "USA")]),
    ("They met near the Hamrin Mountains.", "Hamrin Mountains", [("Hamrin Mountains", None)]),
    ("The raiders destroyed an IED.", "IED", []),
    ("Kim Jong Un and his sister watched.", "his", [("Kim Jong Un", "PRK")]),
    ("Hamas attacked Israel. The government condemned it. The group denied it.", "The group", [("Hamas", "PSE")]),
]  # fmt: skip

OFFICES: list[tuple[str, list[tuple[str, str, str | None, str]]]] = [
    ("Ana Costa was appointed foreign minister of Peru.", [("Ana Costa", "foreign_minister", "PER", "current")]),
    ("John Baird resigned as finance minister of Canada.", [("John Baird", "finance_minister", "CAN", "former")]),
    ("Peter Sand was sworn in as president of Malawi, succeeding Mary Luka.",
     [("Peter Sand", "head_of_state", "MWI", "current"), ("Mary Luka", "head_of_state", "MWI", "former")]),
    ("Peter Sand became president of Malawi and will replace Mary Luka at the fund.",
     [("Peter Sand", "head_of_state", "MWI", "current")]),
    ("Omar Ali became president of Somalia.", [("Omar Ali", "head_of_state", "SOM", "current")]),
    ("Sudan agreed. Sudan sent Amna Idris, a former ambassador to Paris.", [("Amna Idris", "ambassador", "SDN", "former")]),
    ("Mali's court blamed Chad. Its spokeswoman, Awa Traore, spoke.", [("Awa Traore", "spokesperson", "MLI", "current")]),
    ("The Foreign Minister of Mali, H.E. Awa Traore, left.", [("Awa Traore", "foreign_minister", "MLI", "current")]),
    ("President Japarov's security chief, Kamchybek Tashiev, left Kyrgyzstan.",
     [("Kamchybek Tashiev", "police_chief", "KGZ", "current")]),
]  # fmt: skip


@pytest.fixture(scope="module")
def readings() -> Mapping[str, Reading]:
    texts = [*(text for text, _, _ in MEANT), *(text for text, _ in OFFICES)]
    documents = [Document(id=text, text=text, published="2024-05-02") for text in texts]
    return dict(zip(texts, read_documents(documents), strict=True))


@pytest.mark.parametrize(("text", "words", "meant"), MEANT)
def test_words_refer(
    readings: Mapping[str, Reading], text: str, words: str, meant: list[tuple[str, str | None]]
) -> None:
    reading = readings[text]
    found = [m for m in reading.mentions if text[m.start : m.end] == words]
    entities = [reading.entities[e] for e in found[-1].entities] if found else []
    assert [(entity.name, entity.country) for entity in entities] == meant


@pytest.mark.parametrize(("text", "offices"), OFFICES)
def test_offices(readings: Mapping[str, Reading], text: str, offices: list[tuple[str, str, str | None, str]]) -> None:
    reading = readings[text]
    held = [(reading.entities[o.entity].name, o.canonical, o.of, o.standing) for o in reading.offices]
    assert [office for office in held if office[0] in {name for name, *_ in offices}] == offices


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Gaddafi", "Qadhafi", True),
        ("Sharaa", "al-Shara", True),
        ("Zelensky", "Zelenskyy", True),
        ("Assad", "Asad", True),
        ("Hassan", "Hussein", False),
        ("Lau", "Lee", False),
        ("Kerry", "Kara", False),
    ],
)
def test_spellings_of_one_name(one: str, other: str, *, alike: bool) -> None:
    assert sound_alike(one, other) is alike


def test_bodies_of_two_words_are_those_of_both_states() -> None:
    text = "Japan and the Philippines met in Tokyo. They praised the exercise that the two coast guards held in June."
    (reading,) = read_documents([Document("x", text)])
    named = {(e.name, e.country) for e in reading.entities}
    assert {("Japanese coast guards", "JPN"), ("Philippine coast guards", "PHL")} <= named

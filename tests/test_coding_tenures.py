"""Since when and until when an office is held, read off the text."""

from collections.abc import Mapping

import pytest

from servanda.codebook import load_codebook
from servanda.coding.coder import rules
from servanda.reading import read_documents
from servanda.record import Record, Role
from servanda.sources import Document

# text, and each role: person, office, whose, standing, from, until
TENURES: list[tuple[str, list[tuple[str, str, str | None, str, str | None, str | None]]]] = [
    ("Arlo Vendt has been president of Kenya since 2014.", [("Arlo Vendt", "president", "KEN", "current", "2014", None)]),
    ("Mina Tarsov took office as prime minister of Bulgaria in 2019.",
     [("Mina Tarsov", "prime minister", "BGR", "current", "2019", None)]),
    ("Jonas Pell, who served as prime minister of Latvia from 2009 to 2014, died.",
     [("Jonas Pell", "prime minister", "LVA", "former", "2009", "2014")]),
    ("Rita Olmar, who was foreign minister of Chile until last year, joined the talks.",
     [("Rita Olmar", "foreign minister", "CHL", "former", None, "2023")]),
    ("Nora Habib, foreign minister of Tunisia from 2011 to 2013, heads the bank.",
     [("Nora Habib", "foreign minister", "TUN", "former", "2011", "2013")]),
    ("Peter Sand was sworn in as president of Malawi on 3 June 2020.",
     [("Peter Sand", "president", "MWI", "current", "2020-06-03", None)]),
    ("Barack Obama, the former U.S. president, who left office in January 2017, spoke.",
     [("Barack Obama", "president", "USA", "former", None, "2017-01")]),
    ("Defence Minister Karl Ostrem of Norway resigned on 7 May. He spoke.",
     [("Karl Ostrem", "Defence Minister", "NOR", "current", None, "2024-05-07")]),
    ("Defence Minister Karl Ostrem of Norway resigned last week. He spoke.",
     [("Karl Ostrem", "Defence Minister", "NOR", "current", None, "2024-04-29/2024-05-05")]),
    ("President-elect Ana Murat of Ghana will take office on 20 January 2025.",
     [("Ana Murat", "President-elect", "GHA", "elect", "2025-01-20", None)]),
    ("Peter Sand was sworn in as president of Malawi on 3 June 2020, succeeding Mary Luka, who had held the post since 2012.",
     [("Peter Sand", "president", "MWI", "current", "2020-06-03", None),
      ("Mary Luka", "president", "MWI", "former", "2012", "2020-06-03")]),
    ("From 2015-2018, Jon Perry was president of Malawi.", [("Jon Perry", "president", "MWI", "former", "2015", "2018")]),
    ("Nora Habib, foreign minister of Tunisia (2011-2013), left.",
     [("Nora Habib", "foreign minister", "TUN", "former", "2011", "2013")]),
    ("Since 2014, Arlo Vendt has been president of Kenya.", [("Arlo Vendt", "president", "KEN", "current", "2014", None)]),
    ("In 2019, Arlo Vendt became president of Kenya.", [("Arlo Vendt", "president", "KEN", "current", "2019", None)]),
    # none of these is a tenure
    ("Foreign Minister Bo Lind of Norway visited Chad in 2019.",
     [("Bo Lind", "Foreign Minister", "NOR", "current", None, None)]),
    ("Foreign Minister Bo Lind of Norway left Oslo on Monday.",
     [("Bo Lind", "Foreign Minister", "NOR", "current", None, None)]),
    ("Sanctions on Foreign Minister Bo Lind of Norway hold since 2019.",
     [("Bo Lind", "Foreign Minister", "NOR", "current", None, None)]),
    ("In 2019, President Bo Lind of Norway appointed a judge.", [("Bo Lind", "President", "NOR", "current", None, None)]),
    ("Bo Lind is a minister in a play.", []),
]  # fmt: skip


@pytest.fixture(scope="module")
def records() -> Mapping[str, list[Record]]:
    documents = [Document(id=text, text=text, published="2024-05-10") for text, _ in TENURES]
    return {reading.text: rules(reading, load_codebook()) for reading in read_documents(documents)}


@pytest.mark.parametrize(("text", "told"), TENURES)
def test_tenures(records: Mapping[str, list[Record]], text: str, told: list[tuple[str | None, ...]]) -> None:
    roles = [r for r in records[text] if isinstance(r, Role)]
    assert [
        (r.person.name, r.office, r.of, r.standing, r.from_ and r.from_.value, r.until and r.until.value) for r in roles
    ] == told

"""Who held what when, and which rows cannot both be true."""

from servanda.analysis.offices import Sighting, contradictions, held_on, offices_held
from servanda.knowledge.leaders import Term

KNOWN = Term(
    "KEN",
    "foreign_minister",
    "Foreign Minister",
    "Anne One",
    (),
    "2020-01-01",
    "2023-06-30",
    "",
    "2025-06",
    "f, line 1",
)


def said(person: str, day: str, standing: str = "current", document: str = "d") -> Sighting:
    return Sighting(person, "KEN", "Foreign Minister", "KEN", standing, day, document, 0, 9, "...")


def test_texts_of_one_person_and_office_are_one_row_with_first_and_last_day() -> None:
    (row,) = offices_held(
        [], [said("Ben Two", "2024-03-01", document="b"), said("Ben Two", "2024-01-01", document="a")]
    )
    assert (row.from_, row.until, row.reports, row.source) == ("2024-01-01", "2024-03-01", 2, "texts")
    assert [seen.document for seen in row.seen] == ["a", "b"]


def test_a_row_of_knowledge_keeps_its_source_and_day_of_check() -> None:
    (row,) = offices_held([KNOWN], [])
    assert (row.source, row.checked, row.is_learned) == ("f, line 1", "2025-06", False)


def test_who_held_an_office_on_a_day() -> None:
    rows = offices_held([KNOWN], [said("Ben Two", "2023-07-05"), said("Ben Two", "2024-07-05", document="e")])
    holders = {day: [row.person for row in held_on(rows, day)] for day in ("2019", "2022-05", "2024-02-01", "2025")}
    assert holders == {"2019": [], "2022-05": ["Anne One"], "2024-02-01": ["Ben Two"], "2025": []}


def test_two_holders_at_one_time_contradict_each_other() -> None:
    rows = offices_held([KNOWN], [said("Ben Two", "2021-05-01"), said("Ben Two", "2021-11-01", document="e")])
    (found,) = contradictions(rows)
    assert {rows[found.one].person, rows[found.other].person} == {"Anne One", "Ben Two"}


def test_a_handover_is_no_contradiction() -> None:
    assert contradictions(offices_held([KNOWN], [said("Ben Two", "2023-06-28"), said("Ben Two", "2023-09-01")])) == []


def test_called_former_while_in_office() -> None:
    (found,) = contradictions(offices_held([KNOWN], [said("Anne One", "2021-05-01", "former")]))
    assert "former" in found.why
    assert contradictions(offices_held([KNOWN], [said("Anne One", "2024-05-01", "former")])) == []


def test_one_minister_of_many_contradicts_nobody() -> None:
    ministers = [
        Sighting(who, "KEN", "Minister", "KEN", "current", day, who, 0, 9, "")
        for who in ("A B", "C D")
        for day in ("2021-01-01", "2021-12-01")
    ]
    assert contradictions(offices_held([], ministers)) == []


def test_a_stated_tenure_counts_and_not_the_day_of_the_text() -> None:
    served = Sighting(
        "Cid Three", "KEN", "Foreign Minister", "KEN", "former", "2024-05-01", "d", 0, 9, ".", "2009", "2014"
    )
    (row,) = offices_held([], [served])
    assert (row.from_, row.until, row.is_stated) == ("2009", "2014", True)
    assert [bool(held_on([row], day)) for day in ("2008", "2012-03", "2014-12", "2024-05")] == [
        False,
        True,
        True,
        False,
    ]


def test_a_tenure_that_began_before_the_text_begins_then() -> None:
    since = Sighting("Cid Three", "KEN", "Foreign Minister", "KEN", "current", "2024-05-01", "d", 0, 9, ".", "2019")
    (row,) = offices_held([], [since])
    assert (row.from_, row.until) == ("2019", "2024-05-01")
    assert held_on([row], "2021") == [row]


def test_a_stated_tenure_contradicts_who_is_known_to_have_held_the_office() -> None:
    served = Sighting(
        "Cid Three", "KEN", "Foreign Minister", "KEN", "former", "2024-05-01", "d", 0, 9, ".", "2021", "2022"
    )
    (found,) = contradictions(offices_held([KNOWN], [served]))
    assert "both held" in found.why

"""Voices: who "we" are outside quotations, in transcripts, joint statements and a government's own texts."""

import pytest

from servanda.coding.coder import code_documents
from servanda.coding.coders import find_coder
from servanda.coding.turns import find_turns
from servanda.record import CodedDocument, Commitment
from servanda.sources import Document

MINISTRY = "Ministry of Foreign Affairs of Norway"


def who_promises(text: str, title: str | None = None, source: str | None = None) -> list[set[str | None]]:
    document = Document("x", text, title=title, published="2031-03-04", source=source)
    (found,) = code_documents([document], coder=find_coder("rules"))
    assert isinstance(found, CodedDocument)
    return [{p.country or p.name for p in r.by} for r in found.records if isinstance(r, Commitment)]


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("Joint Statement by Norway and Chad", {"NOR", "TCD"}),
        ("Norway-Chad Joint Leaders' Statement", {"NOR", "TCD"}),
        ("Joint Declaration of Norway and Chad on Fishing in Iceland", {"NOR", "TCD"}),
        ("Fishing and the North", {"NOR"}),
    ],
)
def test_we_are_those_who_issue_a_text(title: str, who: set[str]) -> None:
    text = "Norway, Chad and Iceland depend on the sea.\n\nWe will build a harbour for small boats in the north."
    assert who_promises(text, title, MINISTRY) == [who]


def test_we_of_a_newspaper_is_nobody_known() -> None:
    text = "Norway depends on the sea.\n\nWe will build a harbour for small boats in the north."
    assert who_promises(text, "Fishing and the North", "The Northern Post") == [set()]


@pytest.mark.parametrize(
    "opening",
    [
        "We, the Presidents of Peru and Chile, met in Lima.",
        "Today, we – President Ana Rey of Peru and President Luis Paz of Chile – met in Lima.",
        "We, the Presidents of Peru and Chile, strongly condemn the coup in Mali.",
    ],
)
def test_we_are_those_named_beside_it(opening: str) -> None:
    found = who_promises(f"{opening}\n\nWe agree to open the border in May.")
    assert found[-1] == {"PER", "CHL"}


def test_turns_of_a_transcript_are_their_speakers() -> None:
    text = "MS. OKAFOR: We will fund the wells.\n\nQ Will we see more?\n\nMS. OKAFOR: Norway will fund a road."
    assert [(text[t.start : t.end].strip(), t.label and t.label.quote) for t in find_turns(text)] == [
        ("We will fund the wells.", "MS. OKAFOR"),
        ("Will we see more?", None),
        ("Norway will fund a road.", "MS. OKAFOR"),
    ]


def test_a_spokesperson_says_we_of_the_state_and_a_reporter_does_not() -> None:
    text = (
        "MS. OKAFOR: We will fund twelve wells in Chad.\n\n"
        "Q We will close the paper if nobody answers.\n\nMS. OKAFOR: Thank you."
    )
    first, *others = who_promises(text, "Press Briefing by Spokeswoman Ada Okafor", MINISTRY)
    assert first == {"NOR"}
    assert {"NOR"} not in others


def test_whom_reporters_ask_speaks_for_the_state_that_publishes() -> None:
    text = "MR SAND: We will fund the wells.\n\nQUESTION: Will you fund roads?\n\nMR SAND: We will fund a road."
    assert who_promises(text, "Wells and Roads", MINISTRY) == [{"NOR"}, {"NOR"}]
    assert who_promises(text, "Wells and Roads", "The Northern Post") == [set(), set()]


@pytest.mark.parametrize("text", ["MALI: A HISTORY\n\nThe state is old.", "NOTE: We will be closed."])
def test_a_heading_with_a_colon_makes_no_transcript(text: str) -> None:
    assert find_turns(text) == []


@pytest.mark.parametrize(
    "said",
    [
        "I'll come back to that in a moment.",
        "I will let the ministry speak to that.",
        "The premier will travel to Bergen tomorrow.",
        "By hiring nurses, Norway will improve the care of the old.",
    ],
)
def test_how_a_talk_goes_on_and_what_the_day_holds_is_no_pledge(said: str) -> None:
    text = f"MS. OKAFOR: {said}\n\nQ Thank you.\n\nMS. OKAFOR: Thank you."
    assert who_promises(text, "Press Briefing by Spokeswoman Ada Okafor", MINISTRY) == []


@pytest.mark.parametrize(
    ("title", "source", "author"),
    [
        ("A Proclamation on the Day of Rivers", "The White House", "Joe Biden"),
        ("Presidential Message on the Day of Rivers", "The White House", "Joe Biden"),
        ("Letter to the Speaker on Rivers", "The White House", "Joe Biden"),
        ("Minister Ana Duarte Statement on the Rivers", "Government of Kenya", "Ana Duarte"),
        ("A Proclamation on the Day of Rivers", "Government of France", None),
        ("Ten Rivers to See", "The White House", None),
    ],
)
def test_whose_word_a_text_is_that_names_nobody(title: str, source: str, author: str | None) -> None:
    document = Document("x", "I will send two ships to Fiji.", title=title, source=source, published="2024-05-01")
    (coded,) = code_documents([document], coder=find_coder("rules"))
    assert isinstance(coded, CodedDocument)
    (promise,) = (r for r in coded.records if isinstance(r, Commitment))
    assert [p.name for p in promise.by] == ([author] if author else [])


def test_a_state_that_its_text_first_names_by_its_people_is_a_state() -> None:
    text = "Kenyans signed up in millions. My Administration will open forty clinics. The Department will pay for them."
    assert who_promises(text, source="Government of Kenya") == [{"KEN"}, {"KEN"}]


@pytest.mark.parametrize("text", ["The rivers may flood in May.", "I think the rivers will probably flood in May."])
def test_an_author_whom_only_the_title_names_has_a_place_in_the_text(text: str) -> None:
    document = Document("x", text, title="Statement by Minister Ana Duarte on Rivers", source="Government of Kenya")
    (coded,) = code_documents([document])
    assert isinstance(coded, CodedDocument)

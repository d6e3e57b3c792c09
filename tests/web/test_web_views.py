"""Views: texts in layers, words and parties found, forms read back, histories as pictures."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.codebook.codebook import load_codebook
from servanda.record import Actor, Span, Why
from servanda.web.views.document import part_starts
from servanda.web.views.finding_parties import party_finder, suggestions
from servanda.web.views.finding_words import WordsError, find_words
from servanda.web.views.record_changes import Basis, FieldError, changes_in
from servanda.web.views.record_fields import fields_of
from servanda.web.views.segments import Mark, direction_of, lanes_of, named_marks, paragraphs_of

TEXT = "Kenya will send rice to Somalia.\n\nSomalia thanked Kenya. Kenya will send more.\n"
KINDS = st.sampled_from(["event", "commitment", "statement", "actor", "date"])
ALPHABET = st.text(alphabet="ab \nلם", min_size=1, max_size=60)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, tuple[Mark, ...]]:
    text = draw(ALPHABET)
    spans = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)), KINDS), max_size=8))
    marks = [Mark(f"r{n}", kind, "", min(a, b), max(a, b)) for n, (a, b, kind) in enumerate(spans) if a != b]
    return text, tuple(marks)


@given(marked_texts())
def test_paragraphs_give_back_every_word_and_every_mark_over_it(case: tuple[str, tuple[Mark, ...]]) -> None:
    text, marks = case
    seen = set()
    for paragraph in paragraphs_of(text, marks):
        for segment in paragraph.segments:
            assert text[segment.start : segment.start + len(segment.text)] == segment.text
            over = {m.record for m in marks if m.start <= segment.start and m.end >= segment.start + len(segment.text)}
            assert {layer.mark.record for layer in segment.layers} == over
            seen.update(range(segment.start, segment.start + len(segment.text)))
    assert {n for n, character in enumerate(text) if not character.isspace()} <= seen


@given(marked_texts())
def test_marks_that_overlap_are_in_different_lanes(case: tuple[str, tuple[Mark, ...]]) -> None:
    layers = lanes_of(case[1][:5])
    for n, one in enumerate(layers):
        for other in layers[n + 1 :]:
            if one.mark.start < other.mark.end and other.mark.start < one.mark.end:
                assert one.lane != other.lane


def test_a_mark_begins_once_and_names_follow_the_text() -> None:
    marks = named_marks([("b", "event", 0, 5), ("c", "event", 44, 49), ("a", "commitment", 6, 31)])
    assert [(m.record, m.name) for m in marks] == [("b", "E1"), ("a", "C1"), ("c", "E2")]
    begins = [m.record for p in paragraphs_of(TEXT, marks) for s in p.segments for m in s.begins]
    assert sorted(begins) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("text", "runs"), [("Peace", "ltr"), ("سلام", "rtl"), ("12 שלום", "rtl"), ("«Мир»", "ltr"), ("...", "ltr")]
)
def test_the_first_strong_character_says_how_a_text_runs(text: str, runs: str) -> None:
    assert direction_of(text) == runs


def test_a_long_text_comes_in_parts_that_make_the_whole() -> None:
    text = ("word " * 400 + "\n\n") * 60
    starts = part_starts(text)
    assert len(starts) > 2
    assert all(text[start - 1] == "\n" for start in starts[1:])
    assert max(b - a for a, b in pairwise([*starts, len(text)])) < 60_000


@pytest.mark.parametrize(
    ("words", "near", "start"),
    [
        ("Kenya", 0, 0),
        ("Kenya", 60, 57),
        ("Kenya", 50, 50),
        ("kenya will", 0, 0),
        ("rice to\n Somalia", 0, 16),
        ("more.", 0, 73),
    ],
)
def test_words_are_found_nearest_to_a_place(words: str, near: int, start: int) -> None:
    found = find_words(TEXT, words, near)
    assert (found.start, found.quote) == (start, TEXT[found.start : found.end])


@pytest.mark.parametrize("words", ["Uganda", "", "   "])
def test_words_that_are_not_in_the_text_are_refused(words: str) -> None:
    with pytest.raises(WordsError):
        find_words(TEXT, words, 0)


def actor(name: str, *mentions: tuple[int, int]) -> Actor:
    spans = tuple(Span(a, b, TEXT[a:b]) for a, b in mentions)
    return Actor(
        id=f"actor-{name}", evidence=spans[0], sentence=Span(0, 32, TEXT[:32]), confidence=1.0, why=Why(spans[0], "test"),
        name=name, type="state", country="KEN", sector=("GOV",), mentions=spans,
    )  # fmt: skip


KENYA = actor("Kenya", (0, 5), (50, 55), (57, 62))


def test_a_party_is_an_actor_of_the_text_at_the_mention_nearest() -> None:
    found = party_finder(TEXT, [KENYA])("kenya", 58)
    assert found is not None
    assert (found["actor"], found["start"], found["country"]) == ("actor-Kenya", 57, "KEN")


def test_a_party_may_be_a_known_country_that_the_text_does_not_name() -> None:
    found = party_finder(TEXT, [], Span(0, 5, "Kenya"))("Uganda", 0)
    assert found is not None
    assert (found["country"], found["quote"], found["type"]) == ("UGA", "Kenya", "state")


def test_a_party_may_be_words_of_the_text_and_nobody_else() -> None:
    assert party_finder(TEXT, [])("rice", 0) is not None
    assert party_finder(TEXT, [])("Atlantis", 0) is None


def test_suggestions_begin_with_the_actors_of_the_text() -> None:
    names = [one.name for one in suggestions([KENYA], "ken")]
    assert names[0] == "Kenya"
    assert "Kenya" in [one.name for one in suggestions([], "KEN")]


def pledge() -> dict[str, object]:
    words = {"start": 6, "end": 31, "quote": TEXT[6:31]}
    by = {"name": "Kenya", "country": "KEN", "sector": ["GOV"], "type": "state", "actor": "actor-Kenya", "start": 0, "end": 5,
          "quote": "Kenya"}  # fmt: skip
    return {
        "kind": "commitment", "evidence": words, "sentence": {"start": 0, "end": 32, "quote": TEXT[:32]}, "act": "pledge",
        "by": [by], "to": [], "content": words, "deadline": None, "condition": None, "sectors": ["food"], "status": "occurred",
    }  # fmt: skip


def form_of(row: dict[str, object]) -> dict[str, list[str]]:
    """What a browser sends back when nothing is touched."""
    given: dict[str, list[str]] = {}
    for field in fields_of("commitment", row, load_codebook()):
        given[field.spec.name] = list(field.values)
        if field.spec.control == "words":
            given[f"{field.spec.name}_start"] = [str(field.start) if field.start is not None else ""]
    return given


BASIS = Basis(TEXT, party_finder(TEXT, [KENYA], Span(6, 31, TEXT[6:31])), load_codebook(), pledge())


def test_a_form_that_nobody_touched_changes_nothing() -> None:
    assert changes_in("commitment", form_of(pledge()), BASIS) == {}


def test_only_what_was_touched_is_changed() -> None:
    given = form_of(pledge()) | {
        "act": ["offer"],
        "to": ["Somalia"],
        "deadline": ["2024-05"],
        "sectors": ["food", "trade"],
    }
    changed = changes_in("commitment", given, BASIS)
    assert changed.keys() == {"act", "to", "deadline", "sectors"}
    assert (changed["act"], changed["sectors"]) == ("offer", ["food", "trade"])
    assert (changed["to"][0]["country"], changed["deadline"]["precision"]) == ("SOM", "month")


def test_other_evidence_brings_its_sentence() -> None:
    given = form_of(pledge()) | {"evidence": ["will send more"], "evidence_start": [""]}
    changed = changes_in("commitment", given, BASIS)
    assert changed["evidence"]["quote"] == "will send more"
    assert changed["sentence"]["quote"] == "Kenya will send more."


def test_the_same_words_at_another_place_are_another_span() -> None:
    basis = replace(BASIS, row=pledge() | {"content": {"start": 0, "end": 5, "quote": "Kenya"}})
    given = form_of(dict(basis.row)) | {"content_start": ["57"]}
    assert changes_in("commitment", given, basis)["content"]["start"] == 57


def test_a_type_of_event_brings_what_follows_from_it() -> None:
    row = pledge() | {
        "kind": "event",
        "type": "CONSULT",
        "mode": None,
        "contexts": [],
        "source": [],
        "target": [],
        "date": None,
    }
    changed = changes_in("event", {"type": ["ASSAULT"]}, replace(BASIS, row=row))
    assert changed["quad"] == "material conflict"
    assert changed["intensity"] < 0


@pytest.mark.parametrize(
    ("field", "values", "says"),
    [
        ("act", ["vow"], "choose"), ("to", ["Atlantis"], "Atlantis"), ("deadline", ["soon"], "no date"),
        ("content", ["no such words"], "does not stand"), ("evidence", [""], "filled in"), ("sectors", ["wine"], "choose"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_said(field: str, values: list[str], says: str) -> None:
    with pytest.raises(FieldError, match=says):
        changes_in("commitment", form_of(pledge()) | {field: values}, BASIS)

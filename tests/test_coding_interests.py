"""Interests: what an actor is after, and what is none."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.codebook import load_codebook
from servanda.codebook.tables import VocabularyError
from servanda.coding.aims import load_aim_cues
from servanda.coding.context import Context
from servanda.coding.interests import code_interests
from servanda.reading import read_documents
from servanda.record import Identity, Interest
from servanda.sources import Document


@cache
def interests(text: str) -> tuple[Interest, ...]:
    reading = next(iter(read_documents([Document("x", text)])))
    return tuple(code_interests(Context(reading, load_codebook(), Identity("0", "rules", "plover-1"))))


WANTED = [
    ("Ethiopia seeks access to the sea.", ["Ethiopia"], "access to the sea"),
    ("Egypt wants to keep its share of the Nile.", ["Egypt"], "keep its share of the Nile"),
    ("Vietnam pursues closer trade with Europe.", ["Vietnam"], "closer trade with Europe"),
    ("Serbia strives for a seat in the council.", ["Serbia"], "a seat in the council"),
    ("Niger needs buyers for its uranium.", ["Niger"], "buyers for its uranium"),
    ("Havana also hopes to sell more sugar.", ["Cuba"], "sell more sugar"),
    ("Israel and Jordan hope to finish the canal.", ["Israel", "Jordan"], "finish the canal"),
    ("Kenya is eager to host the talks while avoiding blame.", ["Kenya"], "host the talks"),
    ("Qatar's goal is to remain neutral.", ["Qatar"], "remain neutral"),
    ("India's quest for a permanent seat goes on.", ["India"], "a permanent seat"),
    ("The vote is part of Nepal's attempt to end its isolation.", ["Nepal"], "end its isolation"),
    ("Turkey, in a bid to revive its economy, cut its tariffs.", ["Turkey"], "revive its economy"),
    ("Poland sees the treaty as a way to protect its farmers.", ["Poland"], "protect its farmers"),
    ("Togo wants above all to guard its port.", ["Togo"], "guard its port"),
    (
        "While Peru seeks loans and credit, Chile aims to keep its mines.",
        ["Peru", "Chile"],
        "loans and credit",
    ),
]


@pytest.mark.parametrize(("text", "actors", "aim"), WANTED, ids=[case[0] for case in WANTED])
def test_an_aim_and_whose_it_is(text: str, actors: list[str], aim: str) -> None:
    found = interests(text)
    assert found[0].aim.quote == aim
    assert [p.name for i in found for p in i.actor] == actors


@pytest.mark.parametrize(
    "text",
    [
        "I want to thank the ambassador.",
        "The storm wants to move north.",
        "Police are seeking two suspects.",
        "Peru is seeking the extradition of its former president.",
        "Moscow wants Kyiv to drop its claim.",
        "The treaty seeks to ban mines.",
        "Peru sought comment.",
        "The fund lends money to seek new wells.",
    ],
)
def test_a_demand_a_courtesy_or_a_thing_wants_nothing(text: str) -> None:
    assert interests(text) == ()


def test_an_aim_that_is_disowned_is_denied() -> None:
    (found,) = interests("Iran does not seek a larger army.")
    assert (found.aim.quote, found.status) == ("a larger army", "denied")


def test_every_cue_finds_the_aim_in_its_examples() -> None:
    cues = {id(cue): cue for group in load_aim_cues().values() for cue in group}
    examples = [(cue, example) for cue in cues.values() for example in cue.examples]
    readings = read_documents(Document(str(n), example) for n, (_, example) in enumerate(examples))
    for (cue, example), reading in zip(examples, readings, strict=True):
        context = Context(reading, load_codebook(), Identity("0", "rules", "plover-1"))
        assert code_interests(context), f"{cue.words}: {example}"


@pytest.mark.parametrize("line", ["seek\tverbs\tinf\t\tx", "seek\tverb\tupon\t\tx", "seek\tverb\tinf\t\t"])
def test_a_malformed_cue_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "cues.tsv"
    path.write_text(f"cue\tpos\ttakes\tbut\texamples\n{line}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match="line 2"):
        load_aim_cues(path)


WORDS = [
    "Chad",
    "seeks",
    "wants",
    "to",
    "its",
    "goal",
    "is",
    "in",
    "order",
    "win",
    "gold",
    ",",
    "and",
    "of",
    "for",
    ".",
    "while",
    "in",
    "a",
    "bid",
]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_any_text_gives_spans_inside_it(words: list[str]) -> None:
    text = " ".join(words)
    for found in interests(text):
        assert found.actor
        assert text[found.aim.start : found.aim.end] == found.aim.quote

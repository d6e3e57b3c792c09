"""Statements: who said what, in which form, and what nobody said."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.codebook import load_codebook
from servanda.codebook.tables import VocabularyError
from servanda.coding.context import Context
from servanda.coding.cues import Cue, load_cues
from servanda.coding.statements import code_statements
from servanda.coding.voices import spoken_voices
from servanda.reading import read_documents
from servanda.record import Identity, SplitSpan, Statement
from servanda.sources import Document


@cache
def statements(text: str) -> tuple[Statement, ...]:
    reading = next(iter(read_documents([Document("x", text)])))
    return tuple(code_statements(Context(reading, load_codebook(), Identity("0", "rules", "plover-1"))))


def told(text: str) -> list[tuple[str | None, str | None, str, str]]:
    """(speaker as mentioned, cue, form, content) of each statement."""
    return [
        (s.speaker.quote if s.speaker else None, s.cue.quote if s.cue else None, s.form, s.content.quote)
        for s in statements(text)
    ]


DIRECT = [
    (
        '"The road is closed," the minister said.',
        [("minister", "said", "The road is closed")],
    ),
    (
        'The minister told reporters: "The road is closed."',
        [("minister", "told", "The road is closed")],
    ),
    (
        '"Who will pay for the road?" he asked.',
        [("he", "asked", "Who will pay for the road?")],
    ),
    (
        "“The road is closed,” said the mayor of Brno. “Nobody will pass before the spring.”",
        [("mayor", "said", "Nobody will pass before the spring")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), DIRECT)
def test_direct_speech_has_its_speaker_and_no_marks(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    found = told(text)
    assert [(cue, form, content) for _, cue, form, content in found] == [(c, "direct", x) for _, c, x in expected]
    for (speaker, *_), (head, *_) in zip(found, expected, strict=True):
        assert speaker is not None
        assert head in speaker


def test_a_split_quotation_is_one_statement() -> None:
    (one,) = statements('"It took us a year," the envoy added, "and it could still go badly wrong."')
    assert [span.quote for span in one.spans] == ["It took us a year", "and it could still go badly wrong"]
    assert one.content.quote == "and it could still go badly wrong"
    assert one.cue is not None
    assert one.cue.quote == "added"


def test_a_paragraph_that_goes_on_is_the_same_statement() -> None:
    text = '"We have waited long enough," the governor said.\n\n"Now the harbour must be opened to everybody."'
    (one,) = statements(text)
    assert [span.quote for span in one.spans] == [
        "We have waited long enough",
        "Now the harbour must be opened to everybody",
    ]
    assert isinstance(one.content, SplitSpan)
    assert one.content.spans == tuple((span.start, span.end) for span in one.spans)


def test_a_heading_between_other_marks_does_not_go_on() -> None:
    text = "“We have waited long enough,” the governor said.\n\n'Open the Harbour to All.'\n\nRain fell."
    (one,) = statements(text)
    assert one.content.quote == "We have waited long enough"


INDIRECT = [
    ("The minister said that the talks had failed.", "said", "the talks had failed"),
    ("The talks had failed, the minister said.", "said", "The talks had failed"),
    ("The talks, the minister said on Monday, had failed.", "said", "had failed"),
    ("A report published in May warned that the river would flood.", "warned", "the river would flood"),
    ("Analysts believe that the vote will be close.", "believe", "the vote will be close"),
    ("The envoy asked whether the border would open.", "asked", "whether the border would open"),
    ("The minister denied that the army had fired.", "denied", "the army had fired"),
    ("Oil prices will fall, according to the bank.", "according to", "Oil prices will fall"),
    ("According to the bank, oil prices will fall.", "According to", "oil prices will fall"),
    ("The minister vowed to rebuild the port.", "vowed", "to rebuild the port"),
    ("The bishop urged Chad to free the prisoners.", "urged", "Chad to free the prisoners"),
    ("The minister condemned the attack on the port.", "condemned", "the attack on the port"),
    ("The union called for the rebels to leave the city.", "called", "the rebels to leave the city"),
    ("The minister's claim that Chad had paid the rebels was false.", "claim", "Chad had paid the rebels"),
    ("The minister's criticism of the new road surprised Chad.", "criticism", "the new road"),
]


@pytest.mark.parametrize(("text", "cue", "content"), INDIRECT)
def test_indirect_speech_ends_where_the_clause_ends(text: str, cue: str, content: str) -> None:
    assert [(c, form, x) for _, c, form, x in told(text)] == [(cue, "indirect", content)]


def test_words_between_marks_inside_a_clause_are_mixed() -> None:
    text = 'The bishop stressed the "special bond" between Chad and Mali.'
    assert [(c, form, x) for _, c, form, x in told(text)] == [
        ("stressed", "mixed", 'the "special bond" between Chad and Mali')
    ]


def test_a_participle_has_the_speaker_of_its_sentence() -> None:
    first, second = told("The report said that the harvest had failed, adding that food would run out.")
    assert first == ("The report", "said", "indirect", "the harvest had failed")
    assert second == ("The report", "adding", "indirect", "food would run out")


def test_what_the_speaker_does_next_is_not_said() -> None:
    found = told("The minister said that the army would leave and flew to Oslo.")
    assert [content for *_, content in found] == ["the army would leave"]


def test_both_a_claim_and_the_claim_inside_it_are_kept() -> None:
    found = told("The governor says that Norway promised to send ships.")
    assert [content for *_, content in found] == ["Norway promised to send ships", "to send ships"]


def test_an_unnamed_source_is_a_person_of_no_country() -> None:
    (one,) = statements("A senior official who asked not to be named said that the army would leave.")
    assert one.speaker is not None
    assert (one.speaker.name, one.speaker.type, one.speaker.country) == ("senior official", "person", None)


def test_whom_one_speaks_to_is_the_addressee() -> None:
    (one,) = statements("Norway told Chad that the ships would be late.")
    assert [hearer.country for hearer in one.addressee] == ["TCD"]


def test_direct_speech_gives_a_voice() -> None:
    text = '"We are tired," the teacher said, and left. The minister said that he was tired.'
    assert [text[v.start : v.end] for v in spoken_voices(statements(text))] == ["We are tired"]


SILENT = [
    "The minister did not say that the talks had failed.",
    "The minister never promised to rebuild the port.",
    "If the minister says that the talks have failed, the market will fall.",
    "The minister might say that the talks have failed.",
    'The so-called "road of hope" is closed.',
    "It was reported that the harvest had failed.",
    "The army reportedly left the town.",
    "I think that the harvest will fail.",
    "Opposition lawmakers met in Lima.",
    "The officer asked not to be named.",
    "Kenya declined to comment on the raid.",
    "",
]


@pytest.mark.parametrize("text", SILENT)
def test_nobody_said_it(text: str) -> None:
    assert told(text) == []


def every_cue() -> list[Cue]:
    cues = load_cues()
    return [cue for group in (cues.verbs, cues.nouns, cues.phrases) for same in group.values() for cue in same]


def test_every_cue_is_found_in_its_example() -> None:
    documents = [Document(str(i), cue.example) for i, cue in enumerate(every_cue())]
    missed = []
    for cue, reading in zip(every_cue(), read_documents(documents), strict=True):
        found = code_statements(Context(reading, load_codebook(), Identity("0", "rules", "plover-1")))
        lemmas = {t.start: {t.lemma.lower(), t.text.lower()} for t in reading.tokens}
        if not any(s.cue and cue.words[0][:3] in {w[:3] for w in lemmas[s.cue.start]} for s in found):
            missed.append(" ".join(cue.words))
    assert missed == []


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("say\tadverb\tthat\tHe said so.", "pos is"),
        ("say\tverb\tsong\tHe said so.", "takes 'song' is unknown"),
        ("say\tverb\tthat\t", "example is empty"),
        ("say\tverb\tthat\tHe said so.\nsay\tverb\tthat\tHe said so.", "second time"),
    ],
)
def test_a_malformed_file_is_refused(tmp_path: Path, row: str, problem: str) -> None:
    path = tmp_path / "cues.tsv"
    path.write_text(f"cue\tpos\ttakes\texample\n{row}\n", "utf-8")
    with pytest.raises(VocabularyError, match=problem):
        load_cues(path)


_WORDS = st.sampled_from(
    ["said", "He", "that", "Norway", "told", "asked", "\n\n", '"', "“", "”", "'", ",", ".", "?", ":", "to", "and",
     "pay", "according", "the", "minister", "adding", "not", "—", ";", "claim", "for", "who"]
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.lists(_WORDS, max_size=40).map(" ".join), st.text(max_size=80)))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    for statement in statements(text):
        spans = [statement.content, statement.evidence, statement.sentence, *statement.spans]
        for span in [*spans, *([statement.cue] if statement.cue else [])]:
            assert text[span.start : span.end] == span.quote
        assert statement.speaker is not None
        assert text[statement.speaker.start : statement.speaker.end] == statement.speaker.quote


COORDINATED = [
    ("The minister promised to rebuild the port and pay the crews.", "to rebuild the port and pay the crews"),
    ("The union wants to raise wages, cut hours and build homes.", "to raise wages, cut hours and build homes"),
    (
        'The mayor said that it was too early to tell, but there was "no sign" of a fire.',
        'it was too early to tell, but there was "no sign" of a fire',
    ),
    ("The envoy thanked Norway on Friday for sending the ships.", "Norway on Friday for sending the ships"),
    (
        "The minister accused Chad, which denies it, of arming the rebels.",
        "Chad, which denies it, of arming the rebels",
    ),
    ("The bishop condemned the raid — a bloody affair by any measure.", "the raid"),
    ("The minister hailed the bridge to please the voters.", "the bridge"),
]


@pytest.mark.parametrize(("text", "content"), COORDINATED)
def test_a_content_is_neither_cut_short_nor_run_on(text: str, content: str) -> None:
    assert told(text)[0][-1] == content


def test_what_the_speaker_does_is_no_part_of_an_infinitive() -> None:
    found = told("The minister promised to rebuild the port and left the hall.")
    assert [content for *_, content in found] == ["to rebuild the port"]


def test_a_long_apposition_may_stand_between_a_quotation_and_its_cue() -> None:
    text = (
        '"The harvest is lost," Anna Berg, a farmer and the head of the union of growers in the north of the country '
        'near the border with Finland, said on Monday. "Nobody will help us now."'
    )
    (one,) = statements(text)
    assert [span.quote for span in one.spans] == ["The harvest is lost", "Nobody will help us now"]


LABELLED = [
    (
        "Norway: The port is closed. Nobody may enter.\n\nRain fell.",
        [("Norway", "The port is closed. Nobody may enter")],
    ),
    ("Poll: Most voters want a new port.\n\nRain fell.", [("Poll", "Most voters want a new port")]),
    (
        "MS. BERG: The port is closed. It was flooded.\n\nIt will open soon.\n\n(LAUGHTER.)\n\n"
        "MR. HOLM: When will it open?\n\nMS. BERG: In the spring.\n\nRain fell on the hall.",
        [
            ("BERG", "The port is closed. It was flooded.\n\nIt will open soon"),
            ("HOLM", "When will it open?"),
            ("BERG", "In the spring"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LABELLED)
def test_a_label_gives_its_speaker_the_whole_turn(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(speaker, content) for speaker, cue, _, content in told(text) if cue == ":"] == expected


@pytest.mark.parametrize("text", ["Weather: Rain fell on the hills all day.", "One thing is clear: the port is lost."])
def test_a_colon_behind_no_speaker_says_nothing(text: str) -> None:
    assert [cue for _, cue, *_ in told(text) if cue == ":"] == []


def test_a_clause_before_but_belongs_to_what_is_said() -> None:
    found = told("The road to the port was closed, but the crews reopened it before noon, the mayor said.")
    assert found[0][-1] == "The road to the port was closed, but the crews reopened it before noon"


def test_a_quotation_behind_a_clause_quoted_in_part_goes_on_with_it() -> None:
    text = (
        'The mayor said that the crews felt "forgotten" by the capital. '
        '"Nobody has come to see us since the spring." Rain fell on the hall.'
    )
    (one,) = statements(text)
    assert [span.quote for span in one.spans] == [
        'the crews felt "forgotten" by the capital',
        "Nobody has come to see us since the spring",
    ]


def test_a_quotation_behind_a_sentence_that_quotes_nothing_is_nobodys() -> None:
    text = 'The mayor said that the crews were tired. "Nobody has come to see us since the spring." Rain fell.'
    assert [content for *_, content in told(text)] == ["the crews were tired"]

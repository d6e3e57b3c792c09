import json

import pytest

from servanda.codebook import VocabularyError
from servanda.following.comparison import compare
from servanda.following.decisions import StoryDecisions
from servanda.following.descriptions import Description, describe
from servanda.following.filed import Filed
from servanda.following.layout import from_row, to_row
from servanda.following.near_copies import resemblance, sketch
from servanda.following.placement import Known, place, story_id
from servanda.following.words import load_common_words, stem_of, weight_of

QUAKE = (
    "A strong earthquake shook the Ferghana valley on Tuesday and brought down part of the bazaar of Osh. Rescuers pulled "
    "fourteen people from the rubble, Kyrgyzstan's emergencies minister Bakyt Sydykov said. Schools stay shut for a week."
)
SAME_QUAKE = (
    "Part of the Osh bazaar has collapsed after an earthquake in the Ferghana valley. Fourteen survivors were dug out of the "
    "rubble by Tuesday night, according to emergencies minister Sydykov. The city has closed its schools."
)
OTHER = (
    "The central bank of Malawi left its key rate at eighteen per cent on Tuesday. Governor Chikondi Banda spoke of stubborn "
    "food prices in Lilongwe and of a maize harvest that came late. Traders had expected a cut."
)


def filed(key, text, published="2030-05-01", source=None, title=None):
    return Filed(key, text, title, published, source, ())


def known(document, story=None):
    description = describe(document)
    return Known(description, story or story_id(description))


def test_two_accounts_of_one_happening_share_a_story_and_another_happening_does_not():
    candidates = [known(filed("quake", QUAKE)), known(filed("bank", OTHER))]
    placed = place(describe(filed("again", SAME_QUAKE, "2030-05-02")), candidates)
    assert (placed.story, placed.nearest) == ("story-quake", "quake")
    assert (
        place(describe(filed("bank-2", OTHER.replace("Malawi", "Zambia"), "2030-09-09")), candidates[:1]).story is None
    )


def test_the_reason_tells_what_two_documents_share():
    why = place(describe(filed("again", SAME_QUAKE, "2030-05-02")), [known(filed("quake", QUAKE))]).why
    assert "Nearest is quake" in why
    assert "1 day apart" in why
    assert "osh" in why


def test_the_same_happening_told_weeks_later_is_another_story():
    assert place(describe(filed("later", SAME_QUAKE, "2030-06-20")), [known(filed("quake", QUAKE))]).story is None


def test_an_edited_copy_goes_where_its_original_is_however_late():
    copy = QUAKE.replace("strong", "powerful").replace("Schools", "City schools")
    placed = place(describe(filed("copy", copy, "2030-06-20")), [known(filed("quake", QUAKE))])
    assert placed.story == "story-quake"
    assert "of the wording is the same" in placed.why


def test_no_candidate_means_a_new_story():
    assert place(describe(filed("quake", QUAKE)), []).story is None


def test_decisions_go_before_likeness():
    candidates = [known(filed("quake", QUAKE))]
    document = describe(filed("again", SAME_QUAKE, "2030-05-02"))
    assert place(document, candidates, StoryDecisions(pins={"again": "story-x"})).story == "story-x"
    assert place(document, candidates, StoryDecisions(apart=frozenset({("quake", "again")}))).story is None


def test_a_description_survives_json_and_shares_keys_with_its_like():
    one, other = describe(filed("quake", QUAKE)), describe(filed("again", SAME_QUAKE))
    assert from_row(Description, json.loads(json.dumps(to_row(one)))) == one
    bank = describe(filed("bank", OTHER))
    assert len(set(one.keys) & set(other.keys)) >= 5 > len(set(one.keys) & set(bank.keys))


def test_likeness_is_symmetric_and_an_empty_text_resembles_nothing():
    one, other = describe(filed("quake", QUAKE)), describe(filed("again", SAME_QUAKE))
    assert compare(one, other).log_odds == pytest.approx(compare(other, one).log_odds)
    assert compare(one, describe(filed("empty", ""))).copied == 0.0
    assert place(describe(filed("empty", "")), [known(filed("quake", QUAKE))]).story is None


def test_a_sketch_estimates_the_share_of_common_wording():
    assert resemblance(sketch(QUAKE), sketch(QUAKE)) == 1.0
    assert resemblance(sketch(QUAKE), sketch(OTHER)) == 0.0
    assert sketch("") == ()


def test_common_words_tell_little_and_unknown_ones_much():
    assert weight_of(stem_of("said")) < 1.5 < weight_of(stem_of("earthquakes")) <= weight_of("ferghana")


def test_a_malformed_table_of_words_names_its_line(tmp_path):
    file = tmp_path / "words.tsv"
    file.write_text("stem\tper_mille\nthe\t1001\n", "utf-8")
    with pytest.raises(VocabularyError, match=r"words\.tsv, line 2"):
        load_common_words(file)

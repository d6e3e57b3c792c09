"""Deeds: what is promised and done, told by its verb."""

import pytest

from servanda.codebook.tables import VocabularyError
from servanda.following.deeds import find_deeds, load_deeds, load_frames, named_deeds, promised_deeds

DEEDS = load_deeds()
FRAMES = load_frames(DEEDS)


def done(sentence):
    return {deed for hit in find_deeds(sentence) for deed in hit.deeds if hit.says == "delivered"}


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_a_deed_is_done_in_its_example_and_not_in_its_counterexample(deed):
    assert deed.name in done(deed.example)
    assert deed.name not in done(deed.counterexample)


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_every_verb_and_noun_of_a_deed_is_known_as_promised_and_as_named(deed):
    for verb in deed.words["base"]:
        assert deed.name in promised_deeds(f"{verb} something")
    for noun in deed.words["noun"]:
        assert deed.name in promised_deeds(f"the {noun} of something")
        assert deed.name in named_deeds(noun)


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: f"line {frame.line}")
def test_a_frame_stands_in_its_example_and_not_in_its_counterexample(frame):
    if frame.says == "promised":
        assert promised_deeds(frame.example)
        assert frame.pattern.search(frame.example)
        assert not frame.pattern.search(frame.counterexample)
    elif frame.says in ("nothing", "itself"):
        assert not find_deeds(frame.example)
        assert find_deeds(frame.counterexample)
    elif frame.says == "passive":
        assert [hit.active for hit in (*find_deeds(frame.example), *find_deeds(frame.counterexample))] == [False, True]
    else:
        assert frame.says in {hit.says for hit in find_deeds(frame.example)}
        assert frame.says not in {hit.says for hit in find_deeds(frame.counterexample)}


def test_what_is_promised_is_the_first_verb_and_no_verb_of_a_later_clause():
    assert promised_deeds("send 40 doctors who will train nurses") == promised_deeds("send 40 doctors")
    assert promised_deeds("study ways of opening the pass") == ()
    assert promised_deeds("not close the pass") == ()


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("dig\tdig:dug:digging\tdigging\tThey dug it.\tThey dig it.", "has 3 forms"),
        ("dig\tdig:dug:dug:digging\t\tThey dug it.\tThey dig it.", "nouns is empty"),
    ],
)
def test_a_malformed_deed_names_file_line_and_fault(tmp_path, row, fault):
    path = tmp_path / "deeds.tsv"
    path.write_text(f"deed\tverbs\tnouns\texample\tbut\n{row}\n", "utf-8")
    with pytest.raises(VocabularyError, match=f"deeds.tsv, line 2: .*{fault}"):
        load_deeds(path)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("{done}\tdone\t\tThey dug it.\tThey dig it.", "says is 'done'"),
        ("{did}\tdelivered\t\tThey dug it.\tThey dig it.", "{did} is no form"),
        ("({done}\tdelivered\t\tThey dug it.\tThey dig it.", "no regular expression"),
    ],
)
def test_a_malformed_frame_names_file_line_and_fault(tmp_path, row, fault):
    path = tmp_path / "frames.tsv"
    path.write_text(f"frame\tsays\tdeed\texample\tbut\n{row}\n", "utf-8")
    with pytest.raises(VocabularyError, match=f"frames.tsv, line 2: .*{fault}"):
        load_frames(DEEDS, path)

import pytest

from servanda.codebook import VocabularyError
from servanda.following.step_cues import find_steps, load_step_cues

CUES = load_step_cues()


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: f"line-{cue.line}")
def test_a_cue_is_found_in_its_example_and_not_in_its_counterexample(cue):
    assert list(cue.matches(cue.example)), cue.example
    assert not list(cue.matches(cue.counterexample)), cue.counterexample


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: f"line-{cue.line}")
def test_the_example_of_a_cue_has_its_status_when_all_cues_compete(cue):
    assert cue.status in {hit.status for hit in find_steps(cue.example)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway will deliver the tents in May.",
        "The treaty has never been signed.",
        "Once the loan agreement has been signed, work can begin.",
        "The tents are to be handed over in spring.",
    ],
)
def test_what_is_planned_possible_or_denied_is_no_step_that_was_taken(sentence):
    taken = {"delivered", "partially_delivered", "agreed", "suspended", "resumed", "broken", "withdrawn", "extended"}
    assert not taken & {hit.status for hit in find_steps(sentence)}


def test_the_month_of_may_is_no_modal():
    assert [hit.status for hit in find_steps("The suspension announced in May was lifted.")] == ["resumed"]


def test_a_step_that_somebody_denies_is_marked():
    assert find_steps("Chad denied that it had violated the truce.")[0].denied


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("gave\tgiven\tdone\tShe gave it.\t", "status 'given' is unknown"),
        ("gave\tdelivered\tsoon\tShe gave it.\t", "when is 'soon'"),
        ("(gave\tdelivered\tdone\tShe gave it.\t", "no regular expression"),
    ],
)
def test_a_malformed_row_names_file_line_and_fault(tmp_path, row, fault):
    file = tmp_path / "cues.tsv"
    file.write_text(f"cue\tstatus\twhen\texample\tbut\n{row}\n", "utf-8")
    with pytest.raises(VocabularyError, match=fault) as raised:
        load_step_cues(file)
    assert (raised.value.file, raised.value.line) == ("cues.tsv", 2)

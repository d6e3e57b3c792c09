"""What comes after an agreement: a promise of its own, another agreement in its place, or only more of the same."""

from servanda.following.memory import follow
from storytelling import only, story

FISH = "Angola and Namibia signed an agreement on Monday under which Angola releases the crews of six trawlers."


def shown(*texts):
    days = ("2030-03-04", "2030-06-11", "2030-09-20")
    documents = [(str(n), day, "Post", text) for n, (day, text) in enumerate(zip(days, texts, strict=False))]
    return [entry for entry in follow(story(*documents)).entries if not entry.slight]


def test_a_promise_of_one_side_beside_an_agreement_is_one_of_its_own():
    text = (
        "Austria agreed with Bosnia on Monday to forgive 30 million euros of old railway loans. Bosnia promised Austria to "
        "plant two million beeches before the end of 2035."
    )
    assert sorted((entry.act, entry.by) for entry in shown(text)) == [
        ("agreement", ("AUT", "BIH")),
        ("pledge", ("BIH",)),
    ]


def test_an_agreement_that_takes_the_place_of_another_ends_it():
    later = "Angola and Namibia signed a fishing agreement on Tuesday which takes the place of the one signed in March."
    assert sorted(entry.status for entry in shown(FISH, later)) == ["agreed", "superseded"]


def test_an_envoy_who_takes_the_place_of_another_ends_nothing():
    later = "The new envoy of Angola to Namibia takes the place of the one who fell ill in spring."
    assert {entry.status for entry in shown(FISH, later)} == {"agreed"}


def test_what_an_agreement_says_in_the_present_tense_is_not_yet_done():
    assert [step.status for step in only(follow(story(("one", "2030-03-04", "Post", FISH)))).history] == ["agreed"]

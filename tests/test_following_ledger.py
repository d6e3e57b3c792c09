"""Claims, links and entries on short made-up texts, one rule of the ledger each."""

import pytest

from servanda.following.claims import claims_of, keys_of
from servanda.following.days import days_between, later
from servanda.following.decisions import LedgerDecisions
from servanda.following.entries import fold
from servanda.following.filed import Filed
from servanda.following.linking import assign
from servanda.following.memory import follow
from servanda.following.parties import load_organs, organisation
from servanda.following.standing import as_of, last_day_of
from servanda.record import Date
from storytelling import only, story

PLEDGE = (
    "Norway will give Nepal 90 tonnes of wheat seed before the end of 2030, Foreign Minister Ane Vik said on Monday."
)
PART = "A first shipment of 30 tonnes of Norwegian wheat seed arrived in Nepal on Tuesday. The ship docked in Kolkata."
ALL = "Norway has delivered all the wheat seed that it promised to Nepal. The last of the 90 tonnes arrived on Friday."


@pytest.fixture(scope="module")
def wheat():
    return story(
        ("one", "2030-03-04", "Post", PLEDGE),
        ("two", "2030-07-02", "Post", PART),
        ("three", "2030-07-03", "Wire", PART.replace("Tuesday", "the eve of Wednesday")),
        ("four", "2030-10-05", "Wire", ALL),
    )


def test_a_promise_is_followed_through_its_parts(wheat):
    entry = only(follow(wheat[:3]))
    assert (entry.act, entry.by, entry.to, entry.status) == ("pledge", ("NOR",), ("NPL",), "partially_delivered")
    assert [(q.value, q.unit) for q in entry.promised] == [(90000.0, "kg")]
    assert [(q.value, q.unit) for q in entry.delivered] == [(30000.0, "kg")]
    assert last_day_of(entry.due) == "2030-12-31"


def test_all_that_was_promised_closes_an_entry(wheat):
    entry = only(follow(wheat))
    assert entry.status == "delivered"
    assert entry.delivered == entry.promised
    assert as_of(entry, "2033-01-01").computed == ()


def test_overdue_and_silent_follow_from_the_day_of_reading_alone(wheat):
    entry = only(follow(wheat[:3]))
    assert as_of(entry, "2030-12-01").computed == ()
    assert as_of(entry, "2031-02-01").computed == ("overdue",)
    assert as_of(entry, "2032-02-01").computed == ("overdue", "silent")
    assert as_of(entry, "2030-03-01") is None
    assert entry.computed == ()


def test_a_correction_outranks_what_its_outlet_said_before():
    followed = follow(
        story(
            ("one", "2030-03-04", "Post", PLEDGE),
            ("two", "2030-10-05", "Wire", ALL),
            (
                "three",
                "2030-10-07",
                "Wire",
                "Correction: our report of Saturday was wrong. Norway has so far delivered only part of the wheat seed that it "
                "promised to Nepal, 30 tonnes and not 90. We apologise for the mistake.",
            ),
        )
    )
    entry = only(followed)
    assert entry.status == "partially_delivered"
    outranked = {step.document for step in entry.history if step.outranked}
    assert outranked == {"two"}


def test_two_promises_of_one_pair_stay_two():
    followed = follow(
        story(
            ("one", "2030-03-04", "Post", PLEDGE),
            (
                "two",
                "2030-03-05",
                "Post",
                "Norway will lend Nepal 40 million dollars for a tunnel at Nagdhunga.",
            ),
        )
    )
    assert len([entry for entry in followed.entries if not entry.slight]) == 2


def test_what_a_text_recalls_adds_no_step(wheat):
    reminder = story(
        ("five", "2030-08-20", "Post", "Farmers wait for the wheat seed that Norway promised Nepal in March.")
    )
    entry = only(follow([*wheat[:2], *reminder]))
    assert "five" not in {step.document for step in entry.history}


def test_a_claim_says_the_same_whatever_else_is_known_and_shares_its_keys_with_its_entry(wheat):
    claims = claims_of(wheat[0])
    assert claims == claims_of(wheat[0])
    entry = only(follow(wheat[:1]))
    assert any(set(keys_of(claim)) & set(entry.keys) for claim in claims)
    assert {"NOR|NPL"} == set(entry.keys)


def test_an_orphan_finds_its_entry_when_the_promise_arrives_later(wheat):
    steps, promise = claims_of(wheat[1]), claims_of(wheat[0])
    assert {link.entry for link in assign(steps, [])} == {None}
    opened = next(link for link in assign(promise, []) if link.new)
    entry = fold(opened.entry, [claim for claim in promise if claim.id == opened.claim])
    assert entry.id in {link.entry for link in assign(steps, [entry])}


def test_decisions_go_before_likeness(wheat):
    promise = claims_of(wheat[0])
    opened = next(link for link in assign(promise, []) if link.new)
    entry = fold(opened.entry, [claim for claim in promise if claim.id == opened.claim])
    step = next(claim for claim in claims_of(wheat[1]) if assign([claim], [entry])[0].entry == entry.id)
    assert assign([step], [entry], LedgerDecisions(apart=frozenset({(step.id, entry.id)})))[0].entry is None
    assert assign([step], [entry], LedgerDecisions(pins={step.id: None}))[0].entry is None
    other = fold("entry-x", entry.claims)
    assert assign([step], [entry, other], LedgerDecisions(pins={step.id: "entry-x"}))[0].entry == "entry-x"


def test_links_tell_why(wheat):
    links = follow(wheat).links
    assert all(link.why for link in links)
    assert any("Between NOR and NPL" in link.why for link in links)


def test_an_entry_needs_a_claim_that_makes_a_commitment(wheat):
    with pytest.raises(ValueError, match="no claim that makes a commitment"):
        fold("entry-x", [claim for claim in claims_of(wheat[1]) if claim.act is None])


def test_a_text_without_sentences_claims_nothing():
    assert claims_of(Filed("empty", "", None, None, None, ())) == ()


def test_an_organ_binds_the_whole_and_every_whole_is_known():
    assert organisation("European Commission") == "European Union"
    assert organisation("the World Health Organization (WHO)") == "World Health Organization"
    assert all(organ != whole for organ, whole in load_organs().items())


@pytest.mark.parametrize(
    ("value", "last"),
    [
        ("2024-02", "2024-02-29"),
        ("2024", "2024-12-31"),
        ("2024-22", "2024-08-31"),
        ("2024-05-06", "2024-05-06"),
        ("soon", None),
    ],
)
def test_the_last_day_that_a_date_may_mean(value, last):
    assert last_day_of(Date.of(value)) == last


def test_days_between_and_later():
    assert days_between("2024-02-28", "2024-03-01") == 2
    assert days_between(None, "2024-03-01") is None
    assert later("2024-01-31", "P1M") == "2024-02-29"
    assert later("2024-01-31", "P60D") == "2024-03-31"
    assert later("2024-01-31", "PT5H") is None


def quantities(*texts: tuple[str, str]) -> tuple[str, list[tuple[float, str]]]:
    """The status of the one entry that texts of (day, text) make, and what is delivered."""
    entry = only(follow(story(*((f"d{n}", day, "Post", text) for n, (day, text) in enumerate(texts)))))
    return entry.status, [(q.value, q.unit) for q in entry.delivered]


PROMISE = ("2030-03-04", PLEDGE)


@pytest.mark.parametrize(
    ("text", "delivered"),
    [
        (
            "Norway has delivered 52 of the 90 tonnes of wheat seed that it promised to Nepal, the ministry said.",
            52000.0,
        ),
        ("Norway has so far sent Nepal 40 tonnes of the promised wheat seed, the ministry said.", 40000.0),
    ],
)
def test_a_part_of_a_whole_is_the_part(text, delivered):
    assert quantities(PROMISE, ("2030-07-01", text)) == ("partially_delivered", [(delivered, "kg")])


def test_a_running_total_takes_the_place_of_the_parts_before():
    first = "A first shipment of 30 tonnes of Norwegian wheat seed arrived in Nepal on Tuesday."
    total = "Norway has so far delivered 50 tonnes of the wheat seed that it promised to Nepal, the ministry said."
    more = "Another 20 tonnes of Norwegian wheat seed arrived in Nepal on Tuesday, the ministry said."
    texts = [PROMISE, ("2030-05-01", first), ("2030-07-01", total)]
    assert quantities(*texts) == ("partially_delivered", [(50000.0, "kg")])
    assert quantities(*texts, ("2030-08-20", more)) == ("partially_delivered", [(70000.0, "kg")])


def test_the_last_part_completes_whatever_its_size():
    last = "Norway delivered the last 12 tonnes of the wheat seed that it promised to Nepal on Friday."
    assert quantities(PROMISE, ("2030-09-01", last)) == ("delivered", [(90000.0, "kg")])


@pytest.mark.parametrize(
    "text",
    [
        "The delivery of the Norwegian wheat seed to Nepal has not begun, the ministry in Kathmandu said.",
        "Norway denied that it had broken its promise to give Nepal 90 tonnes of wheat seed.",
        "The first shipment of the wheat seed that Norway promised to Nepal is to be delivered in July.",
        "The first load of Norwegian wheat seed for Nepal is expected to have landed by Easter, the ministry said.",
    ],
)
def test_what_has_not_happened_is_no_fulfilment(text):
    status, delivered = quantities(PROMISE, ("2030-05-01", text))
    assert status in ("announced", "reaffirmed", "stalled")
    assert delivered == []


@pytest.mark.parametrize(
    "text",
    [
        "A union of Nepalese hauliers demanded that Norway give Nepal 200 tonnes of wheat seed.",
        "Nepalese bondholders said they would refuse the wheat seed from Norway.",
    ],
)
def test_those_who_hold_no_office_bind_no_state(text):
    (filed,) = story(("one", "2030-05-01", "Post", text))
    assert claims_of(filed) == ()


def test_what_a_correction_repeats_of_the_error_is_no_claim():
    text = (
        "Correction: We reported on Monday that Norway had delivered 90 tonnes of wheat seed to Nepal.\n\n"
        "Norway has delivered 30 tonnes of the wheat seed that it promised to Nepal."
    )
    (filed,) = story(("one", "2030-05-01", "Post", text))
    assert {amount.value for claim in claims_of(filed) for amount in claim.amounts} == {30000.0}

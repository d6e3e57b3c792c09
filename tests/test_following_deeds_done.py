"""A promise is kept by the very deed that it names, and by nothing that only looks like it."""

import pytest

from servanda.following.memory import follow
from storytelling import only, story

DEBT = "Kuwait will write off the debt of 45 million dollars that Somalia owes its fund, Minister Adel Saleh said on Monday."
COLONELS = "Angola agreed on Monday to extradite the banker Rui Tavares to Portugal, where he is accused of fraud."
NURSES = (
    "Cyprus will train 80 Lebanese nurses at the hospital in Larnaca, Health Minister Eleni Kosta announced on Monday."
)
FERRY = "Finland promised on Monday to reopen the ferry line to Tallinn for Estonian lorries before the summer."
SURGEONS = "The Philippines will send 30 surgeons to East Timor, the Philippine Health Ministry announced on Monday."
LOGGING = "Gabon promised Cameroon on Monday to halt the felling of okoume trees along the Ntem river."
CHAPEL = "Malta will restore the chapel of the Italian knights at Mdina, Culture Minister Paul Borg promised Italy on Monday."

KEPT = [
    (DEBT, "Kuwait has cancelled the debt of 45 million dollars that Somalia owed its development fund.", "delivered"),
    (DEBT, "Somalia thanked Kuwait for the cancellation of the debt of 45 million dollars.", "delivered"),
    (DEBT, "Kuwait has forgiven 15 million dollars of the debt that Somalia owes its development fund.", "partially_delivered"),
    (COLONELS, "The banker Rui Tavares was extradited from Angola to Portugal on Friday night.", "delivered"),
    (COLONELS, "Angola handed over the banker Rui Tavares, whom Portugal accuses of fraud.", "delivered"),
    (COLONELS, "The extradition of the banker Rui Tavares from Angola to Portugal took place on Friday.", "delivered"),
    (NURSES, "All 80 Lebanese nurses have been trained in Larnaca, the Cypriot Health Ministry said.", "delivered"),
    (NURSES, "Cyprus has trained 30 of the 80 Lebanese nurses.", "partially_delivered"),
    (NURSES, "Cyprus has begun training the Lebanese nurses at the hospital in Larnaca.", "in_progress"),
    (FERRY, "The ferry line from Finland to Tallinn reopened on Friday with 40 Estonian lorries on board.", "delivered"),
    (SURGEONS, "The Philippines dispatched the surgeons to East Timor on Friday in a military aircraft.", "delivered"),
    (LOGGING, "Gabon has halted the felling of okoume trees along the Ntem, to the relief of Cameroon.", "delivered"),
    (CHAPEL, "Malta has repaired the chapel of the Italian knights at Mdina.", "delivered"),
]  # fmt: skip
NOT_KEPT = [
    (DEBT, "Kuwait would have cancelled the debt of Somalia, but the fund objected."),
    (DEBT, "Kuwait has not cancelled the debt that Somalia owes its development fund."),
    (DEBT, "Kuwait has cancelled the visit of its minister to Somalia."),
    (DEBT, "Kuwait has cancelled 900 million dollars of debt that Somalia owed its development fund."),
    (DEBT, "In 1998 Kuwait cancelled a debt that Somalia owed its development fund."),
    (COLONELS, "Rui Tavares will be extradited from Angola to Portugal in spring."),
    (COLONELS, "Portugal asked Angola to see Rui Tavares extradited at once."),
    (COLONELS, "Portugal extradited a former colonel to Angola on Friday."),
    (NURSES, "Lebanon has trained 80 nurses for Cyprus."),
    (FERRY, "Finland has put into service a school for the children of its diplomats in Tallinn."),
    (FERRY, "If the ferry line to Tallinn is reopened, Finland and Estonia will share the cost."),
    (SURGEONS, "The Philippines has sent a letter of thanks to East Timor."),
    (CHAPEL, "Italy has restored the chapel of the knights at Syracuse, which Malta had once owned."),
]


def followed(promise, later):
    return story(("one", "2030-03-04", "Post", promise), ("two", "2030-05-11", "Wire", later))


@pytest.mark.parametrize(("promise", "later", "status"), KEPT)
def test_the_verb_of_a_promise_in_the_past_is_its_fulfilment(promise, later, status):
    entry = only(follow(followed(promise, later)))
    assert (entry.history[-1].document, entry.history[-1].status) == ("two", status)


@pytest.mark.parametrize(("promise", "later"), NOT_KEPT)
def test_what_was_not_done_or_was_another_deed_keeps_no_promise(promise, later):
    entries = follow(followed(promise, later)).entries
    promised = next(entry for entry in entries if any(claim.document == "one" for claim in entry.claims))
    fulfilment = {"delivered", "partially_delivered", "in_progress", "withdrawn"}
    assert not fulfilment & {step.status for step in promised.history}


def test_a_threat_that_is_withdrawn_is_not_carried_out():
    threat = (
        "Oman will withdraw 40 engineers from Yemen by 1 June unless Yemen pays their wages, Oman warned on Monday."
    )
    entry = only(follow(followed(threat, "Oman has withdrawn its threat to call its engineers home from Yemen.")))
    assert entry.status == "withdrawn"


def test_a_deed_of_the_text_that_promises_it_is_an_earlier_one():
    text = "Fiji will send 20 nurses to Tonga, it said on Monday. Fiji sent Tonga nurses for its hospitals in spring."
    entry = only(follow(story(("one", "2030-03-04", "Post", text))))
    assert {step.status for step in entry.history} == {"announced"}

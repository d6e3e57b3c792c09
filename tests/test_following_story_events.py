from dataclasses import replace

import pytest

from servanda.codebook import load_codebook
from servanda.coding.coder import code_documents
from servanda.following.figures import figures_of
from servanda.following.filed import file_document
from servanda.following.story_events import merge_events
from servanda.sources import Document


@pytest.fixture(scope="module")
def accounts():
    texts = {
        "Reuters": "Israeli aircraft bombed a camp in Syria on Monday and killed 12 people.",
        "Xinhua": "Israeli aircraft bombed a camp in Syria on Monday. Nine people were killed.",
        "Wire": "The Israeli air force bombed a camp in Syria on Monday, killing 12 people.",
    }
    documents = [Document(name, text, published="2030-05-07", source=name) for name, text in texts.items()]
    return [file_document(d, c) for d, c in zip(documents, code_documents(documents, load_codebook()), strict=True)]


def test_one_event_is_told_by_several_accounts_with_all_their_evidence(accounts):
    event = merge_events(accounts)[0]
    assert (event.type, event.source) == ("ASSAULT", ("ISR",))
    assert {account.document for account in event.accounts} == {"Reuters", "Xinhua", "Wire"}
    assert all(account.evidence.quote for account in event.accounts)


def test_merging_does_not_depend_on_the_order_of_the_documents(accounts):
    assert merge_events(accounts) == merge_events(accounts[::-1])


def test_accounts_that_give_other_figures_keep_both(accounts):
    first, _, third = accounts
    disagreeing = replace(third, key="Other", source="Xinhua", text=third.text.replace("12", "9"))
    records = tuple(
        replace(r, sentence=replace(r.sentence, quote=r.sentence.quote.replace("12", "9"))) for r in third.records
    )
    event = merge_events([first, replace(disagreeing, records=records)])[0]
    assert [(d.about, dict(d.said)) for d in event.differences] == [("killed", {"Reuters": "12", "Xinhua": "9"})]


def test_no_document_tells_nothing():
    assert merge_events([]) == ()


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("The raid killed 12 people and wounded at least thirty.", (("killed", "12"),)),
        ("Nine soldiers were killed and 1,200 villagers displaced.", (("displaced", "1200"), ("killed", "9"))),
        ("Rebels freed 40 students.", (("released", "40"),)),
        ("Talks went on.", ()),
    ],
)
def test_figures_by_the_fate_of_those_counted(sentence, figures):
    assert figures_of(sentence) == figures

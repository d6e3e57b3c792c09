"""Known entries: a summary answers for a later document what all the claims of an entry would."""

from dataclasses import replace

import pytest

from servanda.following.claims import claims_of
from servanda.following.entries import fold
from servanda.following.known import Summary, summarised_entry, summary_of
from servanda.following.layout import from_row, to_row
from servanda.following.linking import assign, assign_known
from servanda.following.memory import follow
from storytelling import story

BEFORE = [
    (
        "one",
        "2030-03-04",
        "Post",
        "Latvia will give Moldova 40 buses before the end of 2030, Minister Ilze Ozola said.",
    ),
    ("two", "2030-03-05", "Wire", "Latvia promised Moldova 40 buses on Monday, the Latvian government said."),
    ("three", "2030-03-20", "Wire", "Moldova asked Latvia to return the archives of Balti at once."),
    ("four", "2030-04-02", "Post", "Latvia refused to return the archives of Balti to Moldova."),
    ("five", "2030-07-01", "Wire", "Latvia has sent Moldova 25 of the 40 buses."),
]
LATER = [
    "Latvia has sent Moldova the last buses, so that all 40 have arrived.",
    "Latvia agreed after all to return the archives of Balti to Moldova.",
    "Correction: our report of Monday on the Latvian buses was wrong. Latvia has sent Moldova 15, not 25.",
    "Latvia has suspended the delivery of the buses to Moldova.",
    "Latvia will lend Moldova 30 million euros for a hospital in Soroca.",
]


@pytest.fixture(scope="module")
def entries():
    return follow(story(*BEFORE)).entries


@pytest.mark.parametrize("text", LATER)
def test_a_summary_links_a_later_document_as_all_claims_do(entries, text):
    claims = claims_of(story(("six", "2030-07-03", "Wire", text))[0])
    members = {entry.id: entry.claims for entry in entries}
    summaries = [from_row(Summary, to_row(summary_of(entry))) for entry in entries]
    bare = (summarised_entry(replace(e, claims=()), s) for e, s in zip(entries, summaries, strict=True))
    assert len(entries) > 1
    assert assign_known(claims, bare, members.__getitem__) == assign(claims, entries)


def test_a_summary_does_not_depend_on_the_order_of_claims(entries):
    for entry in entries:
        assert summary_of(fold(entry.id, entry.claims[::-1])) == summary_of(entry)

"""Golden storylines: their ledgers and stories, compared as the contract has them."""

import json
import random
from pathlib import Path

import pytest

from servanda.codebook import load_codebook
from servanda.coding.coder import code_documents
from servanda.following.entries import fold
from servanda.following.filed import file_document
from servanda.following.layout import from_row, ledger_row, to_row
from servanda.following.memory import follow
from servanda.following.standing import as_of
from servanda.sources import read_lines

FOLDER = Path(__file__).parent / "storylines"
NAMES = sorted(path.parent.name for path in FOLDER.glob("*/expected.json"))


@pytest.fixture(scope="module")
def filed():
    """The documents of every storyline with their records, by the storyline's name."""
    book = load_codebook()
    found = {}
    for name in NAMES:
        with (FOLDER / name / "docs.jsonl").open("rb") as lines:
            documents = list(read_lines(lines))
        coded = code_documents(documents, book)
        found[name] = [file_document(d, c) for d, c in zip(documents, coded, strict=True)]
    return found


def expected(name):
    return json.loads((FOLDER / name / "expected.json").read_text("utf-8"))


def ledger_of(followed, day):
    standing = (as_of(entry, day) for entry in followed.entries)
    return [ledger_row(entry) for entry in standing if entry]


def is_about(gold, row):
    """Whether an entry is the expected one: same parties, half the keywords, a document in common."""
    text = " / ".join([row["content"], *(step["evidence"]["quote"] for step in row["history"])]).casefold()
    hits = sum(any(word in text for word in keyword.casefold().split("|")) for keyword in gold["keywords"])
    wanted = {name for party in gold["by"] + gold["to"] for name in party.split("|")}
    documents = {step["document"] for step in gold["history"]} & {step["document"] for step in row["history"]}
    return {*row["by"], *row["to"]} <= wanted and hits * 2 >= len(gold["keywords"]) and bool(documents)


def one_of(value):
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("name", NAMES)
def test_the_ledger_of_a_storyline(filed, name):
    gold = expected(name)
    rows = ledger_of(follow(filed[name]), gold["as_of"])
    for entry in (entry for entry in gold["ledger"] if not entry.get("optional")):
        found = [row for row in rows if is_about(entry, row) and row["act"] in one_of(entry["act"])]
        assert found, entry["about"]
        row = max(found, key=lambda row: len(row["history"]))
        due = row["due"] and row["due"]["value"]
        assert row["status"] in one_of(entry["status"]), entry["about"]
        assert due in one_of(entry["due"]), entry["about"]
        assert sorted({"overdue", "silent"} & set(row["computed"])) == sorted(entry["computed"]), entry["about"]
        assert set(row["sectors"]) & set(entry["sectors"]), entry["about"]
        allowed = {(step["document"], status) for step in entry["history"] for status in one_of(step["status"])}
        assert {(step["document"], step["status"]) for step in row["history"]} <= allowed, entry["about"]


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_of_a_storyline_is_one_that_was_expected(filed, name):
    gold = expected(name)
    for row in ledger_of(follow(filed[name]), gold["as_of"]):
        assert any(is_about(entry, row) for entry in gold["ledger"]), row["content"]


@pytest.mark.parametrize("name", NAMES)
def test_the_stories_of_a_storyline(filed, name):
    wanted = expected(name)["stories"]
    told = follow(filed[name]).stories
    together = {(one, other) for one in wanted for other in wanted if wanted[one] == wanted[other]}
    assert {(one, other) for one in told for other in told if told[one] == told[other]} == together


@pytest.mark.parametrize("name", NAMES)
def test_following_is_the_same_whatever_the_order_of_a_list(filed, name):
    shuffled = list(filed[name])
    random.Random(7).shuffle(shuffled)
    assert follow(shuffled) == follow(filed[name])


@pytest.mark.parametrize("name", NAMES)
def test_every_step_has_its_evidence_word_for_word(filed, name):
    texts = {document.key: document.text for document in filed[name]}
    for entry in follow(filed[name]).entries:
        for step in entry.history:
            span = step.evidence
            assert texts[step.document][span.start : span.end] == span.quote


@pytest.mark.parametrize("name", NAMES)
def test_entries_survive_json_and_do_not_depend_on_the_order_of_their_claims(filed, name):
    for entry in follow(filed[name]).entries:
        row = json.loads(json.dumps(to_row(entry)))
        assert from_row(type(entry), row) == entry
        assert fold(entry.id, list(reversed(entry.claims))) == entry


def test_the_ledger_of_an_earlier_day_knows_nothing_later(filed):
    followed = follow(filed["camp"])
    row = next(row for row in ledger_of(followed, "2033-02-01") if row["act"] == "request")
    assert row["status"] == "refused"
    assert {step["document"] for step in row["history"]} == {"camp-01", "camp-02"}
    assert ledger_of(followed, "2033-01-01") == []

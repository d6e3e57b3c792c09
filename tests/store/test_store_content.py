"""Documents in any order, twice or in pieces give the same content."""

import itertools
import tempfile
from pathlib import Path

from contents import contents, fill
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.store import open_store
from servanda.store.asking_ledger import LedgerQuestion, ask_ledger
from servanda.store.following_up import follow_up
from texts import STORY


def test_documents_are_followed_into_stories_and_ledger(filled) -> None:
    with filled.reading() as connection:
        entries = list(ask_ledger(connection, LedgerQuestion("2023-12-31", by="JPN", to="MDG")))
    assert any({step.status for step in entry.history} >= {"announced", "partially_delivered"} for entry in entries)


def test_the_same_again_changes_nothing(filled, prepared) -> None:
    before = contents(filled)
    fill(filled, [prepared, prepared[:3]])
    assert contents(filled) == before
    assert follow_up(filled) == 0


@settings(max_examples=12, deadline=None)
@given(
    order=st.permutations(range(len(STORY))),
    again=st.lists(st.integers(0, len(STORY) - 1), max_size=4),
    cuts=st.lists(st.integers(0, len(STORY)), max_size=3),
)
def test_any_order_and_pieces_give_the_same_content(coded, order, again, cuts) -> None:
    prepared = coded()
    shuffled = [prepared[n] for n in [*order, *again]]
    edges = [0, *sorted(cuts), len(shuffled)]
    pieces = [shuffled[a:b] for a, b in itertools.pairwise(edges)]
    with tempfile.TemporaryDirectory() as folder:
        in_order, mixed = open_store(Path(folder) / "a"), open_store(Path(folder) / "b")
        fill(in_order, [prepared])
        fill(mixed, pieces)
        expected, got = contents(in_order), contents(mixed)
        assert [name for name in expected if expected[name] != got[name]] == []
        in_order.close()
        mixed.close()

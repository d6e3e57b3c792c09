"""Following up: documents that wait get their story and the entries of their claims, a few in each transaction."""

from servanda.store.journal import followed_decisions
from servanda.store.linking import link_claims
from servanda.store.opening import Store
from servanda.store.placing import place_document
from servanda.store.positions import mark_followed, next_waiting

TOGETHER = 32


def follow_up(store: Store, most: int | None = None) -> int:
    """Follow the documents that wait, in order of their day, `most` at most; return how many were followed.

    What an earlier run left waiting, because it was stopped, is followed as well.
    """
    done = 0
    while most is None or done < most:
        some = _follow_some(store, TOGETHER if most is None else min(TOGETHER, most - done))
        done += some
        if not some:
            break
    return done


def _follow_some(store: Store, most: int) -> int:
    with store.writing() as connection:
        if next_waiting(connection) is None:
            return 0
        decided = followed_decisions(connection)
        for done in range(most):
            position = next_waiting(connection)
            if position is None:
                return done
            place_document(connection, position, decided.stories)
            link_claims(connection, position, decided.ledger)
            mark_followed(connection, position.number)
        return most

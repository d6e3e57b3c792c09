"""Loading: documents that are coded already go into a store as they are, and are followed."""

from collections.abc import Iterable
from itertools import islice

from servanda.record import CodedDocument, FailedDocument
from servanda.sources.found import Found
from servanda.store.adding import FOLLOWED_AFTER, TOGETHER, Outcome, Report, outcome_of
from servanda.store.clock import now
from servanda.store.following_up import follow_up
from servanda.store.keeping import keep, known_keys
from servanda.store.opening import Store
from servanda.store.preparing import key_of, prepare


def load(store: Store, coded: Iterable[tuple[Found, CodedDocument | FailedDocument]], report: Report) -> None:
    """Keep coded documents that are not kept yet, and follow them; `report` is told of each once it is safe.

    Records keep their ids and their places in the text. Stopped at any moment, the same call again does the rest.
    """
    started, waiting, steady = now(), 0, iter(coded)
    while some := list(islice(steady, TOGETHER)):
        with store.reading() as connection:
            known = known_keys(connection, [key_of(found) for found, _ in some])
        prepared = [prepare(found, record, started) for found, record in some if key_of(found) not in known]
        with store.writing() as connection:
            fresh = keep(connection, store, prepared, started)
        for found, _ in some:
            if key_of(found) in known:
                report(Outcome("known", found.document.id, found.place))
        for one in prepared:
            report(outcome_of(one, one in fresh))
        waiting += len(fresh)
        if waiting >= FOLLOWED_AFTER:
            follow_up(store)
            waiting = 0
    follow_up(store)

"""Loading: documents that are coded already go into a store as they are, and are followed."""

from collections.abc import Iterable, Iterator
from itertools import islice

from servanda.record import CodedDocument, FailedDocument
from servanda.sources.found import Found
from servanda.store.adding import TOGETHER, Outcome, Report, keep_batches
from servanda.store.clock import now
from servanda.store.keeping import known_keys
from servanda.store.opening import Store
from servanda.store.preparing import Prepared, key_of, prepare


def load(store: Store, coded: Iterable[tuple[Found, CodedDocument | FailedDocument]], report: Report) -> None:
    """Keep coded documents that are not kept yet, and follow them; `report` is told of each once it is safe.

    Records keep their ids and their places in the text. Stopped at any moment, the same call again does the rest.
    """
    started = now()
    keep_batches(store, _unknown(store, coded, report, started), report, started)


def _unknown(
    store: Store, coded: Iterable[tuple[Found, CodedDocument | FailedDocument]], report: Report, started: str
) -> Iterator[list[Prepared]]:
    """Yield the documents that are not kept yet, prepared, some together; tell of the others."""
    steady = iter(coded)
    while some := list(islice(steady, TOGETHER)):
        with store.reading() as connection:
            known = known_keys(connection, [key_of(found) for found, _ in some])
        for found, _ in some:
            if key_of(found) in known:
                report(Outcome("known", found.document.id, found.place))
        yield [prepare(found, record, started) for found, record in some if key_of(found) not in known]

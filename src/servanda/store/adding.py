"""Adding: found documents are coded by as many processes as wanted, and kept by one writer."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, Literal, TypeVar

from servanda.coding.coder import code_documents
from servanda.record import FailedDocument
from servanda.sources.found import Found
from servanda.store.clock import now
from servanda.store.following_up import follow_up
from servanda.store.keeping import keep, known_keys
from servanda.store.opening import Store
from servanda.store.preparing import Prepared, key_of, prepare

Batch = TypeVar("Batch")
Made = TypeVar("Made")
TOGETHER = 16
FOLLOWED_AFTER = 64


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: kept (it is safe from now on), known (it was kept before), or failed (`message`)."""

    state: Literal["kept", "known", "failed"]
    id: Any
    place: str
    records: int = 0
    message: str = ""


Report = Callable[[Outcome], None]
Code = Callable[[Sequence[Found], str], list[Prepared]]


def add(
    store: Store,
    found: Iterable[Found | FailedDocument],
    report: Report,
    workers: int = 1,
    executor: Executor | None = None,
    code: Code | None = None,
) -> None:
    """Code and keep documents that are not kept yet, and follow them; `report` is told of each once it is safe.

    `executor` codes where one is given: a process that stays needs no new start for each call. `code` makes of some
    documents, had at a time, what is kept of them: `prepare_some` where none is given.
    Stopped at any moment, what was reported as kept is kept; the same call again does the rest.
    """
    started = now()
    work = partial(_prepare_at, code or prepare_some, started)
    keep_batches(store, in_processes(work, _unknown(store, found, report), workers, executor), report, started)


def keep_batches(store: Store, batches: Iterable[Sequence[Prepared]], report: Report, started: str) -> None:
    """Keep prepared documents batch by batch, follow them now and then, and tell of each once it is safe."""
    waiting = 0
    for batch in batches:
        with store.writing() as connection:
            fresh = keep(connection, store, batch, started)
        for prepared in batch:
            report(outcome_of(prepared, prepared in fresh))
        waiting += len(fresh)
        if waiting >= FOLLOWED_AFTER:
            follow_up(store)
            waiting = 0
    follow_up(store)


def outcome_of(prepared: Prepared, is_fresh: bool) -> Outcome:
    """Return what became of a prepared document that is safe now; it was kept before where it is not fresh."""
    identity, place = prepared.id, prepared.row["place"]
    if prepared.coding.error is not None:
        return Outcome("failed", identity, place, message=f"kept, but not coded: {prepared.coding.error}")
    return Outcome("kept" if is_fresh else "known", identity, place, len(prepared.coding.projection.records))


def _unknown(store: Store, found: Iterable[Found | FailedDocument], report: Report) -> Iterator[list[Found]]:
    """Yield the documents that are not kept yet, some together; tell of the others."""
    steady = iter(found)
    while some := list(islice(steady, TOGETHER)):
        sound = [one for one in some if isinstance(one, Found)]
        keys = {id(one): key_of(one) for one in sound}
        with store.reading() as connection:
            known = known_keys(connection, list(keys.values()))
        for one in some:
            if isinstance(one, FailedDocument):
                report(Outcome("failed", one.id, "", message=one.error.message))
            elif keys[id(one)] in known:
                report(Outcome("known", one.document.id, one.place))
        fresh = [one for one in sound if keys[id(one)] not in known]
        if fresh:
            yield fresh


def prepare_some(found: Sequence[Found], had_at: str) -> list[Prepared]:
    """Return documents coded and prepared, in order."""
    coded = code_documents(one.document for one in found)
    return [prepare(one, record, had_at) for one, record in zip(found, coded, strict=True)]


def _prepare_at(code: Code, had_at: str, found: Sequence[Found]) -> list[Prepared]:
    return code(found, had_at)


def in_processes(
    work: Callable[[Batch], Made], batches: Iterable[Batch], workers: int, executor: Executor | None = None
) -> Iterator[Made]:
    """Yield what work makes of batches, in order; more than one worker means processes, each with a batch in reserve."""
    if workers == 1 and executor is None:
        yield from map(work, batches)
        return
    with ProcessPoolExecutor(workers) if executor is None else nullcontext(executor) as pool:
        jobs: deque[Future[Made]] = deque()
        for batch in batches:
            jobs.append(pool.submit(work, batch))
            if len(jobs) >= workers * 2:
                yield jobs.popleft().result()
        while jobs:
            yield jobs.popleft().result()

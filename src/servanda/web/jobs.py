"""Jobs: texts that people gave to be read, coded by a process of their own while pages are served."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from threading import Lock

from servanda.coding.coder import code_documents
from servanda.record import CodedDocument, FailedDocument
from servanda.sources import Document
from servanda.sources.found import Found
from servanda.store import Store
from servanda.store.adding import Outcome, add
from servanda.store.preparing import key_of

Finding = Callable[[], Iterable[Found | FailedDocument]]
_REMEMBERED = 100


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: how many documents were found so far, what became of each, and their keys in the store."""

    found: int
    outcomes: tuple[Outcome, ...]
    keys: tuple[str, ...]
    is_done: bool
    error: str = ""

    @property
    def only_key(self) -> str | None:
        """The key of the document where there was just one, and it is kept."""
        return self.keys[0] if self.is_done and len(self.keys) == 1 and len(self.outcomes) == 1 else None


@dataclass(slots=True)
class Job:
    """Texts that are being read for somebody. Another thread adds to it; `progress` is what can be said of it now."""

    id: str
    person: str
    outcomes: list[Outcome] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    found: int = 0
    is_done: bool = False
    error: str = ""

    def progress(self) -> Progress:
        """Return how far it is."""
        is_done = self.is_done  # first: what is added after the last outcome is never missed
        return Progress(self.found, tuple(self.outcomes), tuple(self.keys), is_done, self.error)


class Jobs:
    """The jobs of an application, one after the other."""

    def __init__(self, store: Store, executor: Executor) -> None:
        self._store = store
        self._executor = executor
        self._line = ThreadPoolExecutor(1, thread_name_prefix="reading")
        self._jobs: dict[str, Job] = {}
        self._lock = Lock()

    def start(self, person: str, finding: Finding) -> Job:
        """Return a job that reads what `finding` gives; older ones that are done are forgotten after a while."""
        job = Job(secrets.token_urlsafe(12), person)
        with self._lock:
            self._jobs[job.id] = job
            done = [one.id for one in self._jobs.values() if one.is_done]
            for old in done[: max(0, len(self._jobs) - _REMEMBERED)]:
                del self._jobs[old]
        self._line.submit(self._run, job, finding)
        return job

    def get(self, identity: str) -> Job | None:
        """Return a job by its id, None where there is none (any more)."""
        return self._jobs.get(identity)

    def try_text(self, text: str) -> CodedDocument | FailedDocument:
        """Return what the coder makes of a text; nothing is kept."""
        return self._executor.submit(code_text, text).result()

    def close(self) -> None:
        """Stop what is waiting; the document that is being coded is finished."""
        self._line.shutdown(wait=False, cancel_futures=True)
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _run(self, job: Job, finding: Finding) -> None:
        try:
            add(self._store, _counted(job, finding()), job.outcomes.append, executor=self._executor)
        except Exception as error:  # whatever a source or a coder does, the page must say that it ended
            job.error = f"{type(error).__name__}: {error}"
        job.is_done = True


def code_text(text: str) -> CodedDocument | FailedDocument:
    """Return a text coded."""
    return next(iter(code_documents([Document("tried", text)])))


def coding_process() -> Executor:
    """Return a process that codes; it starts with the first text."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


def _counted(job: Job, found: Iterable[Found | FailedDocument]) -> Iterator[Found | FailedDocument]:
    for one in found:
        job.found += 1
        if isinstance(one, Found):
            job.keys.append(key_of(one))
        yield one

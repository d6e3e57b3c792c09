"""Workers: a pool of processes that keeps the order, holds little in memory, and survives the death of a worker.

Each worker has one batch at a time over a pipe of its own, so it is known which batch a worker died of. The items of such
a batch are tried again one by one, and the one that kills a worker again is given up. Results wait until all before them
are out, and no batch is read that is too far ahead of the oldest one still at work.
"""

import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from operator import itemgetter
from types import MappingProxyType
from typing import Any, Generic, TypeVar, cast

Item = TypeVar("Item")
Made = TypeVar("Made")
Work = Callable[[Sequence[Item]], Sequence[Made]]

# A worker is one thread: what libraries start on top would fight the other workers for the same cores.
ONE_THREAD: Mapping[str, str] = MappingProxyType(
    {
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "BLIS_NUM_THREADS": "1",
        "VECLIB_MAXIMUM_THREADS": "1",
        "RAYON_NUM_THREADS": "1",
        "TOKENIZERS_PARALLELISM": "false",
    }
)
_AHEAD = 4


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_workers(
    work: Work[Item, Made],
    batches: Iterable[Sequence[Item]],
    workers: int,
    died: Callable[[Item], Made],
) -> Iterator[Made]:
    """Yield what work makes of the items of all batches, in order.

    `work` is called in a worker with the items of a batch and must be picklable; what it raises is raised here. `died` says
    what stands for an item that killed its worker. A worker is started when there is a batch for it.
    """
    pool = _Pool(pickle.dumps(work), workers, died)
    try:
        for batch in batches:
            while not pool.has_room:
                pool.receive()
                yield from pool.finished()
            pool.send(batch)
        while pool.is_busy:
            pool.receive()
            yield from pool.finished()
    finally:
        pool.close()


@dataclass(slots=True)
class _Task(Generic[Item]):
    """Items at work: the number of their batch, and at which place of it they begin."""

    number: int
    place: int
    items: Sequence[Item]


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: "Connection[Any, Any]"
    task: _Task[Any] | None = None


@dataclass(slots=True)
class _Pool(Generic[Item, Made]):
    """The workers, the tasks that wait for one, and results that wait for those before them."""

    work: bytes
    most: int
    died: Callable[[Item], Made]
    workers: list[_Worker] = field(default_factory=list)
    waiting: deque[_Task[Item]] = field(default_factory=deque)
    made: dict[int, dict[int, Sequence[Made]]] = field(default_factory=dict)
    left: dict[int, int] = field(default_factory=dict)
    sent: int = 0
    given: int = 0

    @property
    def has_room(self) -> bool:
        idle = len(self.workers) < self.most or any(worker.task is None for worker in self.workers)
        return idle and not self.waiting and self.sent - self.given < self.most * _AHEAD

    @property
    def is_busy(self) -> bool:
        return self.given < self.sent

    def send(self, batch: Sequence[Item]) -> None:
        self.made[self.sent], self.left[self.sent] = {}, len(batch)
        self.waiting.append(_Task(self.sent, 0, batch))
        self.sent += 1
        self._hand_out()

    def receive(self) -> None:
        """Wait until some worker has made something or died, and note what came of it."""
        busy = {worker.pipe: worker for worker in self.workers if worker.task is not None}
        for pipe in wait(list(busy)):
            worker = busy[cast("Connection[Any, Any]", pipe)]
            task = worker.task
            assert task is not None
            worker.task = None
            try:
                fine, outcome = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker, task)
                continue
            if not fine:
                raise outcome
            self._note(task, outcome)
        self._hand_out()

    def finished(self) -> Iterator[Made]:
        """Yield what is made of the oldest batches, as far as they are whole."""
        while self.left.get(self.given) == 0:
            del self.left[self.given]
            for _, made in sorted(self.made.pop(self.given).items(), key=itemgetter(0)):
                yield from made
            self.given += 1

    def close(self) -> None:
        for worker in self.workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self.workers:
            worker.process.join()

    def _hand_out(self) -> None:
        while self.waiting:
            worker = next((worker for worker in self.workers if worker.task is None), None)
            if worker is None:
                if len(self.workers) == self.most:
                    return
                worker = _started(self.work)
                self.workers.append(worker)
            worker.task = self.waiting.popleft()
            try:
                worker.pipe.send(worker.task.items)
            except (BrokenPipeError, ConnectionResetError):
                task, worker.task = worker.task, None
                self._bury(worker, task)

    def _note(self, task: _Task[Item], made: Sequence[Made]) -> None:
        self.made[task.number][task.place] = made
        self.left[task.number] -= len(task.items)

    def _bury(self, worker: _Worker, task: _Task[Item]) -> None:
        """Put the items of a worker that died back, each alone and in order; give one up that was alone."""
        worker.process.join()
        self.workers.remove(worker)
        if len(task.items) == 1:
            self._note(task, [self.died(task.items[0])])
            return
        alone = [_Task(task.number, place, [item]) for place, item in enumerate(task.items, task.place)]
        self.waiting.extendleft(reversed(alone))


def _started(work: bytes) -> _Worker:
    context = get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, work), daemon=True)
    process.start()
    there.close()
    return _Worker(process, here)


def _serve(pipe: "Connection[Any, Any]", packed: bytes) -> None:
    """Work in a process of its own until the pipe is closed; the parent alone is stopped by an interrupt."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(ONE_THREAD)
    work = None
    while True:
        try:
            items = pipe.recv()
        except EOFError:
            return
        try:
            work = work or pickle.loads(packed)
            pipe.send((True, work(items)))
        except Exception as error:
            pipe.send((False, error))

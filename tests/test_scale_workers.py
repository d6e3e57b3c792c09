"""The pool of workers: order, memory, and the death of a worker."""

import os
import signal
import time
from collections.abc import Sequence
from functools import partial

import pytest

from servanda.scale.workers import in_workers


def double(items: Sequence[int]) -> list[int]:
    return [item * 2 for item in items]


def slow_first(items: Sequence[int]) -> list[int]:
    time.sleep(0.2 if items[0] % 8 == 0 else 0)
    return list(items)


def deadly(items: Sequence[int], poison: frozenset[int]) -> list[int]:
    if poison & set(items):
        os.kill(os.getpid(), signal.SIGKILL)
    return list(items)


def failing(items: Sequence[int]) -> list[int]:
    raise LookupError(f"no {items[0]}")


def threads(items: Sequence[int]) -> list[str]:
    return [os.environ["OMP_NUM_THREADS"] for _ in items]


def process(items: Sequence[int]) -> list[int]:
    return [os.getpid() for _ in items]


def batches(count: int, size: int = 4) -> list[list[int]]:
    return [list(range(start, min(start + size, count))) for start in range(0, count, size)]


def minus(item: int) -> int:
    return -item


def test_results_come_in_order_though_workers_are_of_different_speed():
    assert list(in_workers(slow_first, batches(50), 3, minus)) == list(range(50))


def test_nothing_comes_of_nothing():
    assert list(in_workers(double, [], 2, minus)) == []


def test_a_deadly_item_costs_itself_alone():
    work = partial(deadly, poison=frozenset((0, 5, 6, 19)))
    expected = [-n if n in (0, 5, 6, 19) else n for n in range(20)]
    assert list(in_workers(work, batches(20), 2, minus)) == expected


def test_what_work_raises_is_raised():
    with pytest.raises(LookupError, match="no 0"):
        list(in_workers(failing, batches(4), 2, minus))


def test_no_more_workers_are_started_than_there_are_batches():
    assert len(set(in_workers(process, batches(4), 8, minus))) == 1


def test_a_worker_is_one_thread():
    assert set(in_workers(threads, batches(4), 1, minus)) == {"1"}


def test_batches_are_not_read_far_ahead():
    read: list[int] = []

    def reading():
        for batch in batches(400):
            read.append(batch[0])
            yield batch

    results = in_workers(double, reading(), 2, minus)
    next(results)
    assert len(read) <= 10
    results.close()

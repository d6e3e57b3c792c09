"""A store of many documents: how fast it takes them at the start and at the end, how large it is, how fast it answers.

python benchmarks/store.py DOCUMENTS.jsonl FOLDER [--count N] [--workers N] [--minutes N]

The documents are coded once, then added again and again as others: on later days, with people of other names, between other
countries. They go through adding as `servanda add` does it: worker processes that prepare, one writer, following; only the
coder is not run again, so what is measured is what the store costs. A run that was stopped goes on where it was.
"""

import argparse
import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

from renaming import Template, copy_of, template_of

from servanda.coding.coder import code_documents
from servanda.record import from_dict, to_dict
from servanda.sources import Document, read_lines
from servanda.sources.found import Found
from servanda.store import Store, open_store
from servanda.store.adding import Outcome, add
from servanda.store.asking_ledger_page import LedgerView, ask_ledger_page
from servanda.store.asking_relation import ask_relation
from servanda.store.preparing import Prepared, prepare
from servanda.store.searching import Search, search

_FIRST_DAY = date(2014, 1, 1)
_DAYS = 3650
_LATE = 3
_TIMES = 40


def main() -> None:
    """Grow the store, and tell of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=600)
    parser.add_argument("--window", type=int, default=1000, help="how many documents a rate is taken over")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    coded = _coded_once(options.documents, options.folder / "coded.jsonl")
    store = open_store(options.folder / "store")
    try:
        grow(store, coded, options)
        tell_answers(store)
    finally:
        store.close()


def grow(store: Store, coded: Path, options: argparse.Namespace) -> None:
    """Add documents until there are as many as wanted or the time is up; print the rate of every window."""
    rates = list[tuple[float, float]]()
    size, until = 0, time.perf_counter() + options.minutes * 60
    began, computed = time.perf_counter(), _cpu()
    done = {"kept": 0, "known": 0, "failed": 0}

    def report(outcome: Outcome) -> None:
        nonlocal began, computed
        done[outcome.state] += 1
        if outcome.state == "kept" and done["kept"] % options.window == 0:
            rates.append((options.window / (time.perf_counter() - began), options.window / (_cpu() - computed)))
            began, computed = time.perf_counter(), _cpu()
            clock, cpu = rates[-1]
            where = f"{done['kept'] + done['known']} documents, {_megabytes(options.folder / 'store'):.0f} MB"
            print(f"{where}: {clock:.1f} a second, {cpu:.1f} a second of the writer's CPU", flush=True)

    def found() -> Iterator[Found]:
        nonlocal size
        for one in _found(coded, options.count):
            if time.perf_counter() > until:
                return
            size += len(one.document.text.encode())
            yield one

    add(store, found(), report, options.workers, code=partial(prepare_copies, coded))
    kept = _megabytes(options.folder / "store")
    print(f"{done}; {kept:.0f} MB for {size / 1e6:.0f} MB of text: {kept * 1e6 / size:.1f} times")
    if len(rates) > 1:
        (first, first_cpu), (last, last_cpu) = rates[0], rates[-1]
        print(f"rate at the end to the start: {last / first:.2f} by the clock, {last_cpu / first_cpu:.2f} by CPU time")
    print(f"memory of the writer: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def tell_answers(store: Store) -> None:
    """Print how long questions take, each asked anew of other parties and words."""
    chance = random.Random(7)
    with store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT low, high FROM pairs ORDER BY cooperation + conflict DESC LIMIT 400")
        pairs = [tuple(row) for row in rows]
        latest = connection.exec_driver_sql("SELECT max(day) FROM documents").scalar_one()
        for table in ("documents", "records", "dyads", "claims", "entries", "stories"):
            print(f"{table}: {connection.exec_driver_sql(f'SELECT count(*) FROM {table}').scalar_one()}")
    words = ("agreement", "peace treaty", '"trade deal"', "sanctions", "minister visit", "negotiat*", "billion investment")
    asked: dict[str, Callable[[Any], object]] = {
        "ledger, a page of all": lambda c: ask_ledger_page(c, LedgerView(latest, page=chance.randint(1, 9), latest=True)),
        "ledger, a page of a party": lambda c: ask_ledger_page(c, LedgerView(latest, by=chance.choice(pairs)[0], latest=True)),
        "relation of a busy pair": lambda c: ask_relation(c, *chance.choice(pairs[:50]), latest),
        "relation of any pair": lambda c: ask_relation(c, *chance.choice(pairs), latest),
        "search by words": lambda c: search(c, Search(chance.choice(words))),
        "search by words and party": lambda c: search(c, Search(chance.choice(words), actor=chance.choice(pairs)[0])),
    }
    for name, ask in asked.items():
        taken = sorted(_seconds(store, ask) for _ in range(_TIMES))
        print(f"{name}: {taken[_TIMES // 2] * 1000:.0f} ms, 95 % {taken[int(_TIMES * 0.95)] * 1000:.0f} ms")


def prepare_copies(coded: Path, found: Sequence[Found], had_at: str) -> list[Prepared]:
    """Return copies prepared as coded documents are; this is what runs in place of the coder."""
    return [_prepared(coded, one, had_at) for one in found]


def _prepared(coded: Path, found: Found, had_at: str) -> Prepared:
    number, turn = map(int, found.place.split("/"))
    document, record = copy_of(_templates(coded)[number], turn, date.fromisoformat(found.document.published or ""))
    return prepare(Found(_document(document), "line", found.place, named=True), from_dict(record), had_at)  # type: ignore[arg-type]


def _found(coded: Path, count: int) -> Iterator[Found]:
    """Yield the documents of all turns in order of their days, a few days late now and then."""
    templates, chance = _templates(coded), random.Random(7)
    for n in range(count):
        turn, number = divmod(n, len(templates))
        day = _FIRST_DAY + timedelta(days=n * _DAYS // count - chance.choice((0, 0, 0, 0, 1, _LATE)))
        one = templates[number].document
        yield Found(_document({**one, "id": f"{one['id']}-{turn}", "published": day.isoformat()}), "line", f"{number}/{turn}", named=True)


def _document(row: dict[str, Any]) -> Document:
    return Document(row["id"], row["text"], row["title"], row["published"], row["source"], row["url"])


def _coded_once(path: Path, coded: Path) -> Path:
    """Return the file of the documents with their records, which is made where it is not there yet."""
    if not coded.exists():
        with path.open("rb") as lines:
            documents = [one for one in read_lines(lines) if isinstance(one, Document) and one.published]
        names = ("id", "text", "title", "published", "source", "url")
        rows = (
            {"document": {name: getattr(document, name) for name in names}, "coded": to_dict(record)}
            for document, record in zip(documents, code_documents(documents), strict=True)
        )
        coded.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return coded


@cache
def _templates(coded: Path) -> list[Template]:
    rows = map(json.loads, coded.read_text("utf-8").splitlines())
    return [template_of(row["document"], row["coded"]) for row in rows if "records" in row["coded"]]


def _seconds(store: Store, ask: Callable[[Any], object]) -> float:
    began = time.perf_counter()
    with store.reading() as connection:
        ask(connection)
    return time.perf_counter() - began


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


if __name__ == "__main__":
    sys.exit(main())

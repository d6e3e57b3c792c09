"""The web application over many documents: how long pages take, alone and with many readers.

    python benchmarks/web.py grow FROM TO COUNT     a store of COUNT documents: those of a store, again and again on other days
    python benchmarks/web.py time ADDRESS [PID]     first byte, whole page and compressed size of every page; CPU time of the server
    python benchmarks/web.py load ADDRESS [SECONDS] 50 readers at once

`grow` copies rows, it codes nothing; stories and entries of a copy are its own.
"""

import asyncio
import os
import random
import re
import shutil
import sqlite3
import statistics
import sys
import time
from pathlib import Path

import httpx
from servanda.store import open_store
from servanda.store.tallies import tally_all

OWN_DOCUMENT = ("records", "record_parties", "descriptions", "story_keys", "claim_keys", "codings", "dyads", "record_places", "held_offices")
READERS = 50
TRIES = 12


def grow(origin: Path, folder: Path, count: int) -> None:
    """Write a store of many documents."""
    shutil.copytree(origin, folder)
    db = sqlite3.connect(folder / "servanda.db")
    db.execute("PRAGMA synchronous = OFF")
    (first,) = db.execute("SELECT count(*) FROM documents").fetchone()
    step = db.execute("SELECT max(number) FROM documents").fetchone()[0]
    for copy in range(1, count // first):
        values = {"by": copy * step, "days": f"-{copy % 3650} days", "copy": f"-{copy}"}
        for table, columns in _tables(db).items():
            changed = ", ".join(_changed(table, name) for name in columns)
            names = ", ".join(f'"{name}"' for name in columns)
            db.execute(f"INSERT INTO {table} ({names}) SELECT {changed} FROM {table} WHERE {_OF_ORIGIN[table]}", {**values, "step": step})
        db.execute("INSERT INTO texts (rowid, title, text) SELECT number, title, text FROM documents WHERE number > :by AND number <= :by + :step", {**values, "step": step})
        if copy % 50 == 0:
            db.commit()
    db.execute("DELETE FROM pairs")
    db.execute("DELETE FROM pair_days")
    db.execute("DELETE FROM place_months")
    db.commit()
    db.execute("ANALYZE")
    db.close()
    _tally(folder)


def _tally(folder: Path) -> None:
    store = open_store(folder, create=False)
    with store.writing() as connection:
        tally_all(connection)
    store.close()


_OF_ORIGIN = {
    "stories": "id NOT LIKE '%-%-%'", "entries": "id NOT LIKE '%-%-%'", "entry_parties": "entry NOT LIKE '%-%-%'",
    "entry_sectors": "entry NOT LIKE '%-%-%'", "documents": "number <= :step", "story_members": "document <= :step",
    "claims": "document <= :step", **dict.fromkeys(OWN_DOCUMENT, "document <= :step"),
}  # fmt: skip
_ORDER = ("documents", "stories", "entries", "entry_parties", "entry_sectors", "story_members", "claims", *OWN_DOCUMENT)


def _tables(db: sqlite3.Connection) -> dict[str, list[str]]:
    known = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    wanted = [name for name in _ORDER if name in known]
    columns = {name: [row[1] for row in db.execute(f"PRAGMA table_info({name})")] for name in wanted}
    columns["codings"].remove("number")
    return columns


def _changed(table: str, name: str) -> str:
    """Return what a column of a copy holds."""
    if name == "document" or (table == "documents" and name == "number"):
        return f'"{name}" + :by'
    if table == "documents" and name == "key":
        return "lower(hex(randomblob(10)))"
    if table == "documents" and name == "id":
        return "json_quote(json_extract(id, '$') || :copy)"
    if name in ("day", "first_day", "last_day", "heard_day", "since_day", "due_day"):
        return f"CASE WHEN {name} = '' THEN '' ELSE coalesce(date({name}, :days), {name}) END"
    is_of_copy = (table in ("stories", "entries", "claims") and name == "id") or name in ("story", "entry")
    return f'"{name}" || :copy' if is_of_copy else f'"{name}"'


def pages_of(client: httpx.Client) -> list[str]:
    """Return the addresses of the menu, and of one of each page that needs a thing: the busiest pair, the longest story."""
    menu = re.findall(r'<li><a href="(/[^"]*)"', client.get("/today").text)
    key = client.get("/today.json").json()["new"][0]["key"]
    pair = client.get("/relations.json").json()[0]
    entry = client.get("/ledger.json").json()["items"][0]["entry"]
    story = max(client.get("/stories.json?several=true").json(), key=lambda one: one["size"], default=None)
    early = f"{pair['last_day'][:4]}-01-01"
    more = [
        "/search?q=agreement", "/search?q=peace+treaty", f"/search?actor={pair['one']}", "/search?kind=commitment&since=2015",
        f"/document/{key}", f"/ledger/{entry}", "/ledger?status=overdue", "/ledger?group=pair", f"/ledger?by={pair['one']}",
        f"/ledger?as_of={early}&status=announced", f"/relation/{pair['one']}/{pair['other']}", f"/actor/{pair['one']}",
        f"/map?party={pair['one']}", "/review?kind=event", "/review/agreement", "/map/months.json",
        *([f"/story/{story['id']}"] if story else []),
    ]  # fmt: skip
    return [*dict.fromkeys(menu), *more]


def time_pages(address: str, server: int | None) -> None:
    """Print how long each page takes; with the process of the server, also how long it computes for each."""
    with httpx.Client(base_url=address, timeout=120, follow_redirects=True) as client:
        print(f"{'page':44} {'first byte, median and 95 %':>28} {'whole, 95 %':>12} {'CPU':>9} {'kB':>6}")
        for path in pages_of(client):
            firsts, wholes, size, status = [], [], 0, 0
            computed = _cpu_of(server)
            for _ in range(TRIES):
                start = time.perf_counter()
                with client.stream("GET", path) as answer:
                    firsts.append(time.perf_counter() - start)
                    size = sum(map(len, answer.iter_raw()))
                    status = answer.status_code
                wholes.append(time.perf_counter() - start)
            first, whole = _percentile(firsts), _percentile(wholes)
            cpu = (_cpu_of(server) - computed) / TRIES
            note = "" if status == 200 else f"  status {status}"
            print(
                f"{path[:44]:44} {statistics.median(firsts) * 1000:12.0f} {first * 1000:12.0f} ms {whole * 1000:9.0f} ms "
                f"{cpu * 1000:6.0f} ms {size / 1000:6.0f}{note}"
            )


def _cpu_of(process: int | None) -> float:
    """Return the seconds that a process has computed so far; 0 where none is given."""
    if process is None:
        return 0.0
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def load(address: str, seconds: float) -> None:
    """Print how long pages take while many readers ask at once, each with a second between two pages on average."""
    with httpx.Client(base_url=address, timeout=60) as client:
        paths = pages_of(client)
    taken: list[float] = []
    wrong: list[str] = []
    end = time.perf_counter() + seconds

    async def reader(number: int) -> None:
        chosen = random.Random(number)
        async with httpx.AsyncClient(base_url=address, timeout=60, follow_redirects=True) as client:
            while time.perf_counter() < end:
                path = chosen.choice(paths)
                start = time.perf_counter()
                answer = await client.get(path)
                taken.append(time.perf_counter() - start)
                if answer.status_code != 200:
                    wrong.append(f"{path}: {answer.status_code}")
                await asyncio.sleep(chosen.expovariate(1))

    await asyncio.gather(*map(reader, range(READERS)))
    print(f"{len(taken)} pages, {len(wrong)} errors, median {statistics.median(taken) * 1000:.0f} ms, 95 % {_percentile(taken) * 1000:.0f} ms")
    print(*sorted(set(wrong)), sep="\n")


def _percentile(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["grow", origin, folder, count]:
            grow(Path(origin), Path(folder), int(count))
        case ["time", address, *rest]:
            time_pages(address, int(rest[0]) if rest else None)
        case ["load", address, *rest]:
            asyncio.run(load(address, float(rest[0]) if rest else 60))
        case _:
            sys.exit(__doc__)

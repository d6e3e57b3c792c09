"""Questions of a lake of ten million events between two parties: how long each takes.

python benchmarks/lake.py FOLDER [--rows N] [--keep]

Makes a lake in a new folder (0.6 GB for ten million rows): 36 years that tell of more and more, a few pairs that have much to do
with each other and thousands that have little, documents with several events, stories of several documents. Asks it, prints
what it took, and removes it again.
"""

import argparse
import resource
import shutil
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from servanda.analysis.trends import TrendQuestion
from servanda.codebook import load_codebook
from servanda.knowledge.countries import load_countries
from servanda.lake.asking import ask_relation, ask_trends
from servanda.lake.opening import STORIES, Lake, open_lake
from servanda.lake.schema import table_schema
from servanda.lake.stories import tell_events
from servanda.lake.writing import write_file

FIRST_YEAR, YEARS = 1990, 36
BEGINNING = 30
TIMES = 3
BUSY = (
    "USA",
    "RUS",
    "CHN",
    "GBR",
    "FRA",
    "DEU",
    "ISR",
    "UKR",
    "IRN",
    "TUR",
    "JPN",
    "IND",
    "PAK",
    "SYR",
    "EGY",
    "KOR",
    "PRK",
)
# Random numbers are hashes, so that every run makes the same lake. `i` counts rows; a document has three of them or so.
ROWS = """
    WITH numbers AS (SELECT i, hash(i // 3, 1) AS d, hash(i, 2) AS h FROM range({first}, {last}) t(i)),
    drawn AS (
        SELECT i, d, h, {share}(d, 10) AS a, {share}(d, 34) AS b, {share}(h, 10) AS kind, {share}(h, 34) AS rest,
            DATE '{month}-01' + CAST({share}(d, 22) * {days} AS INTEGER) AS day
        FROM numbers
    ), named AS (
        SELECT *, (SELECT list(code ORDER BY n) FROM parties) AS codes,
            CAST(floor(pow(a, 2.5) * {parties}) AS INTEGER) AS one, CAST(floor(pow(b, 2.5) * ({parties} - 1)) AS INTEGER) AS two
        FROM drawn
    ), paired AS (
        SELECT *, codes[one + 1] AS first, codes[(one + 1 + two) % {parties} + 1] AS second,
            CAST(floor(pow(kind, 2) * {types}) AS INTEGER) AS t
        FROM named
    )
    SELECT day, substr(sha1(CAST(d AS VARCHAR)), 1, 20) AS document,
        'event-' || substr(sha1(CAST(h AS VARCHAR)), 1, 16) AS record, CAST(i % 40 AS INTEGER) AS nth,
        least(first, second) AS low, greatest(first, second) AS high, first AS source, name AS type, NULL::VARCHAR AS mode, quad,
        intensity, CASE WHEN rest < 0.85 THEN 'occurred' WHEN rest < 0.95 THEN 'planned' ELSE 'denied' END AS status,
        round(0.4 + rest / 2, 3) AS confidence, 'the government of ' || first || ' did so to ' || second AS evidence,
        NULL::VARCHAR AS story, rest < 0.8 AS counts
    FROM paired JOIN types ON types.n = t WHERE first <> second ORDER BY day, low, high, document
"""
SHARE = "CREATE MACRO share(number, bits) AS ((number >> bits) & 1048575) / 1048576.0"
# One document in eight may be in a story with others.
TOLD = """
    WITH told AS (SELECT DISTINCT document FROM events), placed AS (
        SELECT document, CASE WHEN hash(document) % 8 = 0 THEN substr(document, 1, 5) ELSE document END AS story FROM told
    )
    SELECT document, 'story-' || story AS story FROM placed
"""


def main() -> None:
    """Make the lake, ask, print, remove."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--keep", action="store_true", help="leave the lake, and ask one that is there")
    options = parser.parse_args()
    if not options.folder.exists():
        _measure("made", lambda: make(options.folder, options.rows), times=1)
    elif not options.keep:
        parser.error(f"{options.folder} exists already; give a new folder, or --keep to ask the lake in it")
    try:
        ask(options.folder)
    finally:
        if not options.keep:
            shutil.rmtree(options.folder)


def make(folder: Path, rows: int) -> str:
    """Make a lake with about so many rows of events; return its size in words."""
    connection = duckdb.connect()
    connection.execute(SHARE)
    parties = [*BUSY, *sorted(set(load_countries()) - set(BUSY))]
    types = list(load_codebook().types.values())
    connection.execute(
        "CREATE TABLE parties AS SELECT * FROM (SELECT unnest(?) AS code, unnest(range(?)) AS n)",
        [parties, len(parties)],
    )
    named = [[t.name for t in types], [t.quad.value for t in types], [t.score for t in types], len(types)]
    connection.execute(
        "CREATE TABLE types AS SELECT unnest(?) AS name, unnest(?) AS quad, unnest(?) AS intensity, unnest(range(?)) AS n",
        named,
    )
    months = [f"{FIRST_YEAR + n // 12}-{n % 12 + 1:02}" for n in range(YEARS * 12)]
    whole, first = sum(range(BEGINNING, BEGINNING + len(months))), 0
    for n, month in enumerate(months, BEGINNING):
        last = first + rows * n // whole
        query = ROWS.format(
            first=first, last=last, month=month, share="share", days=28, parties=len(parties), types=len(types)
        )
        table = connection.sql(query).to_arrow_table().cast(table_schema_of_events())
        write_file(folder / "events" / f"month={month}" / "made.parquet", table)
        first = last
    lake = open_lake(folder)
    write_file(folder / STORIES / "stories.parquet", lake.connection.sql(TOLD).to_arrow_table())
    size = sum(path.stat().st_size for path in folder.rglob("*.parquet"))
    count = next(lake.rows("SELECT count(*) FROM events"))[0]
    return f"{count:,} rows, {size / 1e6:.0f} MB, {len(months)} months"


def ask(folder: Path) -> None:
    """Print how long questions take, before and after the events know their stories."""
    _questions(open_lake(folder))
    _measure("stories told to the events", lambda: tell_events(open_lake(folder)) or "", times=1)
    _questions(open_lake(folder))


def _questions(lake: Lake) -> None:
    busiest = list(ask_trends(lake, TrendQuestion("year", "pair", most=1)))[-1]
    one, other = str(busiest.low), str(busiest.high)

    def trend(name: str, question: TrendQuestion) -> None:
        _measure(f"  {name}", lambda: f"{sum(1 for _ in ask_trends(lake, question))} rows")

    trend(f"{one} and {other} by month", TrendQuestion("month", "all", one, other))
    trend("two that have little to do by month", TrendQuestion("month", "all", "ISL", "NRU"))
    trend("all pairs by year", TrendQuestion("year", "pair"))
    trend("one party by class and week", TrendQuestion("week", "class", one))
    trend("everything by type and month", TrendQuestion("month", "type"))
    _measure(
        f"  relation of {one} and {other}",
        lambda: f"{len(ask_relation(lake, one, other, '2030-01-01').periods['month'])} months",
    )


def table_schema_of_events() -> Any:
    """Return the schema of a file of events: the month is in the name of its folder."""
    schema = table_schema("events")
    return schema.remove(schema.get_field_index("month"))


def _measure(name: str, work: Callable[[], Any], times: int = TIMES) -> None:
    wall, cpu, made = [], [], ""
    for _ in range(times):
        began, used = time.perf_counter(), _cpu()
        made = work()
        wall.append(time.perf_counter() - began)
        cpu.append(_cpu() - used)
    print(f"{name}: {statistics.median(wall):.2f} s, {statistics.median(cpu):.2f} s of CPU; {made}", flush=True)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()

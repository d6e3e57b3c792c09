"""Linking at scale: tables of pairs beside a lake, made with Spark alone from keys that coding left in its rows.

- `near_copies`: documents that have NEAR_COPY of their wording in common or more, once a pair.
- `story_candidates`: documents that may report one happening, those that `following.placement` would compare.
- `ledger_candidates`: claims, each with earlier ones that open an entry of the ledger it may belong to.

Every pair stands in the month of its later part, and a month is replaced whole; it is the same whether it is made alone or
with others. Documents are compared with those of the weeks before, claims with all before them, for a promise may be kept
years later. Of what only the month is known counts as of its first day; what has no date is compared with its like.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as f

from servanda.following import linking, placement
from servanda.following.comparison import NEAR_COPY
from servanda.following.near_copies import SIZE
from servanda.lake.rows import UNKNOWN_MONTH
from servanda.lake.schema import table_schema
from servanda.scale.blocking import most_shared, neighbours
from servanda.scale.lake_tables import DOCUMENTS, Tables

# How many before it in a block a document or claim is paired with at most.
COPIES_WITHIN = 20
STORIES_WITHIN = 20
CLAIMS_WITHIN = 60
# A word of more documents than that in a month tells too little of what happened.
COMMON = 10_000
# No more than the shortest month: what is so near is of the same month or of the one before.
COPIES_DAYS = 28
STORIES_DAYS = 14
_APART = "\x1f"
_PAIR = [("month", pa.string()), ("day", pa.date32()), ("document", pa.string()), ("other", pa.string())]
SCHEMAS = {
    "near_copies": pa.schema([*_PAIR, ("resemblance", pa.float64())]),
    "story_candidates": pa.schema([*_PAIR, ("shared", pa.int64())]),
    "ledger_candidates": pa.schema([*_PAIR, ("claim", pa.string()), ("opening", pa.string()), ("shared", pa.int64())]),
}


def link(tables: Tables, months: Sequence[str] = ()) -> dict[str, Any]:
    """Write the pairs of these months (all when none are given), and return how many there are of each kind."""
    documents = tables.read(DOCUMENTS, table_schema(DOCUMENTS)).where("key IS NOT NULL")
    documents = documents.select("month", _day().alias("day"), "key", "words", "sketch").dropDuplicates(["key"])
    claims = tables.read("claims", table_schema("claims")).withColumn("day", _day()).dropDuplicates(["claim"])
    wanted = list(months) or sorted(row["month"] for row in documents.select("month").distinct().collect())
    near = documents.where(_in([*wanted, *map(month_before, wanted)]))
    made = {
        "near_copies": near_copies(near),
        "story_candidates": story_candidates(near),
        "ledger_candidates": ledger_candidates(claims.where(_in(wanted) | (_month() < max(wanted, default="")))),
    }
    counts = {}
    for name, pairs in made.items():
        # They are counted before they are written: once is enough to find them.
        found = pairs.where(_in(wanted)).select(*SCHEMAS[name].names).persist()
        tables.replace(name, found, wanted)
        counts[name] = found.count()
        found.unpersist()
    return {"months": wanted, **counts}


def near_copies(documents: DataFrame) -> DataFrame:
    """Return pairs of documents with the share of their wording that they have in common, as `near_copies.resemblance` does.

    Those that share one of the smallest hashes of their sketches are compared (Broder 1997).
    """
    keys = _keys(documents).where(f.col("block").startswith("copy:"))
    pairs = neighbours(keys, COPIES_WITHIN).where(_apart(COPIES_DAYS)).select("item", "other").distinct()
    both = f.array_intersect("sketch", "other_sketch")
    union = f.slice(f.array_sort(f.array_union("sketch", "other_sketch")), 1, SIZE)
    resemblance = f.size(f.array_intersect(union, both)) / f.size(union)
    other = documents.select(f.col("key").alias("other"), f.col("sketch").alias("other_sketch"))
    later = documents.withColumnRenamed("key", "item")
    compared = pairs.join(later, "item").join(other, "other").withColumn("resemblance", resemblance)
    return compared.where(f.col("resemblance") >= NEAR_COPY).withColumnRenamed("item", "document")


def story_candidates(documents: DataFrame) -> DataFrame:
    """Return for each document those before it, within two weeks, that share most of its keys: `placement.CANDIDATES`.

    `shared` counts the keys by which it was found.
    """
    of_month = f.count("*").over(Window.partitionBy("block", "month"))
    keys = _keys(documents).withColumn("size", of_month)
    blocks = keys.where(~f.col("block").startswith("word:") | (f.col("size") <= COMMON))
    pairs = neighbours(blocks, STORIES_WITHIN).where(_apart(STORIES_DAYS))
    later = documents.select(f.col("key").alias("item"), "month", "day")
    return most_shared(pairs, placement.CANDIDATES).join(later, "item").withColumnRenamed("item", "document")


def ledger_candidates(claims: DataFrame) -> DataFrame:
    """Return for each claim those before it that open an entry between its parties in its sectors: `linking.CANDIDATES`."""

    def told(field: str) -> Column:
        return f.get_json_object("packed", f"$.{field}")

    opens = told("act").isNotNull() & told("by[0]").isNotNull() & told("to[0]").isNotNull()
    sectors = f.from_json(told("sectors"), "array<string>")
    sectors = f.when(f.size(sectors) > 0, sectors).otherwise(f.array(f.lit("other")))
    pair = f.explode(f.array_distinct("pairs")).alias("pair")
    rows = claims.select(f.col("claim").alias("item"), "day", opens.alias("opens"), sectors.alias("sectors"), pair)
    rows = rows.withColumn("sector", f.explode("sectors"))
    rows = rows.withColumn("block", f.concat_ws(_APART, "pair", "sector", _undated()))
    pairs = most_shared(neighbours(rows, CLAIMS_WITHIN), linking.CANDIDATES)
    later = claims.select(f.col("claim").alias("item"), "month", "day", "document")
    opening = claims.select(f.col("claim").alias("other"), f.col("document").alias("other_document"))
    return pairs.join(later, "item").join(opening, "other").select(
        "month", "day", "document", f.col("other_document").alias("other"), f.col("item").alias("claim"),
        f.col("other").alias("opening"), "shared",
    )  # fmt: skip


def month_before(month: str) -> str:
    """Return the month before one ("2024-01" has "2023-12"); "unknown" has none before it."""
    if month == UNKNOWN_MONTH:
        return month
    return (date.fromisoformat(f"{month}-01") - timedelta(days=1)).isoformat()[:7]


def _keys(documents: DataFrame) -> DataFrame:
    """Return the blocking keys of documents: `item`, `month`, `day`, `block`, `opens`."""
    keys = documents.select(f.col("key").alias("item"), "month", "day", f.explode("words").alias("block"))
    return keys.withColumn("block", f.concat_ws(_APART, "block", _undated())).withColumn("opens", f.lit(True))


def _day() -> Column:
    first = f.when(_month() != UNKNOWN_MONTH, f.to_date(f.concat(_month(), f.lit("-01"))))
    return f.coalesce("day", first)


def _undated() -> Column:
    """Return what is added to a block of what has no date, nothing for the others."""
    return f.when(f.col("day").isNull(), f.lit("undated"))


def _apart(days: int) -> Column:
    return f.coalesce(f.col("days_apart"), f.lit(0)) <= days


def _month() -> Column:
    return f.col("month")


def _in(months: Sequence[str]) -> Column:
    return _month().isin(*months)

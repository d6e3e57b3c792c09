"""Coding into a lake with Spark: documents that are not there yet, some months together; a run goes on where one stopped.

1. Lines get month and name, and are kept aside by month: one pass over the input. Those that the lake has are left out.
2. Months that wait are coded some together; what comes out is kept aside.
3. Their months are replaced by what was there and what is new, `documents` last: what stands there is done. A run that
   stops before that codes these months again and leaves nothing twice.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import pyarrow as pa
from pyspark import SparkFiles, TaskContext
from pyspark.sql import Column, DataFrame, Observation
from pyspark.sql import functions as f

from servanda.lake.schema import ITEMS, documents_schema, table_schema
from servanda.scale import batches
from servanda.scale.coding import How
from servanda.scale.lake_tables import DOCUMENTS, Tables, items_of, spark_schema

_WAITING, _CODED = "_waiting", "_coded"
# About a minute of a core: little is lost with a machine, and the start of a task costs nothing against it.
_DOCUMENTS_A_TASK = 250
_DOCUMENTS_TOGETHER = 200_000


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: documents read, those left out (the lake has them, or they came twice), those coded, and the months.

    `errors` counts documents that could not be coded, `records` what was found in the others.
    """

    read: int = 0
    left_out: int = 0
    documents: int = 0
    errors: int = 0
    records: int = 0
    months: tuple[str, ...] = ()

    def __add__(self, other: "Report") -> "Report":
        mine, theirs = asdict(self), asdict(other)
        months = tuple(sorted({*self.months, *other.months}))
        return Report(**{**{name: mine[name] + theirs[name] for name in mine}, "months": months})


def code_into(
    tables: Tables, lines: DataFrame, how: How, *, again: bool = False, together: int = _DOCUMENTS_TOGETHER
) -> Report:
    """Code the documents of lines into a lake and return what was done.

    With `again` documents that the lake has are coded too, and replace what was there. Months are coded together until they
    have that many documents. Raises what Spark raises where a task fails for good.
    """
    read, waiting = _set_aside(tables, lines, again)
    report = Report(read=read, left_out=read - sum(waiting.values()))
    if how.codebook is not None:
        tables.spark.sparkContext.addFile(str(how.codebook))
    for months in some_together(waiting, together):
        tables.remove(_CODED)
        rows = _waiting(tables).where(_in(months))
        _code(tables, rows, sum(waiting[month] for month in months), how)
        report += _publish(tables)
    for name in (_CODED, _WAITING):
        tables.remove(name)
    return report


def some_together(counts: Mapping[str, int], together: int) -> Iterator[list[str]]:
    """Yield months in order, as many at a time as have that many documents."""
    months: list[str] = []
    for month in sorted(counts):
        months.append(month)
        if sum(counts[one] for one in months) >= together:
            yield months
            months = []
    if months:
        yield months


def _set_aside(tables: Tables, lines: DataFrame, again: bool) -> tuple[int, Mapping[str, int]]:
    """Keep the lines that wait by month, each document once; return how many were read, and how many wait in each month."""
    seen = Observation("lines")
    named = lines.mapInArrow(batches.name_lines, spark_schema(batches.NAMED_LINES)).observe(
        seen, f.count("*").alias("n")
    )
    # Of those of one name the same one is taken in every run, in whatever order they come.
    once = named.groupBy("name").agg(f.min(f.struct("line", "month", "place")).alias("kept")).select("name", "kept.*")
    if not again:
        once = once.join(_names(tables), "name", "left_anti")
    tables.remove(_WAITING)
    once.write.partitionBy("month").parquet(tables.place(_WAITING))
    counts = _waiting(tables).groupBy("month").count().collect()
    return seen.get["n"], {row["month"]: row["count"] for row in counts}


def _names(tables: Tables) -> DataFrame:
    """Return the names of the documents of a lake, and those of lines that were no documents."""
    return tables.read(DOCUMENTS, table_schema(DOCUMENTS)).select(_name_of_row().alias("name")).distinct()


def _waiting(tables: Tables) -> DataFrame:
    return tables.read(_WAITING, batches.NAMED_LINES)


def _code(tables: Tables, rows: DataFrame, count: int, how: How) -> None:
    """Code lines that wait, and keep what comes out aside."""
    parts = max(tables.spark.sparkContext.defaultParallelism, math.ceil(count / _DOCUMENTS_A_TASK))
    lines = rows.repartition(parts, "name").sortWithinPartitions("name").select(*batches.LINES.names)
    coded = lines.mapInArrow(partial(_code_task, how=how), spark_schema(documents_schema()))
    coded.write.mode("overwrite").parquet(tables.place(_CODED))


def _code_task(lines: Iterable[pa.RecordBatch], how: How) -> Iterator[pa.RecordBatch]:
    """Code the lines of a task; one that is tried again, for its process died, is guarded against the document that did it."""
    task = TaskContext.get()
    guarded = task is not None and task.attemptNumber() > 0
    here = batches.shipped(how, Path(SparkFiles.getRootDirectory())) if how.codebook is not None else how
    yield from batches.code_lines(lines, here, guarded=guarded)


def _publish(tables: Tables) -> Report:
    """Put what was coded into its months, beside what is there; return what it was."""
    coded = tables.read(_CODED, documents_schema())
    records = f.when(f.col("records").isNotNull(), f.size("records")).otherwise(0)
    counts = coded.agg(
        f.count("*").alias("documents"), f.count("error").alias("errors"), f.sum(records).alias("records"),
        f.sort_array(f.collect_set("month")).alias("months"),
    ).first()  # fmt: skip
    assert counts is not None
    months = counts["months"]
    keys = coded.select(f.col("key").alias("document")).where("document IS NOT NULL")
    for name in ITEMS:
        kept = tables.read(name, table_schema(name)).where(_in(months)).join(keys, "document", "left_anti")
        tables.replace(name, items_of(coded, name).unionByName(kept), months)
    names = coded.select(_name_of_row().alias("name"))
    before = tables.read(DOCUMENTS, table_schema(DOCUMENTS)).where(_in(months)).withColumn("name", _name_of_row())
    kept = before.join(names, "name", "left_anti").drop("name")
    tables.replace(DOCUMENTS, coded.drop(*ITEMS).unionByName(kept), months)
    return Report(0, 0, counts["documents"], counts["errors"], counts["records"] or 0, tuple(months))


def _name_of_row() -> Column:
    """Return the name of a row of documents, as `batches.name_lines` gives it to a line."""
    return f.coalesce("key", "error.message")


def _in(months: Sequence[str]) -> Column:
    return f.col("month").isin(*months)

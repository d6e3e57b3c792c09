"""Tables of a lake as Spark reads and writes them: Parquet by month, in the layout and order of `servanda.lake`.

A month is replaced whole. Spark writes its files beside those that are there and changes them at the end, so that a run
that stops leaves the month as it was.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from servanda.lake.schema import ITEMS, table_schema
from servanda.lake.writing import ROWS_TOGETHER

DOCUMENTS = "documents"
_ORDER = ("month", "day", "low", "high", "key", "document", "other", "id", "nth", "record", "claim", "opening")


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a lake in a folder that Spark can reach: a path or an address such as s3a://... or hdfs://..."""

    spark: SparkSession
    folder: str

    def place(self, name: str) -> str:
        """Return the folder of a table, or of what a run keeps for itself (a name with an underscore before it)."""
        return f"{self.folder.rstrip('/')}/{name}"

    def read(self, name: str, schema: pa.Schema) -> DataFrame:
        """Return a table, which may not be there yet: then without rows. Columns that old files lack are null."""
        made = spark_schema(schema)
        if some_file(self.spark, self.place(name)) is None:
            return self.spark.createDataFrame([], made)
        return self.spark.read.schema(made).parquet(self.place(name)).select(*made.names)

    def replace(self, name: str, rows: DataFrame, months: Sequence[str]) -> None:
        """Put rows in the place of these months of a table; in order of the day within each file.

        The same rows give the same files, whatever the cluster.
        """
        counts = {row["month"]: row["count"] for row in rows.groupBy("month").count().collect()}
        parts = math.ceil(max(counts.values(), default=1) / ROWS_TOGETHER)
        order = [column for column in _ORDER if column in rows.columns]
        order += ["error.message"] if "error" in rows.columns else []
        rows.withColumn("part", f.pmod(f.xxhash64(*order[2:]), f.lit(parts))).repartition(
            max(1, len(counts) * parts), "month", "part"
        ).sortWithinPartitions(*order).drop("part").write.partitionBy("month").mode("overwrite").parquet(
            self.place(name)
        )
        for month in set(months) - set(counts):
            self.remove(f"{name}/month={month}")

    def remove(self, name: str) -> None:
        """Remove a table, or a month of one, if it is there."""
        files, path = _files(self.spark, self.place(name))
        files.delete(path, True)


def spark_schema(schema: pa.Schema) -> StructType:
    """Return an Arrow schema as Spark's."""
    return from_arrow_schema(schema)


def items_of(coded: DataFrame, name: str) -> DataFrame:
    """Return the items of coded documents as rows, each with its document and month."""
    inside = {field.name for field in ITEMS[name]}
    item = coded.select("month", "day", f.col("key").alias("document"), f.explode(name).alias("item"))

    def column(field: str) -> Column:
        return f.col(f"item.{field}").alias(field) if field in inside else f.col(field)

    return item.select(*(column(field) for field in table_schema(name).names))


def some_file(spark: SparkSession, place: str) -> str | None:
    """Return the name of a file in a folder or below it, None where there is none."""
    files, path = _files(spark, place)
    if not files.exists(path):
        return None
    found = files.listFiles(path, True)
    while found.hasNext():
        name: str = found.next().getPath().getName()
        if not name.startswith(("_", ".")):
            return name
    return None


def _files(spark: SparkSession, place: str) -> tuple[Any, Any]:
    """Return Hadoop's file system of a place, and its path there."""
    java: Any = spark.sparkContext
    path = java._jvm.org.apache.hadoop.fs.Path(place)
    return path.getFileSystem(java._jsc.hadoopConfiguration()), path

"""Input: files of JSON lines or Parquet, wherever Spark can read, as lines of JSON with the file that they come from."""

from collections.abc import Sequence
from functools import reduce

from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

from servanda.scale.lake_tables import some_file
from servanda.scale.session import ScaleError
from servanda.sources.jsonl import FIELDS


def read_lines(spark: SparkSession, paths: Sequence[str]) -> DataFrame:
    """Return the lines of files and folders: columns `place` and `line`, those of `batches.LINES`.

    A path that ends in .parquet, or a folder with such files, holds Parquet; every other one JSON lines, packed by gzip or
    Zstandard where their names end in .gz or .zst. Raises ScaleError.
    """
    parquet = [path for path in paths if _is_parquet(spark, path)]
    plain = [path for path in paths if path not in parquet]
    try:
        kinds = [_of_text(spark, plain)] if plain else []
        kinds += [_of_parquet(spark, path) for path in parquet]
    except AnalysisException as error:
        raise ScaleError(f"the input cannot be read: {error}") from None
    return reduce(DataFrame.unionByName, kinds)


def _of_text(spark: SparkSession, paths: list[str]) -> DataFrame:
    # The bytes are kept: what is not UTF-8 is refused by whoever reads the line, with its reason.
    lines = spark.read.text(paths, lineSep="\n")
    return lines.select(f.col("_metadata.file_name").alias("place"), f.col("value").cast("binary").alias("line"))


def _of_parquet(spark: SparkSession, path: str) -> DataFrame:
    rows = spark.read.parquet(path)
    missing = [name for name in ("id", "text") if name not in rows.columns]
    if missing:
        there = ", ".join(rows.columns)
        raise ScaleError(f"{path}: there is no column {' and no column '.join(missing)}; it has {there}")
    known = [f.col(name) for name in rows.columns if name in FIELDS]
    line = f.to_json(f.struct(*known), {"timestampFormat": "yyyy-MM-dd'T'HH:mm:ss"})
    return rows.select(f.col("_metadata.file_name").alias("place"), line.cast("binary").alias("line"))


def _is_parquet(spark: SparkSession, path: str) -> bool:
    return path.endswith(".parquet") or (some_file(spark, path) or "").endswith(".parquet")

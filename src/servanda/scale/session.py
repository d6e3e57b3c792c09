"""Session: a Spark session with the settings that coding needs. The only place where they stand."""

import os
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from servanda.scale.workers import ONE_THREAD

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# A worker reads and makes few rows at once: a document may have a million letters. A month is no date and no number.
_SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "spark.sql.execution.arrow.maxRecordsPerBatch": "64",
        "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
        "spark.sql.sources.partitionOverwriteMode": "dynamic",
        "spark.sql.parquet.compression.codec": "zstd",
        "spark.sql.session.timeZone": "UTC",
        "spark.python.worker.reuse": "true",
    }
)


class ScaleError(RuntimeError):
    """Spark or Java is not there, or input cannot be read; the message says what to do."""


def open_session(name: str, settings: Mapping[str, str] = MappingProxyType({})) -> "SparkSession":
    """Return a session of that name: the one that spark-submit set up, or one on this machine alone.

    `settings` go before those of this module. Raises ScaleError.
    """
    try:
        from pyspark import SparkConf  # noqa: PLC0415  an optional extra
        from pyspark.errors import PySparkRuntimeError  # noqa: PLC0415
        from pyspark.sql import SparkSession  # noqa: PLC0415
    except ModuleNotFoundError:
        raise ScaleError("coding on a cluster needs Spark: pip install 'servanda[spark]'") from None
    if (settings.get("spark.master") or SparkConf().get("spark.master", "local")).startswith("local"):
        # On this machine the workers are to run what the driver runs; else Spark takes the first python3 of the path.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName(name)
    threads = {f"spark.executorEnv.{variable}": value for variable, value in ONE_THREAD.items()}
    for setting, value in {**_SETTINGS, **threads, **settings}.items():
        builder = builder.config(setting, value)
    try:
        return builder.getOrCreate()
    except PySparkRuntimeError as error:
        raise ScaleError(f"Spark did not start; it needs Java 17 or later: {error}") from None

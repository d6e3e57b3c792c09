"""Blocking: who may belong together, without comparing everybody with everybody.

Rows that share a key stand in one block, in order of the day. A row is paired with at most so many that stand before it in its
block (the sorted neighbourhood of Hernandez and Stolfo 1995), so work grows with the rows and not with their square,
however large a block is.
"""

from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as f

BLOCKS = ("block", "item", "day", "opens")


def neighbours(blocks: DataFrame, within: int) -> DataFrame:
    """Return each item with the `within` last ones before it in a block that open something.

    `blocks` has the columns of BLOCKS, an item once in a block; `opens` says whether an item may be the earlier one of
    a pair. Those without a day come first; of one day the order is that of the items. Columns: `item`, `other`, `block`, and
    `days_apart`, null where a day is not known.
    """
    so_far = (
        Window.partitionBy("block")
        .orderBy(f.col("day").asc_nulls_first(), "item")
        .rowsBetween(Window.unboundedPreceding, -1)
    )
    opened = f.coalesce(f.sum(f.col("opens").cast("long")).over(so_far), f.lit(0))
    numbered = blocks.select(*BLOCKS, opened.alias("opened"))
    # Stretches of `within` that open something: a row looks into its own and the one before. No join is larger than that.
    stretch = f.floor(f.col("opened") / within)
    later = numbered.select("block", "item", "day", "opened", f.explode(f.array(stretch, stretch - 1)).alias("stretch"))
    earlier = numbered.where("opens").select(
        "block",
        f.col("item").alias("other"),
        f.col("day").alias("other_day"),
        f.col("opened").alias("number"),
        stretch.alias("stretch"),
    )
    near = (f.col("number") < f.col("opened")) & (f.col("number") >= f.col("opened") - within)
    apart = f.datediff("day", "other_day").alias("days_apart")
    return later.join(earlier, ["block", "stretch"]).where(near).select("item", "other", "block", apart)


def most_shared(pairs: DataFrame, most: int) -> DataFrame:
    """Return each pair once, with the number of blocks it shares: for each item the `most` that share most."""
    shared = pairs.groupBy("item", "other").agg(f.count_distinct("block").alias("shared"))
    rank = Window.partitionBy("item").orderBy(f.col("shared").desc(), f.col("other").desc())
    return shared.withColumn("rank", f.row_number().over(rank)).where(f.col("rank") <= most).drop("rank")

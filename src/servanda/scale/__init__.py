"""Scale: the same coder in many processes of one machine, and on a cluster.

- `workers.in_workers(work, items, ...)`: a pool of processes that keeps the order, holds little in memory, and loses no more
  than one item to a process that dies; `coding` codes documents in it.
- `batches`: the coder as a function from Arrow batches to Arrow batches, for Spark's `mapInArrow`; knows nothing of Spark.
- `job`: what spark-submit takes. `lake_coding` codes into a lake, month by month; `lake_linking` writes who may belong
  together. Both need `pip install 'servanda[spark]'` and Java. See docs/scale.md.
"""

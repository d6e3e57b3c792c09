"""Scale: the same coder in many processes of one machine, and on a cluster.

- `workers.in_workers(work, items, ...)`: a pool of processes that keeps the order, holds little in memory, and loses no more
  than one item to a process that dies.
"""

"""Analysis: questions asked of many records, each defined once over flat rows.

A row is what a table of a store or a Parquet lake gives: plain values, one event, commitment or statement a row (`rows`). The
functions are pure and know neither.

- `relations.relation(events, one, other, commitments, statements) -> Relation`: a pair over time.
- `changes.change_points(series)`: where the level of a series shifts.
"""

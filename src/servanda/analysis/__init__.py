"""Analysis: questions asked of many records, each defined once over flat rows.

A row is what a table of a store or a Parquet lake gives: plain values, one event (or commitment, or statement) a row. The
functions here are pure and know neither.

- `relations.relation(events, one, other, until) -> Relation`: a pair over time, from `relations.EventRow`s.
"""

"""Analysis: questions asked of many records, each defined once over flat rows.

A row is what a table of a store or a Parquet lake gives: plain values, one event, commitment or statement a row (`rows`). The
functions are pure and know neither; where rows are too many to pass, an analysis is a query that both run.

- `relations.relation(events, one, other, commitments, statements) -> Relation`: a pair over time.
- `trends.trends_of(happenings, question)`: what happened by period, as a query; `trends_in(rows, question)` reads its rows.
- `ledger.ledger_of(entries, question)`: the entries that are asked for, as they stood on a day.
- `changes.change_points(series)`: where the level of a series shifts.
"""

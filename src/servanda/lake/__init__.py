"""The lake: coded documents in Parquet files, partitioned by month, and questions asked of them through DuckDB.

Needs pyarrow and duckdb: `pip install 'servanda[lake]'`.

- `schema`: the Arrow schema, made from the values of the record; `rows`: a document as a row, and back.
- `writing.write(folder, batches)`: rows into files; the same documents again replace what was there.
- `opening.open_lake(folder) -> Lake`: its tables as views of a DuckDB connection.
- `asking`: relations, the ledger and trends, by the functions of `analysis` and `following` that a store uses;
  `ledger`: entries, made on asking; `stories`: drawn once and kept.
- `conditions.parse_condition(text)` and `reading.read_slice(lake, condition)`: documents whole again, for a store.

Raises `opening.LakeError` and `conditions.ConditionError`, which say what to do.
"""

"""The lake: coded documents in Parquet files, partitioned by month, and questions asked of them through DuckDB.

Needs pyarrow and duckdb: `pip install 'servanda[lake]'`.

- `schema`: the Arrow schema, made from the values of the record; `rows`: a document as a row, and back.
- `writing.write(folder, batches)`: rows into files; the same documents again replace what was there.
- `asking`: events, claims and documents of a lake, for the questions of `analysis` and `following`.
"""

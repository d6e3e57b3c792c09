"""Tallies: sums over many documents that pages show, kept up as documents come and go, so that nobody counts them again.

`pairs` has the events between two parties, `place_months` what lies at a place in a month. They hold whole numbers (a balance
is in hundredths), so that what is added and taken away again leaves nothing behind, in whatever order.
"""

from sqlalchemy import Connection, text

_HAPPENED = "status IN ('occurred', 'ongoing')"
_TOGETHER = "quad IN ('verbal cooperation', 'material cooperation')"
_PAIRS = f"""
    INSERT INTO pairs (low, high, cooperation, conflict, balance, last_day)
    SELECT low, high, :sign * SUM(CASE WHEN {_TOGETHER} THEN 1 ELSE 0 END),
           :sign * SUM(CASE WHEN {_TOGETHER} THEN 0 ELSE 1 END),
           :sign * SUM(CAST(ROUND(COALESCE(intensity, 0) * 100) AS INTEGER)), MAX(day)
    FROM dyads WHERE {_HAPPENED} AND (document = :document OR :document IS NULL) GROUP BY low, high
    ON CONFLICT (low, high) DO UPDATE SET
        cooperation = pairs.cooperation + excluded.cooperation, conflict = pairs.conflict + excluded.conflict,
        balance = pairs.balance + excluded.balance,
        last_day = CASE WHEN excluded.last_day > pairs.last_day THEN excluded.last_day ELSE pairs.last_day END"""
_PLACES = """
    INSERT INTO place_months (name, lat, lon, country, precision, month, cooperation, conflict, commitments)
    SELECT name, lat, lon, COALESCE(country, ''), precision, SUBSTR(day, 1, 7),
           :sign * SUM(CASE WHEN tone = 1 THEN 1 ELSE 0 END), :sign * SUM(CASE WHEN tone = -1 THEN 1 ELSE 0 END),
           :sign * SUM(CASE WHEN tone = 0 THEN 1 ELSE 0 END)
    FROM record_places WHERE document = :document OR :document IS NULL
    GROUP BY name, lat, lon, COALESCE(country, ''), precision, SUBSTR(day, 1, 7)
    ON CONFLICT (name, lat, lon, country, precision, month) DO UPDATE SET
        cooperation = place_months.cooperation + excluded.cooperation,
        conflict = place_months.conflict + excluded.conflict,
        commitments = place_months.commitments + excluded.commitments"""
_LAST_DAYS = f"""
    UPDATE pairs SET last_day = COALESCE((
        SELECT MAX(d.day) FROM dyads d
        WHERE d.low = pairs.low AND d.high = pairs.high AND d.{_HAPPENED} AND d.document <> :document), '')
    WHERE EXISTS (SELECT 1 FROM dyads m WHERE m.document = :document AND m.low = pairs.low AND m.high = pairs.high)"""
_EMPTY = (
    """DELETE FROM pairs WHERE cooperation = 0 AND conflict = 0 AND EXISTS (
        SELECT 1 FROM dyads m WHERE m.document = :document AND m.low = pairs.low AND m.high = pairs.high)""",
    """DELETE FROM place_months WHERE cooperation = 0 AND conflict = 0 AND commitments = 0 AND EXISTS (
        SELECT 1 FROM record_places m WHERE m.document = :document AND m.name = place_months.name)""",
)


def tally_all(connection: Connection) -> None:
    """Fill empty tallies from all documents."""
    _add(connection, None, 1)


def tally(connection: Connection, document: int) -> None:
    """Add what is drawn of a document (its number)."""
    _add(connection, document, 1)


def untally(connection: Connection, document: int) -> None:
    """Take away what is drawn of a document, before it is forgotten."""
    _add(connection, document, -1)
    for statement in (_LAST_DAYS, *_EMPTY):
        connection.execute(text(statement), {"document": document})


def _add(connection: Connection, document: int | None, sign: int) -> None:
    for statement in (_PAIRS, _PLACES):
        connection.execute(text(statement), {"document": document, "sign": sign})

"""Tallies: sums over many documents that pages show, kept up as documents come and go, so that nobody counts them again.

`pairs` has what happened between two parties, each happening once however many documents of a story report it, `pair_days` the
same by day; `place_months` has what lies at a place in a month. They hold whole numbers (intensities are in hundredths), so
that what is added and taken away again leaves nothing behind, in whatever order; a day may be left with zeros.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

_HAPPENED = "status IN ('occurred', 'ongoing')"
_TOGETHER = "quad IN ('verbal cooperation', 'material cooperation')"
# As `analysis.relations` has it: of a story one event of each type and direction, the strongest.
_ONCE = f"""
    SELECT y.low, y.high, y.quad, y.intensity, y.day, ROW_NUMBER() OVER (
        PARTITION BY y.low, y.high, y.source, y.type, m.story, CASE WHEN m.story IS NULL THEN y.document END
        ORDER BY ABS(COALESCE(y.intensity, 0)) DESC, y.day, d.key, CAST(y.nth AS TEXT)) = 1 AS is_first
    FROM dyads y JOIN documents d ON d.number = y.document LEFT JOIN story_members m ON m.document = y.document
    WHERE y.{_HAPPENED}"""
_OF_DOCUMENT = """
    AND (y.document = :document OR y.document IN (SELECT document FROM story_members WHERE story IN (:one, :other)))
    AND EXISTS (SELECT 1 FROM dyads o WHERE o.document = :document AND o.low = y.low AND o.high = y.high)"""
_PAIRS = f"""
    INSERT INTO pairs (low, high, cooperation, conflict, balance, last_day)
    SELECT low, high, :sign * SUM(CASE WHEN is_first AND {_TOGETHER} THEN 1 ELSE 0 END),
           :sign * SUM(CASE WHEN is_first AND NOT {_TOGETHER} THEN 1 ELSE 0 END),
           :sign * SUM(CASE WHEN is_first THEN CAST(ROUND(COALESCE(intensity, 0) * 100) AS INTEGER) ELSE 0 END), MAX(day)
    FROM ({{once}}) t GROUP BY low, high
    ON CONFLICT (low, high) DO UPDATE SET
        cooperation = pairs.cooperation + excluded.cooperation, conflict = pairs.conflict + excluded.conflict,
        balance = pairs.balance + excluded.balance,
        last_day = CASE WHEN excluded.last_day > pairs.last_day THEN excluded.last_day ELSE pairs.last_day END"""
_PAIR_DAYS = f"""
    INSERT INTO pair_days (low, high, day, cooperation, conflict, cooperative, conflictual)
    SELECT low, high, day, :sign * SUM(CASE WHEN {_TOGETHER} THEN 1 ELSE 0 END),
           :sign * SUM(CASE WHEN {_TOGETHER} THEN 0 ELSE 1 END),
           :sign * SUM(CASE WHEN {_TOGETHER} AND intensity > 0 THEN CAST(ROUND(intensity * 100) AS INTEGER) ELSE 0 END),
           :sign * SUM(CASE WHEN NOT {_TOGETHER} AND intensity < 0 THEN CAST(ROUND(intensity * 100) AS INTEGER) ELSE 0 END)
    FROM ({{once}}) t WHERE is_first GROUP BY low, high, day
    ON CONFLICT (low, high, day) DO UPDATE SET
        cooperation = pair_days.cooperation + excluded.cooperation, conflict = pair_days.conflict + excluded.conflict,
        cooperative = pair_days.cooperative + excluded.cooperative,
        conflictual = pair_days.conflictual + excluded.conflictual"""
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
    tally_pairs(connection)
    tally_days(connection)
    tally_places(connection)


def tally_pairs(connection: Connection) -> None:
    """Fill the empty tallies of pairs from all documents."""
    connection.execute(text(_PAIRS.format(once=_ONCE)), {"sign": 1})


def tally_days(connection: Connection) -> None:
    """Fill the empty tallies of pairs by day from all documents."""
    connection.execute(text(_PAIR_DAYS.format(once=_ONCE)), {"sign": 1})


def tally_places(connection: Connection) -> None:
    """Fill the empty tallies of places from all documents."""
    _add_places(connection, None, 1)


def tally(connection: Connection, document: int) -> None:
    """Add what is drawn of a document (its number) that is in no story."""
    _add_pairs(connection, document, (), 1)
    _add_places(connection, document, 1)


def untally(connection: Connection, document: int) -> None:
    """Take away what is drawn of a document that is in no story, before it is forgotten."""
    _add_pairs(connection, document, (), -1)
    _add_places(connection, document, -1)
    for statement in (_LAST_DAYS, *_EMPTY):
        connection.execute(text(statement), {"document": document})


@contextmanager
def regrouping(connection: Connection, document: int, *stories: str | None) -> Iterator[None]:
    """Keep the tallies right while a document leaves the first of one or two stories, or goes into the last."""
    _add_pairs(connection, document, stories, -1)
    yield
    _add_pairs(connection, document, stories, 1)


def _add_pairs(connection: Connection, document: int, stories: tuple[str | None, ...], sign: int) -> None:
    """Add what happened between the pairs of a document, as it and the documents of its stories tell it."""
    one, other = (*stories, None, None)[:2]
    values = {"document": document, "one": one, "other": other, "sign": sign}
    for statement in (_PAIRS, _PAIR_DAYS):
        connection.execute(text(statement.format(once=_ONCE + _OF_DOCUMENT)), values)


def _add_places(connection: Connection, document: int | None, sign: int) -> None:
    connection.execute(text(_PLACES), {"document": document, "sign": sign})

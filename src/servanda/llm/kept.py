"""What is kept between runs: replies by the hash of what was asked, and what was spent. One SQLite file, for many processes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from servanda.coding.coders import CannotCodeError
from servanda.settings import SettingsError

_TABLES = """
create table if not exists reply (key text primary key, content text not null);
create table if not exists spending (id integer primary key, cost real not null);
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """The replies and the spending of a cache folder; raises SettingsError where the folder cannot be used."""

    folder: Path

    def reply(self, key: str) -> str | None:
        """Return the reply that is kept under a key, None where there is none."""
        with self._open() as database:
            row = database.execute("select content from reply where key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def keep(self, key: str, content: str) -> None:
        """Keep a reply under a key."""
        with self._open() as database:
            database.execute("insert or replace into reply values (?, ?)", (key, content))

    def spent(self) -> float:
        """Return all that was spent, and all that is set aside for what is being asked."""
        with self._open() as database:
            return _spent(database)

    def set_aside(self, cost: float, cap: float | None) -> int:
        """Return the number under which a cost is set aside before it arises.

        Raises CannotCodeError (llm_cost_cap) when all that was spent and set aside would then be more than the cap.
        """
        with self._open() as database:
            spent = _spent(database)
            if cap is not None and spent + cost > cap:
                raise CannotCodeError(
                    "llm_cost_cap",
                    f"asking may cost {cost:.4f}, and {spent:.4f} of the cost_cap of {cap:g} are spent. Raise cost_cap "
                    f"under [llm], or begin a new cache folder in place of {self.folder}",
                )
            return int(database.execute("insert into spending (cost) values (?)", (cost,)).lastrowid or 0)

    def settle(self, number: int, cost: float) -> None:
        """Put what something did cost in place of what was set aside for it."""
        with self._open() as database:
            database.execute("update spending set cost = ? where id = ?", (cost, number))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            path = self.folder / "llm.sqlite"
            with closing(sqlite3.connect(path, timeout=60, isolation_level=None)) as database:
                database.executescript(_TABLES)
                database.execute("begin immediate")
                yield database
                database.execute("commit")
        except (sqlite3.Error, OSError) as error:
            raise SettingsError(
                f"the cache folder {self.folder} cannot be used: {error}. Set cache under [llm]"
            ) from error


def _spent(database: sqlite3.Connection) -> float:
    return float(database.execute("select coalesce(sum(cost), 0.0) from spending").fetchone()[0])

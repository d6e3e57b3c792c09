"""What a migration draws from kept codings is what keeping draws, and it tells how far it is."""

from importlib import import_module

import pytest
from contents import fill
from sqlalchemy import delete, select, update

from servanda.sources import Document
from servanda.sources.found import Found
from servanda.store import schema
from servanda.store.adding import prepare_some

places = import_module("servanda.store.migrations.versions.0003_places")
tenures = import_module("servanda.store.migrations.versions.0008_tenures")
TEXT = (
    "Kenyan troops attacked a camp near Juba on Monday. Kenya will give Ghana 40,000 tonnes of rice. "
    "Foreign Minister Amina Odhiambo, who has held the office since 2014, met Sergei Lavrov, the Russian foreign minister."
)


@pytest.fixture(scope="module")
def telling():
    found = [Found(Document("a", TEXT, published="2026-03-04"), "line", "a", True)]
    return tuple(prepare_some(found, "2026-07-01T00:00:00+00:00"))


def rows(connection, table) -> list[tuple]:
    return sorted(map(tuple, connection.execute(select(table))), key=str)


def test_places_are_drawn_as_keeping_draws_them(store, telling) -> None:
    fill(store, [telling])
    told: list[tuple[int, int]] = []
    with store.writing() as connection:
        kept = rows(connection, schema.record_places)
        assert kept
        connection.execute(delete(schema.record_places))
        places.draw_places(connection, lambda done, total: told.append((done, total)))
        assert rows(connection, schema.record_places) == kept
    assert told == [(0, 1), (1, 1)]


def test_tenures_are_drawn_as_keeping_draws_them(store, telling) -> None:
    fill(store, [telling])
    told: list[tuple[int, int]] = []
    with store.writing() as connection:
        kept = rows(connection, schema.held_offices)
        assert any("2014" in map(str, row) for row in kept)
        connection.execute(update(schema.held_offices).values({"from": None, "until": None}))
        tenures.draw_tenures(connection, lambda done, total: told.append((done, total)))
        assert rows(connection, schema.held_offices) == kept
    assert told == [(0, 1), (1, 1)]

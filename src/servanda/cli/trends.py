"""servanda trends: what happened by period, of all, of a party, of a pair."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated

import typer

from servanda.analysis.relations import days_of
from servanda.analysis.trends import Of, Trend, TrendQuestion
from servanda.cli.lakes import LakeOption, asked, tell_of_stories
from servanda.cli.ledger import iso_day
from servanda.cli.printing import print_row, print_table
from servanda.cli.relation import By
from servanda.cli.settings import JsonOption, StoreOption, opened
from servanda.store.asking_trends import ask_trends


class Each(StrEnum):
    """Of what there is a row in each period."""

    all = "all"
    pair = "pair"
    kind = "class"
    type = "type"


_ROWS: Mapping[Each, Of] = MappingProxyType({Each.all: "all", Each.pair: "pair", Each.kind: "class", Each.type: "type"})
_COLUMNS: Mapping[Of, Mapping[str, str]] = MappingProxyType(
    {"all": {}, "pair": {"low": "One", "high": "Other"}, "class": {"kind": "Class"}, "type": {"kind": "Type"}}
)


def trends(
    party: Annotated[
        str | None, typer.Argument(help="A party: ISO 3166 alpha-3, or an organisation; all if none.")
    ] = None,
    other: Annotated[str | None, typer.Argument(help="The other party of a pair.")] = None,
    store: StoreOption = None,
    lake: LakeOption = None,
    by: Annotated[By, typer.Option(help="The length of a period.")] = By.month,
    of: Annotated[Each, typer.Option(help="A row for all, each pair, each class (quad) or each type.")] = Each.all,
    since: Annotated[str | None, typer.Option(help="From that day, month or year on.")] = None,
    until: Annotated[str | None, typer.Option(help="Up to that day, month or year.")] = None,
    most: Annotated[int | None, typer.Option("--most", min=1, help="In each period the first so many rows.")] = None,
    json: JsonOption = False,
) -> None:
    """Show what parties do with and against each other by week, month or year: all, one party, or a pair.

    Counted are happenings, each once however many documents report it, and their summed intensity. Periods in which nothing
    happened have no row.

    Examples:
        servanda trends RUS UKR --by week --since 2022-02

        servanda trends RUS --of class --by year --json

        servanda trends --lake lake --of pair --by year --most 10
    """
    question = TrendQuestion(by.value, _ROWS[of], party, other, _first(since), _last(until), most)
    if lake is not None:
        with asked(lake, store) as source:
            from servanda.lake.asking import ask_trends as ask_lake  # noqa: PLC0415  an optional extra

            tell_of_stories(source)
            _print(ask_lake(source, question), question, json)
        return
    with opened(store).reading() as connection:
        _print(ask_trends(connection, question), question, json)


def _print(found: Iterable[Trend], question: TrendQuestion, json: bool) -> None:
    rows = (_row(trend, question.of) for trend in found)
    if json:
        for row in rows:
            print_row(row)
        return
    columns = _COLUMNS[question.of].values()
    head = (question.by.title(), *columns, "Cooperation", "Conflict", "Intensity +", "Intensity -")
    print_table(head, (tuple(row.values()) for row in rows), "Nothing happened there.")


def _row(trend: Trend, of: Of) -> dict[str, object]:
    """Return a trend without the columns that the question was not about."""
    named = {"all": (), "pair": ("low", "high"), "class": ("kind",), "type": ("kind",)}[of]
    return {
        name: value for name, value in trend._asdict().items() if name in named or name not in ("low", "high", "kind")
    }


def _first(since: str | None) -> str | None:
    day = iso_day(since, "--since")
    return days_of(day)[0] if day is not None and len(day) < len("2024-05-14") else day


def _last(until: str | None) -> str | None:
    day = iso_day(until, "--until")
    return days_of(day)[1] if day is not None and len(day) < len("2024-05-14") else day

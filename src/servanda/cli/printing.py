"""Printing: rows as JSON lines, and tables."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

_WHOLE = ("Record", "Entry", "Story", "Status", "Day", "From", "Until")


def print_row(row: Any) -> None:
    """Write a row as one line of JSON to standard output, at once; a lone surrogate is written as its escape."""
    line = json.dumps(row, ensure_ascii=False)
    try:
        raw = line.encode("utf-8")
    except UnicodeEncodeError:
        raw = json.dumps(row).encode("ascii")
    sys.stdout.buffer.write(raw + b"\n")
    sys.stdout.buffer.flush()


def print_table(head: Sequence[str], rows: Iterable[Sequence[object]], nothing: str) -> None:
    """Print a table, or what to say where it has no rows."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in head:
        table.add_column(name, overflow="fold", no_wrap=name in _WHOLE)
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else Text("" if cell is None else str(cell)) for cell in row))
    Console(highlight=False).print(table if table.row_count else Text(nothing, style="italic"))

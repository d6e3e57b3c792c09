"""servanda schema: the JSON Schema of what is written."""

import json

import typer

from servanda.record import json_schema


def schema() -> None:
    """Print the JSON Schema (draft 2020-12) of one line of `servanda code`, generated from the model itself.

    Example:
        servanda schema > servanda.schema.json
    """
    typer.echo(json.dumps(json_schema(), indent=2))

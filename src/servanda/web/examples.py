"""Examples in the description of the interface for programs: what was asked, and what the pages answered.

`docs/api_examples.py` asks the questions anew and writes the file.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI

EXAMPLES = Path(__file__).parent / "data" / "api_examples.json"


@cache
def load_examples() -> dict[str, Any]:
    """Return the examples by path: `asked`, the parameters by name, and `answer`."""
    found: dict[str, Any] = json.loads(EXAMPLES.read_text("utf-8"))
    return found


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI description of an application, an example with every question that has one."""
    if app.openapi_schema is None:
        description = FastAPI.openapi(app)
        for path, example in load_examples().items():
            said = description["paths"].get(path, {}).get("get")
            if said is None:
                continue
            for parameter in said.get("parameters", []):
                if parameter["name"] in example["asked"]:
                    parameter["example"] = example["asked"][parameter["name"]]
            content = said["responses"]["200"].get("content", {})
            if "application/json" in content:
                content["application/json"]["example"] = example["answer"]
        app.openapi_schema = description
    return app.openapi_schema

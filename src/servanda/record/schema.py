"""The JSON Schema of what is written, generated from the values themselves."""

from typing import Any

from pydantic import TypeAdapter

from servanda.record.coded import CodedDocument, FailedDocument
from servanda.record.layout import written_name

VERSION = 1


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one output line of `servanda code`."""
    made = TypeAdapter(CodedDocument | FailedDocument).json_schema(mode="serialization")
    schema: dict[str, Any] = _with_written_names(made)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = f"servanda record, version {VERSION}"
    return schema


def _with_written_names(node: Any) -> Any:
    """Rename fields as written, and ask for every field but those that may be left out."""
    if isinstance(node, list):
        return [_with_written_names(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: _with_written_names(value) for key, value in node.items()}
    if isinstance(node.get("properties"), dict):
        made["properties"] = {written_name(k): _with_written_names(v) for k, v in node["properties"].items()}
        left_out = {"in", "rule", "model", "pair"}
        made["required"] = [name for name in made["properties"] if name not in left_out]
        made["additionalProperties"] = False
    return made

"""The examples in the description of the interface for programs: real answers over a bundled storyline, cut short.

python docs/api_examples.py    writes src/servanda/web/data/api_examples.json anew
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from servanda.coding.coder import code_documents
from servanda.samples import load_samples
from servanda.sources import Document
from servanda.sources.found import Found
from servanda.store import open_store
from servanda.store.following_up import follow_up
from servanda.store.keeping import keep
from servanda.store.preparing import prepare
from servanda.web.app import make_app
from servanda.web.examples import EXAMPLES
from servanda.web.settings import WebSettings

YEARS = ("2021", "2022")
MOST, LONGEST = 2, 240
HAD_AT = "2026-01-01T00:00:00+00:00"
ASKED: dict[str, dict[str, Any]] = {
    "/ledger.json": {"sort": "heard", "size": 2},
    "/search.json": {"q": "agreement", "size": 2},
    "/codebook/try.json": {"text": "Norway pledged 40 tonnes of rice to Nepal."},
}


def main() -> None:
    """Code the articles of two years, ask every question that is answered in JSON, and write what was asked and answered."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "store")
        samples = [s for s in load_samples() if s.published.startswith(YEARS)]
        documents = [Document(s.id, s.text, title=s.title, published=s.published, source=s.source) for s in samples]
        found = [Found(document, "file", f"{document.id}.txt", True) for document in documents]
        prepared = [prepare(one, row, HAD_AT) for one, row in zip(found, code_documents(documents), strict=True)]
        with store.writing() as connection:
            keep(connection, store, prepared, HAD_AT)
        follow_up(store)
        app = make_app(store, WebSettings(), "example")
        client = TestClient(app, base_url="http://127.0.0.1:8000")
        paths = [path for path, said in app.openapi()["paths"].items() if "get" in said and path.endswith(".json")]
        known = _known(client)
        examples = {path: example for path in paths if (example := _example(client, path, known)) is not None}
    EXAMPLES.parent.mkdir(exist_ok=True)
    EXAMPLES.write_text(json.dumps(examples, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{EXAMPLES.name}: {len(examples)} of {len(paths)} questions; none for {sorted(set(paths) - set(examples))}")


def _known(client: TestClient) -> dict[str, Any]:
    """Return values for what stands in addresses, taken from the answers of lists."""
    entry = client.get("/ledger.json").json()["items"][0]
    pair = client.get("/relations.json").json()[0]
    return {
        "key": client.get("/today.json").json()["new"][0]["key"],
        "entry": entry["entry"],
        "one": pair["one"], "other": pair["other"], "actor": pair["one"], "period": YEARS[0],
        "story": client.get("/stories.json").json()[0]["id"],
    }  # fmt: skip


def _example(client: TestClient, path: str, known: dict[str, Any]) -> dict[str, Any] | None:
    named = {name: value for name, value in known.items() if f"{{{name}}}" in path}
    asked = ASKED.get(path, {"name": client.get("/map.json").json()["places"][0]["name"]} if path == "/map/place.json" else {})
    answered = client.get(path.format(**{**known, "job": "none"}), params=asked)
    if answered.status_code != 200:
        return None
    return {"asked": {**named, **asked}, "answer": _short(answered.json())}


def _short(value: Any) -> Any:
    if isinstance(value, list):
        return [_short(one) for one in value[:MOST]]
    if isinstance(value, dict):
        return {name: _short(one) for name, one in value.items()}
    return value[:LONGEST] if isinstance(value, str) else value


if __name__ == "__main__":
    main()

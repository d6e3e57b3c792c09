"""The catalogues are complete, and the second language is everywhere."""

import re
import sys
from pathlib import Path

from browsing import addresses_of
from fastapi.testclient import TestClient

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "docs"))
import messages


def test_every_message_of_code_and_templates_is_translated() -> None:
    assert messages.catalogues()
    assert messages.problems() == []


def test_no_text_of_a_template_is_outside_the_catalogues() -> None:
    folder = messages.FOLDER / "templates"
    found = [
        f"{path.name}: {said}"
        for path in sorted(folder.rglob("*.html"))
        for said in re.findall(r">\s*([A-Z][a-z]+(?: [a-z]+)+)[^<{]*<", _without_code(path.read_text("utf-8")))
    ]
    assert found == []


def test_pages_are_in_french_where_it_is_wanted(client: TestClient) -> None:
    for path in addresses_of(client):
        html = client.get(path, headers={"accept-language": "fr"}).text
        assert '<html lang="fr" dir="ltr"' in html, path
        assert "Aller au contenu" in html
        assert "Registre" in html


def _without_code(template: str) -> str:
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<code>.*?</code>|<pre.*?</pre>", "", template, flags=re.DOTALL)

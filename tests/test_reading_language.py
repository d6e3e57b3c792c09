"""Whether a text is in a language that can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.reading.language import find_language

GERMAN = (
    "Der Minister erklärte gestern, dass die Gespräche mit der Regierung kommende Woche fortgesetzt werden, und er "
    "hoffe auf ein gutes Ergebnis für beide Seiten."
)
FRENCH = (
    "Le ministre a déclaré que les négociations se poursuivront la semaine prochaine dans la capitale avec toutes les "
    "parties, selon un communiqué publié lundi."
)
ARABIC = (
    "قال الوزير إن المحادثات ستستمر الأسبوع المقبل في العاصمة وإن الحكومة تأمل أن تصل إلى اتفاق مع جميع الأطراف قبل "
    "نهاية الشهر الحالي حسب البيان"
)
ENGLISH = "The minister said that the talks will go on."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        (FRENCH, "fr"),
        (ARABIC, "ar"),
        ("Fiji Tonga Tuvalu", "en"),
        ("Talks resume", "en"),
        ("قال الوزير", "und"),
        ("Переговоры продолжаются", "und"),
        ("", None),
        (" \n", None),
        ("123 — 456 !!!", None),
        (f"{ENGLISH} He called it “der Anfang einer langen Reise”.", "en"),
        (f"{ENGLISH} {'Nuku’alofa Taufa’ahau ' * 3}", "en"),
    ],
)
def test_language_of_a_text(text: str, language: str | None) -> None:
    assert find_language(text, None) == language


@pytest.mark.parametrize(("stated", "language"), [("en", "en"), ("DE", "de"), ("en-GB", "en"), ("pt_BR", "pt")])
def test_a_stated_language_decides(stated: str, language: str) -> None:
    assert find_language(GERMAN, stated) == language
    assert find_language("", stated) == language


def test_an_empty_statement_says_nothing() -> None:
    assert find_language(GERMAN, "") == "de"


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    language = find_language(text, None)
    assert language is None or (language.islower() and 2 <= len(language) <= 3)

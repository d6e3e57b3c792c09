"""By when a commitment is to be kept."""

import pytest

from servanda.coding.coder import code_documents
from servanda.sources import Document


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("Japan promised to deliver the rice to Madagascar by the end of March.", "2023-03"),
        ("Japan promised to deliver the rice to Madagascar by year's end.", "2022-12"),
        ("Japan promised to deliver the rice to Madagascar within 60 days.", "2023-01-15"),
        ("Japan promised to deliver the rice to Madagascar within 48 hours.", "2022-11-18"),
        ("Japan promised to deliver the rice to Madagascar over the next three years.", "2025-11-16"),
        ("Japan promised to deliver the rice to Madagascar before Ramadan.", "2023-03-23/2023-04-21"),
        ("Japan promised to deliver the rice to Madagascar by next Tuesday.", "2022-11-22"),
        ("Japan promised to deliver the rice to Madagascar within 30 minutes.", None),
        ("Japan promised to deliver the rice that it bought over three years.", None),
    ],
)
def test_deadlines_are_dates(sentence: str, due: str | None) -> None:
    (coded,) = code_documents([Document("one", sentence, published="2022-11-16")])
    deadlines = [r.deadline.value if r.deadline else None for r in coded.records if r.kind == "commitment"]
    assert deadlines == [due]

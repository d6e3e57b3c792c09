from datetime import date
from pathlib import Path

import pytest

import servanda.samples
from servanda.codebook.tables import VocabularyError
from servanda.samples import Sample, load_samples, read_sample

REGIONS = {
    "black-sea-2022": "Eastern Europe",
    "camp-david-1978": "Middle East",
    "chagos-2025": "Indian Ocean",
    "colombia-2016": "South America",
    "congo-rwanda-2025": "Great Lakes",
    "dayton-1995": "Balkans",
    "good-friday-1998": "Western Europe",
    "iran-nuclear-2015": "Middle East",
    "kenya-2008": "East Africa",
    "paris-climate-2015": "World",
    "pretoria-2022": "Horn of Africa",
    "prespa-2018": "Balkans",
    "saudi-iran-2023": "Gulf",
    "singapore-2018": "South-East Asia",
    "six-party-2005": "East Asia",
}
STORYLINES = {
    "grain-corridor": 9,
    "prisoner-exchange": 8,
    "dam-and-water": 8,
    "base-lease": 9,
    "debt-restructuring": 8,
    "border-ceasefire": 8,
    "earthquake-aid": 8,
    "gas-and-climate": 8,
}
FOLDER = Path(servanda.samples.__file__).parent
REAL = [read_sample(path) for path in sorted(FOLDER.glob("*.txt"))]
INVENTED = [read_sample(path) for path in sorted(FOLDER.glob("*/*.txt"))]
GOOD = "Title: A ferry\nPublished: 2024-03-01\nSource: Somebody\nLanguage: en\n\nThey met.\n\nThey left.\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "ferry.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_articles_come_oldest_first() -> None:
    samples = load_samples()
    days = [sample.published for sample in samples]
    assert days == sorted(days)
    assert days[0] < "1980" < "2025" < days[-1]
    assert len(samples) == len(REAL) + len(INVENTED)


def test_ids_are_unique_and_end_in_the_year_of_publication() -> None:
    samples = load_samples()
    assert len({sample.id for sample in samples}) == len(samples)
    assert all(sample.id.endswith(sample.published[:4]) for sample in samples)


def test_every_real_article_has_a_region_and_regions_are_many() -> None:
    assert {sample.id for sample in REAL} == set(REGIONS)
    assert len(set(REGIONS.values())) >= 12


def test_every_storyline_is_told_by_several_outlets_over_months() -> None:
    for name, count in STORYLINES.items():
        told = [read_sample(path) for path in (FOLDER / name).glob("*.txt")]
        days = sorted(date.fromisoformat(sample.published) for sample in told)
        assert len(told) == count
        assert len({sample.source for sample in told}) >= 3
        assert (days[-1] - days[0]).days > 180
    assert sum(STORYLINES.values()) == len(INVENTED)


@pytest.mark.parametrize("sample", REAL, ids=lambda sample: sample.id)
def test_real_article_is_english_and_of_the_usual_length(sample: Sample) -> None:
    assert sample.language == "en"
    assert sample.source == "Servanda samples"
    assert sample.note == ""
    assert 250 <= len(sample.text.split()) <= 500


@pytest.mark.parametrize("sample", INVENTED, ids=lambda sample: sample.id)
def test_invented_article_says_so(sample: Sample) -> None:
    assert sample.language == "en"
    assert sample.source.endswith(" (invented)")
    assert sample.note.startswith("Invented example.")
    assert 120 <= len(sample.text.split()) <= 350


def test_note_is_read_where_there_is_one(tmp_path: Path) -> None:
    noted = GOOD.replace("Language: en\n", "Language: en\nNote: Nothing in it happened.\n")
    assert read_sample(write(tmp_path, noted)).note == "Nothing in it happened."


def test_text_keeps_its_paragraphs(tmp_path: Path) -> None:
    assert read_sample(write(tmp_path, GOOD)) == Sample(
        "ferry", "A ferry", "2024-03-01", "Somebody", "en", "They met.\n\nThey left."
    )


@pytest.mark.parametrize(
    ("found", "changed", "line"),
    [
        ("Title: A ferry", "A ferry", 1),
        ("Title: A ferry", "Title:", 1),
        ("2024-03-01", "1 March 2024", 2),
        ("2024-03-01", "20240301", 2),
        ("2024-03-01", "2024-02-30", 2),
        ("Source: Somebody\n", "", 3),
        ("Language: en", "language: en", 4),
        ("en\n\nThey met", "en\nThey met", 5),
        ("en\n\nThey met", "en\nNote:\n\nThey met", 5),
        ("en\n\nThey met", "en\nNote: A\nThey met", 6),
        ("They met.\n\nThey left.\n", "", 6),
        (GOOD, "", 1),
    ],
)
def test_malformed_file_is_refused_with_its_name_and_line(tmp_path: Path, found: str, changed: str, line: int) -> None:
    assert found in GOOD
    with pytest.raises(VocabularyError, match=r"ferry\.txt, line") as caught:
        read_sample(write(tmp_path, GOOD.replace(found, changed)))
    assert caught.value.line == line


def test_readmes_count_the_articles() -> None:
    readme = (FOLDER.parents[2] / "README.md").read_text("utf-8")
    assert f"The {len(load_samples())} bundled articles" in readme
    assert f"({len(REAL)})" in readme
    assert f"({len(INVENTED)}, each marked" in readme
    listed = (FOLDER / "README.md").read_text("utf-8")
    assert all(f"| `{name}` |" in listed for name in STORYLINES)

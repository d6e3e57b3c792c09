"""Organisations: found by every form, written in full with their abbreviation."""

from pathlib import Path

import pytest

from servanda.codebook.tables import VocabularyError
from servanda.knowledge import countries
from servanda.knowledge.organisations import full_name, load_organisations, organisation_named, surface_forms

HEADER = "name abbreviation aliases sector country region kind"
STATES_TOO = {"Pentagon"}


def write(folder: Path, *rows: str) -> Path:
    """An organisations file; cells are separated by semicolons here."""
    path = folder / "organisations.tsv"
    path.write_text("\n".join(["\t".join(HEADER.split()), *(row.replace(";", "\t") for row in rows)]) + "\n")
    return path


def test_there_are_enough() -> None:
    assert len(load_organisations()) >= 330


def test_every_form_leads_back_to_its_organisation() -> None:
    for organisation in load_organisations().values():
        for text in organisation.forms():
            assert organisation_named(text) == organisation, text
            assert organisation_named(f"the {text}") == organisation
        assert organisation_named(organisation.name) == organisation
        assert organisation_named(full_name(organisation)) == organisation


def test_the_main_sector_fits_the_kind() -> None:
    fitting = {
        "un": {"IGO"}, "regional": {"IGO"}, "treaty_body": {"IGO"}, "media": {"JRN"}, "party": {"PTY", "OPP"},
        "company": {"BUS", "MNC"}, "intelligence": {"SPY"}, "armed_group": {"REB", "PRM", "CRM"}, "religious": {"REL"},
    }  # fmt: skip
    for organisation in load_organisations().values():
        if organisation.kind in fitting:
            assert organisation.sectors[0] in fitting[organisation.kind], organisation.name
        if organisation.sectors[0] == "IGO":
            assert organisation.country is None, organisation.name


def test_a_surface_form_means_one_organisation_and_no_country() -> None:
    owners: dict[str, str] = {}
    for form in surface_forms():
        assert owners.setdefault(form.text, form.code) == form.code
    assert {form.text for form in countries.surface_forms()} & set(owners) == STATES_TOO


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("UN", "United Nations (UN)"), ("U.N.", "United Nations (UN)"), ("THE UN", "United Nations (UN)"),
        ("U.N. Security Council", "United Nations Security Council (UNSC)"),
        ("Nato", "North Atlantic Treaty Organization (NATO)"), ("Al Qaeda", "al-Qaeda (AQ)"),
        ("al-Qaida", "al-Qaeda (AQ)"), ("Hizbollah", "Hezbollah"),
        ("the Pentagon", "United States Department of Defense (DoD)"),
        ("RSF", "Rapid Support Forces (RSF)"), ("FSB", "Federal Security Service (FSB)"),
        ("ADB", "Asian Development Bank (ADB)"), ("Daesh", "Islamic State (IS)"), ("who", None), ("", None),
    ],
)  # fmt: skip
def test_examples(text: str, full: str | None) -> None:
    found = organisation_named(text)
    assert (full_name(found) if found else None) == full


@pytest.mark.parametrize(
    ("rows", "line", "problem"),
    [
        ([";A;;IGO;;world;un"], 2, "name is empty"),
        (["Body;A|B;;IGO;;world;un"], 2, "several abbreviations"),
        (["Body;A;;igo;;world;un"], 2, "sector"),
        (["Body;A;;IGO;XXX;world;un"], 2, "country 'XXX'"),
        (["Body;A;;IGO;;moon;un"], 2, "region is 'moon'"),
        (["Body;A;;IGO;;world;club"], 2, "kind is 'club'"),
        (["Body;A;;IGO;;world;un", "Body;B;;IGO;;world;un"], 3, "stands twice"),
        (["Body;A;;IGO;;world;un", "Other;A;;IGO;;world;un"], 3, "already belongs to Body"),
        (["Body;A"], 2, "2 cells"),
    ],
)
def test_malformed_files_are_refused(tmp_path: Path, rows: list[str], line: int, problem: str) -> None:
    with pytest.raises(VocabularyError, match=problem) as refused:
        load_organisations(write(tmp_path, *rows))
    assert (refused.value.file, refused.value.line) == ("organisations.tsv", line)

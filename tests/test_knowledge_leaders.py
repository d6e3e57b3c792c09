"""Terms of office: well-known facts, look-ups by name, and files that must be refused."""

from itertools import pairwise
from pathlib import Path

import pytest

import servanda.knowledge
from servanda.knowledge.leaders import (
    Term,
    VocabularyError,
    covers,
    fold_name,
    held,
    load_terms,
    people_with_surname,
    surface_forms,
    terms_of,
)

DATA = Path(servanda.knowledge.__file__).parent / "data"
HEADER = "country\toffice\ttitle\tname\taliases\tfrom\tuntil\tstanding\tchecked"

SINGLE = {"head_of_state", "head_of_government", "foreign_minister", "defence_minister"}

# Offices that several people hold at one time, or that two rivals claimed at one time.
SHARED = {
    ("AND", "head_of_state"): "two co-princes",
    ("BIH", "head_of_state"): "three members of the presidency",
    ("SMR", "head_of_state"): "two captains regent",
    ("AFG", "head_of_state"): "Taliban emir beside the recognised president until 2001",
    ("AFG", "foreign_minister"): "Taliban and recognised governments until 2001",
    ("CIV", "head_of_state"): "disputed election of 2010",
    ("CIV", "head_of_government"): "disputed election of 2010",
    ("LBY", "head_of_government"): "rival governments since 2014",
    ("LBY", "head_of_state"): "rival authorities since 2014",
    ("LBY", "foreign_minister"): "rival governments since 2014",
    ("LBY", "defence_minister"): "the rebel council beside the old government in 2011",
    ("MDA", "head_of_government"): "disputed for a week in June 2019",
    ("MDG", "head_of_state"): "disputed election of 2001",
    ("MDG", "head_of_government"): "disputed election of 2001",
    ("NIC", "head_of_state"): "two co-presidents since 2025",
    ("PRK", "head_of_state"): "the leader beside the assembly president who receives ambassadors",
    ("YEM", "head_of_state"): "rival authorities since 2015",
    ("YEM", "head_of_government"): "rival authorities since 2015",
    ("VEN", "head_of_state"): "disputed presidency from 2019 to 2023",
    ("SDN", "head_of_government"): "disputed after the coup of 2021",
    ("PSE", "head_of_government"): "disputed between Gaza and Ramallah from 2007",
    ("MMR", "head_of_government"): "government in exile since 2021",
}


def term(from_: str, until: str | None = None) -> Term:
    return Term("FRA", "head_of_state", "President", "Jeanne Exemple", (), from_, until, "", "2025-06")


def row(**changed: str) -> str:
    cells = {
        "country": "FRA",
        "office": "head_of_state",
        "title": "President",
        "name": "Jeanne Exemple",
        "aliases": "",
        "from": "2001-02-03",
        "until": "2005",
        "standing": "",
        "checked": "2025-06",
    } | changed
    return "\t".join(cells.values())


def write(folder: Path, *lines: str) -> Path:
    (folder / "leaders_x.tsv").write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return folder


def earliest(date: str) -> str:
    return date + "-01-01"[len(date) - 10 :] if len(date) < 10 else date


def latest(date: str) -> str:
    return date + "-12-31"[len(date) - 10 :] if len(date) < 10 else date


# (data file, country, office, day, name)
FACTS = [
    ("a_d", "DEU", "head_of_government", "2010-03-01", "Angela Merkel"),
    ("a_d", "DEU", "head_of_government", "2025-05-20", "Friedrich Merz"),
    ("a_d", "CHN", "head_of_state", "2014-11-12", "Xi Jinping"),
    ("a_d", "CHN", "foreign_minister", "2019-06-01", "Wang Yi"),
    ("a_d", "BRA", "head_of_state", "2005-05-05", "Luiz Inácio Lula da Silva"),
    ("a_d", "BRA", "head_of_state", "2023-01-02", "Luiz Inácio Lula da Silva"),
    ("a_d", "CAN", "head_of_government", "2025-04-01", "Mark Carney"),
    ("a_d", "CUB", "head_of_state", "2001-01-01", "Fidel Castro"),
    ("a_d", "AUS", "foreign_minister", "2016-01-01", "Julie Bishop"),
    ("e_k", "FRA", "head_of_state", "2008-08-08", "Nicolas Sarkozy"),
    ("e_k", "GBR", "head_of_government", "2003-03-20", "Tony Blair"),
    ("e_k", "GBR", "head_of_state", "2022-09-07", "Elizabeth II"),
    ("e_k", "JPN", "head_of_government", "2015-01-01", "Shinzo Abe"),
    ("l_r", "RUS", "head_of_state", "2010-01-01", "Dmitry Medvedev"),
    ("l_r", "RUS", "foreign_minister", "2015-01-01", "Sergey Lavrov"),
    ("l_r", "MEX", "head_of_state", "2020-01-01", "Andrés Manuel López Obrador"),
    ("s_z", "USA", "head_of_state", "2012-01-01", "Barack Obama"),
    ("s_z", "SYR", "head_of_state", "2025-04-01", "Ahmed al-Sharaa"),
    ("s_z", "UKR", "head_of_state", "2022-02-24", "Volodymyr Zelensky"),
    ("organisations", None, "igo_head", "2010-01-01", "Ban Ki-moon"),
    ("organisations", None, "igo_head", "2020-01-01", "Ursula von der Leyen"),
]


@pytest.mark.parametrize(("file", "country", "office", "day", "name"), FACTS)
def test_well_known_facts(file: str, country: str | None, office: str, day: str, name: str) -> None:
    if not (DATA / f"leaders_{file}.tsv").exists():
        pytest.skip(f"leaders_{file}.tsv is not there")
    holders = held(country, office, day)
    assert fold_name(name) in {fold_name(text) for found in holders for text in (found.name, *found.aliases)}


def test_nobody_overlaps_in_one_office() -> None:
    posts: dict[tuple[str | None, str], list[Term]] = {}
    for found in load_terms():
        if not found.standing and found.office in SINGLE and (found.country, found.office) not in SHARED:
            posts.setdefault((found.country, found.office), []).append(found)
    wrong = [
        f"{before.country} {before.office}: {before.name} until {before.until}, {after.name} from {after.from_}"
        for terms in posts.values()
        for before, after in pairwise(sorted(terms, key=lambda found: (earliest(found.from_), latest(found.from_))))
        if before.until is None or latest(after.from_) < earliest(before.until)
    ]
    assert not wrong, "\n".join(wrong)


def test_no_term_is_listed_twice() -> None:
    keys = [(found.country, found.office, found.title, found.name, found.from_) for found in load_terms()]
    assert not {key for key in keys if keys.count(key) > 1}


def test_dates_stand_in_their_order() -> None:
    for found in load_terms():
        assert earliest(found.from_) <= latest(found.checked), found
        assert found.until is None or earliest(found.from_) <= latest(found.until), found


def test_aliases_are_other_forms_than_the_name() -> None:
    assert not [found for found in load_terms() if found.name in found.aliases]


@pytest.mark.parametrize(
    ("from_", "until", "on", "expected"),
    [
        ("2001-02-03", "2005-06-07", "2001-02-03", True),
        ("2001-02-03", "2005-06-07", "2005-06-07", True),
        ("2001-02-03", "2005-06-07", "2001-02-02", False),
        ("2001-02-03", "2005-06-07", "2005-06-08", False),
        ("2001-02-03", "2005-06-07", "2001-02", True),
        ("2001-02-03", "2005-06-07", "2001", True),
        ("2001-02-03", "2005-06-07", "2000", False),
        ("2001", "2005", "2005-12-31", True),
        ("2001-02", "2005-02", "2005-03-01", False),
        ("2001-02", None, "2040", True),
        ("2004-02", "2004-02", "2004-02-29", True),
    ],
)
def test_covers(from_: str, until: str | None, on: str, expected: bool) -> None:
    assert covers(term(from_, until), on) is expected


@pytest.mark.parametrize("on", ["", "yesterday", "2001-13", "2001-02-29", "2001-02-00", "201X", "2001-02-03T04:05"])
def test_covers_refuses_what_is_no_date(on: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        covers(term("2000"), on)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Bashar al-Assad", "bashar Assad"),
        ("Abdel Fattah el-Sisi", "Abdel Fattah al-Sisi"),
        ("Tamim bin Hamad Al Thani", "Tamim bin Hamad al-Thani"),
        ("Ban Ki-moon", "BAN KI MOON"),
        ("Lech Wałęsa", "Lech Walesa"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("İlham Əliyev", "Ilham Aliyev"),
        ("Guelleh Ismail Omar", "guelleh  ismaïl omar"),
    ],
)
def test_names_that_are_the_same(left: str, right: str) -> None:
    assert fold_name(left) == fold_name(right)


@pytest.mark.parametrize(("left", "right"), [("Al Gore", "Gore"), ("Alpha Condé", "Pha Conde"), ("Kim", "Kimm")])
def test_names_that_are_not_the_same(left: str, right: str) -> None:
    assert fold_name(left) != fold_name(right)


def test_terms_of_finds_names_and_aliases() -> None:
    if not (DATA / "leaders_a_d.tsv").exists():
        pytest.skip("leaders_a_d.tsv is not there")
    assert {found.country for found in terms_of("angela merkel")} == {"DEU"}
    assert len([found for found in terms_of("Lula") if found.office == "head_of_state"]) == 2
    assert terms_of("Nobody Of This Name") == ()


def test_people_with_surname() -> None:
    if not (DATA / "leaders_a_d.tsv").exists():
        pytest.skip("leaders_a_d.tsv is not there")
    assert "Angela Merkel" in {found.name for found in people_with_surname("MERKEL")}
    assert "Xi Jinping" in {found.name for found in people_with_surname("Xi")}
    assert "Anthony Albanese" in {found.name for found in people_with_surname("Albanese")}
    assert people_with_surname("Angela") == ()


def test_surface_forms_come_once_each() -> None:
    forms = list(surface_forms())
    assert len(forms) == len(set(forms))
    assert {name for _, name, _ in forms} == {found.name for found in load_terms()}


def test_a_folder_of_ones_own(tmp_path: Path) -> None:
    lines = write(tmp_path, "# a remark", row(aliases="J. Exemple | Exemple", until=""))
    assert load_terms(lines) == (
        Term(
            "FRA",
            "head_of_state",
            "President",
            "Jeanne Exemple",
            ("J. Exemple", "Exemple"),
            "2001-02-03",
            None,
            "",
            "2025-06",
            "leaders_x.tsv, line 3",
        ),
    )


def test_an_office_may_belong_to_no_country(tmp_path: Path) -> None:
    (found,) = load_terms(write(tmp_path, row(country="", office="igo_head")))
    assert found.country is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"office": "chief"}, "unknown office"),
        ({"standing": "shaky"}, "unknown standing"),
        ({"country": "France"}, "no country code"),
        ({"from": "2001-2-3"}, "from"),
        ({"from": "2001-02-30"}, "calendar"),
        ({"until": "2004/2005"}, "until"),
        ({"until": "2001-02-02"}, "before"),
        ({"until": "2001-01"}, "before"),
        ({"checked": "today"}, "checked"),
        ({"name": ""}, "name is empty"),
        ({"title": ""}, "title is empty"),
        ({"from": ""}, "from is empty"),
        ({"name": "a\tb"}, "10 cells"),
    ],
)
def test_malformed_rows_are_refused(tmp_path: Path, changed: dict[str, str], said: str) -> None:
    with pytest.raises(VocabularyError, match=said) as caught:
        load_terms(write(tmp_path, row(), row(**changed)))
    assert (caught.value.file, caught.value.line) == ("leaders_x.tsv", 3)


def test_a_wrong_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "leaders_x.tsv").write_text("country\toffice\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match="header"):
        load_terms(tmp_path)

"""Portfolios of ministers and departments: alone they name nobody ("Foreign Affairs"), with "Department" a body."""

import re
from collections.abc import Iterator

_PORTFOLIO = (
    "(?:foreign|external|affairs|defen[cs]e|finance|trade|industry|interior|home|health|energy|justice|commerce|labou?r|"
    "education|agriculture|environment|climate|transport|transportation|state|culture|science|technology|economy|economic|"
    "development|international|cooperation|security|treasury|homeland|housing|urban|planning|petroleum|oil|water|irrigation|"
    "infrastructure|communications|information|tourism|sports?|youth|women|parliamentary|political|veterans|european|"
    "national|public|works|services|unification|reunification|war|navy|army|rural|human|natural|resources|fisheries|mining)"
)
_LIST = rf"{_PORTFOLIO}(?:(?:,| and|, and)? {_PORTFOLIO})*"
_LINKED_OFFICE = re.compile(
    rf"\b(?:secretary|minister|undersecretary|ministry|ministers)(?: of state)? (?:of|for) (?:the )?({_LIST}(?: and \w+)?)\b|"
    rf"\b((?:{_PORTFOLIO}(?: and)? )+)(?=minister|ministry|secretary|committee)",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(
    rf"\bDepartment (?:of|for) (?:the )?(?=[A-Z])(?i:{_LIST})\b|\b(?=[A-Z])(?:(?i:{_PORTFOLIO}) (?:and )?)+Department\b"
)


def offices_linked(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the portfolios inside offices and ministries ("Minister for Foreign Affairs"): they name nobody."""
    for match in _LINKED_OFFICE.finditer(text):
        group = 1 if match.group(1) else 2
        yield match.start(group), match.start(group) + len(match.group(group).rstrip(" ,"))


def find_departments(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of a government's departments: "Department of Education", "Treasury Department"."""
    for match in _DEPARTMENT.finditer(text):
        yield match.span()


def is_department(name: str) -> bool:
    """Return whether a name ends with one of a government's departments."""
    return any(match.end() == len(name) for match in _DEPARTMENT.finditer(name))

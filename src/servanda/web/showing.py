"""Showing: filters for templates that say days, moments, numbers and parties in a language."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pycountry
from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_decimal, format_percent

from servanda.knowledge.countries import load_countries
from servanda.web.languages import Language

# Regions of Unicode's locale data for codes that ISO 3166 lacks.
_REGIONS = {"KOS": "XK"}


def shown_as(language: Language) -> Mapping[str, Callable[..., str]]:
    """Return the filters of a language by name."""
    locale = Locale.parse("en_GB" if language.code == "en" else language.code)
    return {
        "day": lambda value: day(value, locale),
        "moment": lambda value: moment(value, locale),
        "number": lambda value: format_decimal(value, locale=locale),
        "percent": lambda value: format_percent(value, locale=locale),
        "party": lambda value: party(value, language.code),
    }


def day(value: str | None, locale: Locale) -> str:
    """Return an ISO day, month or year in words; what is none of these (other EDTF) stays as it is."""
    if not value:
        return ""
    try:
        if len(value) == 7:
            return str(format_skeleton("yMMM", date.fromisoformat(f"{value}-01"), locale=locale))
        return value if len(value) == 4 else str(format_date(date.fromisoformat(value[:10]), "medium", locale=locale))
    except ValueError:
        return value


def moment(value: str | None, locale: Locale) -> str:
    """Return an ISO time in words, in UTC, and says so."""
    if not value:
        return ""
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return value
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    return f"{format_datetime(aware.astimezone(UTC), 'd MMM y, HH:mm', locale=locale)} UTC"


def party(value: Any, language: str) -> str:
    """Return the name of a party in a language: of a country by its ISO 3166 alpha-3 code; other names stay.

    In English a country is called as in the records, in other languages as in Unicode's locale data.
    """
    return _country(str(value), language) or str(value)


@cache
def _country(code: str, language: str) -> str | None:
    if len(code) != 3 or not code.isupper():
        return None
    known = load_countries().get(code)
    if language == "en" and known is not None:
        return known.name
    found = pycountry.countries.get(alpha_3=code)
    region = found.alpha_2 if found else _REGIONS.get(code)
    named: str | None = Locale.parse(language).territories.get(region) if region else None
    return named or (known.name if known else None)

"""Languages: the catalogues of messages, and which one a request wants."""

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from starlette.requests import Request

FOLDER = Path(__file__).parent / "locale"
COOKIE = "servanda_language"


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the pages: its code, its own name, and whether it runs from right to left."""

    code: str
    name: str

    @property
    def direction(self) -> str:
        """Return ltr or rtl."""
        return str(Locale.parse(self.code).text_direction)


SOURCE = Language("en", "English")
LANGUAGES: Mapping[str, Language] = {"en": SOURCE, "fr": Language("fr", "Français")}


def N_(message: str) -> str:  # noqa: N802  the name that gettext tools know
    """Mark a message for the catalogue where it cannot be translated yet; return it as it is."""
    return message


def load_translations(code: str) -> NullTranslations:
    """Return the messages of a language, compiled from its catalogue; those of the source language stand in the code."""
    if code == SOURCE.code:
        return NullTranslations()
    path = FOLDER / code / "LC_MESSAGES" / "servanda.po"
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return GNUTranslations(compiled)


def language_of(request: Request) -> Language:
    """Return the language a request wants: ?lang= before the cookie before what the browser says."""
    for wanted in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if wanted is not None and wanted in LANGUAGES:
            return LANGUAGES[wanted]
    return next(
        (LANGUAGES[code] for code in _accepted(request.headers.get("accept-language", "")) if code in LANGUAGES), SOURCE
    )


def _accepted(header: str) -> list[str]:
    """Return the languages of an Accept-Language header without regions, the most wanted first (RFC 9110, 12.5.4)."""
    found = []
    for nth, part in enumerate(header.split(",")):
        name, _, weight = part.strip().partition(";q=")
        try:
            found.append((-float(weight or 1), nth, name.partition("-")[0].lower()))
        except ValueError:
            continue
    return [name for _, _, name in sorted(found)]

"""Preferences: language and colours, kept in the browser; works without scripts."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse

from servanda.web.languages import COOKIE, LANGUAGES
from servanda.web.rendering import THEME_COOKIE, THEMES, keep_choice

router = APIRouter(include_in_schema=False)


@router.post("/preferences")
def preferences(
    request: Request,
    back: Annotated[str, Form()] = "/",
    language: Annotated[str | None, Form()] = None,
    theme: Annotated[str | None, Form()] = None,
) -> RedirectResponse:
    """Keep what was chosen and go back to the page it was chosen on."""
    answer = RedirectResponse(local(back), 303)
    if language is not None and language in LANGUAGES:
        keep_choice(request, answer, COOKIE, language)
    if theme is not None and theme in THEMES:
        keep_choice(request, answer, THEME_COOKIE, theme)
    return answer


def local(address: str) -> str:
    """Return an address of this application; the first page for one of anywhere else."""
    parts = urlsplit(address)
    is_ours = (
        not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith(("//", "/\\"))
    )
    return address if is_ours else "/"

"""Rendering: a template and what it shows become a page in the language that the request wants."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined, select_autoescape
from jinja2.bccache import Bucket

from servanda.web import security
from servanda.web.desk import desk_of
from servanda.web.labels import label_of
from servanda.web.languages import LANGUAGES, Language, language_of, load_translations
from servanda.web.navigation import groups
from servanda.web.showing import shown_as
from servanda.web.statics import Statics

THEME_COOKIE = "servanda_theme"
THEMES = ("auto", "light", "dark")


class Compiled(BytecodeCache):
    """Templates once compiled, for all languages: what differs between these comes in when a page is made."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what it was compiled to."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


def load_templates(statics: Statics) -> dict[str, Environment]:
    """Return the templates by the code of their language."""
    compiled = Compiled()
    return {language.code: _environment(language, statics, compiled) for language in LANGUAGES.values()}


def render(request: Request, template: str, values: Mapping[str, Any], status: int = 200) -> Response:
    """Return a page; `values` are the names that its template knows besides those of every page."""
    language = language_of(request)
    environment = desk_of(request).templates[language.code]
    html = environment.get_template(template).render(**_common(request, language), **values)
    answer = HTMLResponse(
        html, status, {"Content-Language": language.code, "Vary": "Cookie, Accept-Language, HX-Request"}
    )
    answer.headers.setdefault("Cache-Control", "no-store" if status >= 400 else "private, no-cache")
    if request.cookies.get(security.COOKIE) is None:
        _set_cookie(request, answer, security.COOKIE, security.csrf_token(request), http_only=True)
    return answer


def _common(request: Request, language: Language) -> dict[str, Any]:
    """Return what the templates of all pages know."""
    return {
        "request": request,
        "person": request.scope["state"].get("person"),
        "has_login": desk_of(request).owner is None,
        "language": language,
        "languages": LANGUAGES.values(),
        "theme": theme_of(request),
        "csrf": security.csrf_token(request),
        "url_for": request.app.url_path_for,
        "absolute": lambda path: f"{str(request.base_url).rstrip('/')}{path}",
        "here": request.url.path,
        "twin": lambda kind: _twin(request, kind),
        "with_query": lambda **changed: _with_query(request, changed),
    }


def theme_of(request: Request) -> str:
    """Return light, dark, or auto: as the system has it."""
    wanted = request.query_params.get("theme") or request.cookies.get(THEME_COOKIE, "auto")
    return wanted if wanted in THEMES else "auto"


def keep_choice(request: Request, answer: Response, cookie: str, value: str) -> None:
    """Let a browser keep what somebody chose, for a year."""
    _set_cookie(request, answer, cookie, value, http_only=False)


def _set_cookie(request: Request, answer: Response, name: str, value: str, *, http_only: bool) -> None:
    answer.set_cookie(
        name, value, max_age=31_536_000, samesite="lax", httponly=http_only, secure=request.url.scheme == "https"
    )


def _twin(request: Request, kind: str) -> str:
    """Return the address of the same page as json or csv, with what was asked for."""
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.url.path}.{kind}{query}"


def _with_query(request: Request, changed: Mapping[str, object]) -> str:
    """Return the address of this page with other values in the query; None takes one out."""
    url = request.url.include_query_params(**{name: value for name, value in changed.items() if value is not None})
    url = url.remove_query_params([name for name, value in changed.items() if value is None])
    return f"{url.path}?{url.query}" if url.query else url.path


def _environment(language: Language, statics: Statics, compiled: BytecodeCache) -> Environment:
    environment = Environment(
        loader=PackageLoader("servanda.web", "templates"), autoescape=select_autoescape(), trim_blocks=True,
        lstrip_blocks=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        bytecode_cache=compiled,
    )  # fmt: skip
    translations = load_translations(language.code)
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    environment.globals |= {
        "static": statics.address, "vendored": statics.vendored, "integrity": statics.integrity,
        "navigation": groups(),
    }  # fmt: skip
    environment.filters |= shown_as(language)
    environment.filters["label"] = lambda value: label_of(value, translations)
    return environment

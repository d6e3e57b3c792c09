"""The list of pages: a module that is named here is part of the application."""

from importlib import import_module

from fastapi import APIRouter

PAGES = (
    "preferences",
    "login",
    "health",
    "today",
    "document",
    "ledger",
    "entry",
    "review",
    "read",
    "search",
    "relation",
    "actor",
    "stories",
    "map",
    "codebook",
    "sources",
    "export",
    "api",
)


def routers() -> list[APIRouter]:
    """Return the routers of all pages, in the order of the list: of two that fit an address, the first answers."""
    return [import_module(f"servanda.web.pages.{name}").router for name in PAGES]

"""Navigation: which pages stand in the menu, in groups, by the names of their routes."""

from dataclasses import dataclass

from servanda.web.languages import N_


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the menu: the name of a route, and what it is called."""

    route: str
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """Some lines of the menu under a heading."""

    label: str
    links: tuple[Link, ...]


def groups() -> tuple[Group, ...]:
    """Return the menu."""
    return (
        Group(
            N_("News"),
            (
                Link("today", N_("Today")),
                Link("search", N_("Search")),
                Link("read", N_("Read")),
            ),
        ),
        Group(
            N_("The record"),
            (
                Link("ledger", N_("Ledger")),
                Link("relations", N_("Relations")),
                Link("actors", N_("Actors")),
                Link("stories", N_("Stories")),
                Link("map", N_("Map")),
            ),
        ),
        Group(
            N_("Desk"),
            (
                Link("review", N_("Review")),
                Link("codebook", N_("Codebook")),
                Link("sources", N_("Sources")),
                Link("export", N_("Import and export")),
                Link("api", N_("Programs")),
            ),
        ),
    )  # fmt: skip

"""Warming: what the first reader of each page would wait for is made ready while the application starts."""

from collections.abc import Iterable

from jinja2 import Environment

from servanda.codebook.codebook import load_codebook
from servanda.knowledge.countries import country_named
from servanda.knowledge.disputes import load_disputes
from servanda.knowledge.organisations import organisation_named
from servanda.web.pages.actor import offices_of


def warm(environments: Iterable[Environment]) -> None:
    """Compile all templates and read the tables that pages look things up in; both stay for as long as the process."""
    for environment in environments:
        for name in environment.list_templates():
            environment.get_template(name)
    load_codebook()
    load_disputes()
    country_named("")
    organisation_named("")
    offices_of("")

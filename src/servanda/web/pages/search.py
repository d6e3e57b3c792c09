"""Search: sentences by words, and by what the records say of them; facets to narrow it, searches to keep."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection

from servanda.store import people
from servanda.store.asking_facets import Facets, ask_facets
from servanda.store.searching import Hit, Search, by_words, search
from servanda.web.answers import Answer, Table, page
from servanda.web.asking import Kept, Reader, SomeReader
from servanda.web.paging import AskedPage, Paging
from servanda.web.problems import not_found

router = APIRouter(tags=["Search"])
# Facets count in the best so many documents: enough to narrow a search, and the same cost however many fit.
_CANDIDATES = 300
_DAY = r"^(\d{4}(-\d\d(-\d\d)?)?)?$"


@dataclass(frozen=True, slots=True)
class HitDocument:
    """A document that was found, with its best sentences."""

    id: Any
    key: str
    title: str | None
    source: str | None
    day: str | None
    sentences: list["HitSentence"]


@dataclass(frozen=True, slots=True)
class HitSentence:
    """A sentence, where it stands, and the words of the search in it, counted from its start."""

    start: int
    end: int
    text: str
    marks: list[tuple[int, int]]
    record: str | None

    @property
    def pieces(self) -> Iterator[tuple[str, bool]]:
        """Its words in stretches, and whether each was looked for."""
        at = 0
        for start, end in sorted(self.marks):
            if start >= at:
                yield self.text[at:start], False
                yield self.text[start:end], True
                at = end
        yield self.text[at:], False


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What a search found: documents, how many fit (300 at most are counted), and the values to narrow it to."""

    documents: list[HitDocument]
    page: int
    size: int
    more: bool
    total: int
    facets: Facets | None


def _wanted(
    q: Annotated[str, Query(max_length=500, description='Words, "a phrase", begin*; all must be there.')] = "",
    kind: Annotated[str, Query(description="A kind of record.")] = "",
    actor: Annotated[str, Query(description="A party of a record: ISO 3166 alpha-3, or a name.")] = "",
    by: Annotated[str, Query(description="Who did, said or promised it.")] = "",
    to: Annotated[str, Query(description="To whom.")] = "",
    type: Annotated[str, Query(description="A type of event, or an act of commitment.")] = "",  # noqa: A002
    sector: Annotated[str, Query(description="A sector of a commitment, or context of an event.")] = "",
    place: Annotated[str, Query(description="Where: a name of a place, or ISO 3166 alpha-3.")] = "",
    since: Annotated[str, Query(pattern=_DAY, description="Published since: 2022-07 or 2022-07-14.")] = "",
    until: Annotated[str, Query(pattern=_DAY, description="Published up to.")] = "",
) -> Search:
    return Search(
        q.strip(), actor or None, by or None, to or None, type or None, sector or None, place or None, since or None,
        until or None, _CANDIDATES // 2, kind or None,
    )  # fmt: skip


@page(router, "/search", "search.html", SearchPage, name="search")
def search_page(
    reader: Reader, person: SomeReader, wanted: Annotated[Search, Depends(_wanted)], paging: AskedPage
) -> Answer[SearchPage]:
    """Return the documents that fit best, with one or two sentences each; those with the words most densely come first."""
    numbers = by_words(reader, wanted)[:_CANDIDATES]
    shown = Paging(paging.page, min(paging.size, 20))
    page_numbers = numbers[shown.skipped : shown.skipped + shown.size + 1]
    found = list(_found(reader, wanted, page_numbers[: shown.size]))
    facets = ask_facets(reader, wanted, numbers) if numbers else None
    data = SearchPage(found, shown.page, shown.size, len(page_numbers) > shown.size, len(numbers), facets)
    rows = [(d.id, d.key, d.day, d.title, s.start, s.end, s.text, s.record) for d in found for s in d.sentences]
    columns = ("document", "key", "day", "title", "start", "end", "sentence", "record")
    more = {
        "wanted": wanted,
        "query": _query(wanted),
        "saved": people.searches_of(reader, person.name),
        "is_limited": len(numbers) == _CANDIDATES,
    }
    return Answer(data, Table(columns, rows), more, "search_found.html", shown.paged(page_numbers))


@router.post("/search/save", response_model=None, status_code=303)
def save_search(
    store: Kept,
    person: SomeReader,
    query: Annotated[str, Form(max_length=2000)],
    name: Annotated[str, Form(max_length=200)],
) -> RedirectResponse:
    """Keep a search under a name, for who asks."""
    with store.writing() as connection:
        people.keep_search(connection, person.name, name.strip() or query, query)
    return RedirectResponse(f"/search?{query}", 303)


@router.post("/search/saved/{number}/forget", response_model=None, status_code=303)
def forget_search(store: Kept, person: SomeReader, number: int) -> RedirectResponse:
    """Forget a search that was kept."""
    with store.writing() as connection:
        if not people.forget_search(connection, person.name, number):
            raise not_found("You keep no such search.")
    return RedirectResponse("/search", 303)


def _query(wanted: Search) -> str:
    """Return a search as the query of an address, without page and what is not set."""
    named = {("q" if name == "words" else name): value for name, value in asdict(wanted).items() if name != "most"}
    return urlencode({name: value for name, value in named.items() if value})


def _found(reader: Connection, wanted: Search, numbers: Sequence[int]) -> Iterator[HitDocument]:
    """Yield documents by their numbers with their sentences; one that has the words in its title only has none."""
    for number in numbers:
        hits = search(reader, wanted, lambda _, __, one=number: [one])  # type: ignore[misc]
        if hits:
            yield HitDocument(
                hits[0].id, hits[0].key, hits[0].title, hits[0].source, hits[0].day, [*map(_sentence, hits)]
            )


def _sentence(hit: Hit) -> HitSentence:
    marks = [(start - hit.start, end - hit.start) for start, end in hit.marks]
    return HitSentence(hit.start, hit.end, hit.sentence, marks, hit.record)

"""Stories: which documents report one happening, who reported what first and differently; people may regroup them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from servanda.following.story_events import Account, StoryEvent
from servanda.store import Store, deciding
from servanda.store.asking_stories import ask_stories
from servanda.store.asking_story import Member, Story, ask_story, ask_story_decisions
from servanda.store.deciding import DecisionError
from servanda.store.following_up import follow_up
from servanda.store.journal import Decision, in_force
from servanda.web.answers import Answer, Table, page
from servanda.web.asking import Kept, Reader, SomeReviewer
from servanda.web.paging import AskedPage
from servanda.web.problems import not_found

router = APIRouter(tags=["Stories"])


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story in the list: days are ISO, `size` is how many documents it has."""

    id: str
    title: str | None
    first_day: str | None
    last_day: str | None
    size: int


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A story, and what people decided about it. `in_force` are the numbers of decisions that can be undone."""

    story: Story
    decisions: Sequence[Decision]
    in_force: Sequence[int]

    def accounts(self, event: StoryEvent) -> list[tuple[Member, Sequence[Account]]]:
        """Return every document with its accounts of an event, in the order in which they appeared."""
        return [(member, [a for a in event.accounts if a.document == member.key]) for member in self.story.members]

    def said(self, event: StoryEvent, about: str, member: Member) -> str:
        """Return the figure that a document gives for what accounts differ on."""
        return next(
            (n for a in event.accounts if a.document == member.key for name, n in a.figures if name == about), ""
        )


@page(router, "/stories", "stories.html", list[StoryRow])
def stories(
    reader: Reader,
    paging: AskedPage,
    since: Annotated[str, Query(description="Heard of since that day.")] = "",
    until: Annotated[str, Query(description="Begun up to that day.")] = "",
    several: Annotated[bool, Query(description="Only stories that more than one document tells.")] = False,
) -> Answer[list[StoryRow]]:
    """The stories, those heard of last first."""
    found = ask_stories(
        reader, since or None, until or None, paging.size + 1, skipped=paging.skipped, least=2 if several else 1
    )
    paged = paging.paged([StoryRow(**row) for row in found])
    rows = ((s.id, s.title, s.first_day, s.last_day, s.size) for s in paged.items)
    table = Table(("story", "title", "first day", "last day", "documents"), rows)
    return Answer(paged.items, table, {"since": since, "until": until, "several": several}, paged=paged)


@page(router, "/story/{story}", "story.html", StoryPage)
def story(reader: Reader, story: str) -> Answer[StoryPage]:
    """A story: its documents, why they are together, the events they tell, and on what their accounts differ."""
    found = ask_story(reader, story)
    if found is None:
        raise not_found(f"There is no story {story}; it may have been merged with another.")
    made = ask_story_decisions(reader, found)
    rows = ((m.day, str(m.id), m.source, m.title, m.score, m.why) for m in found.members)
    names = ("day", "document", "source", "title", "score", "why")
    kept = [d.number for d in in_force(list(reversed(made)))]
    return Answer(StoryPage(found, made, kept), Table(names, rows))


@router.post("/story/{story}", include_in_schema=False)
def regroup(
    request: Request,
    store: Kept,
    person: SomeReviewer,
    story: str,
    deed: Annotated[str, Form()],
    why: Annotated[str, Form()] = "",
    documents: Annotated[list[str] | None, Form()] = None,
    into: Annotated[str, Form()] = "",
    decision: Annotated[int, Form()] = 0,
) -> Response:
    """Split documents off, merge with another story, put documents into another, or undo; leads to where they are now."""
    by = deciding.Person(person.name, why.strip() or "no reason given")
    if deed == "undo":
        deciding.undo(store, decision, by)
        target = story
    elif deed == "merge":
        deciding.merge_stories(store, story, into.strip(), by)
        target = into.strip()
    elif deed == "split":
        deciding.split_story(store, story, documents or [], by)
        target = story
    elif deed == "pin":
        deciding.pin_documents(store, documents or [], into.strip(), by)
        target = into.strip()
    else:
        raise DecisionError(f"{deed!r} is nothing that can be decided of a story")
    follow_up(store)
    return RedirectResponse(str(request.app.url_path_for("story", story=_still(store, target, story))), 303)


def _still(store: Store, *wanted: str) -> str:
    """Return the first of stories that is still there."""
    with store.reading() as reader:
        return next((one for one in wanted if ask_story(reader, one, most=1) is not None), wanted[0])

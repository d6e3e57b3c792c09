"""Tenures: since when and until when the text says that somebody holds an office."""

import re
from collections.abc import Sequence
from dataclasses import replace

from servanda.coding.context import Context
from servanda.knowledge.leaders import bounds
from servanda.reading.reading import OfficeHeld, Token
from servanda.record import Date, Role, TimeExpression

_SINCE = re.compile(r"[\s,(]*(?:ever )?since(?: (?:early|late|mid|at least))?[ -]*")
_FROM = re.compile(r"[\s,(]*(?:(?:from|between)(?: (?:early|late|mid))?[ -]*|\(\s*)")
_TO = re.compile(r"\s*(?:to|until|till|through|and|–|-|—)\s*(?:early |late |mid[ -])?")
_UNTIL = re.compile(r"[\s,(]*(?:until|till|up to)(?: (?:early|late|mid))?[ -]*")
_WHEN = re.compile(r"[\s,]*(?:(?:in|on|from|back in)(?: (?:early|late|mid))?[ -]*)?")
_BEGIN = frozenset(
    ("become", "appoint", "name", "elect", "nominate", "install", "swear", "take", "assume", "enter", "make")
)
_END = frozenset(
    ("resign", "retire", "quit", "oust", "remove", "dismiss", "sack", "fire", "step", "leave", "topple", "depose")
)
_OF_OFFICE = frozenset(("office", "power", "post", "job", "presidency", "premiership"))
_OWNED_BY = (" of ", " of the ", " to ", " to the ", " for ")
_NEAR = 40
_OWNER_NEAR = 12
Tenure = tuple[Date | None, Date | None]


def with_tenures(context: Context, held: Sequence[OfficeHeld], roles: Sequence[Role]) -> list[Role]:
    """Return the roles, one for each office held in order, with `from` and `until` where the text gives them.

    A tenure stands beside the office ("president since 2014", "from 2009 to 2014") or with a verb of taking or leaving
    office whose subject is the person. An office whose tenure had ended on the day of publication is a former one.
    """
    dates = [date for date in context.dates if date.resolved is not None and date.type in ("DATE", "TIME")]
    made = [_with(context, role, _beside(context, one, dates)) for one, role in zip(held, roles, strict=True)]
    if not dates:
        return made
    for entity, tenure, at in _by_verbs(context, dates):
        own = [n for n, one in enumerate(held) if one.entity == entity and one.start <= at]
        if own:
            made[own[-1]] = _with(context, made[own[-1]], tenure, leaves=False)
    return made


def _with(context: Context, role: Role, tenure: Tenure, *, leaves: bool = True) -> Role:
    begins, ends = role.from_ or tenure[0], role.until or tenure[1]
    if (begins, ends) == (role.from_, role.until):
        return role
    over = leaves and _was_over(ends, context.published)
    standing = "former" if over and role.standing == "current" else role.standing
    return replace(role, from_=begins, until=ends, standing=standing)


def _was_over(ends: Date | None, published: Date | None) -> bool:
    """Whether a tenure had ended before the day of publication; of a week, its last day counts, and a season says nothing."""
    if ends is None or published is None:
        return False
    try:
        return bounds(ends.value.rpartition("/")[2])[1] < bounds(published.value)[0]
    except ValueError:
        return False


def _beside(context: Context, held: OfficeHeld, dates: Sequence[TimeExpression]) -> Tenure:
    """Return the tenure that stands right behind the office and what it is an office of."""
    text = context.reading.text
    sentence = context.reading.sentence_at(held.start)
    behind = _end_of_office(context, held)
    near = [d for d in dates if behind <= d.start < min(sentence.end, behind + _NEAR)]
    if not near:
        return _in_front(context, held, [d for d in dates if sentence.start <= d.start < held.start + 1])
    first = near[0]
    gap = text[behind : first.start]
    if held.followed:
        begun, _ = _begun(context, held, first) if _WHEN.fullmatch(gap) else (None, None)
        return None, begun
    if _SINCE.fullmatch(gap):
        return first.resolved, None
    if _UNTIL.fullmatch(gap):
        return None, first.resolved
    if _is_range(first):
        return _ends_of(first) if _FROM.fullmatch(gap) or not gap.strip(" ,") else (None, None)
    if _FROM.fullmatch(gap):
        second = next((d for d in dates if d.start > first.start), None)
        if second is not None and _TO.fullmatch(text[first.end : second.start]):
            return first.resolved, second.resolved
        return (first.resolved, None) if "from" in gap else (None, None)
    return _begun(context, held, first) if _WHEN.fullmatch(gap) else (None, None)


def _is_range(date: TimeExpression) -> bool:
    return date.resolved is not None and date.resolved.value.count("/") == 1 and date.type == "DATE"


def _ends_of(date: TimeExpression) -> Tenure:
    """Return the first and the last date of an expression that holds both: "2015-2018"."""
    if date.resolved is None:
        return None, None
    begins, ends = date.resolved.value.split("/")
    return tuple(Date.of(end) if end.strip(".") else None for end in (begins, ends))  # type: ignore[return-value]


def _in_front(context: Context, held: OfficeHeld, dates: Sequence[TimeExpression]) -> Tenure:
    """Return the tenure at the head of a sentence whose verb gives the office: "From 2015 to 2018, X was chairman"."""
    reading = context.reading
    sentence = reading.sentence_at(held.start)
    verbs = [t for t in reading.tokens[sentence.first : sentence.last] if t.pos in ("VERB", "AUX")]
    given = next((t for t in reversed(verbs) if t.start < held.office_start), None)
    if not dates or given is None or given.start < dates[-1].end or given.start < held.start:
        return None, None
    first, last = dates[0], dates[-1]
    lead = reading.text[sentence.start : first.start].strip().lower()
    if lead == "since":
        return first.resolved, None
    if lead == "from" and len(dates) == 1 and _is_range(first):
        return _ends_of(first)
    if lead in ("from", "between") and len(dates) == 2 and _TO.fullmatch(reading.text[first.end : last.start]):
        return first.resolved, last.resolved
    begins = lead in ("in", "on") and len(dates) == 1 and any(t.lemma in _BEGIN for t in verbs if t.i <= given.i)
    return (first.resolved, None) if begins else (None, None)


def _begun(context: Context, held: OfficeHeld, date: TimeExpression) -> Tenure:
    """Return a tenure that begins or ends on a date behind a verb of taking or leaving office, none without one."""
    reading = context.reading
    sentence = reading.sentence_at(date.start)
    before = [t for t in reading.tokens[sentence.first : sentence.last] if t.start < date.start and t.pos == "VERB"]
    verb = next((t.lemma for t in reversed(before) if t.lemma in _BEGIN | _END), None)
    if verb in _END:
        return None, date.resolved
    return (date.resolved, None) if verb in _BEGIN else (None, None)


def _end_of_office(context: Context, held: OfficeHeld) -> int:
    """Return where the words of an office end with whose office it is: "prime minister of Latvia"."""
    text, end = context.reading.text, held.office_end
    sentence = context.reading.sentence_at(held.start)
    for token in context.reading.tokens[sentence.first : sentence.last]:
        mention = context.reading.mention_at(token.i) if end < token.start <= end + _OWNER_NEAR else None
        is_name = mention is not None and mention.form == "name" and mention.start == token.start
        if mention is not None and is_name and text[end : mention.start] in _OWNED_BY:
            return mention.end
    return end


def _by_verbs(context: Context, dates: Sequence[TimeExpression]) -> list[tuple[int, Tenure, int]]:
    """Return whom the text says to take or leave office on a date: entity, tenure and where, in order of the text."""
    found: list[tuple[int, Tenure, int]] = []
    for date in dates:
        verb = _verb_above(context, date)
        if verb is None or not _is_of_office(context, verb):
            continue
        entity = _subject(context, verb)
        if entity is not None:
            found.append((entity, _changed(context, verb, date), date.start))
    return found


def _changed(context: Context, verb: Token, date: TimeExpression) -> Tenure:
    """Return what a verb about an office says of its tenure: "resigned in", "took office in", "had held the post since"."""
    before = context.reading.text[max(0, date.start - 20) : date.start].rsplit(None, 1)[-1:]
    if verb.lemma == "hold":
        return (date.resolved if before == ["since"] else None, date.resolved if before == ["until"] else None)
    return (None, date.resolved) if verb.lemma in _END else (date.resolved, None)


def _verb_above(context: Context, date: TimeExpression) -> Token | None:
    tokens, sentence = context.reading.tokens, context.reading.sentence_at(date.start)
    at = next((t for t in tokens[sentence.first : sentence.last] if t.start <= date.start < t.end), None)
    for _ in range(4):
        if at is None or at.pos == "VERB" or at.head == at.i:
            break
        at = tokens[at.head]
    return at if at is not None and at.pos == "VERB" and at.lemma in (_BEGIN | _END | {"hold"}) else None


def _is_of_office(context: Context, verb: Token) -> bool:
    """Whether a verb is about an office: "took office", "resigned", "stepped down", "was ousted"."""
    reading = context.reading
    below = [reading.tokens[i] for i in reading.children[verb.i]]
    if verb.lemma in ("take", "assume", "enter", "leave", "hold"):
        return any(t.dep == "dobj" and t.lemma.lower() in _OF_OFFICE for t in below)
    if verb.lemma == "step":
        return any(t.lemma in ("down", "aside") for t in below)
    if verb.lemma == "swear":
        return any(t.lemma == "in" for t in below)
    return verb.lemma in _END and not any(t.dep == "dobj" for t in below)


def _subject(context: Context, verb: Token) -> int | None:
    """Return the person who is the subject of a verb, that of a relative clause through its "who"."""
    reading = context.reading
    for i in reading.children[verb.i]:
        token = reading.tokens[i]
        if token.dep not in ("nsubj", "nsubjpass"):
            continue
        at = verb.head if token.lemma.lower() == "who" and verb.dep == "relcl" else i
        mention = reading.mention_at(at)
        if (
            mention is not None
            and len(mention.entities) == 1
            and reading.entities[mention.entities[0]].type == "person"
        ):
            return mention.entities[0]
    return None

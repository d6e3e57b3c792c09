"""Roles: the offices that the text gives people."""

from servanda.coding.context import Context
from servanda.coding.tenures import with_tenures
from servanda.reading.reading import Mention, OfficeHeld
from servanda.record import Role, Why


def code_roles(context: Context) -> list[Role]:
    """Return a role for every office the text gives somebody, with its tenure where told, in order of the text."""
    offices = context.reading.offices
    made = with_tenures(context, offices, [_role(context, held) for held in offices])
    return sorted(made, key=lambda role: role.evidence.start)


def _role(context: Context, held: OfficeHeld) -> Role:
    reading = context.reading
    named = next(
        m for m in reading.mentions
        if m.form == "name" and held.entity in m.entities and held.start <= m.start and m.end <= held.end
    )  # fmt: skip
    office = context.span(held.office_start, held.office_end)
    return Role(
        id="",
        evidence=context.span(held.start, held.end),
        sentence=context.sentence_of(named.start),
        confidence=0.9 if held.of else 0.7,
        why=Why(trigger=office, rule="office-of-successor" if held.followed else "title-beside-name"),
        person=context.participant(Mention(named.start, named.end, named.head, "name", (held.entity,)), held.entity),
        office=office.quote,
        of=held.of,
        standing=held.standing,
    )

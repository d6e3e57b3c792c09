"""The dyad: the two states that a document is about, and the other side of an act between them."""

from collections import Counter

from servanda.coding.context import Context
from servanda.reading.reading import Mention, Reading
from servanda.record import Participant

_FEWEST = 3


def other_side(context: Context, by: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Return the other of the two states that the document is about, where those who act are one of them.

    A document is about two states where they are named most, the second three times or more, and the third at most
    half as often as the second.
    The participant stands at the words that name the state first.
    """
    countries = {p.country for p in by}
    if not context.states or len(countries) != 1:
        return ()
    others = [e for e in context.states if context.reading.entities[e].country not in countries]
    return (_where_named_first(context, others[0]),) if len(others) == 1 else ()


def two_states(reading: Reading) -> tuple[int, ...]:
    """Return the entities of the two states that a document is about, the one named most first; none where it is not."""
    counted: Counter[int] = Counter()
    entities = reading.entities
    of_country = {e.country: e.index for e in reversed(entities) if e.type == "state" and e.country}
    for mention in reading.mentions:
        if reading.text[mention.end : mention.end + 1] == ":":
            continue  # a label tells who speaks, not what the document is about
        countries = (entities[index].country for index in mention.entities)
        counted.update(of_country[code] for code in countries if code in of_country)
    ranked = counted.most_common(3)
    if len(ranked) < 2 or ranked[1][1] < _FEWEST or (len(ranked) == 3 and ranked[2][1] * 2 > ranked[1][1]):
        return ()
    return ranked[0][0], ranked[1][0]


def dyad_of(context: Context) -> tuple[Participant, Participant] | None:
    """Return the two states that the document is about, each at the words that name it first; None where it is not."""
    if not context.states:
        return None
    one, other = (_where_named_first(context, index) for index in sorted(context.states))
    return one, other


def _where_named_first(context: Context, index: int) -> Participant:
    first = context.reading.entities[index].first
    return context.participant(Mention(first.start, first.end, 0, "name", (index,)), index)

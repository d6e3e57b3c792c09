"""Steps: what may become of a commitment, in the words of the published contract."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from servanda.record.kinds import Act

Step = Literal[
    "announced", "requested", "agreed", "reaffirmed", "extended", "in_progress", "partially_delivered", "delivered",
    "stalled", "suspended", "resumed", "refused", "withdrawn", "broken", "expired", "superseded",
]  # fmt: skip

# The way of a commitment from its first word to its end.
PROGRESS: tuple[Step, ...] = (
    "requested", "announced", "refused", "reaffirmed", "agreed", "extended", "in_progress", "partially_delivered", "stalled",
    "suspended", "resumed", "delivered", "withdrawn", "expired", "broken", "superseded",
)  # fmt: skip
CLOSED: frozenset[Step] = frozenset(("delivered", "refused", "withdrawn", "broken", "superseded"))
BEGINNINGS: frozenset[Step] = frozenset(("announced", "requested", "agreed", "reaffirmed"))
# Where that very deed was promised these are its fulfilment: to cancel, to halt.
SEEMING_ENDS: frozenset[Step] = frozenset(("withdrawn", "suspended"))
FULFILMENT: frozenset[Step] = frozenset(("in_progress", "partially_delivered", "delivered"))
MUTUAL: frozenset[Act] = frozenset(("agreement", "demand", "request", "refusal"))

STEP_OF_ACT: Mapping[Act, Step] = MappingProxyType({
    "pledge": "announced", "offer": "announced", "intention": "announced", "threat": "announced", "agreement": "agreed",
    "reaffirmation": "reaffirmed", "demand": "requested", "request": "requested", "refusal": "refused",
    "withdrawal": "withdrawn", "delivery": "delivered",
})  # fmt: skip

ACT_OF_STEP: Mapping[Step, Act] = MappingProxyType({
    "announced": "pledge", "agreed": "agreement", "requested": "request", "reaffirmed": "reaffirmation",
})  # fmt: skip

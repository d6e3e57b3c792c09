"""The codebook as one value: every vocabulary that coding needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from servanda.codebook.acts import Act, load_acts
from servanda.codebook.cameo import CameoCode, load_cameo
from servanda.codebook.likelihood import Likelihood, load_likelihood
from servanda.codebook.plover import Context, PloverType, load_contexts, load_types
from servanda.codebook.sectors import ActorSector, Sector, load_actor_sectors, load_sectors

if TYPE_CHECKING:
    from servanda.codebook.own import OwnType
    from servanda.codebook.own_head import Head


@dataclass(frozen=True, slots=True)
class Codebook:
    """The vocabularies of one codebook, each by name or code, in the order of its file.

    `own` holds the event types of a user's own codebook, which then stand in `types` too; else it is empty.
    `head` is what was fitted to their examples, if anything was.
    """

    name: str
    types: Mapping[str, PloverType]
    contexts: Mapping[str, Context]
    actor_sectors: Mapping[str, ActorSector]
    acts: Mapping[str, Act]
    sectors: Mapping[str, Sector]
    likelihood: Likelihood
    cameo: Mapping[str, CameoCode]
    own: Mapping[str, "OwnType"] = field(default_factory=lambda: MappingProxyType({}))
    head: "Head | None" = None


@cache
def load_codebook() -> Codebook:
    """The codebook that comes with servanda."""
    return Codebook(
        name="plover-1",
        types=load_types(),
        contexts=load_contexts(),
        actor_sectors=load_actor_sectors(),
        acts=load_acts(),
        sectors=load_sectors(),
        likelihood=load_likelihood(),
        cameo=load_cameo(),
    )

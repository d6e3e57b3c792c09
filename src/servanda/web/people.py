"""People: who asks, and what they may do."""

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a role: a reader looks, a reviewer decides and adds, an admin takes down as well."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether this person has the rights of a role."""
        return ROLES.index(self.role) >= ROLES.index(role)

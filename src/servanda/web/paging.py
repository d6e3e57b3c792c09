"""Paging: a long list a page at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Query

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of how many items is wanted."""

    page: int
    size: int

    @property
    def skipped(self) -> int:
        """How many items come before the page."""
        return (self.page - 1) * self.size

    def cut(self, items: Iterable[Item], total: int | None = None) -> "Paged[Item]":
        """Return the page of items that are given from the first on, read no further than needed."""
        some = list(islice(items, self.skipped, self.skipped + self.size + 1))
        return self.paged(some, total)

    def paged(self, some: Sequence[Item], total: int | None = None) -> "Paged[Item]":
        """Return a page of items that were asked for from `skipped` on, `size + 1` at most: one more says there is a next."""
        return Paged(list(some[: self.size]), self.page, self.size, len(some) > self.size, total)


@dataclass(frozen=True, slots=True)
class Paged(Generic[Item]):
    """A page of a list; `total` is how many items there are in all, null where nobody counted."""

    items: list[Item]
    page: int
    size: int
    more: bool
    total: int | None = None


def _paging(
    page: Annotated[int, Query(ge=1, le=10_000, description="Which page, from 1.")] = 1,
    size: Annotated[int, Query(ge=1, le=500, description="How many on a page.")] = 50,
) -> Paging:
    return Paging(page, size)


AskedPage = Annotated[Paging, Depends(_paging)]

"""What a time expression means, and the day and the clause from which it is seen."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from servanda.reading.timex.stretch import FINENESS, UNKNOWN, Stretch, Unit, day_of, month_of

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
Direction = Literal["past", "present", "future", "unknown"]
Basis = Literal["stated", "relative", "inferred"]

# How far back, in characters, a date in the text is still what "a year earlier" is measured from.
NEARBY = 1500
# How many months away a date without its year may be in the direction of the tense.
FAR_AHEAD, FAR_BACK, SOON = 7, 9, 3


@dataclass(frozen=True, slots=True)
class Sense:
    """A TIMEX3 type and value, and the stretch of the calendar that is meant, where one is."""

    type: Kind
    value: str
    mod: str | None = None
    stretch: Stretch | None = None
    basis: Basis = "stated"
    because: str | None = None
    # The last stretch of a range, whose first is `stretch`.
    until: Stretch | None = None
    # Named only to compare with ("a year earlier"): what follows is not measured from it.
    compared: bool = False

    def modified(self, mod: str | None) -> "Sense":
        """The same with a TIMEX3 modifier."""
        return replace(self, mod=mod) if mod else self

    def during(self, part: str | None) -> "Sense":
        """The same at a part of the day (MO, NI ...) or a clock time (17:30)."""
        if not part:
            return self
        return replace(self, type="TIME", value=f"{self.value}T{part}")


@dataclass(frozen=True, slots=True)
class Scene:
    """From where time expressions are seen: the day of writing, the tense of clauses, the dates read so far."""

    published: Stretch | None
    direction: Callable[[int, int], Direction]
    seen: list[tuple[int, Stretch]] = field(default_factory=list)

    def now(self, unit: Unit) -> Stretch | None:
        """The day (week, year ...) of writing, None when it is not known so exactly."""
        return self.published.within(unit) if self.published else None

    def latest(self, offset: int, *units: Unit) -> Stretch | None:
        """The last date in the text not far before this offset, if any: of one of these units, or of any."""
        for place, stretch in reversed(self.seen):
            if place < offset - NEARBY:
                return None
            if not units or stretch.unit in units:
                return stretch
        return None

    def spoken_of(self, offset: int, unit: Unit) -> Stretch | None:
        """What "that day" or "that year" means: the last date in the text within such a unit, else that of writing."""
        fine = [name for name, size in FINENESS.items() if size <= FINENESS[unit]]
        return self.latest(offset, *fine) or self.published


def stated(stretch: Stretch | None, mod: str | None = None) -> Sense | None:
    """The sense of a date that is written out."""
    return Sense("DATE", stretch.value(), mod, stretch) if stretch else None


def interval(first: Stretch, last: Stretch, mod: str | None = None) -> Sense:
    """The sense of a range that is written out, from its first stretch to its last."""
    return Sense("DATE", f"{first.value()}/{last.value()}", mod, first, until=last)


def seen_from(stretch: Stretch | None, unit: Unit, because: str, value: str | None = None) -> Sense:
    """The sense of a date that depends on another; only its unit (or this value) when it cannot be resolved."""
    if stretch is None:
        return Sense("DATE", value or UNKNOWN[unit], basis="relative")
    return Sense("DATE", stretch.value(), None, stretch, "relative", because)


def weekday_near(scene: Scene, weekday: int, direction: Direction, strict: bool = False) -> Stretch | None:
    """The last or next such weekday (1 Monday ... 7 Sunday); the day of writing itself only when not strict."""
    today = scene.now("day")
    if today is None:
        return None
    if direction == "future":
        ahead = (weekday - today.first.isoweekday()) % 7
        return today.shifted(ahead or (7 if strict else 0))
    back = (today.first.isoweekday() - weekday) % 7
    return today.shifted(-(back or (7 if strict else 0)))


def month_near(
    scene: Scene, month: int, direction: Direction, strict: bool = False, limit: bool = False
) -> Stretch | None:
    """The last or next such month, however far ahead it is as a limit; that of writing itself only when not strict."""
    this = scene.now("month")
    if this is None:
        return None
    ahead, back = (month - this.first.month) % 12, (this.first.month - month) % 12
    if strict:
        return this.shifted(ahead or 12) if direction == "future" else this.shifted(-(back if back > 1 else back + 12))
    if direction == "unknown":
        return this.shifted(ahead if ahead <= SOON else -back)
    # A month named without its year is hardly ever the farther one.
    if direction == "future":
        return this.shifted(ahead if limit or ahead <= FAR_AHEAD else -back)
    return this.shifted(-back if back <= FAR_BACK else ahead)


def day_near(
    scene: Scene, on: Callable[[int], Stretch | None], direction: Direction, strict: bool = False
) -> Stretch | None:
    """The day that a rule gives for each year: the last or next one, the nearest when the direction is not known.

    Unless it is strict, a day too far off in that direction gives way to the nearest.
    """
    if scene.published is None:
        return None
    # A month of writing counts as its middle.
    fine = scene.published.unit == "day"
    today = scene.published.first if fine else date(scene.published.first.year, scene.published.first.month, 15)
    near = [
        day
        for year in (today.year - 1, today.year, today.year + 1)
        if 1 <= year <= 9999 and (day := on(year)) is not None
    ]
    if direction == "future":
        near = [day for day in near if 0 <= (day.first - today).days <= (366 if strict else FAR_AHEAD * 31)] or near
    elif direction == "past":
        near = [day for day in near if 0 <= (today - day.first).days <= (366 if strict else FAR_BACK * 31)] or near
    return min(near, key=lambda day: abs((day.first - today).days), default=None)


def placed(name: str, chosen: Stretch | None, seen: Stretch | None) -> str:
    """How a date was resolved: "the Tuesday before 2012-01-14"."""
    if chosen is None or seen is None:
        return ""
    if seen.within(chosen.unit) == chosen:
        return f"the {name} of {seen.edtf()}"
    return f"the {name} {'after' if chosen.first > seen.first else 'before'} {seen.edtf()}"


def month_and_day(month: int, day: int) -> Callable[[int], Stretch | None]:
    """The rule that gives this day of this month in each year."""
    return lambda year: day_of(year, month, day)


def is_day(month: int, day: int) -> bool:
    """Whether there is such a day in some year."""
    return month_of(2000, month) is not None and day_of(2000, month, day) is not None

"""Attempts: how often somebody may try a password."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic


@dataclass(slots=True)
class Attempts:
    """How often somebody may try: `most` times in `seconds`, for each key. Only the last few thousand keys are remembered."""

    most: int = 8
    seconds: float = 300
    clock: Callable[[], float] = monotonic
    _made: OrderedDict[str, list[float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def allow(self, key: str) -> bool:
        """Note an attempt; return whether there were not too many."""
        with self._lock:
            since = self.clock() - self.seconds
            lately = [at for at in self._made.pop(key, ()) if at > since]
            is_allowed = len(lately) < self.most
            self._made[key] = [*lately, self.clock()] if is_allowed else lately
            while len(self._made) > 5000:
                self._made.popitem(last=False)
            return is_allowed

    def forget(self, key: str) -> None:
        """Forget the attempts of a key: one of them was right."""
        with self._lock:
            self._made.pop(key, None)

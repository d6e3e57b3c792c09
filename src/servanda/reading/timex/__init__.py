"""Time expressions of English: found, typed and valued as TIMEX3, resolved to EDTF dates."""

from servanda.reading.timex.find import Time, find_times

__all__ = ["Time", "find_times"]

"""Characters: texts for programs that take whole characters only. JSON may carry half a one, and a record keeps it."""

import re

_LONE = re.compile(r"[\ud800-\udfff]")


def whole_characters(text: str, stand_in: str = "?") -> str:
    """Return the text with a stand-in, one character long, for every lone surrogate; offsets stay."""
    return _LONE.sub(stand_in, text)

"""Language: whether a text is in one that can be read."""

import re

_FUNCTION_WORDS = frozenset(
    """
    the of and to in a that is for on with as was by it from at be this an are his have has he not will had which
    their were been its but they or who we would she also more after about when there said if no into our than all
    what so her up out over other new between him your you i can could should may
    """.split()
)
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4000


def find_language(text: str, stated: str | None) -> str | None:
    """Return the ISO 639-1 code of the text's language, None where there are no words to tell by.

    A stated language decides (its primary subtag). Otherwise a text with one in eight of its words among the
    commonest of English is English, and so is a short one with "the", so that names and quotations in other languages
    do not matter; any other of twenty words and more is what py3langid (Lui and Baldwin 2012) says; a shorter one is
    taken for English when most of its letters are Latin, "und" when not.
    """
    if stated:
        return stated.lower().replace("_", "-").split("-", maxsplit=1)[0]
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if not words:
        return None
    if sum(word in _FUNCTION_WORDS for word in words) * 8 >= len(words):
        return "en"
    if len(words) < 40 and "the" in words:
        return "en"
    if len(words) < 20:
        return "en" if sum(word[0] < "\u0250" for word in words) * 2 > len(words) else "und"
    import py3langid  # noqa: PLC0415  its model takes a while to load, and few texts need it

    code: str = py3langid.classify(text[:_SAMPLE])[0]
    return code

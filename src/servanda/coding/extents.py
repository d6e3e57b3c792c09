"""Extents: where the words of what somebody said begin and end. Token indices in, character offsets out."""

from servanda.coding.cues import Cues
from servanda.coding.speakers import governor
from servanda.reading import tree
from servanda.reading.reading import Reading

_CLOSERS = frozenset([",", ".", ";", ":", "!", "?", "—", "–", "-", "--", "…", "...", ")", "“", "‘"])
_LINKS = frozenset(["and", "but", "or", "while", "although", "though", "as", "because", "whereas"])
_SUBJECTS = ("nsubj", "nsubjpass", "expl")
Stretch = tuple[int, int]


def after(reading: Reading, cues: Cues, verb: int, complement: int) -> Stretch | None:
    """Return the tokens of a complement that follows its verb, without "that" and without what is not its own."""
    inside = [i for i in tree.subtree(reading, complement) if i > verb]
    if not inside:
        return None
    first, last = inside[0], inside[-1] + 1
    while first < last and (reading.tokens[first].pos == "PUNCT" and not _opens(reading, first)):
        first += 1
    marks = tree.children(reading, complement, "mark")
    first = next((m + 1 for m in marks if m >= first and reading.tokens[m].text.lower() == "that"), first)
    own = _own_end(reading, cues, verb, complement, (first, last))
    last = _end_of_coordination(reading, cues, verb, complement, last) if own == last else own
    return trimmed(reading, first, _before_aside(reading, first, last))


def _end_of_coordination(reading: Reading, cues: Cues, verb: int, complement: int, last: int) -> int:
    """Return where a complement ends with what is coordinated with it, where the parser hangs that from the cue.

    "Promised to pay and leave": "leave" is promised, for "promised" has another form. "Said it was late, and there was
    “no evidence”": words between quotation marks are still the speaker's.
    """
    for conjunct in tree.children(reading, verb, "conj", "dep"):
        if conjunct < complement:
            continue
        infinitive = reading.tokens[complement].tag == "VB" and bool(tree.children(reading, complement, "aux"))
        if _goes_on(reading, verb, conjunct) if infinitive else _still_speaks(reading, cues, conjunct):
            last = max(last, tree.subtree(reading, conjunct)[-1] + 1)
    return last


def _goes_on(reading: Reading, verb: int, conjunct: int) -> bool:
    """Whether a verb without a subject goes on with an infinitive, not with the verb that governs it."""
    bare = reading.tokens[conjunct].tag in ("VB", "VBP") and not tree.children(reading, conjunct, *_SUBJECTS, "aux")
    return bare and reading.tokens[verb].tag not in ("VB", "VBP")


def _still_speaks(reading: Reading, cues: Cues, conjunct: int) -> bool:
    """Whether a coordinated clause is quoted in part and says by no cue of its own who speaks there."""
    if cues.verb_at(reading, conjunct) or not tree.children(reading, conjunct, *_SUBJECTS):
        return False
    inside = tree.subtree(reading, conjunct)
    start, end = reading.tokens[inside[0]].start, reading.tokens[inside[-1]].end
    return any(start <= q.outer_start < end for q in reading.quotations)


def before(reading: Reading, cues: Cues, verb: int, complement: int) -> Stretch | None:
    """Return the tokens of a complement that stands before its verb ("..., he said"), with the clauses it goes on from."""
    subject = min([verb, *(min(tree.subtree(reading, s)) for s in tree.children(reading, verb, "nsubj"))])
    inside = [i for i in tree.subtree(reading, complement) if i < subject]
    if not inside:
        return None
    token = reading.tokens[verb]
    joined = token.dep == "conj" and token.head < inside[0] and not cues.verb_at(reading, token.head)
    first = tree.subtree(reading, token.head)[0] if joined else inside[0]
    return trimmed(reading, first, max(inside[-1] + 1, _end_of_joined(reading, verb, complement, subject)))


def _end_of_joined(reading: Reading, verb: int, complement: int, subject: int) -> int:
    """Return where the clauses end that the parser hangs from the verb beside a complement before it; 0 without any."""
    joined = [c for c in tree.children(reading, verb, "conj", "ccomp") if complement < c < subject]
    return max((i + 1 for c in joined for i in tree.subtree(reading, c) if i < subject), default=0)


def noun_phrase(reading: Reading, head: int) -> Stretch | None:
    """Return the tokens of the noun phrase with this head."""
    inside = tree.subtree(reading, head)
    return trimmed(reading, inside[0], inside[-1] + 1)


def end_of_run(reading: Reading, cues: Cues, first: int, last: int) -> int:
    """Return where a stretch of text stops being what is said: before a source or a participle of the speaker."""
    for i in range(first + 1, last):
        token = reading.tokens[i]
        if token.tag == "VBG" and _says(reading, cues, i) and _after_comma(reading, i):
            return _start_of_participle(reading, i)
        if token.text.lower() == "according":
            return i
    return last


def start_of_run(reading: Reading, first: int, last: int) -> int:
    """Return where the clause that ends at `last` begins: after a semicolon, else at the beginning."""
    for i in range(last - 1, first, -1):
        if reading.tokens[i].text == ";":
            return i + 1
    return first


def trimmed(reading: Reading, first: int, last: int) -> Stretch | None:
    """Return the stretch without punctuation and loose links at its ends, None where no word is left."""
    while first < last and reading.tokens[first].text in _CLOSERS - {"(", "“", "‘"}:
        first += 1
    while first < last and reading.tokens[last - 1].text.lower() in _CLOSERS | _LINKS:
        last -= 1
    return (first, last) if any(reading.tokens[i].pos != "PUNCT" for i in range(first, last)) else None


def _opens(reading: Reading, token: int) -> bool:
    return reading.tokens[token].text in ("“", '"', "‘", "``", "«", "'", "(", "$", "#")


def _own_end(reading: Reading, cues: Cues, verb: int, complement: int, stretch: Stretch) -> int:
    """Return where a complement itself ends: before another cue of the same speaker, or the speaker's next act."""
    first, last = stretch
    for i in range(first + 1, last):
        token = reading.tokens[i]
        if token.tag == "VBG" and i > complement and _says(reading, cues, i) and _after_comma(reading, i):
            return _start_of_participle(reading, i)
        if token.text.lower() == "according" and i + 1 < last and reading.tokens[i + 1].text.lower() == "to":
            return i
        if i > complement and token.dep == "conj" and _next_act(reading, cues, verb, i):
            return _link_before(reading, i, first)
    return last


def _before_aside(reading: Reading, first: int, last: int) -> int:
    """Return where a stretch ends without a trailing ", which ..." or ", who ...": there the text itself speaks."""
    for i in range(last - 1, first, -1):
        token = reading.tokens[i]
        if token.tag in ("WDT", "WP", "WP$") and reading.tokens[i - 1].text == ",":
            clause = token.head
            while reading.tokens[clause].dep not in ("relcl", "ROOT") and reading.tokens[clause].head != clause:
                clause = reading.tokens[clause].head
            inside = tree.subtree(reading, clause)
            return i - 1 if reading.tokens[clause].dep == "relcl" and inside[-1] >= last - 2 else last
    return last


def _says(reading: Reading, cues: Cues, token: int) -> bool:
    """Whether a verb puts words in somebody's mouth: "adding", not "supporting"."""
    cue = cues.verb_at(reading, token)
    return cue is not None and not cue.takes.isdisjoint(("that", "quote"))


def _after_comma(reading: Reading, token: int) -> bool:
    return reading.tokens[_start_of_participle(reading, token) - 1].text in (",", "—", "–", "--")


def _start_of_participle(reading: Reading, token: int) -> int:
    while reading.tokens[token - 1].pos == "ADV" or reading.tokens[token - 1].text.lower() in ("while", "and"):
        token -= 1
    return token


def _next_act(reading: Reading, cues: Cues, verb: int, conjunct: int) -> bool:
    """Whether a coordinated verb goes on with the main verb, not with what it reports.

    "Said it would pay and left", "promised to pay and left": "left" has the form of the cue, not of "pay".
    """
    inner, token = reading.tokens[reading.tokens[conjunct].head], reading.tokens[conjunct]
    if inner.dep == "xcomp" and inner.head == verb and inner.tag == "VB" and token.tag in ("VBD", "VBZ"):
        return not tree.children(reading, conjunct, *_SUBJECTS)
    if governor(reading, conjunct) != verb:
        return False
    forms = {inner.tag, *(reading.tokens[c].tag for c in tree.children(reading, inner.i, "aux"))}
    return token.tag not in forms or cues.verb_at(reading, conjunct) is not None


def _link_before(reading: Reading, token: int, first: int) -> int:
    """Return where the coordination before a verb begins: at its "and"."""
    for i in range(token - 1, max(first, token - 6), -1):
        if reading.tokens[i].dep == "cc" or reading.tokens[i].text == ",":
            return i
    return token

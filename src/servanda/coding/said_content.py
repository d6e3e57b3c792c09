"""Content: which words are what a verb of saying says, by the ways in which the verb can take them."""

from dataclasses import dataclass

from servanda.coding import extents
from servanda.coding.cues import Cue, Cues
from servanda.coding.extents import Stretch
from servanda.reading import tree
from servanda.reading.reading import Reading

_ASIDE = 16
_NAMING = frozenset(["name", "identify", "quote"])
_QUESTION = ("that", "whether", "if")
_ASKING = frozenset(["ask", "wonder", "inquire", "question"])
_SMALL = ("oprd", "xcomp", "dative", "ccomp", "acl", "relcl")
_WITH_OBJECT = frozenset(["for", "as", "of", "about", "over", "with", "to", "against", "from", "into", "by", "between"])
_REASONS = frozenset(["for", "of", "as"])
_BREAKS = frozenset(["—", "–", "--", ":"])
_PAUSES = frozenset([",", ".", ";", ":", "!", "?", "—", "–"])


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying with its cue, the head of its speaker and those of its hearers."""

    cue: Cue
    verb: int
    speaker: int
    hearers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What is said: the rule that found it, and its stretches of tokens (two where "he said" stands in the middle)."""

    rule: str
    stretches: tuple[Stretch, ...]


def content_of(reading: Reading, cues: Cues, saying: Saying) -> Content | None:
    """Return what is said, by the frames that the cue allows, the surest first; None where nothing is."""
    takes = saying.cue.takes
    found: tuple[Stretch, ...] = ()
    if "that" in takes:
        found = _inserted(reading, saying) if "quote" in takes else ()
        found = found or _clause(reading, cues, saying.verb) or _after_that(reading, cues, saying)
        if found:
            return Content("clause", found)
    if "inf" in takes:
        found = _infinitive(reading, cues, saying)
        if found:
            return Content("infinitive", found)
    if "noun" in takes:
        found = _object(reading, cues, saying)
        if found:
            return Content("object", found)
    found = _after_preposition(reading, cues, saying)
    return Content("preposition", found) if found else None


def _clause(reading: Reading, cues: Cues, verb: int) -> tuple[Stretch, ...]:
    """Return the finite clause that the parser hangs from the verb, after it or before it."""
    clauses = [c for c in tree.children(reading, verb, "ccomp") if _is_finite(reading, c)]
    for clause in sorted(clauses, key=lambda c: c < verb):
        follows = clause > verb
        found = extents.after(reading, cues, verb, clause) if follows else extents.before(reading, cues, verb, clause)
        if found is not None:
            return (found,)
    return _bare(reading, cues, verb)


def _bare(reading: Reading, cues: Cues, verb: int) -> tuple[Stretch, ...]:
    """Return the clause of "said after the talks it would leave", which parsers take for a clause of time."""
    for clause in tree.children(reading, verb, "advcl"):
        subjects = tree.children(reading, clause, "nsubj", "nsubjpass")
        if clause < verb or not subjects or tree.children(reading, clause, "mark", "advmod"):
            continue
        found = extents.after(reading, cues, verb, clause)
        first = min(tree.subtree(reading, subjects[0]))
        if found is not None and first < found[1] and verb < first:
            return ((first, found[1]),)
    return ()


def _is_finite(reading: Reading, clause: int) -> bool:
    """Whether a clause can be what is said: "advised the king, called meetings" says no "called meetings"."""
    past = reading.tokens[clause].tag == "VBD"
    opened = tree.children(reading, clause, "nsubj", "nsubjpass", "csubj", "expl", "mark", "aux", "attr", "advmod")
    return not is_infinitive(reading, clause) and (bool(opened) or not past)


def is_infinitive(reading: Reading, verb: int) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return any(reading.tokens[c].tag == "TO" for c in tree.children(reading, verb, "aux"))


def _inserted(reading: Reading, saying: Saying) -> tuple[Stretch, ...]:
    """Return the clause into which "he said on Friday" is put: what stands on either side of the commas around it."""
    verb, speaker = saying.verb, saying.speaker
    sentence = reading.sentences[reading.tokens[verb].sentence]
    commas = [i for i in range(sentence.first + 1, sentence.last - 1) if reading.tokens[i].text in (",", ";")]
    named = tree.subtree(reading, speaker)
    if len(named) > 20 or named[0] <= verb <= named[-1]:
        named = [speaker]
    opened = max((i for i in commas if i < min(verb, named[0])), default=None)
    closed = min((i for i in commas if i > max(verb, named[-1])), default=None)
    if opened is None or closed is None or closed - opened > _ASIDE or reading.tokens[closed].text == ";":
        return ()
    if not _only_says(reading, saying, opened + 1, closed):
        return ()
    start = extents.start_of_run(reading, sentence.first, opened)
    end = next((i for i in commas if i > closed and reading.tokens[i].text == ";"), sentence.last)
    sides = (extents.trimmed(reading, start, opened), extents.trimmed(reading, closed, end))
    return tuple(side for side in sides if side is not None)


def _only_says(reading: Reading, saying: Saying, first: int, last: int) -> bool:
    """Whether a stretch holds a speaker and a verb of saying, perhaps where and to whom, and nothing that is said."""
    tokens, verb = reading.tokens, saying.verb
    relative = tokens[saying.speaker].tag in ("WP", "WDT")
    if relative or tokens[first].pos in ("SCONJ", "CCONJ") or tokens[verb].tag == "VBG":
        return False
    if any(t.pos == "VERB" and t.i != verb and t.dep not in ("relcl", "acl", "pcomp") for t in tokens[first:last]):
        return False
    said = tree.children(reading, verb, "dobj", "ccomp", "xcomp", "oprd", "attr")
    return not any(first <= c < last and c > verb and c not in saying.hearers for c in said)


def _after_that(reading: Reading, cues: Cues, saying: Saying) -> tuple[Stretch, ...]:
    """Return the rest of the sentence after "that" (or "whether"), where the parser found no clause."""
    verb = saying.verb
    openers = _QUESTION if saying.cue.words[0] in _ASKING else ("that",)
    sentence = reading.sentences[reading.tokens[verb].sentence]
    for i in range(verb + 1, min(verb + 12, sentence.last - 2)):
        token = reading.tokens[i]
        if token.text.lower() in openers and token.pos == "SCONJ":
            first = i + 1 if token.text.lower() == "that" else i
            found = extents.trimmed(reading, first, extents.end_of_run(reading, cues, first, sentence.last))
            return (found,) if found else ()
        if token.pos in ("VERB", "AUX") or token.text == ",":
            return ()
    return ()


def _infinitive(reading: Reading, cues: Cues, saying: Saying) -> tuple[Stretch, ...]:
    """Return the infinitive, with who is to do it: "urged Chad to pay"."""
    verb, takes = saying.verb, saying.cue.takes
    objects = [o for o in tree.children(reading, verb, "dobj", "obj") if o > verb]
    loose = ("advcl",) if objects and "noun" not in takes else ()
    for clause in tree.children(reading, verb, "xcomp", "ccomp", *loose):
        if clause < verb or not is_infinitive(reading, clause) or reading.tokens[clause].lemma in _NAMING:
            continue
        found = extents.after(reading, cues, verb, clause)
        if found is None:
            return ()
        if objects and objects[0] < found[0] and "hearer" not in takes:
            found = min(tree.subtree(reading, objects[0])), found[1]
        return (found,)
    return ()


def _object(reading: Reading, cues: Cues, saying: Saying) -> tuple[Stretch, ...]:
    """Return the object with what is said of it: "called the plan a trap", "praised Chad for its patience"."""
    verb = saying.verb
    if tree.is_passive(reading, verb):
        subjects = tree.children(reading, verb, "nsubjpass") if reading.tokens[verb].dep != "relcl" else []
        found = extents.noun_phrase(reading, subjects[0]) if subjects else None
        return (found,) if found else ()
    objects = tree.children(reading, verb, "dobj", "obj", "oprd", "ccomp", "xcomp")
    objects = [o for o in objects if o > verb and o not in saying.hearers]
    found = extents.after(reading, cues, verb, objects[0]) if objects else None
    if found is None:
        return ()
    last = _end_of_object(reading, cues, saying, objects[0], found)
    if "name" in saying.cue.takes and last == found[1]:
        last = _to_pause(reading, verb, last)
        return ((found[0], last),) if last > found[1] else ()
    return ((found[0], last),)


def _end_of_object(reading: Reading, cues: Cues, saying: Saying, head: int, found: Stretch) -> int:
    """Return where the words about an object end: before a dash or colon, where a remark of the text itself begins."""
    verb, last = saying.verb, found[1]
    for child in reading.children[verb]:
        if child > head and _is_about(reading, saying, child, min(tree.subtree(reading, child)) - last):
            more = extents.after(reading, cues, verb, child)
            last = more[1] if more else last
    return next((i for i in range(found[0] + 1, last) if _is_dash(reading, i)), last)


def _is_about(reading: Reading, saying: Saying, child: int, gap: int) -> bool:
    """Whether a dependent of the cue, this many tokens behind the object, says what of it: "for its patience"."""
    token = reading.tokens[child]
    if token.dep == "prep":
        reason = token.lemma in _REASONS and gap <= _ASIDE
        return reason or (gap <= 1 and token.lemma in _WITH_OBJECT)
    wish = token.dep == "advcl" and "inf" in saying.cue.takes and is_infinitive(reading, child)
    return gap <= 1 and (token.dep in _SMALL or wish)


def _is_dash(reading: Reading, token: int) -> bool:
    """Whether a token is a dash or a colon, and no hyphen."""
    text, spaced = reading.tokens[token].text, reading.tokens[token].start > reading.tokens[token - 1].end
    return text in _BREAKS or (text == "-" and spaced)


def _to_pause(reading: Reading, verb: int, last: int) -> int:
    """Return where the words after an object come to a comma or an end: "called him a fool and a liar"."""
    end = reading.sentences[reading.tokens[verb].sentence].last
    while last < end and reading.tokens[last].text not in _PAUSES:
        last += 1
    return last


def _after_preposition(reading: Reading, cues: Cues, saying: Saying) -> tuple[Stretch, ...]:
    """Return what follows the cue's preposition: "spoke of a trap", "called for the rebels to leave"."""
    verb, prepositions = saying.verb, saying.cue.prepositions
    for prep in tree.children(reading, verb, "prep"):
        inside = [i for i in tree.subtree(reading, prep) if i > prep]
        if prep > verb and inside and reading.tokens[prep].lemma in prepositions:
            heads = tree.children(reading, prep, "pobj", "pcomp")
            found = extents.after(reading, cues, prep, heads[0]) if heads else None
            return (_with_wish(reading, cues, verb, found),) if found else ()
    for clause in tree.children(reading, verb, "advcl", "xcomp", "ccomp"):
        marks = [m for m in tree.children(reading, clause, "mark") if reading.tokens[m].lemma in prepositions]
        if marks and marks[0] > verb:
            found = extents.after(reading, cues, marks[0], clause)
            return (found,) if found else ()
    return ()


def _with_wish(reading: Reading, cues: Cues, verb: int, found: Stretch) -> Stretch:
    """Return a stretch with the infinitive after it: "called on the rebels to leave"."""
    for clause in tree.children(reading, verb, "xcomp", "ccomp", "advcl"):
        if clause > verb and is_infinitive(reading, clause):
            more = extents.after(reading, cues, verb, clause)
            if more is not None and found[0] < more[0] <= found[1] + 1:
                return found[0], more[1]
    return found

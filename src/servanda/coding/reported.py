"""Reported speech: what somebody said, thinks or feels, in the words of the text itself."""

from servanda.coding import extents
from servanda.coding.cues import Cue, Cues
from servanda.coding.extents import Stretch
from servanda.coding.said import Part, Said
from servanda.coding.said_content import Saying, content_of, is_infinitive
from servanda.coding.speakers import noun_after, owner_head, speaker_head
from servanda.reading import tree
from servanda.reading.reading import Reading

_UNREAL = frozenset(
    """
    can could may might would should must will shall 'll 'd ca wo
    """.split()
)
_CONDITIONS = frozenset(["if", "unless", "whether", "lest", "until", "once"])
_PERFORMING = frozenset(["go", "continue", "begin", "start", "appear", "seem", "proceed", "rush", "hasten"])
_LINKING = frozenset(["and", "but", "yet", "while", "—", "–", "--"])
_HEARING = ("to", "with")


def reported_at(reading: Reading, cues: Cues, token: int) -> Said | None:
    """Return what the cue at a token reports, None where there is no cue, no speaker, or nothing was said."""
    cue = cues.verb_at(reading, token)
    if cue is not None:
        return _by_verb(reading, cues, cue, token)
    cue = cues.noun_at(reading, token)
    if cue is not None:
        return _by_noun(reading, cues, cue, token)
    cue = cues.phrase_at(reading, token)
    return _by_phrase(reading, cue, token) if cue is not None else None


def happens(reading: Reading, verb: int) -> bool:
    """Whether the text presents the speaking as done: not negated, not hypothetical, not planned."""
    if tree.is_negated(reading, verb):
        return False
    helpers = tree.auxiliaries(reading, verb)
    if any(helper in _UNREAL for helper in helpers):
        return False
    if any(reading.tokens[c].lemma in _CONDITIONS for c in tree.children(reading, verb, "mark")):
        return False
    token = reading.tokens[verb]
    if token.tag == "VB":
        if token.dep in ("xcomp", "conj") and reading.tokens[token.head].lemma in _PERFORMING:
            return happens(reading, token.head)
        return (token.dep == "ROOT" and not helpers) or "do" in helpers
    return True


def _by_verb(reading: Reading, cues: Cues, cue: Cue, verb: int) -> Said | None:
    if reading.tokens[verb].dep in ("amod", "compound", "aux", "auxpass", "case") or not happens(reading, verb):
        return None
    speaker = speaker_head(reading, verb)
    if speaker is None or tree.children(reading, verb, "expl") or reading.tokens[speaker].dep == "expl":
        return None
    hearers = hearers_of(reading, cue, verb)
    content = content_of(reading, cues, Saying(cue, verb, speaker, hearers))
    if content is None:
        return None
    parts = tuple(_offsets(reading, stretch) for stretch in content.stretches)
    return Said(parts, cue_tokens(reading, cue, verb), speaker, hearers, content.rule, verb, quoted=False)


def _offsets(reading: Reading, stretch: Stretch) -> Part:
    return reading.tokens[stretch[0]].start, reading.tokens[stretch[1] - 1].end


def cue_tokens(reading: Reading, cue: Cue, verb: int) -> tuple[int, int]:
    """Return the tokens of a verb of saying with its particle."""
    last = verb
    for child in reading.children[verb]:
        if reading.tokens[child].lemma in cue.words[1:] and child - verb <= 3:
            last = max(last, child)
    return verb, last + 1


def hearers_of(reading: Reading, cue: Cue, verb: int) -> tuple[int, ...]:
    """Return the heads of whom one speaks to: "told reporters", "said to his ally"."""
    if tree.is_passive(reading, verb):
        return ()
    told = tree.children(reading, verb, "dative")
    nouns = [i for i in told if reading.tokens[i].pos in ("NOUN", "PROPN", "PRON")]
    if "hearer" in cue.takes:
        nouns += tree.children(reading, verb, "dobj", "obj")
    others = tree.prepositional(reading, verb, *_HEARING) if "quote" in cue.takes else []
    return tuple(dict.fromkeys([*nouns, *others]))


def _by_noun(reading: Reading, cues: Cues, cue: Cue, noun: int) -> Said | None:
    """Return what a noun of saying introduces: "his claim that ...", "the promise to ..."."""
    speaker = owner_head(reading, noun)
    if speaker is None or any(reading.tokens[c].lemma == "no" for c in tree.children(reading, noun, "det")):
        return None
    found = None
    for clause in tree.children(reading, noun, "acl", "relcl", "ccomp"):
        first = min(tree.subtree(reading, clause))
        starts = reading.tokens[first].text.lower()
        by_that = "that" in cue.takes and starts == "that" and reading.tokens[first].dep == "mark"
        if clause > noun and first - noun <= 4 and (by_that or ("inf" in cue.takes and is_infinitive(reading, clause))):
            found = extents.after(reading, cues, noun, clause)
    found = found or _after_noun(reading, cues, cue, noun)
    if found is None or found[0] <= speaker < found[1]:
        return None
    return Said((_offsets(reading, found),), (noun, noun + 1), speaker, (), "noun", noun, quoted=False)


def _after_noun(reading: Reading, cues: Cues, cue: Cue, noun: int) -> Stretch | None:
    """Return what follows the noun's preposition: "his criticism of the plan", "their call for a new vote"."""
    for prep in tree.children(reading, noun, "prep"):
        heads = tree.children(reading, prep, "pobj", "pcomp")
        if prep > noun and heads and reading.tokens[prep].lemma in cue.prepositions:
            return extents.after(reading, cues, prep, heads[0])
    return None


def _by_phrase(reading: Reading, cue: Cue, token: int) -> Said | None:
    """Return what "according to X" attributes: the rest of its clause."""
    last = token + len(cue.words) - 1
    head = _head_after(reading, last)
    if head is None:
        return None
    sentence = reading.sentences[reading.tokens[token].sentence]
    end = max(tree.subtree(reading, head)) + 1
    end = next((i for i in range(head, end) if reading.tokens[i].text in (",", ";", "—", ":")), end)
    before = token - 1 if reading.tokens[token - 1].text != "," else token - 2
    opened = token == sentence.first or reading.tokens[max(before, 0)].text.lower() in _LINKING
    left = None if opened else extents.trimmed(reading, extents.start_of_run(reading, sentence.first, token), token)
    right = None
    short = left is not None and left[1] - left[0] < 4 and end < sentence.last and reading.tokens[end].text == ","
    if opened or short:
        right = extents.trimmed(reading, end, sentence.last)
    parts = [p for p in (left, right) if p is not None]
    if not parts or end <= token:
        return None
    offsets = tuple(_offsets(reading, part) for part in parts)
    return Said(offsets, (token, last + 1), head, (), "phrase", token, quoted=False)


def _head_after(reading: Reading, preposition: int) -> int | None:
    """Return the head of the noun phrase after a preposition, by the parse or else the next noun."""
    parsed = tree.children(reading, preposition, "pobj")
    if parsed:
        return parsed[0]
    sentence = reading.sentences[reading.tokens[preposition].sentence]
    return noun_after(reading, preposition + 1, min(preposition + 8, sentence.last))

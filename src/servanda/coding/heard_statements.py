"""Heard statements: those that the encoder hears at cues where the rules find none.

A rule's own content keeps its place: on news that neither was made for, the rules' extents were right more often.
"""

from collections.abc import Callable, Sequence

from servanda.coding import extents
from servanda.coding.cue_candidates import saying_candidates
from servanda.coding.cues import Cues, load_cues
from servanda.coding.listening import Heard, Listener, Stretch, listen
from servanda.coding.reported import cue_tokens, happens, hearers_of
from servanda.coding.said import Part, Said
from servanda.coding.speakers import speaker_head
from servanda.reading.reading import Reading

HEARD = "heard"
_SAYS, _CLEAR = 0.95, 1.0
_NOUNS = ("NOUN", "PROPN", "PRON")


def heard_statements(
    listener: Listener, reading: Reading, found: Sequence[Said], is_open: Callable[[int], bool]
) -> list[Said]:
    """Return the statements that are heard at cues which the rules left open, in order of their cues."""
    cues = load_cues()
    known = {said.trigger for said in found}
    asked = [t for t in saying_candidates(reading) if t not in known and is_open(t) and _speaks(reading, t)]
    heard = listen(listener, reading, asked, "saying")
    proposed = (_proposed(reading, cues, token, one) for token, one in zip(asked, heard, strict=True))
    return [said for said in proposed if said is not None]


def _speaks(reading: Reading, token: int) -> bool:
    """Whether a word outside the rules' reach may still say something: a verb that happens, or a known noun or phrase."""
    return reading.tokens[token].pos not in ("VERB", "AUX") or happens(reading, token)


def _proposed(reading: Reading, cues: Cues, token: int, heard: Heard) -> Said | None:
    likely = heard.likeliest("content")
    if heard.said < _SAYS or likely is None or likely[0] <= token < likely[1]:
        return None
    if heard.weight(likely) < _CLEAR * (likely[1] - likely[0]):
        return None
    stretch, speaker = extents.trimmed(reading, *likely), _speaker(reading, token, heard)
    if stretch is None or speaker is None or stretch[0] <= speaker < stretch[1]:
        return None
    cue = cues.verb_at(reading, token)
    words = cue_tokens(reading, cue, token) if cue else (token, token + 1)
    hearers = hearers_of(reading, cue, token) if cue else ()
    return Said((_offsets(reading, stretch),), words, speaker, hearers, HEARD, token, quoted=False)


def _speaker(reading: Reading, token: int, heard: Heard) -> int | None:
    """Return the head of the noun phrase heard as the source, else of the parse's speaker."""
    likely = heard.likeliest("source")
    inside = range(*likely) if likely else range(0)
    heads = [i for i in inside if reading.tokens[i].pos in _NOUNS and reading.tokens[i].head not in inside]
    return heads[0] if heads else speaker_head(reading, token)


def _offsets(reading: Reading, stretch: Stretch) -> Part:
    return reading.tokens[stretch[0]].start, reading.tokens[stretch[1] - 1].end

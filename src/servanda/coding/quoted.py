"""Quoted speech: whose words stand between quotation marks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from servanda.coding import extents
from servanda.coding.cues import Cue, Cues
from servanda.coding.reported import cue_tokens, happens, hearers_of
from servanda.coding.said import Said
from servanda.coding.speakers import noun_after, speaker_head
from servanda.reading import tree
from servanda.reading.reading import Quotation, Reading

_NOUNS = ("NOUN", "PROPN", "PRON")
_DASHES = frozenset(["—", "–", "―", "--", "-"])
_ENDS = frozenset('.!?:”"…')
_REACH = 40
_NEAR = 14
_FAR = 40


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a quotation stands: its own tokens, and how far its surroundings reach to either side."""

    quotation: Quotation
    first: int
    last: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class _Source:
    """The verb of saying beside a quotation, and who speaks."""

    cue: Cue
    verb: int
    speaker: int


def quoted(reading: Reading, cues: Cues, quotations: Sequence[Quotation], inside: Sequence[int]) -> list[Said]:
    """Return the direct speech of a text in order; words in scare quotes and parts of a clause are not among it."""
    found: list[Said] = []
    before: _Place | None = None
    for place in _places(reading, quotations, inside):
        source = _after(reading, cues, place)
        rule = "quotation-before-cue"
        if source is None:
            if before is not None and found and _resumes(reading, place, before, found[-1]):
                found[-1] = _joined(found[-1], place, reading)
                before = place
                continue
            source, rule = _before(reading, cues, place), "quotation-after-cue"
        if source is not None:
            found.append(_said(reading, cues, place, source, rule))
        elif (signed := _signed(reading, place)) is not None:
            found.append(signed)
        elif before is not None and found and _goes_on(reading, place, before):
            found[-1] = _joined(found[-1], place, reading)
        else:
            continue
        before = place
    return found


def _places(reading: Reading, quotations: Sequence[Quotation], inside: Sequence[int]) -> list[_Place]:
    """Return where each quotation with words stands; its surroundings stop at the next one and at the paragraph."""
    bounds: dict[int, tuple[int, int]] = {}
    for i, index in enumerate(inside):
        if index >= 0:
            bounds[index] = bounds[index][0] if index in bounds else i, i + 1
    order = sorted(bounds)
    made = []
    for at, index in enumerate(order):
        first, last = bounds[index]
        left = max(bounds[order[at - 1]][1] if at else 0, first - _REACH, 0)
        right = min(bounds[order[at + 1]][0] if at + 1 < len(order) else len(inside), last + _REACH, len(inside))
        paragraph = _paragraph(reading, first)
        while left < first and _paragraph(reading, left) < paragraph - (left == first - 1):
            left += 1
        while right > last and _paragraph(reading, right - 1) != _paragraph(reading, last - 1):
            right -= 1
        made.append(_Place(quotations[index], first, last, left, right))
    return made


def _paragraph(reading: Reading, token: int) -> int:
    return reading.sentences[reading.tokens[token].sentence].paragraph


def _said(reading: Reading, cues: Cues, place: _Place, source: _Source, rule: str) -> Said:
    start, end = _words(place.quotation, reading)
    whole = _clause_around(reading, cues, place, source)
    return Said(
        parts=(whole or (start, end),),
        cue=cue_tokens(reading, source.cue, source.verb),
        speaker=source.speaker,
        hearers=hearers_of(reading, source.cue, source.verb),
        rule=rule,
        trigger=source.verb,
        quoted=whole is None,
    )


def _clause_around(reading: Reading, cues: Cues, place: _Place, source: _Source) -> tuple[int, int] | None:
    """Return the clause of which a quotation is only a part (it was "the worst of deals," he said), else None."""
    start, end = _words(place.quotation, reading)
    if source.verb >= place.last:
        sentence = reading.sentences[reading.tokens[place.first].sentence]
        first = max(sentence.first, place.left)
        while first < place.first and reading.tokens[first].pos in ("PUNCT", "SPACE"):
            first += 1
        if first >= place.first or _cue_verbs(reading, cues, first, place.first, stop=False):
            return None
        return reading.tokens[first].start, end
    final = reading.text[place.quotation.end - 1]
    if final in ".,!?…—–-" or place.last >= place.right or reading.tokens[place.last].pos == "PUNCT":
        return None
    sentence = reading.sentences[reading.tokens[place.last - 1].sentence]
    last = min(sentence.last, place.right)
    rest = extents.trimmed(reading, place.first, extents.end_of_run(reading, cues, place.first, last))
    return (start, reading.tokens[rest[1] - 1].end) if rest and rest[1] > place.last else None


def _resumes(reading: Reading, place: _Place, before: _Place, said: Said) -> bool:
    """Whether a quotation takes up the one before it in the middle of a sentence: "...," he said, "..."."""
    if not before.last <= said.trigger < place.first or said.cue is None or place.first - before.last > _REACH:
        return False
    between = list(reading.tokens[before.last : place.first])
    while len(between) > 1 and between[-1].pos in ("CCONJ", "SCONJ"):
        between.pop()
    return between[-1].text in (",", *_DASHES) and not any(t.text in (".", "?", "!", ";") for t in between)


def _joined(said: Said, place: _Place, reading: Reading) -> Said:
    parts = (*said.parts, _words(place.quotation, reading))
    return Said(parts, said.cue, said.speaker, said.hearers, "split-quotation", said.trigger, said.quoted)


def _words(quotation: Quotation, reading: Reading) -> tuple[int, int]:
    """Return a quotation without the comma or point before its closing mark."""
    end = quotation.end
    while end > quotation.start + 1 and (reading.text[end - 1] in ",." or reading.text[end - 1].isspace()):
        end -= 1
    return quotation.start, end


def _after(reading: Reading, cues: Cues, place: _Place) -> _Source | None:
    """Return the source that follows a quotation: "...," said X; "...?" he asked."""
    final = reading.text[place.quotation.start : place.quotation.end].rstrip("’'\" ")[-1:]
    following = reading.text[place.quotation.outer_end : place.quotation.outer_end + 1]
    if place.last >= place.right or not ((final and final in ",?!…—–-") or following == ","):
        return None
    for verb, cue in _cue_verbs(reading, cues, place.last, min(place.right, place.last + _FAR), stop=True):
        if verb >= place.last + _NEAR and not _behind_apposition(reading, place.last, verb):
            return None
        speaker = _speaker(reading, verb, place.last, place.right)
        if speaker is not None and happens(reading, verb):
            return _Source(cue, verb, speaker)
        return None
    return None


def _behind_apposition(reading: Reading, first: int, verb: int) -> bool:
    """Whether nothing but the speaker, with all that is said of who that is, stands between a quotation and a verb."""
    speaker = speaker_head(reading, verb)
    if speaker is None or not first <= speaker < verb:
        return False
    named = set(tree.subtree(reading, speaker))
    return all(i in named or reading.tokens[i].pos in ("PUNCT", "ADV", "SPACE") for i in range(first, verb))


def _before(reading: Reading, cues: Cues, place: _Place) -> _Source | None:
    """Return the source that leads to a quotation: X said, "..."; X said: "..."."""
    left = _opening(reading, place)
    if left is None:
        return None
    verbs = _cue_verbs(reading, cues, left, place.first, stop=False)
    for verb, cue in reversed(verbs):
        if reading.tokens[verb].tag == "VBN" and not tree.auxiliaries(reading, verb):
            continue
        speaker = _speaker(reading, verb, left, place.first)
        if speaker is not None and happens(reading, verb):
            return _Source(cue, verb, speaker)
        return None
    return None


def _opening(reading: Reading, place: _Place) -> int | None:
    """Return where the words that lead to a quotation begin; None where nothing announces it."""
    if place.first == 0 or place.left >= place.first:
        return None
    last = reading.tokens[place.first - 1]
    opener = reading.text[place.quotation.start : place.quotation.start + 1]
    if last.text == ":" or (last.text == "," and not opener.islower()):
        return max(place.left, reading.sentences[last.sentence].first)
    return None


def _cue_verbs(reading: Reading, cues: Cues, first: int, last: int, stop: bool) -> list[tuple[int, Cue]]:
    """Return the verbs of saying in a window; with `stop` none beyond the first sentence end."""
    found = []
    for i in range(first, last):
        token = reading.tokens[i]
        if stop and i > first and token.text in (".", "?", "!", ";"):
            break
        cue = cues.word_at(reading, i) if token.pos in ("VERB", "AUX") or token.tag.startswith("VB") else None
        if cue is not None and "quote" in cue.takes:
            found.append((i, cue))
    return found


def _speaker(reading: Reading, verb: int, first: int, last: int) -> int | None:
    """Return the head of who speaks, by the parse where that lies beside the quotation, else the nearest noun."""
    parsed = speaker_head(reading, verb)
    if parsed is not None and first <= parsed < last:
        return parsed
    beside = [i for i in range(first, verb) if reading.tokens[i].pos in _NOUNS and reading.tokens[i].dep != "poss"]
    if beside and verb - beside[-1] <= 4:
        return beside[-1]
    following = noun_after(reading, verb + 1, min(last, verb + 8))
    return following if following is not None else parsed


def _signed(reading: Reading, place: _Place) -> Said | None:
    """Return a quotation with its author's name after a dash."""
    at = place.last
    if at + 1 >= place.right or reading.tokens[at].text not in _DASHES or at + 6 < place.right:
        return None
    names = [i for i in range(at + 1, place.right) if reading.tokens[i].pos == "PROPN"]
    if not names:
        return None
    return Said((_words(place.quotation, reading),), (at, at + 1), names[-1], (), "signed", at, quoted=True)


def _goes_on(reading: Reading, place: _Place, before: _Place) -> bool:
    """Whether a quotation stands alone right after speech, between marks of the same kind: the same speaker goes on."""
    if place.last - place.first < 4 or _mark(reading, place) != _mark(reading, before):
        return False
    gap = _paragraph(reading, place.first) - _paragraph(reading, before.last - 1)
    return place.quotation.continues or (gap <= 1 and _alone(reading, place, before))


def _mark(reading: Reading, place: _Place) -> str:
    return reading.text[place.quotation.outer_start : place.quotation.start]


def _alone(reading: Reading, place: _Place, before: _Place) -> bool:
    """Whether a quotation is a sentence of its own, and no sentence stands between it and the speech before."""
    ahead = reading.text[max(place.quotation.outer_start - 3, 0) : place.quotation.outer_start].strip()
    new_paragraph = _paragraph(reading, place.first - 1) != _paragraph(reading, place.first)
    starts = not ahead or ahead[-1] in _ENDS or new_paragraph
    final = reading.tokens[place.last - 1]
    rest = reading.tokens[place.last] if place.last < place.right else None
    ends = rest is None or rest.text in (".", "!", "?") or rest.sentence != final.sentence
    between = {reading.tokens[i].sentence for i in range(before.last, place.first)}
    return starts and ends and len(between) <= 1 and reading.text[place.quotation.start].isupper()


def resumed(
    reading: Reading, quotations: Sequence[Quotation], inside: Sequence[int], found: Sequence[Said]
) -> list[Said]:
    """Return what was said with the quotations that go on with it: each alone, right after a sentence quoted in part."""
    made, spoken = list(found), {start for said in found for start, _ in said.parts}
    for place in _places(reading, quotations, inside):
        if place.quotation.start in spoken:
            continue
        at = next((i for i, said in enumerate(made) if _leads_to(reading, quotations, said, place)), None)
        if at is not None:
            made[at] = replace(made[at], parts=(*made[at].parts, _words(place.quotation, reading)))
    return made


def _leads_to(reading: Reading, quotations: Sequence[Quotation], said: Said, place: _Place) -> bool:
    """Whether a quotation that stands alone goes on with words of which the sentence before quotes a part."""
    last = max(place.first - 1, 0)
    sentence = reading.sentences[reading.tokens[last].sentence]
    begins, ends = reading.tokens[sentence.first].start, reading.tokens[sentence.last - 1].end
    start, end = said.parts[-1]
    if said.cue is None or said.trigger < sentence.first or said.trigger >= place.first or start < begins or end > ends:
        return False
    quoting = [q for q in quotations if begins <= q.outer_start < end and start < q.outer_end]
    mark = reading.text[place.quotation.outer_start : place.quotation.start]
    alike = any(reading.text[q.outer_start : q.start] == mark for q in quoting)
    before = _Place(place.quotation, sentence.first, place.first, sentence.first, place.first)
    whole = place.last - place.first >= 4 and _paragraph(reading, last) == _paragraph(reading, place.first)
    return alike and whole and _alone(reading, place, before)

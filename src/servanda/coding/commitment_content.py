"""The content of a commitment, what it hangs on, and the earlier deal it refers to, as stretches of the text."""

import re
from dataclasses import dataclass

from servanda.coding.commitment_complements import shares_object, verbs_beside
from servanda.coding.commitment_cues import load_commitment_cues
from servanda.reading import tree
from servanda.reading.reading import Reading
from servanda.record import Span

_CONDITION = re.compile(
    r"\b(?:if|unless|once(?! (?:and for all|again|more|upon))"
    r"|provided that|providing that|(?<=, )provided|on (?:the )?condition (?:that|of)|(?:as|so) long as"
    r"|in exchange for|in return for|subject to|contingent (?:up)?on|conditional (?:up)?on|pending|only after|until"
    r"|(?:which )?depend(?:s|ing) on|assuming(?: that)?|in case)\b",
    re.IGNORECASE,
)
_PART_OF_CONTENT = frozenset(("until",))
_REFERENCE = re.compile(
    r"\b(?:as (?:\w+ ){0,3}?(?:promised|agreed|pledged|committed|stipulated|envisaged|set out|laid down|foreseen|required)"
    r"|(?:that|which) (?:\w+ ){1,3}?(?:promised|agreed|pledged|committed))\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:(?:all |any |its |their |his |her |the )?(?:previous|earlier|existing|past|prior|former|standing|long-standing))"
    r" (?:\w+ ){0,2}?(?:agreements?|accords?|deals?|treaties|treaty|commitments?|pledges?|promises?|obligations?"
    r"|contracts?|undertakings?|understandings?)\b",
    re.IGNORECASE,
)
_OPENING = frozenset(("to", "that", ",", "and", "or", ":", "-", "–", "—", "“", '"', "‘", "(", "both"))
_TRAILING = ' ,;:.\n\t–—-"“”)('
_DANGLING = re.compile(r"[\s,]+(?:as well as|such as|including|and|or)$")
_GOING_ON = frozenset(("to", "on", "with", "from", "for", "against", "over"))
_ASIDE = 9
_BRACKETED = 8
_CUT = ("parataxis", "cc", "preconj")


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition: where it stands, and the token that its clause hangs from."""

    start: int
    end: int
    anchor: int


def content_tokens(r: Reading, head: int, conditions: list[Condition], *, clause: bool) -> tuple[int, int] | None:
    """Return (start, end) of the content with this head, None where nothing is left.

    A verb is taken from itself on, with its particles and objects, a clause from its subject, a noun with all that
    describes it. What is coordinated as a content of its own, conditions, asides and clauses after a comma are left out.
    """
    inside = set(tree.subtree(r, head))
    for cut in _cut_off(r, head, clause):
        inside -= set(tree.subtree(r, cut))
    inside |= {t for part in _hyphened(r, head) for t in tree.subtree(r, part)}
    verbal = r.tokens[head].pos in ("VERB", "AUX")
    first = _verb_start(r, head) if verbal and not clause else min(inside)
    while first in inside and r.tokens[first].text.lower() in _OPENING and first < head:
        first += 1
    last = first
    stop = min((c.start for c in conditions if c.start > r.tokens[head].start), default=len(r.text) + 1)
    whole, end_of_sentence = set(tree.subtree(r, head)), _end_of_telling(r, r.tokens[head].sentence)
    token = first
    while token < end_of_sentence and (token <= head or (token in inside and r.tokens[token].start < stop)):
        last = token
        token = _past_brackets(r, token + 1, whole)
    start, end = r.tokens[first].start, r.tokens[last].end
    end = start + len(_DANGLING.sub("", r.text[start:end]).rstrip(_TRAILING))
    open_ = r.text.count("(", start, end) > r.text.count(")", start, end) and r.text[end : end + 1] == ")"
    return (start, end + open_) if end > start else None


def _hyphened(r: Reading, head: int) -> list[int]:
    """Return the siblings that a noun and a hyphen glued to it go on with: the parse takes "non-proliferation" for three."""
    glued = (
        head + 1 < len(r.tokens) and r.tokens[head + 1].text == "-" and r.tokens[head].end == r.tokens[head + 1].start
    )
    parent = r.tokens[head].head
    return [c for c in tree.children(r, parent, r.tokens[head].dep) if c > head] if glued and parent != head else []


def _end_of_telling(r: Reading, sentence: int) -> int:
    """Return the token where a sentence ends, or where its last words begin to say who said it: ", its ministry said"."""
    where = r.sentences[sentence]
    last = next((t for t in reversed(r.tokens[where.first : where.last]) if t.pos != "PUNCT"), None)
    if last is None or last.tag != "VBD" or not load_commitment_cues().is_a("saying", last.lemma):
        return where.last
    speakers = [min(tree.subtree(r, s)) for s in tree.children(r, last.i, "nsubj") if s < last.i]
    return speakers[0] if speakers and r.tokens[speakers[0] - 1].text == "," else where.last


def _past_brackets(r: Reading, token: int, whole: set[int]) -> int:
    """Return the token, or the one after a short aside in brackets where the content goes on: "year (FY) 2024 aid"."""
    if token >= len(r.tokens) or r.tokens[token].text != "(":
        return token
    closing = next((i for i in range(token, min(token + _BRACKETED, len(r.tokens))) if r.tokens[i].text == ")"), None)
    return closing + 1 if closing is not None and closing + 1 in whole else token


def _verb_start(r: Reading, head: int) -> int:
    """Return where the words of a verb begin: at "not" or the "be" of a passive before it, after "to" and "will".

    A contraction is kept whole: without "won't" a refusal would read as a promise.
    """
    near = [
        c for c in tree.children(r, head, "neg", "auxpass") if head - 3 <= c < head and r.tokens[c].text[0] in "nNbB"
    ]
    return min([*(c - 1 if r.tokens[c].text.lower() in ("n't", "n’t") and c else c for c in near), head])


def _cut_off(r: Reading, head: int, clause: bool) -> list[int]:
    """Return what hangs from the content and is none of it."""
    shared = {
        c
        for c in tree.children(r, head, "cc")
        if any(shares_object(r, head, o) for o in tree.children(r, head, "conj"))
    }
    phrases = [c for c in tree.children(r, head, "conj") if r.tokens[c].pos in ("ADP", "ADV")]
    shared |= {c for c in tree.children(r, head, "cc") if any(0 < p - c <= 1 for p in phrases)}
    found = [c for c in tree.children(r, head, *_CUT) if c > head and c not in shared]
    if r.tokens[head].pos in ("VERB", "AUX"):
        found += verbs_beside(r, head)
        found += [c for c in tree.children(r, head, "conj") if tree.children(r, c, "nsubj", "nsubjpass", "aux")]
    found += [
        c
        for c in tree.children(r, head, "ccomp", "advcl", "relcl", "prep", "npadvmod")
        if c > head and _after_comma(r, c)
    ]
    if not clause:
        found += [c for c in tree.children(r, head, "nsubj", "nsubjpass", "mark") if c < head]
    nouns = load_commitment_cues().nouns
    for token in tree.subtree(r, head):
        dep = r.tokens[token].dep
        aside = dep in ("relcl", "appos", "acl", "advcl") and _after_comma(r, token) and not _names(r, token)
        another = dep == "conj" and r.tokens[token].lemma.lower() in nouns and tree.children(r, token, "poss")
        if token != head and (aside or another or _including(r, token) is not None):
            found.append(token)
    found += [c for t in found if r.tokens[t].dep == "conj" for c in tree.children(r, r.tokens[t].head, "cc")]
    kept = shared | _gone_on_after(r, head)
    return [c for c in found if c not in kept]


def _gone_on_after(r: Reading, head: int) -> set[int]:
    """Return a short aside between commas and the phrase that goes on after it: "work, with all members, on gas supplies"."""
    kept: set[int] = set()
    for phrase in tree.children(r, head, "prep"):
        comma = min(tree.subtree(r, phrase)) - 1
        if comma <= head or r.tokens[comma].text != "," or r.tokens[phrase].lemma not in _GOING_ON:
            continue
        asides = [t for t in tree.subtree(r, head) if r.tokens[t].dep in ("appos", "prep") and _after_comma(r, t)]
        closed = [a for a in asides if comma - _ASIDE <= a < comma and max(tree.subtree(r, a)) == comma - 1]
        kept |= {*closed, phrase} if closed else set()
    return kept


def _names(r: Reading, token: int) -> bool:
    """Whether an apposition says which one is meant: "our shared treasure, the Great Lakes"."""
    token_, head = r.tokens[token], r.tokens[r.tokens[token].head]
    return token_.dep == "appos" and token_.pos == "PROPN" and head.pos == "NOUN"


def _after_comma(r: Reading, token: int) -> bool:
    first = min(tree.subtree(r, token))
    return first > 0 and r.tokens[first - 1].text in (",", ";", "–", "—", "(")


def _including(r: Reading, token: int) -> int | None:
    """Return the token if it is an "including" after a comma."""
    same = r.tokens[token].text.lower() == "including" and token > 0 and r.tokens[token - 1].text == ","
    return token if same and r.tokens[token].dep == "prep" else None


def included(r: Reading, head: int) -> list[int]:
    """Return the heads of what a content names after ", including" as part of what is to be done, not of other nouns in it."""
    things = {head, *(t for o in tree.children(r, head, "dobj", "nsubjpass") for t in tree.conjuncts(r, o))}
    found = [t for t in tree.subtree(r, head) if _including(r, t) is not None and r.tokens[t].head in things]
    return [o for t in found for o in tree.children(r, t, "pobj")]


def conditions_in(r: Reading, sentence: int) -> list[Condition]:
    """Return the conditions that a sentence sets, in order."""
    where = r.sentences[sentence]
    found: list[Condition] = []
    for match in _CONDITION.finditer(r.text, where.start, where.end):
        if found and match.start() < found[-1].end:
            continue
        token = next((t for t in r.tokens[where.first : where.last] if t.start >= match.start()), None)
        if token is not None and (condition := _condition(r, token.i, match)) is not None:
            found.append(condition)
    return found


def _condition(r: Reading, token: int, match: re.Match[str]) -> Condition | None:
    words = [t.i for t in r.tokens[token : token + 5] if t.start < match.end()]
    clause = words[-1]
    while (
        r.tokens[clause].dep in ("mark", "advmod", "cc", "prep", "pobj", "amod", "acomp")
        and r.tokens[clause].head not in words
    ):
        if r.tokens[clause].dep in ("prep", "pobj", "amod", "acomp"):
            break
        clause = r.tokens[clause].head
    heads = {clause, *words}
    outside = [r.tokens[w].head for w in heads if r.tokens[w].head not in heads]
    members = [t for h in heads for t in tree.subtree(r, h) if t >= token]
    if not members or (match.group().lower() in ("until", "once") and len(members) < 3):
        return None
    last = _contiguous(token, set(members))
    start, end = match.start(), r.tokens[last].end
    end = start + len(r.text[start:end].rstrip(_TRAILING))
    if match.group().lower() in ("until", "once") and _came_about(r, clause):
        return None
    if end <= match.end() or (
        match.group().lower() == "if" and r.text[:start].lower().endswith(("as ", "even ", "what "))
    ):
        return None
    return Condition(start, end, outside[0] if outside else clause)


def _came_about(r: Reading, clause: int) -> bool:
    """Whether the clause after "until" tells what came to pass: "rang him until he gave in", not "would stay until it left"."""
    above = r.tokens[clause].head
    return r.tokens[clause].tag == "VBD" and r.tokens[clause].dep == "advcl" and r.tokens[above].tag == "VBD"


def _contiguous(first: int, members: set[int]) -> int:
    last = first
    while last + 1 in members:
        last += 1
    return last


def condition_of(r: Reading, own: set[int], all_acts: set[int], conditions: list[Condition]) -> Condition | None:
    """Return the condition on an act: one that hangs from its cue or content (`own`), and from those of no other act."""
    for condition in conditions:
        at = condition.anchor
        for _ in range(40):
            if at in own:
                return condition
            if at in all_acts or r.tokens[at].head == at or r.tokens[at].dep == "relcl":
                break
            at = r.tokens[at].head
    return None


def is_part_of_content(r: Reading, condition: Condition, act: str) -> bool:
    """Whether "until ..." says how long, rather than what a refusal hangs on."""
    return act != "refusal" and r.text[condition.start : condition.end].split()[0].lower() in _PART_OF_CONTENT


def reference_in(r: Reading, start: int, end: int) -> Span | None:
    """Return the earlier deal that is spoken of between the offsets: "previous agreements", "as promised at ..."."""
    for pattern in (_EARLIER, _REFERENCE):
        match = pattern.search(r.text, start, end)
        if match:
            return r.span(match.start(), match.end() if pattern is _EARLIER else _phrase_end(r, match.end(), end))
    return None


def _phrase_end(r: Reading, start: int, end: int) -> int:
    return min((at for mark in (",", ";", " and ", ".") if (at := r.text.find(mark, start, end)) > 0), default=end)

"""Lists: the acts that list items state, by what opens the list, by its heading, or by themselves."""

import re
from collections.abc import Iterator
from itertools import takewhile

from servanda.codebook.sectors import sector_of_head
from servanda.coding.commitment_complements import finite_subjects, is_infinitive
from servanda.coding.commitment_cues import load_commitment_cues
from servanda.coding.commitment_finding import Finding, is_made, subjects_of
from servanda.reading import tree
from servanda.reading.nouns import is_actor_noun
from servanda.reading.reading import Reading, Sentence, Token
from servanda.record.kinds import Act

_MARKUP = re.compile(r"<li>[\s-]*$")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_LISTED = frozenset(("agreement", "pledge", "reaffirmation", "intention", "demand", "request", "offer"))
_PLANS = frozenset(
    ("plan", "pledge", "promise", "commitment", "priority", "agenda", "manifesto", "programme", "program")
)
_SHORTEST = 8


def find_in_lists(r: Reading) -> list[Finding]:
    """Return the acts that the items of lists state, in order of the text."""
    found: list[Finding] = []
    for sentence in r.sentences:
        found.extend(_listed(r, sentence))
        found.extend(_item_alone(r, sentence))
        if sentence.form != "item":
            found.extend(_planned(r, sentence))
    return found


def _listed(r: Reading, sentence: Sentence) -> Iterator[Finding]:
    """Yield one act for each item of a list that a cue opens: "The parties agreed to: ..."."""
    if not r.text[sentence.start : sentence.end].rstrip().endswith(":"):
        return
    items = _items_below(r, sentence)
    opener = _opener(r, sentence) if items else None
    if opener is None:
        return
    trigger, act = opener
    subjects = tuple(finite_subjects(r, trigger))
    for item in items:
        head = _head(r, item)
        told = subjects_of(r, head) or tree.children(r, head, "csubj")
        own = told and not is_infinitive(r, head)  # a sentence of its own, with a party of its own
        # A list of "signed" names those who signed, one of "announced" often what is told below it.
        named = r.tokens[trigger].lemma in ("sign", "announce") and _names_only(r, item)
        whole = _extent(r, item)
        if not own and not named and whole[1] - whole[0] > _SHORTEST and " " in r.text[slice(*whole)]:
            yield Finding(trigger, act, head, f"{r.tokens[trigger].lemma}:list", subjects, whole=whole)


def _items_below(r: Reading, sentence: Sentence) -> list[Sentence]:
    after = r.sentences[sentence.index + 1 :]
    return list(takewhile(lambda one: one.form == "item", after))


def _head(r: Reading, item: Sentence) -> int:
    return next((t.i for t in r.tokens[item.first : item.last] if t.head == t.i), item.first)


def _extent(r: Reading, item: Sentence) -> tuple[int, int]:
    """Return where the words of an item stand, without the marks after them and the "and" before the last one."""
    end = item.start + len(r.text[item.start : item.end].rstrip(" ;,.\n"))
    return item.start, end - len("; and") if r.text[item.start : end].endswith("; and") else end


def _planned(r: Reading, sentence: Sentence) -> Iterator[Finding]:
    """Yield a pledge for each item below a heading that names a plan, where all say what to do: "Our plan / - Cut taxes".

    Where an item tells what was done, "Cut taxes" may tell so too, and none is one.
    """
    plan = next((t.i for t in r.tokens[sentence.first : sentence.last] if t.lemma.lower() in _PLANS), None)
    items = _items_below(r, sentence) if plan is not None and not _opener(r, sentence) else []
    firsts = [_first(r, item) for item in items]
    if plan is None or not all(t is not None and t.tag in ("VB", "VBP", "MD") for t in firsts):
        return
    for item in items:
        if not subjects_of(r, _head(r, item)):
            yield Finding(plan, "pledge", _head(r, item), "plan:items", owner=plan, whole=_extent(r, item))


def _first(r: Reading, item: Sentence) -> Token | None:
    """Return the first word of an item that is no mark, number or adverb."""
    inside = r.tokens[item.first : item.last]
    return next((t for t in inside if t.pos not in ("PUNCT", "SPACE", "ADV", "X")), None)


def _names_only(r: Reading, item: Sentence) -> bool:
    """Whether an item holds neither a verb nor a sum: "Federal funding for clinics"."""
    return all(t.pos not in ("VERB", "AUX", "NUM") and t.tag != "$" for t in r.tokens[item.first : item.last])


def _item_alone(r: Reading, sentence: Sentence) -> Iterator[Finding]:
    """Yield the measure that a list item states at the very head of a text: "- Open two crossings", "- $3 million for wells".

    Nothing says whose list it is, so the intention has no party and little confidence.
    """
    if sentence.index > 0 or not (sentence.form == "item" or _MARKUP.search(r.text[: sentence.start])):
        return
    first = _first(r, sentence)
    if first is None or sentence.last - sentence.first < 5:
        return
    verb = first.tag in ("VB", "VBG", "VBP") and not tree.children(r, first.i, "nsubj", "nsubjpass")
    money = first.tag in ("$", "SYM") or (first.tag == "CD" and r.tokens[first.i + 1].tag == "CD")
    if verb or money or _names_measure(r, sentence):
        yield Finding(first.i, "intention", first.i, "item", whole=(first.start, _extent(r, sentence)[1]))


def _names_measure(r: Reading, sentence: Sentence) -> bool:
    """Whether a text is nothing but one item that names a thing without telling of it: "- Ten new clinics in the north"."""
    inside = r.tokens[sentence.first : sentence.last]
    root = next((t for t in inside if t.head == t.i), None)
    told = any(t.tag in _FINITE and t.dep not in ("relcl", "acl", "ccomp", "advcl") for t in inside)
    if len(r.sentences) > 1 or root is None or root.pos not in ("NOUN", "PROPN") or told:
        return False
    return not is_actor_noun(root.lemma.lower()) and "CVL" not in sector_of_head(root.lemma.lower())


def _opener(r: Reading, sentence: Sentence) -> tuple[int, Act] | None:
    """Return the cue that a list goes on with, and its act: "agreed to:", "the government will:"."""
    cues = load_commitment_cues()
    for token in reversed(r.tokens[sentence.first : sentence.last]):
        if token.tag == "MD" and token.text.lower() in ("will", "shall") and token.head == token.i:
            return token.i, "pledge"
        for cue in cues.verbs.get(token.lemma.lower(), ()):
            if token.pos == "VERB" and cue.act in _LISTED and not cue.particle and is_made(r, token.i):
                return token.i, cue.act
    return None

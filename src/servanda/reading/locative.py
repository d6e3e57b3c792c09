"""Places or actors: whether the name of a place is used for the place here, or for who governs from it."""

from collections.abc import Sequence

from servanda.reading.names import Name
from servanda.reading.place_names import institution_words
from servanda.reading.reading import Sentence, Token

_AT = frozenset(
    """
    in at near inside outside across around throughout off along via into onto within towards toward
    """.split()
)
_MOTION = frozenset(
    """
    go travel fly arrive return visit come move flee head deploy drive sail march walk send bring take ship cross
    trip journey flight road route way border tour evacuate deport transfer transport carry withdraw depart leave
    rush
    """.split()
)
_SOURCES = frozenset(
    """
    receive get demand seek win buy ask request expect obtain want need accept aid support response statement
    pressure message letter signal word help backing assurance promise pledge money invitation concession guarantee
    criticism
    """.split()
)
_PARTS = frozenset(
    """
    city capital town village province region north south east west border street outskirts port district suburb
    airport embassy resident people part centre center coast island territory area governorate state county
    university mayor consulate skies shore siege bombing shelling fall capture northeast northwest southeast
    southwest
    """.split()
)
_BEFORE_NOUN = ("poss", "compound", "nmod")
_BEING = ("be", "get", "look", "feel", "become", "remain", "grow", "start")
_TOWN_LIFE = frozenset(
    """
    borough mayor street suburb underground metro subway bus police resident council neighbourhood neighborhood crime
    murder tally skyline traffic housing rent zoo museum theatre theater park bridge airport hospital school university
    district river population landlord cyclist commuter slum rooftop cafe restaurant hotel nightlife
    """.split()
)
_GOVERNING = frozenset(
    """
    government policy stance position response interest ally foe ambassador envoy decision demand concern troop force
    ministry tactic aim view relation military move strategy offer proposal threat claim pressure support
    """.split()
)
_DASHES = ("--", "---", "—", "–", "-")
_HELD = frozenset(
    """
    sign hold meet gather land live build station arrive base adopt conclude stay resettle sit convene
    """.split()
)
_TAKEN = frozenset(
    """
    visit leave reach enter seize capture bomb shell recapture retake storm hit tour quit besiege occupy
    """.split()
)


def is_locative(tokens: Sequence[Token], sentences: Sequence[Sentence], names: Sequence[Name], index: int) -> bool:
    """Return whether the name at this index stands for a place: "in Moscow", not "Moscow sees".

    Datelines, prepositions of place, verbs of motion and of taking, "the city of" and a place before a comma make a
    place; a subject, a possessor, an object of speech or one of two sides makes an actor.
    """
    name = names[index]
    sentence = sentences[tokens[name.first].sentence]
    if sentence.form == "dateline" or (sentence.form == "heading" and _heads_date(tokens, sentence, name)):
        return True
    head = head_token(tokens, name)
    if _opens_report(tokens, name) or _based(tokens, name) or _has_inhabitants(tokens, name):
        return True
    if _follows_place(tokens, names, index):
        return True
    if head.dep == "conj" and (first := _name_of(names, head.head)) is not None and first < index:
        return is_locative(tokens, sentences, names, first)
    if head.dep == "dobj":
        return tokens[head.head].lemma in _TAKEN
    if head.dep != "pobj":
        return False
    preposition = tokens[head.head]
    word, above = preposition.lemma, tokens[preposition.head]
    if word in _AT:
        return True
    if word == "of":
        return above.lemma in _PARTS or _is_home(tokens, preposition)
    if word == "to":
        return above.lemma in _MOTION
    if word == "from":
        return above.lemma not in _SOURCES
    if word == "on" and name.type == "country":
        return above.lemma in _HELD
    return word in ("on", "over", "through") and name.type == "place"


def cities_meant(tokens: Sequence[Token], names: Sequence[Name]) -> frozenset[str]:
    """Return the capitals that a text speaks of as towns and never as governments: "London boroughs", "London's crime rate".

    A noun of town life behind the name speaks for the town; speech, a demand, a policy speak for the government.
    """
    towns: set[str] = set()
    governments: set[str] = set()
    for name in names:
        if name.type != "capital":
            continue
        head = head_token(tokens, name)
        words = tokens[name.first].text.casefold()
        above, after = tokens[head.head], tokens[min(name.last, len(tokens) - 1)]
        if after.lemma.lower() in _TOWN_LIFE or (head.dep in _BEFORE_NOUN and above.lemma.lower() in _TOWN_LIFE):
            towns.add(words)
        elif head.dep in ("poss", "nsubj", "nsubjpass", "agent", "dobj") and above.lemma.lower() not in _TOWN_LIFE:
            if head.dep != "poss" and above.lemma in _BEING:
                continue
            governments |= {words} if above.lemma.lower() in _GOVERNING or above.pos == "VERB" else set()
        elif head.dep == "pobj" and tokens[head.head].lemma in ("with", "between", "by", "against"):
            governments.add(words)
    return frozenset(towns - governments)


def _is_home(tokens: Sequence[Token], preposition: Token) -> bool:
    """Whether "of" says where somebody lives: "Ana Rojas, 28, of Lyon", "both of Leeds"."""
    before = tokens[preposition.i - 1] if preposition.i else None
    if before is None:
        return False
    return before.text == "," or before.lemma in ("also", "both", "all", "formerly", "now", "resident", "native")


def _opens_report(tokens: Sequence[Token], name: Name) -> bool:
    """Whether a name at the head of a sentence has an agency in brackets behind it, or stands in capitals: "HANOI (VNA)"."""
    after = tokens[name.last : name.last + 3]
    if _opens_text(tokens, name) or _is_dated(tokens, name):
        return True
    opens = name.first == 0 or tokens[name.first - 1].sentence != tokens[name.first].sentence or _shouted(tokens, name)
    if after and _shouted(tokens, name) and after[0].text in (*_DASHES, ":"):
        return True
    return opens and len(after) == 3 and after[0].text == "(" and after[1].text[:1].isupper() and after[2].text == ")"


def _has_inhabitants(tokens: Sequence[Token], name: Name) -> bool:
    """Whether somebody who lives there follows: "a Paris man"."""
    after = tokens[name.last : name.last + 1]
    return bool(after) and after[0].text in institution_words()["inhabitants"]


def _opens_text(tokens: Sequence[Token], name: Name) -> bool:
    """Whether a text opens with the name in capitals or before an agency: "LONDON Pope Francis", "Moscow, SANA -"."""
    after = tokens[name.last : name.last + 3]
    if name.first or len(after) < 3:
        return False
    if _shouted(tokens, name) and after[0].text[:1].isupper() and not after[0].text.isupper():
        return True
    agency = after[1].text.rstrip("-—–")
    return after[0].text == "," and agency.isupper() and (agency != after[1].text or after[2].text in _DASHES)


def _is_dated(tokens: Sequence[Token], name: Name) -> bool:
    """Whether capitals stand before a day and an agency or a dash: "WASHINGTON, April 5 (Reuters)"."""
    after = [token.text for token in tokens[name.last : name.last + 5]]
    if not _shouted(tokens, name) or len(after) < 4 or after[0] != ",":
        return False
    return any(word.isdigit() for word in after[1:3]) and bool({"(", *_DASHES} & set(after[3:]))


def _shouted(tokens: Sequence[Token], name: Name) -> bool:
    return all(t.text.isupper() and len(t.text) > 3 for t in tokens[name.first : name.last])


def _based(tokens: Sequence[Token], name: Name) -> bool:
    """Whether "-based" or the like follows: "a Berlin-based firm"."""
    after = tokens[name.last : name.last + 2]
    return len(after) == 2 and after[0].text == "-" and after[1].text.lower() in ("based", "born", "area", "bound")


def _heads_date(tokens: Sequence[Token], sentence: Sentence, name: Name) -> bool:
    """Whether a line gives place and date: "Gaborone, 18 July 2017"."""
    after = tokens[name.last : sentence.last]
    return (
        name.first == sentence.first
        and len(after) > 2
        and after[0].text == ","
        and any(t.text.isdigit() for t in after)
    )


def head_token(tokens: Sequence[Token], name: Name) -> Token:
    """Return the token of a name on which the others depend: the last whose head lies outside the name."""
    outside = [t for t in tokens[name.first : name.last] if not name.first <= t.head < name.last or t.head == t.i]
    return outside[-1] if outside else tokens[name.last - 1]


def _follows_place(tokens: Sequence[Token], names: Sequence[Name], index: int) -> bool:
    """Whether the name is the wider place after a comma: "Bagram, Afghanistan"."""
    name = names[index]
    before = names[index - 1] if index else None
    if before is None or before.type not in ("place", "capital") or before.last + 1 != name.first:
        return False
    return tokens[before.last].text == "," and name.type in ("country", "place", "capital")


def _name_of(names: Sequence[Name], token: int) -> int | None:
    return next((n for n, name in enumerate(names) if name.first <= token < name.last), None)

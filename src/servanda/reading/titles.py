"""Titles: the offices that a text gives people, read off the words beside their names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from servanda.knowledge.offices import Office, office_named, standing_of
from servanda.reading.appointments import office_words
from servanda.reading.names import Name
from servanda.reading.reading import Token

_HONORIFICS = frozenset(
    """
    mr mr. mrs mrs. ms ms. miss dr dr. h.e. h.e sir lord lady dame prof. hon. the right honourable
    """.split()
)
_LINKS = frozenset(["of", "for", "and", "to", "on", "at", "in", "the"])
_INNER_LINKS = frozenset(["of", "for", "and"])
_DETERMINERS = frozenset(["the", "a", "an", "this", "that"])
_POSSESSIVES = frozenset(["his", "her", "its", "their"])
_OWNERS = ("country", "adjective", "organisation", "capital", "people", "place")
_HOSTS = frozenset(["to", "at", "in"])
_LONGEST = 9
_KNOWN_AS = (("known", "as"), ("called",), ("named",))


@dataclass(frozen=True, slots=True)
class Title:
    """An office beside a person's name.

    `name` is the index of the person's name, `owner` that of the name the office belongs to (a country or an
    organisation) or None, `possessive` the token of "its" or "his" where that stands in place of an owner.
    tokens[first:last] are the words of the office, standing words left out; start and end bound all of it with the
    name.
    """

    name: int
    office: Office
    first: int
    last: int
    standing: str
    owner: int | None
    possessive: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    """An office among tokens, and what it belongs to."""

    office: Office
    first: int
    last: int
    standing: str
    owner: int | None
    possessive: int | None
    outer_first: int
    outer_last: int


def find_titles(tokens: Sequence[Token], names: Sequence[Name]) -> tuple[Title, ...]:
    """Return the titles of the people named in a text, in order of the names; one name can have several."""
    by_token = {i: n for n, name in enumerate(names) for i in range(name.first, name.last)}
    finder = TitleFinder(tokens, names, by_token)
    return tuple(title for n, name in enumerate(names) if name.type == "person" for title in finder.titles_of(n, name))


@dataclass(frozen=True, slots=True)
class TitleFinder:
    """Finds the offices beside the names of a text; `by_token` gives the name that a token belongs to."""

    tokens: Sequence[Token]
    names: Sequence[Name]
    by_token: dict[int, int]

    def titles_of(self, n: int, name: Name) -> list[Title]:
        """Return the titles of the n-th name."""
        before = self._before(name)
        lead = before.outer_first if before is not None else name.first
        while self._same_sentence(lead - 1, name.first) and self._word(lead - 1) in _HONORIFICS:
            lead -= 1
        found = [before, self._apposed_before(name, lead), self._apposed_after(name), *self._given(name)]
        return [
            self._title(n, name, phrase)
            for phrase in found
            if phrase is not None and phrase.office.canonical != "honorific"
        ]

    def _given(self, name: Name) -> Iterator[_Phrase]:
        """Yield the offices that verbs give the person: "was appointed foreign minister of Chad"."""
        for i, standing in office_words(self.tokens, name):
            phrase = self._ending_at(i + 1, name.first)
            if phrase is not None:
                owner = self._owner_after(i + 1) if phrase.owner is None else None
                phrase = _with_owner(phrase, owner, self.names[owner].last) if owner is not None else phrase
                yield phrase if phrase.standing != "current" else replace(phrase, standing=standing)

    def is_titled(self, name: Name) -> bool:
        """Whether an office stands before the name as it does before a person's: "Judge X", "his spokeswoman, X"."""
        before = self._before(name)
        if before is not None:
            return before.office.personal
        return self._apposed_before(name, name.first) is not None

    def _title(self, n: int, name: Name, phrase: _Phrase) -> Title:
        first, last = min(name.first, phrase.outer_first), max(name.last, phrase.outer_last)
        return Title(
            n, phrase.office, phrase.first, phrase.last, phrase.standing, phrase.owner, phrase.possessive,
            self.tokens[first].start, max(self.tokens[last - 1].end, name.end),
        )  # fmt: skip

    def _word(self, i: int) -> str:
        return self.tokens[i].text.lower()

    def _same_sentence(self, i: int, j: int) -> bool:
        return 0 <= i < len(self.tokens) and self.tokens[i].sentence == self.tokens[j].sentence

    def _before(self, name: Name) -> _Phrase | None:
        """Return the office right before the name: "Russian President X", "the FARC commander known as X"."""
        last = name.first
        while self._same_sentence(last - 1, name.first) and self._word(last - 1) in _HONORIFICS:
            last -= 1
        for words in _KNOWN_AS:
            said = tuple(self._word(i) for i in range(max(last - len(words), 0), last))
            if said == words and self.tokens[last - len(words)].tag == "VBN":
                last -= len(words)
        phrase = self._ending_at(last, name.first)
        if phrase is None:
            return None
        if phrase.owner is None:
            owner = self._owner_after(name.last)
            if owner is not None and not (phrase.office.canonical == "ambassador" and self._word(name.last) in _HOSTS):
                return _with_owner(phrase, owner, self.names[owner].last)
        return phrase

    def _apposed_before(self, name: Name, lead: int) -> _Phrase | None:
        """Return the office before a comma before the name and its own title: "its foreign minister, X"."""
        comma = lead - 1
        if not self._same_sentence(comma, name.first) or self.tokens[comma].text != ",":
            return None
        phrase = self._before_owner(comma, name.first) or self._ending_at(comma, name.first)
        if phrase is not None and phrase.possessive is not None and self._text(phrase.first, phrase.last) == "deputy":
            return None
        if phrase is not None and self._is_apart(phrase, name):
            return None
        if phrase is None or (phrase.owner is None and phrase.possessive is None and not self._is_owned(phrase)):
            return None
        return phrase

    def _is_apart(self, phrase: _Phrase, name: Name) -> bool:
        """Whether the office ends another phrase before the subject: "As adviser to the minister, X helped"."""
        office, person = self.tokens[phrase.last - 1], self.tokens[name.last - 1]
        return office.dep == "pobj" and person.dep in ("nsubj", "nsubjpass")

    def _before_owner(self, last: int, anchor: int) -> _Phrase | None:
        """Return the office whose owner ends right before tokens[last]: "the president of Mali"."""
        owner = self.by_token.get(last - 1)
        if owner is None or self.names[owner].type not in ("country", "capital"):
            return None
        link = self.names[owner].first - 1
        link -= self._word(link) == "the"
        if not self._same_sentence(link, anchor) or self._word(link) not in ("of", "for"):
            return None
        phrase = self._ending_at(link, anchor)
        return _with_owner(phrase, owner, last) if phrase is not None and phrase.owner is None else None

    def _is_owned(self, phrase: _Phrase) -> bool:
        """Whether somebody's ("the government's spokesman, X") or the office stands there, not one of a list."""
        before = self.tokens[phrase.outer_first - 1].text.lower() if phrase.outer_first else ""
        return before in ("'s", "’s", "the")

    def _apposed_after(self, name: Name) -> _Phrase | None:
        """Return the office after a comma after the name: "X, the German chancellor"."""
        at = name.last
        if not self._same_sentence(at, name.first) or self.tokens[at].text not in (",", "("):
            return None
        end = at + 1
        while self._same_sentence(end, name.first) and end - at <= _LONGEST + 4 and self._continues(end):
            end += 1
        for stop in range(end, at + 1, -1):
            if self._word(stop - 1) in _LINKS or self._word(stop - 1) in _DETERMINERS:
                continue
            phrase = self._ending_at(stop, name.first, begin=at + 1)
            owned = self._word(stop) in ("'s", "’s", "'", "’") if stop < len(self.tokens) else False
            if phrase is None or owned or not self._fills(at + 1, phrase.outer_first) or self._begins_person(stop):
                continue
            hosted = phrase.office.canonical == "ambassador" and self._word(stop) in _HOSTS
            if phrase.owner is None and not hosted and (owner := self._owner_after(stop)) is not None:
                return _with_owner(phrase, owner, self.names[owner].last)
            return phrase
        return None

    def _begins_person(self, i: int) -> bool:
        """Whether a person's name begins there, whose title the words before it then are: "X, Vice President Y, and"."""
        name = self.by_token.get(i)
        return name is not None and self.names[name].type == "person"

    def _continues(self, i: int) -> bool:
        token = self.tokens[i]
        return (
            token.pos in ("NOUN", "PROPN", "ADJ", "DET", "ADP", "PART", "CCONJ", "NUM", "SCONJ")
            or token.text in ("'s", "’s", "-")
            or self._word(i) in _POSSESSIVES
            or self._word(i) == "elect"
        )

    def _fills(self, begin: int, first: int) -> bool:
        """Whether nothing but articles and numbers stands between the comma and the office."""
        return all(
            self._word(i) in _DETERMINERS or self._word(i) in ("one", "now", "then") for i in range(begin, first)
        )

    def _ending_at(self, last: int, anchor: int, begin: int = 0) -> _Phrase | None:
        """Return the longest office whose words end right before tokens[last]."""
        best: tuple[int, Office] | None = None
        for first in range(last - 1, max(begin, last - _LONGEST) - 1, -1):
            if not self._same_sentence(first, anchor) or not self._part_of_office(first, last):
                break
            if self._word(first) in _LINKS or standing_of(self._word(first)) or not self._heads_office(first, last):
                continue
            office = office_named(self._text(first, last))
            if office is not None:
                best = (first, office)
        if best is None or not self.tokens[last - 1].text[:1].isalnum():
            return None
        while best[0] + 1 < last and office_named(self._text(best[0] + 1, last)) is best[1]:
            best = (best[0] + 1, best[1])
        return self._with_surroundings(best[0], last, best[1], anchor)

    def _heads_office(self, first: int, last: int) -> bool:
        """Whether words with "of" or "for" have an office before it: "minister of defence", not "fall of the leader"."""
        link = next((i for i in range(first, last) if self._word(i) in ("of", "for")), None)
        return link is None or office_named(self._text(first, link)) is not None

    def _part_of_office(self, i: int, last: int) -> bool:
        token = self.tokens[i]
        name = self.by_token.get(i)
        if name is not None and self.names[name].type == "adjective":
            return i < last - 1
        if name is not None and self.names[name].type != "organisation":
            return self.names[name].type in ("country", "capital") and i < last - 1 and self._word(i - 1) in _LINKS
        if self._word(i) in _INNER_LINKS or self._word(i) == "the":
            return i < last - 1
        modifies = token.tag in ("VBN", "VBG") and token.dep in ("amod", "compound", "nmod")
        return modifies or token.pos in ("NOUN", "PROPN", "ADJ", "ADV") or token.text == "-" or token.tag == "CD"

    def _text(self, first: int, last: int) -> str:
        words: list[str] = []
        for i in range(first, last):
            name = self.by_token.get(i)
            if name is not None and self.names[name].type == "adjective":
                continue
            gap = self.tokens[i].start > self.tokens[i - 1].end
            words.append((" " if gap else "") + self.tokens[i].text)
        return "".join(words).lower()

    def _with_surroundings(self, first: int, last: int, office: Office, anchor: int) -> _Phrase:
        """Return the office with its standing ("interim") and owner ("Syria's") found to its left or inside it."""
        outer = first
        owner = self._owner_inside(first, last)
        while first < last - 1 and first in self.by_token:
            first += 1
        first, standing = self._standing_inside(first, last)
        while found := self._standing_before(outer, anchor):
            standing, outer = found
        possessive = None
        if owner is None:
            outer, owner, possessive = self._owner_before(outer, anchor)
            while found := self._standing_before(outer, anchor):
                standing, outer = found
        if self._same_sentence(last, anchor) and self._word(last) == "-" and self._word(last + 1) == "elect":
            standing = "elect"
        return _Phrase(office, first, last, standing, owner, possessive, outer, last)

    def _standing_before(self, first: int, anchor: int) -> tuple[str, int] | None:
        """Return the standing that the word before tokens[first] gives, and where that word is: "acting", "ex-"."""
        at = first - 2 if first and self._word(first - 1) == "-" else first - 1
        word = standing_of(self._word(at)) if self._same_sentence(at, anchor) else None
        return None if word is None else (word, at)

    def _standing_inside(self, first: int, last: int) -> tuple[int, str]:
        standing = "current"
        while first < last - 1 and (word := standing_of(self._word(first))):
            standing, first = word, first + 1
        for i in range(first, last):
            if self._word(i) in ("elect", "designate"):
                standing = "elect"
        return first, standing

    def _owner_inside(self, first: int, last: int) -> int | None:
        owners = [self.by_token[i] for i in range(first, last) if i in self.by_token]
        return next((o for o in owners if self.names[o].type in _OWNERS), None)

    def _owner_before(self, outer: int, anchor: int) -> tuple[int, int | None, int | None]:
        at = outer - 1
        if self._same_sentence(at, anchor) and self.tokens[at].text in ("'s", "’s", "'", "’"):
            at -= 1
        if not self._same_sentence(at, anchor):
            return outer, None, None
        if self._word(at) in _POSSESSIVES:
            return at, None, at
        name = self.by_token.get(at)
        of_person = name is not None and self.names[name].type == "person" and at < outer - 1
        if name is not None and (of_person or self.names[name].type in _OWNERS):
            return self.names[name].first, name, None
        return outer, None, None

    def _owner_after(self, at: int) -> int | None:
        """Return the name after "of" or "for" right here: "President X of Poland"."""
        if at + 1 >= len(self.tokens) or self._word(at) not in ("of", "for", "to", "at"):
            return None
        start = at + 2 if self._word(at + 1) in _DETERMINERS else at + 1
        name = self.by_token.get(start)
        return name if name is not None and self.names[name].type in _OWNERS else None


def _with_owner(phrase: _Phrase, owner: int, last: int) -> _Phrase:
    return _Phrase(
        phrase.office,
        phrase.first,
        phrase.last,
        phrase.standing,
        owner,
        None,
        phrase.outer_first,
        max(phrase.outer_last, last),
    )

"""Circumstances of a claim: when its step happened, whether it is only recalled, by when the thing is due, how much of it."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from servanda.coding.cues import load_cues
from servanda.following.claim import Quantity
from servanda.following.days import later
from servanda.following.parties import parties_of
from servanda.following.scenes import LaidOut, Scene
from servanda.following.words import stem_of
from servanda.record import Amount, Date, Span
from servanda.record.kinds import Commitment, TimeExpression

_RELATIVE = re.compile(
    r"(?P<before>[\w'’]+)?[,\s]*\b(?P<link>that|which|who|whom|whose|as|than|since|after|when)\s+(?P<between>(?:[\w'’-]+\s+){0,4})$",
    re.I,
)
_LOOKING_BACK = re.compile(
    r"\b(?:recall(?:s|ed|ing)?|remember(?:s|ed)|earlier|previously|originally|original|at the time|once)\b[^.;]*$", re.I
)
_LIMIT = re.compile(
    r"\b(?:by|before|not? later than|prior to|within|ahead of|due (?:on|in)?|deadline (?:of|is))\s+(?:the\s+)?$", re.I
)
_END = re.compile(
    r"\b(?:until|till|through|expires? (?:on|in|at)?|expir(?:ed|ing) (?:on|in|at)?|ends? (?:on|in|at)|runs? to|lasts? to|"
    r"valid (?:to|until)|up to)\s+(?:the\s+)?(?:end of\s+)?$",
    re.I,
)
_WITHIN = re.compile(r"\bwithin\s+(?:the\s+(?:next\s+)?)?$", re.I)
_WHOLLY = re.compile(
    r"\b(?:all|whole|entire|fully|full|every|complet\w+|last|final|both|total|remaining|rest of)\b", re.I
)
_PARTS = (
    "part|batch|tranche|instal?lment|shipment|consignment|convoy|group|half|cargo|delivery|phase|stage|payment|load|lot"
)
_COUNT = r"\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty"
_PARTLY = re.compile(
    rf"\b(?:(?:first|second|third|initial) (?:\w+ )?(?:{_PARTS})|only (?:a )?(?:part|half|some)|part of|partly|partially|"
    rf"so far|half of|some of|(?:{_COUNT}) of (?:the|its|their|his|her|those) (?:\w+ )?(?:{_COUNT})|"
    r"(?:another|other|remaining|outstanding|further) (?:\d|\w+ (?:tonnes|tons|million|billion))|"
    r"of the \d|of a promised|fewer than|less than|short of)",
    re.I,
)
_LAST = re.compile(r"\b(?:last|final|remaining|rest of|balance of)\b", re.I)
_SO_FAR = re.compile(
    r"\b(?:so far|to date|until now|up to now|by now|in all|in total|altogether|a total of|has now|have now|had by then)\b",
    re.I,
)
_TOTAL = re.compile(r"\b(?:total|sum|tally)(?:\s+\w+){0,5}?\s+(?:to|of|at|is|was|stands? at)\s+(?:\w+\s+){0,2}$", re.I)
_OF_WHOLE = re.compile(r"\d[^.;]{0,20} of (?:the|its|their|his|her) (?:\w+ ){0,2}[$€£¥]?\d", re.I)
_ONE_MORE = re.compile(
    rf"\b(?:another|further|additional|more|next|new|latest|first|second|third|fourth|fifth|today)\b|\b(?:{_PARTS})s?\b",
    re.I,
)
_CORRECTION = re.compile(
    r"\bcorrections?\b|\bcorrected\b|\bclarification\b|\bwe apologi[sz]e\b|\bwe regret the\b|\bretract(?:s|ed|ion)\b|"
    r"\bwas wrong\b|\b(?:we|an? (?:earlier|previous)|our) (?:\w+ )?(?:wrongly|mistakenly|incorrectly|wrote|reported|report of|"
    r"version|article|story)\b[^.]*(?:\bwrong|\bmistake|\berror|\bincorrect|\bnot\b|\bshould)",
    re.I,
)
_ERROR = re.compile(
    r"\b(?:we|this \w+|our (?:\w+ ){0,3}(?:report|article|story|edition|issue)(?: of \w+)?|an? (?:earlier|previous) "
    r"(?:version|report|article|story)(?: of [^.;,]{2,40})?) (?:had |have |has )?(?:\w+ly )?(?:reported|wrote|written|said|"
    r"stated|gave|claimed|put)\b",
    re.I,
)
_RATHER = re.compile(r"\b(?:not|n['’]t|in fact|instead|rather than|contrary to)\b", re.I)
_TURNING = re.compile(
    r"\b(?:after all|(?:gives?|gave|given|giving) (?:way|in|ground)|(?:turn|about)-?(?:about|around|face)|u-turn|volte-face|"
    r"second thoughts|relent(?:s|ed|ing)?|back(?:s|ed|ing)? down|climb(?:s|ed|ing)? ?-?down|reversal|"
    r"chang(?:es?|ed|ing) (?:its|his|her|their) (?:mind|course|position|stance|tune|tack)|"
    r"revers(?:es|ed|ing) (?:course|itself|its (?:decision|position|refusal|stance))|"
    r"(?:takes?|took|taken|going|goes|went|gone) back (?:its|his|her|their|on (?:its|his|her|their))? ?"
    r"(?:word|promise|pledge|refusal)|"
    r"(?:days|weeks|months|years) of (?:\w+ )?(?:refus\w+|defiance|resistance|hesitation|opposition|rejecti\w+)|"
    r"had (?:still |previously |earlier |at first |once |long |flatly |until then |so far |then )?"
    r"(?:refused|rejected|ruled out|"
    r"turned (?:\w+ ){0,4}down|declined|said no|resisted|opposed)|no longer (?:refus\w+|oppos\w+|resist\w+|rul\w+ out)|"
    r"ruled (?:\w+ ){1,3}out|(?:at first|initially|previously) (?:refused|rejected|opposed|resisted)|"
    r"(?:drop(?:s|ped)|abandon(?:s|ed)|giv(?:es|en) up|gave up) (?:its|his|her|their) (?:\w+ )?"
    r"(?:opposition|objections?|resistance|"
    r"refusal|veto))\b",
    re.I,
)
# After these a relative word looks back on nothing: "under which", "and that".
_NO_ANTECEDENT = frozenset("under in by with on for to from of at through and but or".split())
# Between the relative word and the verb another verb may stand, which is then the one that looks back.
_VERB = re.compile(r"\w{2,}ed\b")
_HAD = re.compile(r"\bhad\s+(?:\w+ly\s+)?$")
_OF = re.compile(r"\b(?:of|since|for|from)\s+(?:the\s+)?$", re.I)
# A date behind another verb is that of the other deed: "broke the truce that was agreed in May".
_OTHER_DEED = re.compile(
    r"[;:]|, (?:and|but|while)\b|\b(?:that|which|who|whom|whose|when|where|as)\b|\b(?:signed|agreed|promised|pledged|"
    r"undertaken|undertook|announced|granted|concluded|reached|imposed|introduced|offered|proclaimed|declared)\b"
)
_RECENT_DAYS = 8
_REACH = 60
_ADJACENT = 4
_OPENING = 12


def corrects(laid_out: LaidOut) -> bool:
    """Whether a document presents itself as the correction of an earlier one of its outlet."""
    opening = " ".join(scene.span.quote for scene in laid_out.scenes[:2])
    return bool(_CORRECTION.search(f"{laid_out.filed.title or ''}. {opening}"))


def is_corrected(laid_out: LaidOut, evidence: Span, sentence: Span) -> bool:
    """Whether what stands at a claim's place is what a correction repeats of the error: "we reported that ..."."""
    before = laid_out.filed.text[sentence.start : evidence.end]
    return bool(_ERROR.search(before)) and not _RATHER.search(before)


def turns(laid_out: LaidOut) -> bool:
    """Whether a document says that somebody changed course: "after all", "gave way", "had still refused"."""
    return bool(_TURNING.search(f"{laid_out.filed.title or ''}. {laid_out.filed.text}"))


def is_recalled(laid_out: LaidOut, scene: Scene, at: int, end: int) -> bool:
    """Whether a text only looks back on what stands at its offsets: in a relative clause, or dated long before the text."""
    before = laid_out.filed.text[scene.span.start : at]
    relative = _RELATIVE.search(before)
    if (
        relative
        and not _VERB.search(relative["between"])
        and not _says(relative["before"])
        and ((relative["before"] or "").lower() not in _NO_ANTECEDENT)
    ):
        return True
    happened = date_of(laid_out, scene, at, end)
    published = laid_out.filed.published
    if happened is not None and published is not None and _is_long_before(happened, published):
        return True
    pluperfect = _HAD.search(before) and not any(_says(word) for word in re.findall(r"[\w'’]+", before))
    return bool(pluperfect or _LOOKING_BACK.search(before))


def date_of(laid_out: LaidOut, scene: Scene, at: int, end: int) -> Date | None:
    """Return when a step happened: the nearest past date of its clause, or else the day of publication.

    A date before the verb counts where it opens the sentence or stands beside the verb: "agreed in May" dates agreeing.
    """
    published = laid_out.filed.published
    opening = scene.span.start + _OPENING
    after = [t for t in scene.times if t.start >= end and t.start - end <= _REACH]
    before = [t for t in scene.times if t.end <= at and (at - t.end <= _ADJACENT or t.start <= opening)]
    near = [*after, *before]
    for time in sorted(near, key=lambda t: (t.start < at, abs(t.start - at))):
        resolved = time.resolved
        if resolved is None or resolved.precision not in ("day", "month", "year") or "/" in resolved.value:
            continue
        between = laid_out.filed.text[min(end, time.end) : max(time.start, at)]
        if _OTHER_DEED.search(between) or _limits(laid_out, time) or _is_of(laid_out, time):
            continue
        if published is None or resolved.value <= published[: len(resolved.value)]:
            return resolved
    return Date.of(published) if published else None


def due_of(laid_out: LaidOut, scene: Scene, at: int) -> Date | None:
    """Return by when something is to be done: the next limit after it in its sentence or the two that follow."""
    return _limit(laid_out, scene, at, _LIMIT)


def until_of(laid_out: LaidOut, scene: Scene, at: int) -> Date | None:
    """Return until when something binds: "until", "expires on" in its sentence or the two that follow."""
    return _limit(laid_out, scene, at, _END)


def amounts_near(scene: Scene, evidence: Span, at: int, *, behind: bool) -> tuple[Quantity, ...]:
    """Return the first amount of a clause after an offset, or else, if asked for, the last one before it."""
    within = [a for a in scene.amounts if evidence.start <= a.start and a.end <= evidence.end]
    after = [amount for amount in within if amount.start >= at]
    before = [amount for amount in within if behind and amount.start < at]
    return quantities(after[:1] or before[-1:])


def total_near(scene: Scene, evidence: Span) -> tuple[Quantity, ...]:
    """Return the amount that a clause gives as a total: "bringing the total to 72,000 tonnes"."""
    text = evidence.quote
    within = [a for a in scene.amounts if evidence.start <= a.start and a.end <= evidence.end]
    return quantities([a for a in within if _TOTAL.search(text[: a.start - evidence.start])][:1])


def quantities(amounts: list[Amount] | tuple[Amount, ...]) -> tuple[Quantity, ...]:
    """Return amounts as quantities, the first of each unit."""
    found: dict[str, Quantity] = {}
    for amount in amounts:
        found.setdefault(amount.unit, Quantity(amount.value, amount.unit))
    return tuple(found.values())


def is_whole(words: str) -> bool:
    """Whether words say that all was done."""
    return bool(_WHOLLY.search(words))


def is_part(words: str) -> bool:
    """Whether words say that only a part was done."""
    return bool(_PARTLY.search(words))


def is_last(words: str) -> bool:
    """Whether words say that the last part was done, however much that was."""
    return bool(_LAST.search(words))


def is_running(words: str) -> bool:
    """Whether an amount in words is what was done up to then, and no part more: "has so far paid", "60 of the 90 tonnes"."""
    return bool(_SO_FAR.search(words) or (_OF_WHOLE.search(words) and not _ONE_MORE.search(words)))


def _limit(laid_out: LaidOut, scene: Scene, at: int, mark: re.Pattern[str]) -> Date | None:
    published = laid_out.filed.published
    for other in _following(laid_out, scene):
        for time in other.times:
            before = laid_out.filed.text[max(0, time.start - 30) : time.start]
            if mark.search(before) is None or (time.start < at and other is not scene):
                continue
            if time.type in ("DATE", "TIME") and _is_ahead(time.resolved, published):
                return time.resolved
            if (
                time.type == "DURATION"
                and _WITHIN.search(before)
                and published
                and (found := later(published, time.value))
            ):
                return Date.of(found, "relative", f"{time.text} from {published}")
    return None


def _following(laid_out: LaidOut, scene: Scene) -> Iterator[Scene]:
    """Yield a sentence and the two that follow it in its paragraph, up to one in which somebody else binds himself."""
    yield scene
    for other in laid_out.scenes[scene.index + 1 : scene.index + 3]:
        if "\n" in laid_out.filed.text[scene.span.end : other.span.start] or _binds_another(laid_out, scene, other):
            return
        yield other


def _binds_another(laid_out: LaidOut, scene: Scene, other: Scene) -> bool:
    """Whether a sentence promises or demands something of its own, by somebody who is not named in the first."""
    here = {mention.party for mention in scene.parties}
    return any(
        isinstance(record, Commitment)
        and other.span.start <= record.evidence.start < other.span.end
        and bool(by := parties_of(record.by))
        and not set(by) & here
        for record in laid_out.filed.records
    )


def _is_ahead(found: Date | None, published: str | None) -> bool:
    return found is not None and (published is None or found.value[:10] >= published[: len(found.value)])


def _limits(laid_out: LaidOut, time: TimeExpression) -> bool:
    before = laid_out.filed.text[max(0, time.start - 30) : time.start]
    return bool(_LIMIT.search(before) or _END.search(before))


def _is_of(laid_out: LaidOut, time: TimeExpression) -> bool:
    """Whether a date belongs to a noun or a span: "the accord of 1990", "since May"."""
    return bool(_OF.search(laid_out.filed.text[max(0, time.start - 12) : time.start]))


def _is_long_before(happened: Date, published: str) -> bool:
    if happened.precision == "day":
        return (date.fromisoformat(published) - date.fromisoformat(happened.value)).days > _RECENT_DAYS
    return happened.value < published[: len(happened.value)]


def _says(word: str | None) -> bool:
    return word is not None and stem_of(word.lower()) in _speech_stems() | {"said", "told"}


@cache
def _speech_stems() -> frozenset[str]:
    verbs = (cue for cues in load_cues().verbs.values() for cue in cues)
    return frozenset(stem_of(cue.words[0]) for cue in verbs if not cue.takes.isdisjoint(("that", "quote")))

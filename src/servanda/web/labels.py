"""Labels: words for the values that records hold, marked for the catalogue."""

from gettext import NullTranslations

from servanda.web.languages import N_

# By the value as records have it; a value that two kinds share means the same in both.
LABELS: dict[str, str] = {
    "event": N_("event"),
    "commitment": N_("commitment"),
    "statement": N_("statement"),
    "assessment": N_("assessment"),
    "interest": N_("aim"),
    "relation": N_("relation"),
    "actor": N_("actor"),
    "role": N_("office"),
    "place": N_("place"),
    "date": N_("date"),
    # how the text presents it
    "occurred": N_("occurred"),
    "ongoing": N_("ongoing"),
    "planned": N_("planned"),
    "possible": N_("possible"),
    "denied": N_("denied"),
    # acts of commitment
    "pledge": N_("pledge"),
    "offer": N_("offer"),
    "agreement": N_("agreement"),
    "reaffirmation": N_("reaffirmation"),
    "intention": N_("intention"),
    "demand": N_("demand"),
    "request": N_("request"),
    "refusal": N_("refusal"),
    "threat": N_("threat"),
    "withdrawal": N_("withdrawal"),
    "delivery": N_("delivery"),
    # what became of a commitment
    "announced": N_("announced"),
    "requested": N_("requested"),
    "agreed": N_("agreed"),
    "reaffirmed": N_("reaffirmed"),
    "extended": N_("extended"),
    "in_progress": N_("in progress"),
    "partially_delivered": N_("partly delivered"),
    "delivered": N_("delivered"),
    "stalled": N_("stalled"),
    "suspended": N_("suspended"),
    "resumed": N_("resumed"),
    "refused": N_("refused"),
    "withdrawn": N_("withdrawn"),
    "broken": N_("broken"),
    "expired": N_("expired"),
    "superseded": N_("superseded"),
    "overdue": N_("overdue"),
    "silent": N_("silent"),
    "disputed": N_("disputed"),
    # forms of statements, tones and directions of relations
    "direct": N_("direct speech"),
    "indirect": N_("indirect speech"),
    "mixed": N_("mixed"),
    "cooperative": N_("cooperative"),
    "strained": N_("strained"),
    "hostile": N_("hostile"),
    "improving": N_("improving"),
    "steady": N_("steady"),
    "worsening": N_("worsening"),
    # sectors of commitments
    "humanitarian": N_("humanitarian"),
    "food": N_("food"),
    "health": N_("health"),
    "water": N_("water"),
    "education": N_("education"),
    "energy": N_("energy"),
    "transport": N_("transport"),
    "reconstruction": N_("reconstruction"),
    "economic": N_("economic"),
    "trade": N_("trade"),
    "investment": N_("investment"),
    "debt": N_("debt"),
    "technology": N_("technology"),
    "climate": N_("climate"),
    "agriculture": N_("agriculture"),
    "military": N_("military"),
    "basing": N_("basing"),
    "nuclear": N_("nuclear"),
    "security": N_("security"),
    "justice": N_("justice"),
    "prisoners": N_("prisoners"),
    "migration": N_("migration"),
    "territory": N_("territory"),
    "sovereignty": N_("sovereignty"),
    "diplomacy": N_("diplomacy"),
    "governance": N_("governance"),
    "culture": N_("culture"),
    "other": N_("other"),
    # types of actors
    "person": N_("person"),
    "state": N_("state"),
    "organisation": N_("organisation"),
    "group": N_("group"),
    "people": N_("people"),
    # what people decide
    "confirmed": N_("confirmed"),
    "edited": N_("edited"),
    "rejected": N_("rejected"),
    # quad classes
    "verbal cooperation": N_("verbal cooperation"),
    "material cooperation": N_("material cooperation"),
    "verbal conflict": N_("verbal conflict"),
    "material conflict": N_("material conflict"),
    # roles of people here
    "reader": N_("reader"),
    "reviewer": N_("reviewer"),
    "admin": N_("administrator"),
}


def label_of(value: object, translations: NullTranslations) -> str:
    """Return the word for a value in a language; a value without one (a type of a codebook) stays, with spaces."""
    known = LABELS.get(str(value))
    return translations.gettext(known) if known else str(value).replace("_", " ").lower()

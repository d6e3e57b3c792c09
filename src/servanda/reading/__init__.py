"""Documents in, readings out: sentences, parse, quotations, and who is mentioned where.

`read_documents` takes many documents at once. Nothing goes wrong that a reading does not show: a text in another
language has no sentences, and a name nobody knows is an entity without a country.
"""

from servanda.reading.read import read_documents
from servanda.reading.reading import Entity, Mention, OfficeHeld, Quotation, Reading, Sentence, Token

__all__ = ["Entity", "Mention", "OfficeHeld", "Quotation", "Reading", "Sentence", "Token", "read_documents"]

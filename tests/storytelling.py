"""Short made-up texts, coded, and the one entry that they make."""

from servanda.codebook import load_codebook
from servanda.coding.coder import code_documents
from servanda.following.filed import file_document
from servanda.sources import Document


def story(*texts):
    """The documents of (key, day, source, text), coded."""
    documents = [Document(key, text, published=day, source=source) for key, day, source, text in texts]
    coded = code_documents(documents, load_codebook())
    return [file_document(d, c) for d, c in zip(documents, coded, strict=True)]


def only(followed):
    entries = [entry for entry in followed.entries if not entry.slight]
    assert len(entries) == 1
    return entries[0]

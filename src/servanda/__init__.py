"""servanda reads diplomatic and political news and keeps a record that can be checked.

>>> import servanda
>>> document = servanda.read("France pledged aid to Mali.", published="2024-05-14")
>>> [event.type for event in document.events]
['AGREE']
"""

from importlib.metadata import version

from servanda.document import CodingError, Document, read, read_all

__all__ = ["CodingError", "Document", "read", "read_all"]
__version__ = version("servanda")

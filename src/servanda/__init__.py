"""servanda reads diplomatic and political news and keeps a record that can be checked.

>>> import servanda
>>> document = servanda.read("France pledged aid to Mali.", published="2024-05-14")
>>> [event.type for event in document.events]
['AGREE']
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servanda.document import CodingError, Document, read, read_all

__all__ = ["CodingError", "Document", "read", "read_all"]


def __getattr__(name: str) -> Any:
    """Return what the package offers, loaded when it is first asked for: a command that codes nothing starts at once."""
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415

        return version("servanda")
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from servanda import document  # noqa: PLC0415

    return getattr(document, name)

"""Documents: texts of any usual kind in, `Document` out, the text fixed once and never cleaned again."""

from servanda.sources.document import Document, Pair
from servanda.sources.jsonl import parse_line, read_lines

__all__ = ["Document", "Pair", "parse_line", "read_lines"]

"""The vocabularies by which servanda codes: event types, contexts, sectors, acts, likelihood and CAMEO.

In: TOML and TSV files, the packaged ones in `data/` or a user's own of the same form. Each entry carries its
definition, examples and, where confusion threatens, counterexamples.

Out: one frozen `Codebook` of mappings by name or code, and small look-ups beside each vocabulary: `contexts_of`,
`sectors_of`, `sector_of_head`, `find_likelihood`, `cameo_for`.

What may go wrong: a malformed file raises `VocabularyError`, which names the file, the line, the problem and what to
do. A text without cues is no error: it has no contexts, and its sector is "other".
"""

from servanda.codebook.codebook import Codebook, load_codebook
from servanda.codebook.tables import VocabularyError

__all__ = ["Codebook", "VocabularyError", "load_codebook"]

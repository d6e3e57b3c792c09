"""The store: documents with their texts, what coders made of them, what people decided, stories and the ledger.

`opening.open_store` gives a `Store`. Prepared documents enter (`preparing`, `keeping`), are followed (`following_up`), and
questions leave with answers (`asking_*`, `searching`). Decisions enter the journal (`deciding`) and are folded over the
records (`folding`), never into them. Nothing is deleted but the words of a document that is taken down.

A place that is no store, or tables of a newer servanda, raise `StoreError`; a decision that cannot be carried out raises
`DecisionError`.
"""

from servanda.store.migrating import StoreError
from servanda.store.opening import Store, open_store

__all__ = ["Store", "StoreError", "open_store"]

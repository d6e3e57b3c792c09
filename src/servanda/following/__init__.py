"""Following: the records of many documents become stories, a ledger of commitments, and (with `analysis`) relations.

Everything here is a function from values to values. Nothing is read, written, cached or timed; the store keeps what
comes out and passes it in again. All results are frozen dataclasses that `layout.to_row` turns into plain JSON and
`layout.from_row(Kind, row)` makes whole again.

**What enters.** `filed.Filed`: a document with its records. `filed.file_document(line, coded)` makes one.

**Stories** (a document belongs to one story; a story is one happening, its follow-up a week later is another):

- `descriptions.describe(filed) -> Description`: what comparison needs. `description.keys` are blocking keys: keep them in
  an index, and look there for documents that share one.
- `placement.place(description, candidates, decisions) -> Placement(story, score, why)`: `candidates` are `Known(description,
  story)` of documents that share keys, most shared and most recent first (`placement.CANDIDATES` are enough); `story` is None
  when the document opens a new one (name it with `placement.story_id(description)`). `why` says in words and numbers why.
- `decisions.StoryDecisions(pins, apart)`: what people decided. `pins` gives a document its story, `apart` lists pairs of
  documents that share none. A merge is a pin of each document of the one story to the other.
- `story_events.merge_events(members) -> tuple[StoryEvent, ...]`: the events of a story's documents, each happening once,
  with all evidence and the figures on which accounts differ.

**Ledger** (an entry is one commitment, from the first word of it to what became of it):

- `claims.claims_of(filed) -> tuple[Claim, ...]`: what one text says of commitments, from its records and from the words of
  `data/step_cues.tsv`. A claim has an `id` that does not depend on other documents.
- `claims.keys_of(claim) -> tuple[str, ...]`: blocking keys, the pairs of parties that its commitment may be between; an entry
  may be meant when it shares one with the claim (`entry.keys`).
- `linking.assign(claims, entries, decisions) -> tuple[Link, ...]`: the claims of one document, in one call; `entries` are those
  that share a key with any of them (`linking.CANDIDATES` most recent are enough). One `Link(claim, entry, new, score, why)` for
  each claim; `entry` is the id of one of the entries, or a new id (`new`; other claims of the document may join it), or None
  for an orphan: a claim that speaks of no known commitment and makes none. Keep orphans with their keys; when a new entry
  shares a key with one, which happens where documents arrive out of order, pass the orphan to `assign` again with that entry.
- `known.summary_of(entry) -> Summary`: what linking asks of an entry's claims, small however many they are. Kept with the
  entry it spares reading them: `linking.assign_known` takes entries by their summaries, for a document after all their claims.
- `decisions.LedgerDecisions(pins, apart)`: `pins` gives a claim its entry (None: no entry at all), `apart` lists pairs (claim,
  entry) that do not belong together. A merge pins the claims of one entry to the other, a split pins them to a new id.
- `entries.fold(entry, claims) -> Entry`: the entry of that id from all claims linked to it, in whatever order: history,
  status, due, until, promised, delivered. Call it once for each entry that got or lost claims, after the links of a document
  are in; it raises ValueError where no claim makes a commitment.
- `standing.as_of(entry, day, slight=False) -> Entry | None`: the entry as it could be known on that day (None before its
  first step, and for what one text says in passing), with `computed` overdue, silent, disputed. What it returns is
  never to be stored.
- `layout.ledger_row(entry) -> dict`: the line that `servanda ledger --json` prints.

**All at once.** `memory.follow(documents) -> Followed(stories, entries, links)` runs the same functions over a list, in
order of the documents' days.

What may go wrong: a document without a day or without records gives fewer keys and claims, never an error.
"""

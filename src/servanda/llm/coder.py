"""The LLM coder: acts as a model proposes them, held to the text; actors, roles, places and dates as every coder has them."""

from servanda.codebook import Codebook
from servanda.coding.coder import code_all_events, code_reading
from servanda.coding.coders import Outcome
from servanda.coding.context import Context
from servanda.encoder import load_encoder
from servanda.llm.proposing import propose
from servanda.llm.records import records_of
from servanda.llm.settings import llm_settings
from servanda.reading import Reading
from servanda.record import Event, Record


def llm(reading: Reading, codebook: Codebook) -> list[Outcome]:
    """Return the records of a reading in order of the text, and a warning where proposals had to be dropped.

    The events of given pairs are those of the learned coder. Raises SettingsError for settings that will not do, and
    CannotCodeError for a document about which the model could not be asked or gave no usable reply.
    """
    settings = llm_settings()
    proposals = propose(settings, reading, codebook)

    def acts(context: Context) -> list[Record]:
        records = records_of(context, proposals.grounded, settings.model, settings.confidence)
        if not reading.document.pairs:
            return records
        return [*code_all_events(context), *(r for r in records if not isinstance(r, Event))]

    return [*code_reading(reading, codebook, "llm", load_encoder(), acts), *proposals.warnings()]

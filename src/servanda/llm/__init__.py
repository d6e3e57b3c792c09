"""A coder that asks a large language model: any endpoint with the chat completions of OpenAI.

In: a reading and a codebook, and the settings under [llm] of servanda.toml (docs/coders.md). The model proposes light
records made of quotations; each quotation must stand in the text word for word, or the record is dropped. Who is meant,
when and where then comes from the reading, as it does for every other coder.

Out: records, and a warning that says how many proposals were dropped. What may go wrong: the endpoint cannot be reached,
answers with nonsense or would cost more than it may: then the document is not coded, and says why (CannotCodeError).
Settings that are missing or wrong stop the run (SettingsError).
"""

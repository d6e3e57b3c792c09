"""A coder in which a Hugging Face model judges events in place of the encoder; everything else is as the learned coder has it.

In: a reading and a codebook, and the settings under [huggingface] of servanda.toml (docs/coders.md). The model either
classifies sequences, its labels standing for event types, or tells whether a text entails the definition of a type.

Out: records. What may go wrong: torch or transformers are not installed, or the model cannot be loaded (CoderError); a
label stands for no type, or a type has no label (SettingsError). All of them stop the run.
"""

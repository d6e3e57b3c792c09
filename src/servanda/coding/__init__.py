"""Readings in, records out: one module for each kind, and `coder.py`, which runs them in a stated order."""

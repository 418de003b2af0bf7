"""Checks and formats international bank account numbers. Reads durations such as "1h 30m" and writes them for people."""

__version__ = "0.1.0"

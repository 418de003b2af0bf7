"""Reads values from words of the command line."""

import argparse
import math


def number(word: str) -> float:
    """Read a finite number."""
    value = float(word)
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"{word} is not a number")
    return value

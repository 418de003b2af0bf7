"""Reads query strings of addresses into values by key and writes them."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode


def parse_query(query: str) -> dict[str, str | list[str]]:
    """Read a query string or the one of an address.

    Keys that come several times, or end in [], give lists.
    """
    address = re.match(r"[^?#]*\?([^#]*)", query)
    pairs = parse_qsl(address[1] if address else query, keep_blank_values=True)
    values: dict[str, list[str]] = {}
    lists: set[str] = set()
    for name, value in pairs:
        key = name.removesuffix("[]")
        if key != name:
            lists.add(key)
        values.setdefault(key, []).append(value)
    return {
        key: found if key in lists or len(found) > 1 else found[0] for key, found in values.items()
    }


def build_query(values: Any) -> str:
    """Write values as a query string, keys by the alphabet. What is None is left out."""
    if not isinstance(values, Mapping):
        raise ValueError("Values are given by key.")
    pairs = [
        (key, _text(one))
        for key, value in sorted(values.items())
        for one in (value if isinstance(value, (list, tuple)) else [value])
        if one is not None
    ]
    return urlencode(pairs)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)

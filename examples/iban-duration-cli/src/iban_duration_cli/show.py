"""Writes results for people and for other programs."""

import json
from typing import Any


def show(result: Any, *, as_json: bool = False) -> str:
    """Give a result as a person or, with ``as_json``, another program reads it."""
    plain = _plain(result)
    if as_json or isinstance(plain, dict):
        return _dump(plain)
    if plain is None:
        return ""
    if isinstance(plain, list):
        if any(isinstance(item, (list, dict)) for item in plain):
            return _dump(plain)
        return "".join(f"{_text(item)}\n" for item in plain)
    text = _text(plain)
    return text if text == "" or text.endswith("\n") else f"{text}\n"


def _dump(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _plain(value: Any) -> Any:
    """The value as JSON knows it; a whole number shows no fraction."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    return value

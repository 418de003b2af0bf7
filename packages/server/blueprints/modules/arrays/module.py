"""Cuts, joins, compares and shuffles lists."""

import json
import random
from collections.abc import Mapping, Sequence
from typing import Any


def chunk_list(items: Sequence[Any], size: int) -> list[list[Any]]:
    """Cut a list into pieces of a length; the last may be shorter."""
    if size < 1:
        raise ValueError("The size must be above zero.")
    found = _list_of(items)
    return [found[at : at + size] for at in range(0, len(found), size)]


def unique_items(items: Sequence[Any]) -> list[Any]:
    """Leave out what stands in a list before; objects and lists are the same when what is inside is."""
    seen: dict[str, Any] = {}
    for item in _list_of(items):
        seen.setdefault(_key_of(item), item)
    return list(seen.values())


def flatten_list(items: Sequence[Any], *, depth: int | None = None) -> list[Any]:
    """Put the items of lists inside a list in their place."""
    if depth is not None and depth < 0:
        raise ValueError("The depth must not be below 0.")
    flat: list[Any] = []
    for item in _list_of(items):
        if isinstance(item, list) and depth != 0:
            flat += flatten_list(item, depth=None if depth is None else depth - 1)
        else:
            flat.append(item)
    return flat


def group_by_key(items: Sequence[Any], key: str) -> dict[str, list[Any]]:
    """Group objects by what they hold under a key; under "null" are those that hold nothing there."""
    groups: dict[str, list[Any]] = {}
    for item in _list_of(items):
        if not isinstance(item, Mapping):
            raise ValueError("The items must be objects.")
        value = item.get(key)
        name = value if isinstance(value, str) else json.dumps(value)
        groups.setdefault(name, []).append(item)
    return groups


def zip_lists(left: Sequence[Any], right: Sequence[Any]) -> list[list[Any]]:
    """Pair the items of two lists, as far as the shorter one goes."""
    return [list(pair) for pair in zip(_list_of(left), _list_of(right), strict=False)]


def common_items(left: Sequence[Any], right: Sequence[Any]) -> list[Any]:
    """Give what stands in both lists, each once, in the order of the first."""
    others = {_key_of(item) for item in _list_of(right)}
    return [item for item in unique_items(left) if _key_of(item) in others]


def missing_items(left: Sequence[Any], right: Sequence[Any]) -> list[Any]:
    """Give what stands in the first list and not in the second, each once."""
    others = {_key_of(item) for item in _list_of(right)}
    return [item for item in unique_items(left) if _key_of(item) not in others]


def all_items(left: Sequence[Any], right: Sequence[Any]) -> list[Any]:
    """Give what stands in either list, each once."""
    return unique_items(_list_of(left) + _list_of(right))


def shuffle_list(items: Sequence[Any]) -> list[Any]:
    """Put a list in an order by chance, each as likely as the others."""
    found = _list_of(items)
    return random.sample(found, len(found))


def _list_of(items: Sequence[Any]) -> list[Any]:
    """What comes from outside may be no list."""
    if isinstance(items, str) or not isinstance(items, Sequence):
        raise ValueError("This is no list.")
    return list(items)


def _key_of(item: Any) -> str:
    return json.dumps(item, sort_keys=True, default=repr)

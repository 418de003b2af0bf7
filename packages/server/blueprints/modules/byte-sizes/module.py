"""Reads and writes sizes of files and memory such as 1.5 MB and 20 GiB."""

import re

_UNITS = ("", "K", "M", "G", "T", "P")


def parse_bytes(size: str, *, binary: bool = False) -> int:
    """Read a size such as ``1.5 MB`` and give its bytes; ``binary`` makes KB 1024 of them."""
    found = re.fullmatch(r"\s*([0-9]+(?:\.[0-9]+)?)\s*([A-Za-z]*)\s*", size)
    if found is None:
        raise ValueError(f'"{size}" is no size, such as 1.5 MB.')
    number, unit = found.groups()
    known = re.fullmatch(r"([kmgtp]?)(i?)b?|bytes?", unit.lower())
    if known is None or unit.lower() in ("i", "ib"):
        raise ValueError(f"There is no unit {unit}; B, KB, MiB and the like are.")
    power = _UNITS.index((known[1] or "").upper())
    step = 1024 if binary or known[2] else 1000
    return int(float(number) * step**power + 0.5)


def format_bytes(bytes: int, *, binary: bool = False, decimals: int = 1) -> str:
    """Write a number of bytes in the largest unit of which there is at least one."""
    if bytes < 0:
        raise ValueError("bytes must not be below zero.")
    if not 0 <= decimals <= 6:
        raise ValueError("decimals must be 0 to 6.")
    step = 1024 if binary else 1000
    power = 0
    while power < len(_UNITS) - 1 and round(bytes / step**power, decimals) >= step:
        power += 1
    number = f"{bytes / step**power:.{decimals}f}"
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return f"{number} {_UNITS[power]}{'i' if binary and power else ''}B"

"""Reads durations such as "1h 30m" and writes them for people."""

import re
from typing import NamedTuple


class _Unit(NamedTuple):
    name: str
    short: str
    milliseconds: int
    pattern: str


# The largest first.
_UNITS = (
    _Unit("week", "w", 604_800_000, r"w(eeks?|ks?)?"),
    _Unit("day", "d", 86_400_000, r"d(ays?)?"),
    _Unit("hour", "h", 3_600_000, r"h((ou)?rs?)?"),
    _Unit("minute", "m", 60_000, r"m(in(ute)?s?)?"),
    _Unit("second", "s", 1000, r"s(ec(ond)?s?)?"),
    _Unit("millisecond", "ms", 1, r"ms|milli(second)?s?"),
)


def parse_duration(text: str) -> float:
    """Give the milliseconds of a duration such as "1h 30m", "2 days" or "1.5 hours"."""
    text = text.strip()
    sign = -1 if text.startswith("-") else 1
    rest = re.sub(r",|\band\b", " ", re.sub(r"^[+-]", "", text), flags=re.IGNORECASE).strip()
    if not rest:
        raise ValueError('A duration is needed, such as "1h 30m".')
    used: set[str] = set()
    total = 0.0
    for match in re.finditer(r"([0-9]+(?:\.[0-9]+)?)\s*([a-z]*)|\S+", rest, re.IGNORECASE):
        amount, word = match.groups()
        if amount is None:
            raise ValueError(f'"{match[0]}" is not part of a duration.')
        unit = _find_unit(amount, word)
        if unit.name in used:
            raise ValueError(f"The duration names {unit.name}s twice.")
        used.add(unit.name)
        total += float(amount) * unit.milliseconds
    return sign * total


def format_duration(milliseconds: float, *, long: bool = False, parts: int = 3) -> str:
    """Write milliseconds as a duration, the largest unit first, in ``parts`` units at most."""
    if parts < 1:
        raise ValueError("parts must be above zero.")
    left = abs(round(milliseconds))
    written: list[str] = []
    for unit in _UNITS[1:]:
        amount, left = divmod(left, unit.milliseconds)
        if amount > 0 and len(written) < parts:
            written.append(_write(amount, unit, long=long))
    if not written:
        return "0 seconds" if long else "0s"
    return ("-" if milliseconds < 0 else "") + (", " if long else " ").join(written)


def _find_unit(amount: str, word: str) -> _Unit:
    if not word:
        raise ValueError(f"The number {amount} has no unit.")
    for unit in _UNITS:
        if re.fullmatch(unit.pattern, word.lower()):
            return unit
    raise ValueError(f'"{word}" is not a unit of time.')


def _write(amount: int, unit: _Unit, *, long: bool) -> str:
    if not long:
        return f"{amount}{unit.short}"
    return f"{amount} {unit.name}{'' if amount == 1 else 's'}"

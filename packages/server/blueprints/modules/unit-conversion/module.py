"""Converts lengths, masses, volumes, temperatures, speeds, areas and sizes of data."""

from typing import NamedTuple

# How many of the first unit of its kind (of SI where there is one) each is.
# fmt: off
_SCALES = {
    "length": {
        "mm": 0.001, "cm": 0.01, "m": 1, "km": 1000, "in": 0.0254, "ft": 0.3048, "yd": 0.9144,
        "mi": 1609.344, "nmi": 1852,
    },
    "mass": {
        "mg": 0.000001, "g": 0.001, "kg": 1, "t": 1000, "oz": 0.028349523125, "lb": 0.45359237,
        "st": 6.35029318,
    },
    "volume": {
        "ml": 0.001, "l": 1, "m3": 1000, "tsp": 0.00492892159375, "tbsp": 0.01478676478125,
        "floz": 0.0295735295625, "cup": 0.2365882365, "pt": 0.473176473, "qt": 0.946352946,
        "gal": 3.785411784,
    },
    "area": {
        "m2": 1, "km2": 1_000_000, "ha": 10_000, "ft2": 0.09290304, "acre": 4046.8564224,
        "mi2": 2_589_988.110336,
    },
    "speed": {"m/s": 1, "km/h": 1 / 3.6, "mph": 0.44704, "kn": 1852 / 3600},
    "data": {
        "B": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "KiB": 2**10, "MiB": 2**20,
        "GiB": 2**30, "TiB": 2**40,
    },
}
_NAMES = {
    "millimeter": "mm", "centimeter": "cm", "meter": "m", "metre": "m", "kilometer": "km",
    "kilometre": "km", "inch": "in", "inche": "in", "foot": "ft", "feet": "ft", "yard": "yd",
    "mile": "mi", "gram": "g", "kilogram": "kg", "kilo": "kg", "ounce": "oz", "pound": "lb",
    "liter": "l", "litre": "l", "gallon": "gal", "celsius": "C", "fahrenheit": "F", "kelvin": "K",
    "byte": "B", "knot": "kn",
}
# fmt: on


class _Known(NamedTuple):
    kind: str
    unit: str


def convert_unit(value: float, from_: str, to: str, *, digits: int = 6) -> float:
    """Convert a number from one unit to another, with ``digits`` behind the point at most."""
    source, target = _find_unit(from_), _find_unit(to)
    if source.kind != target.kind:
        raise ValueError(f"{from_} is a {source.kind}, and {to} is a {target.kind}.")
    if source.kind == "temperature":
        return round(_from_kelvin(_to_kelvin(value, source.unit), target.unit), digits)
    scales = _SCALES[source.kind]
    return round(value * scales[source.unit] / scales[target.unit], digits)


def list_units() -> dict[str, list[str]]:
    """List the units that can be converted, by kind."""
    kinds = {kind: list(units) for kind, units in _SCALES.items()}
    return {**kinds, "temperature": ["C", "F", "K"]}


def _find_unit(text: str) -> _Known:
    wanted = text.strip().removeprefix("°")
    lower = wanted.lower()
    name = _NAMES.get(lower.removesuffix("s")) or _NAMES.get(lower) or wanted
    known = [_Known(kind, unit) for kind, units in list_units().items() for unit in units]
    for one in known:
        if one.unit == name:
            return one
    for one in known:
        if one.unit.lower() == name.lower():
            return one
    raise ValueError(f'"{text}" is not a known unit.')


def _to_kelvin(value: float, unit: str) -> float:
    kelvin = {"K": value, "C": value + 273.15, "F": (value - 32) * 5 / 9 + 273.15}[unit]
    # Rounding may lead a hair below.
    if kelvin < -1e-9:
        raise ValueError("This is below absolute zero.")
    return kelvin


def _from_kelvin(kelvin: float, unit: str) -> float:
    return {"K": kelvin, "C": kelvin - 273.15, "F": (kelvin - 273.15) * 9 / 5 + 32}[unit]

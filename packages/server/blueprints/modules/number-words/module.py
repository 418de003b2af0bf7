"""Writes numbers in English words and as ordinals."""

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_THOUSANDS = ["", " thousand", " million", " billion", " trillion", " quadrillion"]


def number_to_words(number: int) -> str:
    """Write a whole number in words."""
    if abs(number) >= 1000 ** len(_THOUSANDS):
        raise ValueError("The number is too large.")
    if number < 0:
        return f"minus {number_to_words(-number)}"
    if number == 0:
        return "zero"
    groups: list[str] = []
    for name in _THOUSANDS:
        number, group = divmod(number, 1000)
        if group > 0:
            groups.insert(0, _below_thousand(group) + name)
    return " ".join(groups)


def ordinal(number: int) -> str:
    """Write a number as 1st, 2nd, 3rd."""
    if number < 0:
        raise ValueError("An ordinal is not negative.")
    is_teen = number % 100 // 10 == 1
    ending = "th" if is_teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts: list[str] = []
    if hundreds > 0:
        parts.append(f"{_SMALL[hundreds]} hundred")
    if rest >= 20:
        parts.append(_TENS[rest // 10] + (f"-{_SMALL[rest % 10]}" if rest % 10 > 0 else ""))
    elif rest > 0:
        parts.append(_SMALL[rest])
    return " ".join(parts)

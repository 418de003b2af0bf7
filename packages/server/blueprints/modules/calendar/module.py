"""Adds working days to dates, converts between time zones and draws months."""

import calendar
import re
from collections.abc import Sequence
from datetime import date as Date
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

_MONTHS = (
    "January February March April May June July August September October November December".split()
)


def add_working_days(date: str, days: int, *, holidays: Sequence[str] = ()) -> str:
    """Give the date so many working days later; weekends and holidays do not count."""
    if abs(days) > 100_000:
        raise ValueError("The days are a whole number up to 100000.")
    free = {_read_date(holiday) for holiday in holidays}
    day, left = _read_date(date), abs(days)
    while left > 0:
        day = _moved(day, 1 if days > 0 else -1)
        if day.weekday() < 5 and day not in free:
            left -= 1
    return day.isoformat()


def month_calendar(year: int, month: int, *, first: str = "monday") -> str:
    """Draw the days of a month, a line for each week, which begins on ``monday`` or ``sunday``."""
    if not 1 <= month <= 12:
        raise ValueError("A month is 1 to 12.")
    if not 1 <= year <= 9999:
        raise ValueError("A year is 1 to 9999.")
    if first not in ("monday", "sunday"):
        raise ValueError(f"{first} is not one of monday, sunday.")
    names = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    before, count = calendar.monthrange(year, month)
    if first == "sunday":
        names, before = names[-1:] + names[:-1], (before + 1) % 7
    cells = ["  "] * before + [f"{day:2}" for day in range(1, count + 1)]
    weeks = [" ".join(cells[at : at + 7]) for at in range(0, len(cells), 7)]
    head = f"{_MONTHS[month - 1]} {year}"
    title = " " * ((20 - len(head)) // 2) + head
    return "\n".join([title, " ".join(names), *weeks]) + "\n"


def convert_time(time: str, from_: str, to: str) -> str:
    """Say what a time in one time zone is in another."""
    found = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([01][0-9]|2[0-3]):([0-5][0-9])", time.strip())
    if not found:
        raise ValueError(f"Write the time as YYYY-MM-DD HH:MM: {time}")
    day = _read_date(found[1])
    start = datetime(day.year, day.month, day.day, int(found[2]), int(found[3]), tzinfo=_zone(from_))
    return start.astimezone(_zone(to)).strftime("%Y-%m-%d %H:%M")


def _read_date(text: str) -> Date:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return Date.fromisoformat(text)
    except ValueError:
        pass  # Such as the 30th of February: refused with the others below.
    raise ValueError(f'"{text}" is no date.')


def _moved(day: Date, days: int) -> Date:
    try:
        return day + timedelta(days=days)
    except OverflowError as error:
        raise ValueError("That is too far away.") from error


def _zone(name: str) -> ZoneInfo:
    """A zone by its whole name or by its city."""
    plain = name.strip().replace(" ", "_").lower()
    zones = sorted(available_timezones())
    whole = [zone for zone in zones if zone.lower() == plain]
    cities = [zone for zone in zones if plain and zone.lower().endswith(f"/{plain}")]
    for zone in whole + cities:
        return ZoneInfo(zone)
    raise ValueError(f"There is no time zone {name}.")

"""Adds working days and months to dates, numbers weeks, and converts time zones."""

import calendar
import re
from collections.abc import Sequence
from datetime import date as Date
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones


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


def add_months(date: str, months: int) -> str:
    """Give the date so many months later; where the month is too short its last day."""
    start = _read_date(date)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"The year {year} is too far away.")
    last = calendar.monthrange(year, month + 1)[1]
    return Date(year, month + 1, min(start.day, last)).isoformat()


def iso_week(date: str) -> str:
    """Give year and number of the week (ISO 8601): it belongs to the year of its Thursday."""
    year, week, _ = _read_date(date).isocalendar()
    return f"{year}-W{week:02}"


def is_leap_year(year: int) -> bool:
    """Say whether a year has a 29th of February."""
    return calendar.isleap(year)


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

"""Counts and adds days and months, names weekdays and weeks, and writes dates in other forms."""

import calendar
import re
from collections.abc import Sequence
from datetime import date as Date
from datetime import timedelta
from typing import TypedDict

_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class DateSpan(TypedDict):
    """The time between two dates."""

    years: int
    months: int
    days: int


class Birthday(TypedDict):
    """A birthday, the days until then, and the age that it brings."""

    date: str
    weekday: str
    days: int
    age: int


def days_between(from_: str, to: str) -> int:
    """Count the days from one date to another; negative where the second comes first."""
    return (_read(to) - _read(from_)).days


def working_days(from_: str, to: str, *, holidays: Sequence[str] = ()) -> int:
    """Count the days from Monday to Friday between two dates, both included, less holidays."""
    free = {_read(holiday) for holiday in holidays}
    days = map(_read, list_dates(from_, to))
    return sum(day.isoweekday() < 6 and day not in free for day in days)


def add_days(date: str, days: int) -> str:
    """Give the date some days later."""
    try:
        return (_read(date) + timedelta(days=days)).isoformat()
    except OverflowError as error:
        raise ValueError("There is no date so far away.") from error


def add_months(date: str, months: int) -> str:
    """Give the date some months later, the last day of the month where there is no such day."""
    start = _read(date)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError("There is no date so far away.")
    last = calendar.monthrange(year, month + 1)[1]
    return Date(year, month + 1, min(start.day, last)).isoformat()


def is_weekend(date: str) -> bool:
    """Say whether a date is a Saturday or a Sunday."""
    return _read(date).isoweekday() > 5


def start_of_month(date: str) -> str:
    """Give the first day of the month of a date."""
    return _read(date).replace(day=1).isoformat()


def end_of_month(date: str) -> str:
    """Give the last day of the month of a date."""
    day = _read(date)
    return day.replace(day=calendar.monthrange(day.year, day.month)[1]).isoformat()


def is_leap_year(year: int) -> bool:
    """Say whether a year has 366 days."""
    if not 1 <= year <= 9999:
        raise ValueError("A year is 1 to 9999.")
    return calendar.isleap(year)


def week_of(date: str) -> int:
    """Give the number of the week of a date (ISO 8601): weeks begin on Monday."""
    return _read(date).isocalendar()[1]


def format_date(date: str, pattern: str) -> str:
    """Write a date in another form, such as ``DD.MM.YYYY`` or ``dddd, D MMMM YYYY``."""
    day = _read(date)
    month, weekday = _MONTHS[day.month - 1], _WEEKDAYS[day.weekday()]
    parts = {
        "YYYY": f"{day.year:04}",
        "YY": f"{day.year % 100:02}",
        "MMMM": month,
        "MMM": month[:3],
        "MM": f"{day.month:02}",
        "M": str(day.month),
        "DD": f"{day.day:02}",
        "D": str(day.day),
        "dddd": weekday,
        "ddd": weekday[:3],
    }
    return re.sub("|".join(parts), lambda found: parts[found[0]], pattern)


def weekday_of(date: str) -> str:
    """Name the day of the week, Monday to Sunday."""
    return _WEEKDAYS[_read(date).weekday()]


def age_on(birthday: str, *, date: str | None = None) -> int:
    """Give the age in whole years on a date, today if none is given."""
    born = _read(birthday)
    day = Date.today() if date is None else _read(date)
    if day < born:
        raise ValueError("The date lies before the birthday.")
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def date_span(from_: str, *, date: str | None = None) -> DateSpan:
    """Give the time between two dates, the second today if not given."""
    start = _read(from_)
    end = Date.today() if date is None else _read(date)
    if end < start:
        raise ValueError("The date lies before the first.")
    months = (end.year - start.year) * 12 + end.month - start.month
    if _read(add_months(from_, months)) > end:
        months -= 1
    days = (end - _read(add_months(from_, months))).days
    return {"years": months // 12, "months": months % 12, "days": days}


def next_birthday(birthday: str, *, date: str | None = None) -> Birthday:
    """Give the next birthday; one of February 29 is on the 28th in years without it."""
    day = date or Date.today().isoformat()
    years = date_span(birthday, date=day)["years"]
    age = years if add_months(birthday, years * 12) == day else years + 1
    found = add_months(birthday, age * 12)
    days = days_between(day, found)
    return {"date": found, "weekday": weekday_of(found), "days": days, "age": age}


def list_dates(from_: str, to: str, *, step: int = 1) -> list[str]:
    """List the dates from one to another, both included, ``step`` days from one to the next."""
    first, last = _read(from_), _read(to)
    if step < 1:
        raise ValueError("The step must be above zero.")
    if last < first:
        raise ValueError("The last date lies before the first.")
    if (last - first).days // step >= 100_000:
        raise ValueError("These are more than 100000 dates.")
    return [
        (first + timedelta(days=days)).isoformat()
        for days in range(0, (last - first).days + 1, step)
    ]


def _read(text: str) -> Date:
    try:
        # Python reads other forms of ISO 8601 too.
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return Date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f'"{text}" is no date (YYYY-MM-DD).') from error
    raise ValueError(f'"{text}" is no date (YYYY-MM-DD).')

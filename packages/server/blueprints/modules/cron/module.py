"""Reads cron expressions, says in words when they run, and finds the next runs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import NamedTuple


class _Field(NamedTuple):
    name: str
    first: int
    last: int
    words: tuple[str, ...] = ()


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_FIELDS = (
    _Field("minute", 0, 59),
    _Field("hour", 0, 23),
    _Field("day", 1, 31),
    _Field("month", 1, 12, tuple(name[:3].lower() for name in _MONTHS)),
    _Field("weekday", 0, 7, tuple(name[:3].lower() for name in _WEEKDAYS)),
)
_NICKNAMES = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}


@dataclass(frozen=True)
class _Schedule:
    minutes: list[int]
    hours: list[int]
    days: list[int]
    months: list[int]
    weekdays: list[int]
    # Day and weekday are both given: either is enough.
    either: bool

    def runs_on(self, time: datetime) -> bool:
        if time.month not in self.months:
            return False
        day = time.day in self.days
        weekday = time.isoweekday() % 7 in self.weekdays
        return (day or weekday) if self.either else (day and weekday)


def next_runs(expression: str, *, after: str | None = None, count: int = 1) -> list[str]:
    """Find the next times at which a cron expression runs, ISO 8601 in UTC."""
    if not 1 <= count <= 1000:
        raise ValueError("count must be 1 to 1000.")
    schedule = _read_schedule(expression)
    time = datetime.now(timezone.utc) if after is None else _read_time(after)
    runs: list[str] = []
    while len(runs) < count:
        time = _next_run(schedule, time, expression)
        runs.append(time.strftime("%Y-%m-%dT%H:%M:%S.000Z"))
    return runs


def is_due(expression: str, time: str) -> bool:
    """Say whether a cron expression runs in the minute of a time."""
    schedule = _read_schedule(expression)
    at = _read_time(time)
    return schedule.runs_on(at) and at.hour in schedule.hours and at.minute in schedule.minutes


def describe_cron(expression: str) -> str:
    """Say in words when a cron expression runs."""
    minute, hour, day, month, weekday = _parts_of(expression)
    schedule = _read_schedule(expression)
    phrases = [_describe_time(schedule, minute, hour)]
    if day != "*":
        phrases.append(f"on {_counted('day', schedule.days)}")
    if weekday != "*":
        names = _listed(_WEEKDAYS[place] for place in schedule.weekdays)
        phrases.append(f"{'on' if day == '*' else 'or on'} {names}")
    if month != "*":
        phrases.append(f"in {_listed(_MONTHS[place - 1] for place in schedule.months)}")
    return ", ".join(phrases)


def _describe_time(schedule: _Schedule, minute: str, hour: str) -> str:
    if hour == "*":
        step = re.fullmatch(r"\*/([0-9]+)", minute)
        if minute == "*":
            return "every minute"
        if step:
            return f"every {step[1]} minutes"
    if len(schedule.minutes) == 1 and len(schedule.hours) == 1:
        return f"at {schedule.hours[0]:02}:{schedule.minutes[0]:02}"
    past = "every minute" if minute == "*" else f"at {_counted('minute', schedule.minutes)}"
    if hour == "*":
        return f"{past} of every hour"
    return f"{past} past {_counted('hour', schedule.hours)}"


def _counted(what: str, numbers: Sequence[int]) -> str:
    return f"{what}{'' if len(numbers) == 1 else 's'} {_listed(map(str, numbers))}"


def _listed(items: Iterable[str]) -> str:
    *rest, last = items
    return f"{', '.join(rest)} and {last}" if rest else last


def _parts_of(expression: str) -> list[str]:
    text = expression.strip().lower()
    parts = _NICKNAMES.get(text, text).split()
    if len(parts) != len(_FIELDS):
        raise ValueError("A cron expression has five fields: minute, hour, day, month, weekday.")
    return parts


def _read_schedule(expression: str) -> _Schedule:
    parts = _parts_of(expression)
    minutes, hours, days, months, weekdays = map(_read_field, parts, _FIELDS)
    return _Schedule(
        minutes=minutes,
        hours=hours,
        days=days,
        months=months,
        # Sunday is 0 and 7.
        weekdays=list(dict.fromkeys(value % 7 for value in weekdays)),
        either=parts[2] != "*" and parts[4] != "*",
    )


def _read_field(text: str, field: _Field) -> list[int]:
    """Read ``*``, ``5``, ``1-5``, ``*/10``, ``1-30/2``, names, and lists of them."""
    values: set[int] = set()
    for part in text.split(","):
        span, slash, step_text = part.partition("/")
        first, dash, last = span.partition("-")
        if span == "*":
            start, end = field.first, field.last
        else:
            start = _read_number(first, field, text)
            single = field.last if slash else start
            end = _read_number(last, field, text) if dash else single
        step = int(step_text) if re.fullmatch(r"[0-9]+", step_text) else (0 if slash else 1)
        if step < 1 or start > end:
            raise ValueError(f'"{text}" is no {field.name}.')
        values.update(range(start, end + 1, step))
    return sorted(values)


def _read_number(text: str, field: _Field, whole: str) -> int:
    if text in field.words:
        return field.words.index(text) + field.first
    if re.fullmatch(r"[0-9]+", text) and field.first <= int(text) <= field.last:
        return int(text)
    raise ValueError(f'"{whole}" is no {field.name}.')


def _read_time(text: str) -> datetime:
    try:
        time = datetime.fromisoformat(re.sub(r"[zZ]$", "+00:00", text))
    except ValueError as error:
        raise ValueError(f'"{text}" is no time.') from error
    return time.replace(tzinfo=time.tzinfo or timezone.utc).astimezone(timezone.utc)


def _next_run(schedule: _Schedule, after: datetime, expression: str) -> datetime:
    """Step by days, then hours, then minutes; in eight years every day that exists has come."""
    time = after.replace(second=0, microsecond=0) + timedelta(minutes=1)
    while time.year < after.year + 9:
        if not schedule.runs_on(time):
            time = time.replace(hour=0, minute=0) + timedelta(days=1)
        elif time.hour not in schedule.hours:
            time = time.replace(minute=0) + timedelta(hours=1)
        elif time.minute not in schedule.minutes:
            time += timedelta(minutes=1)
        else:
            return time
    raise ValueError(f'"{expression}" never runs.')

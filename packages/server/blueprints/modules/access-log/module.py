"""Analyses access logs of web servers by status, address, path and hour."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypedDict

# Address, identity, user, time, request, status and bytes; referrer and agent may follow.
_ENTRY = re.compile(
    r"(\S+) \S+ \S+ \[\d+/\w+/\d+:(\d{2}):[^\]]*\] "
    r'"[A-Z]+ ([^" ]*)[^"]*" (\d{3}) (\d+|-)'
)


class LogCount(TypedDict):
    """How often something was seen."""

    name: str
    count: int


class LogReport(TypedDict):
    """What a log holds; ``unread`` lines are no entries."""

    requests: int
    bytes: int
    statuses: dict[str, int]
    addresses: list[LogCount]
    paths: list[LogCount]
    hours: dict[str, int]
    unread: int


@dataclass
class _Entry:
    line: str
    address: str
    hour: str
    path: str
    status: str
    bytes: int


def analyse_log(log: str, *, top: int = 10) -> LogReport:
    """Count requests by status, address, path and hour."""
    if top < 1:
        raise ValueError("top must be at least 1.")
    lines = [line for line in log.splitlines() if line.strip()]
    entries = list(_entries(lines))
    return {
        "requests": len(entries),
        "bytes": sum(entry.bytes for entry in entries),
        "statuses": _by_name(entry.status for entry in entries),
        "addresses": _most(top, (entry.address for entry in entries)),
        "paths": _most(top, (entry.path.partition("?")[0] for entry in entries)),
        "hours": _by_name(entry.hour for entry in entries),
        "unread": len(lines) - len(entries),
    }


def filter_log(log: str, *, status: str | None = None, path: str | None = None) -> str:
    """Give the lines whose status begins with some digits and whose path holds a text."""
    return "".join(
        f"{entry.line}\n"
        for entry in _entries(log.splitlines())
        if entry.status.startswith(status or "") and (path or "") in entry.path
    )


def _entries(lines: Iterable[str]) -> Iterator[_Entry]:
    for line in lines:
        match = _ENTRY.match(line)
        if match:
            address, hour, path, status, size = match.groups()
            yield _Entry(line, address, hour, path, status, 0 if size == "-" else int(size))


def _by_name(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _most(top: int, names: Iterable[str]) -> list[LogCount]:
    """The most frequent first; of equals the first by name."""
    ordered = sorted(Counter(names).items(), key=lambda one: (-one[1], one[0]))
    return [{"name": name, "count": count} for name, count in ordered[:top]]

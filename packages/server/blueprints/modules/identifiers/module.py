"""Makes and checks UUIDs (versions 4 and 7), ULIDs and short ids."""

import re
import secrets
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

# Letters and digits that are not mistaken for each other (Crockford's base 32).
_ULID_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_WORD_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_UUID = re.compile(
    r"([0-9a-f]{8})-([0-9a-f]{4})-([1-8])[0-9a-f]{3}-[089ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE
)


def make_uuids(*, version: int = 4, count: int = 1) -> list[str]:
    """Make UUIDs: version 4 is random, 7 begins with the time."""
    if version not in (4, 7):
        raise ValueError("The version is 4 or 7.")
    return _many(count, lambda: str(uuid.uuid4()) if version == 4 else _timed_uuid())


def make_ulids(*, count: int = 1) -> list[str]:
    """Make ULIDs, which sort by the time at which they were made."""
    return _many(count, _ulid)


def short_id(*, length: int = 12) -> str:
    """Make a short id that is safe in addresses."""
    if not 6 <= length <= 64:
        raise ValueError("A short id has 6 to 64 letters and digits.")
    return "".join(secrets.choice(_WORD_DIGITS) for _ in range(length))


def describe_id(id: str) -> dict[str, Any] | None:
    """Say what kind of identifier a text is, and when it was made; None where it is none."""
    match = _UUID.fullmatch(id)
    if match:
        facts = {"kind": "UUID", "version": int(match[3])}
        if match[3] != "7":
            return facts
        return {**facts, "time": _moment(int(match[1] + match[2], 16))}
    if not re.fullmatch("[0-7][0-9A-HJKMNP-TV-Z]{25}", id, re.IGNORECASE):
        return None
    milliseconds = 0
    for digit in id[:10].upper():
        milliseconds = milliseconds * 32 + _ULID_DIGITS.index(digit)
    return {"kind": "ULID", "time": _moment(milliseconds)}


def _many(count: int, make: Callable[[], str]) -> list[str]:
    if not 1 <= count <= 1000:
        raise ValueError("From 1 to 1000 are made at once.")
    return [make() for _ in range(count)]


def _ulid() -> str:
    milliseconds = time.time_ns() // 1_000_000
    head = ""
    for _ in range(10):
        head = _ULID_DIGITS[milliseconds % 32] + head
        milliseconds //= 32
    return head + "".join(secrets.choice(_ULID_DIGITS) for _ in range(16))


def _timed_uuid() -> str:
    """48 bits of time in milliseconds, then chance (RFC 9562)."""
    moment = f"{time.time_ns() // 1_000_000:012x}"
    return f"{moment[:8]}-{moment[8:]}-7{str(uuid.uuid4())[15:]}"


def _moment(milliseconds: int) -> str:
    moment = datetime.fromtimestamp(milliseconds // 1000, timezone.utc)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{milliseconds % 1000:03d}Z"

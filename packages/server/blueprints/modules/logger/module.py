"""Writes log lines as JSON or text, by level, with fields that children inherit."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timezone
from typing import Any

_LEVELS = ("debug", "info", "warn", "error")

Fields = Mapping[str, Any]


class Logger:
    """Where log lines go, from which level on, and with which fields.

    ``form`` is ``json`` for machines and ``text`` for people; values of the fields in ``hide`` are
    not to be seen; ``write`` takes each line with its end (standard error if not given); ``now`` is
    a clock that gives seconds.
    """

    def __init__(
        self,
        *,
        level: str = "info",
        form: str = "json",
        fields: Fields | None = None,
        hide: Collection[str] = (),
        write: Callable[[str], object] | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._level = _rank(level)
        self._form = form
        self._fields = dict(fields or {})
        self._hide = hide
        self._write = write
        self._now = now

    def debug(self, message: str, fields: Fields | None = None) -> None:
        """Write what only helps to find mistakes."""
        self._log("debug", message, fields)

    def info(self, message: str, fields: Fields | None = None) -> None:
        """Write what is usual."""
        self._log("info", message, fields)

    def warn(self, message: str, fields: Fields | None = None) -> None:
        """Write what may go wrong."""
        self._log("warn", message, fields)

    def error(self, message: str, fields: Fields | None = None) -> None:
        """Write what went wrong."""
        self._log("error", message, fields)

    def child(self, fields: Fields) -> Logger:
        """Make a logger whose lines have these fields as well."""
        return Logger(
            level=_LEVELS[self._level],
            form=self._form,
            fields={**self._fields, **fields},
            hide=self._hide,
            write=self._write,
            now=self._now,
        )

    def is_on(self, level: str) -> bool:
        """Say whether lines of a level are written."""
        return _rank(level) >= self._level

    def _log(self, level: str, message: str, fields: Fields | None) -> None:
        if not self.is_on(level):
            return
        moment = datetime.fromtimestamp(self._now(), timezone.utc)
        at = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        more = {
            name: "***" if name in self._hide else value
            for name, value in {**self._fields, **(fields or {})}.items()
        }
        if self._form == "json":
            entry = {"time": at, "level": level, "message": message, **more}
            line = json.dumps(entry, default=repr, ensure_ascii=False)
        else:
            shown = "".join(f" {key}={json.dumps(more[key], default=repr)}" for key in more)
            # A message that holds line breaks could pass for lines of its own.
            line = f"{at} {level.upper():<5} {'⏎'.join(message.splitlines())}{shown}"
        write = self._write or sys.stderr.write
        write(f"{line}\n")


def _rank(level: str) -> int:
    if level not in _LEVELS:
        raise ValueError(f"{level} is not one of {', '.join(_LEVELS)}.")
    return _LEVELS.index(level)

"""Gives long addresses short codes, leads back and counts visits."""

import re
from collections.abc import Mapping
from typing import Any, TypedDict
from urllib.parse import urlsplit

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class ShortLink(TypedDict):
    code: str
    url: str


class Link(ShortLink):
    visits: int


class LinkBook:
    """Keeps short codes for addresses.

    ``code_length`` is the characters of a new code (4 to 10), ``state`` what ``to_dict`` of another
    book gave.
    """

    def __init__(self, *, code_length: int = 6, state: Mapping[str, Any] | None = None) -> None:
        if not 4 <= code_length <= 10:
            raise ValueError("A code has 4 to 10 characters.")
        self._code_length = code_length
        known = state or {"given": 0, "links": []}
        # Codes that were given so far, those of one's own not counted.
        self._given: int = known["given"]
        self._links: dict[str, Link] = {link["code"]: link.copy() for link in known["links"]}

    def shorten(self, url: str, *, code: str | None = None) -> ShortLink:
        """Give an address a short code; the same address keeps its code."""
        address = _web_address(url)
        if code is not None:
            return self._keep(self._free(code), address)
        for link in self._links.values():
            if link["url"] == address:
                return {"code": link["code"], "url": address}
        return self._keep(self._next(), address)

    def resolve(self, code: str) -> str:
        """Give the address of a code and count a visit."""
        link = self._find(code)
        link["visits"] += 1
        return link["url"]

    def stats(self, code: str) -> Link:
        """Give the address of a code and how often it was visited."""
        return self._find(code).copy()

    def list(self) -> list[Link]:
        """List all codes."""
        return [link.copy() for link in self._links.values()]

    def remove(self, code: str) -> None:
        """Forget a code."""
        del self._links[self._find(code)["code"]]

    def to_dict(self) -> dict[str, Any]:
        """Give everything as JSON can hold it."""
        return {"given": self._given, "links": self.list()}

    def _keep(self, code: str, url: str) -> ShortLink:
        self._links[code] = {"code": code, "url": url, "visits": 0}
        return {"code": code, "url": url}

    def _free(self, code: str) -> str:
        if not re.fullmatch(r"[\w-]{2,50}", code, re.ASCII):
            raise ValueError("A code has 2 to 50 letters, digits, dashes or underscores.")
        if code in self._links:
            raise ValueError(f"The code {code} is taken.")
        return code

    def _next(self) -> str:
        # Multiplying by a number prime to the space visits every code once, in a hidden order.
        space = len(_DIGITS) ** self._code_length
        while True:
            self._given += 1
            number = (self._given * 1_103_515_247 + 777_777_777) % space
            code = _to_code(number, self._code_length)
            if code not in self._links:
                return code

    def _find(self, code: str) -> Link:
        if code not in self._links:
            raise ValueError(f"There is no code {code}.")
        return self._links[code]


def _to_code(number: int, length: int) -> str:
    code = ""
    for _ in range(length):
        number, digit = divmod(number, len(_DIGITS))
        code = _DIGITS[digit] + code
    return code


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text.strip())
        fine = parts.scheme in ("http", "https") and bool(re.fullmatch(r"\S+", parts.netloc))
    except ValueError:
        fine = False
    if not fine:
        raise ValueError(f'"{text}" is not a web address.')
    return parts._replace(path=parts.path or "/").geturl()

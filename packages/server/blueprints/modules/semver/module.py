"""Compares, sorts and raises semantic versions."""

import re
from collections.abc import Callable, Iterable
from functools import total_ordering
from typing import Literal, NamedTuple

_NUMBER = r"(0|[1-9][0-9]*)"
_VERSION = re.compile(
    rf"v?{_NUMBER}\.{_NUMBER}\.{_NUMBER}"
    r"(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?"
)


@total_ordering
class _PreRelease:
    """Parts of a pre-release: numbers come before words, and a release after all of them."""

    def __init__(self, text: str | None) -> None:
        self.text = text
        parts = (text or "").split(".")
        keys = [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]
        self._key = (text is None, keys)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _PreRelease) and self._key == other._key

    def __lt__(self, other: "_PreRelease") -> bool:
        return self._key < other._key


class _Version(NamedTuple):
    major: int
    minor: int
    patch: int
    pre: _PreRelease = _PreRelease(None)


def compare_versions(left: str, right: str) -> int:
    """Say which of two versions comes first: -1, 0 or 1."""
    a, b = _parse(left), _parse(right)
    return (a > b) - (a < b)


def raise_version(version: str, part: Literal["major", "minor", "patch"]) -> str:
    """Give the next version by major, minor or patch."""
    major, minor, patch, pre = _parse(version)
    match part:
        case "major":
            return f"{major + 1}.0.0"
        case "minor":
            return f"{major}.{minor + 1}.0"
        case "patch":
            return f"{major}.{minor}.{patch + 1 if pre.text is None else patch}"
    raise ValueError(f"A version has no part {part}.")


def sort_versions(versions: Iterable[str]) -> list[str]:
    """Sort versions from the oldest to the newest."""
    return sorted(versions, key=_parse)


def satisfies(version: str, range: str) -> bool:
    """Say whether a version lies in a range such as ^1.2.0, ~1.2.0, >=1.0.0 <2.0.0 or 1.x."""
    found = _parse(version)
    alternatives = []
    for part in range.split("||"):
        words = re.sub(r"([<>=~^])\s+", r"\1", part).split() or ["*"]
        alternatives.append([bound for word in words for bound in _bounds_of(word, range)])
    return any(all(bound(found) for bound in bounds) for bounds in alternatives)


def _parse(text: str) -> _Version:
    match = _VERSION.fullmatch(text.strip())
    if match is None:
        raise ValueError(f'"{text}" is not a semantic version.')
    major, minor, patch, pre = match.groups()
    return _Version(int(major), int(minor), int(patch), _PreRelease(pre))


_Bound = Callable[[_Version], bool]


def _bounds_of(word: str, whole: str) -> list[_Bound]:
    if word in ("*", "x", "X"):
        return [lambda _version: True]
    partial = re.fullmatch(r"v?([0-9]+)(?:\.([0-9]+|[xX*]))?(?:\.[xX*])?", word)
    if partial:
        return [_partial_bound(partial[1], partial[2])]
    rest = word.lstrip("^~<>=")
    if not _VERSION.fullmatch(rest):
        raise ValueError(f'"{whole}" is not a range of versions.')
    version = _parse(rest)
    match word.removesuffix(rest):
        case "^":
            return [lambda other: version <= other < _ceiling(version)]
        case "~":
            return [lambda other: version <= other < _Version(version.major, version.minor + 1, 0)]
        case ">=":
            return [lambda other: other >= version]
        case "<=":
            return [lambda other: other <= version]
        case ">":
            return [lambda other: other > version]
        case "<":
            return [lambda other: other < version]
        case "" | "=":
            return [lambda other: other == version]
    raise ValueError(f'"{whole}" is not a range of versions.')


def _partial_bound(major: str, minor: str | None) -> _Bound:
    if minor is None or not minor.isdigit():
        return lambda other: other.major == int(major)
    fixed = (int(major), int(minor))
    return lambda other: (other.major, other.minor) == fixed


def _ceiling(version: _Version) -> _Version:
    """The first version that may break: the next change of the leftmost number that is not zero."""
    if version.major:
        return _Version(version.major + 1, 0, 0)
    if version.minor:
        return _Version(0, version.minor + 1, 0)
    return _Version(0, 0, version.patch + 1)

"""The few parts of pytest that plain tests use, for machines without it."""

import contextlib
import math
import re
import types
import unittest


class ExceptionInfo:
    value = None
    type = None

    def match(self, pattern):
        assert re.search(pattern, str(self.value)), f"{pattern!r} does not match {str(self.value)!r}"
        return True


@contextlib.contextmanager
def _raising(kinds, match):
    info = ExceptionInfo()
    try:
        yield info
    except kinds as error:
        info.value, info.type = error, type(error)
        if match is not None and not re.search(match, str(error)):
            raise AssertionError(f"{match!r} does not match {str(error)!r}") from error
    else:
        raise AssertionError(f"DID NOT RAISE {kinds}")


def raises(kinds, *arguments, match=None, **named):
    if arguments:
        with _raising(kinds, match) as info:
            arguments[0](*arguments[1:], **named)
        return info
    return _raising(kinds, match)


class approx:
    def __init__(self, expected, rel=None, abs=None, nan_ok=False):
        self.expected, self.rel, self.abs = expected, 1e-6 if rel is None else rel, 1e-12 if abs is None else abs

    def _near(self, actual, expected):
        if isinstance(expected, dict):
            return actual.keys() == expected.keys() and all(self._near(actual[key], expected[key]) for key in expected)
        if isinstance(expected, (list, tuple)):
            return len(actual) == len(expected) and all(map(self._near, actual, expected))
        return math.isclose(actual, expected, rel_tol=self.rel, abs_tol=self.abs)

    def __eq__(self, actual):
        return self._near(actual, self.expected)

    def __repr__(self):
        return f"approx({self.expected!r})"


def fixture(function=None, **options):
    def wrap(maker):
        def made(*arguments, **named):
            return maker(*arguments, **named)

        made.__wrapped__ = maker
        return made

    return wrap(function) if callable(function) else wrap


class ParameterSet(tuple):
    @property
    def values(self):
        return tuple(self)


def param(*values, **options):
    return ParameterSet(values)


class _Mark:
    def __getattr__(self, name):
        def mark(*arguments, **named):
            if len(arguments) == 1 and callable(arguments[0]) and not named and name != "parametrize":
                arguments[0].pytestmark = [*getattr(arguments[0], "pytestmark", []), types.SimpleNamespace(name=name, args=())]
                return arguments[0]

            def wrap(target):
                found = types.SimpleNamespace(name=name, args=arguments)
                target.pytestmark = [*getattr(target, "pytestmark", []), found]
                return target

            return wrap

        return mark


mark = _Mark()


def skip(reason=""):
    raise unittest.SkipTest(reason)


def fail(reason=""):
    raise AssertionError(reason)


def importorskip(name):
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise unittest.SkipTest(name) from error

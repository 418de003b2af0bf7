"""Finds and runs Python tests: unittest cases, and plain functions and classes as pytest runs them, with pytest itself where it is installed."""

import ast
import importlib
import importlib.util
import inspect
import itertools
import linecache
import os
import signal
import sys
import traceback
import unittest

MOST_TEXT = 300


def enter(root):
    """Modules of the project are found as `python3 -m` finds them, and those below src/ as well."""
    os.chdir(root)
    src = os.path.join(root, "src")
    sys.path[:0] = [root, src] if os.path.isdir(src) else [root]


def run(root, request, write):
    enter(root)
    if "pytest" not in sys.modules and importlib.util.find_spec("pytest") is None:
        sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "trial_shims"))
    names = set(request.get("names") or [])
    tracer = Tracer(root, write) if request.get("cover") else None
    if tracer:
        tracer.tell_before(request)
    for file in request["files"]:
        if tracer:
            tracer.begin("")
        try:
            cases = collect(root, file)
        except BaseException as error:
            if tracer:
                tracer.end()
            write({"name": file, "file": file, "ok": False, "message": describe(error, root)})
            continue
        if tracer:
            tracer.end()
        for name, call in cases:
            if names and name not in names:
                continue
            write({"begin": name, "file": file})
            if tracer:
                tracer.begin(name)
            problem, skipped = None, False
            try:
                call()
            except unittest.SkipTest:
                skipped = True
            except BaseException as error:
                problem = error
            if tracer:
                tracer.end()
            if skipped:
                continue
            message = "" if problem is None else describe(problem, root)
            write({"name": name, "file": file, "ok": problem is None, "message": message})


class Tracer:
    """Which lines of the project's files ran, for one test at a time."""

    def __init__(self, root, write):
        self.root = os.path.join(root, "")
        self.write = write
        self.known = {}
        self.name, self.seen = "", set()

    def tell_before(self, request):
        """What a test ran that never ends is told before the whole process is ended."""

        def tell(number, frame):
            self.tell()

        signal.signal(signal.SIGALRM, tell)
        signal.setitimer(signal.ITIMER_REAL, request.get("timeoutMs", 10000) / 1000 * 0.8)

    def begin(self, name):
        self.name, self.seen = name, set()
        sys.settrace(self.call)

    def call(self, frame, event, argument):
        file = frame.f_code.co_filename
        ours = self.known.get(file)
        if ours is None:
            full = os.path.abspath(file)
            ours = not file.startswith("<") and full.startswith(self.root) and "site-packages" not in full and "/." not in full[len(self.root) :]
            self.known[file] = ours
        if not ours:
            return None
        seen = self.seen
        # The header of a function says nothing of whether its body ran.
        if frame.f_code.co_name == "<module>":
            seen.add((file, frame.f_lineno))

        def line(frame, event, argument):
            if event == "line":
                seen.add((file, frame.f_lineno))
            return line

        return line

    def end(self):
        sys.settrace(None)
        self.tell()

    def tell(self):
        for file, number in sorted(self.seen):
            path = os.path.relpath(os.path.abspath(file), self.root)
            self.write({"lines": [self.name, path, number]})


def collect(root, file):
    path = os.path.join(root, file)
    base, parts = os.path.dirname(path), [os.path.splitext(os.path.basename(path))[0]]
    while os.path.exists(os.path.join(base, "__init__.py")) and len(base) > len(root):
        parts.insert(0, os.path.basename(base))
        base = os.path.dirname(base)
    if base not in sys.path:
        sys.path.insert(0, base)
    module = importlib.import_module(".".join(parts))
    found = []
    for name, value in list(vars(module).items()):
        if inspect.isclass(value) and value.__module__ == module.__name__:
            if issubclass(value, unittest.TestCase):
                found += unit_cases(value)
            elif name.startswith("Test"):
                for method in [key for key in dir(value) if key.startswith("test")]:
                    found += plain_cases(f"{name}.{method}", value, method, module)
        elif name.startswith("test") and inspect.isfunction(value) and value.__module__ == module.__name__:
            found += plain_cases(name, None, value, module)
    return found


def unit_cases(kind):
    loader = unittest.TestLoader()
    ready = []

    def call(method):
        if not ready:
            kind.setUpClass()
            ready.append(True)
        case = kind(method)
        kept = []

        class Result(unittest.TestResult):
            def addError(self, test, error):
                kept.append(error[1])

            addFailure = addError

            def addSubTest(self, test, subtest, error):
                if error is not None:
                    kept.append(error[1])

            def addSkip(self, test, reason):
                kept.append(unittest.SkipTest(reason))

            def addUnexpectedSuccess(self, test):
                kept.append(AssertionError("The test was expected to fail."))

        case.run(Result())
        if kept:
            raise kept[0]

    return [(f"{kind.__name__}.{name}", lambda name=name: call(name)) for name in loader.getTestCaseNames(kind)]


def plain_cases(name, owner, function, module):
    target = getattr(owner, function) if owner else function
    marks = getattr(target, "pytestmark", []) + getattr(owner, "pytestmark", [])
    if any(getattr(mark, "name", "") in ("skip", "xfail") for mark in marks):
        return []
    grids = [mark.args for mark in marks if getattr(mark, "name", "") == "parametrize"]
    choices = []
    for keys, rows in ((grid[0], grid[1]) for grid in grids):
        keys = [key.strip() for key in keys.split(",")] if isinstance(keys, str) else list(keys)
        choices.append([dict(zip(keys, values_of(row, len(keys)))) for row in rows])
    found = []
    for index, row in enumerate(itertools.product(*choices)):
        values = {key: value for part in row for key, value in part.items()}
        label = f"{name}[{index}]" if grids else name
        found.append((label, lambda values=values: invoke(owner, function, values, module)))
    return found


def values_of(row, count):
    row = getattr(row, "values", row) if not isinstance(row, dict) else row
    return [row] if count == 1 and not (isinstance(row, tuple) and type(row).__name__ == "ParameterSet") else list(row)


def invoke(owner, function, values, module):
    instance = owner() if owner else None
    if instance is not None and hasattr(instance, "setup_method"):
        instance.setup_method(*([None] if len(inspect.signature(instance.setup_method).parameters) else []))
    target = getattr(instance, function) if instance is not None else function
    given, closing = dict(values), []
    for key in inspect.signature(target).parameters:
        if key not in given:
            given[key] = fixture(key, module, instance, closing)
    try:
        result = target(**given)
        if inspect.iscoroutine(result):
            import asyncio

            asyncio.run(result)
    finally:
        for generator in reversed(closing):
            next(generator, None)
        if instance is not None and hasattr(instance, "teardown_method"):
            instance.teardown_method(*([None] if len(inspect.signature(instance.teardown_method).parameters) else []))


def fixture(key, module, instance, closing):
    import pathlib
    import tempfile

    if key == "tmp_path":
        return pathlib.Path(tempfile.mkdtemp())
    maker = getattr(instance, key, None) if instance is not None else None
    maker = maker or getattr(module, key, None)
    if maker is None:
        folder = os.path.dirname(module.__file__)
        if os.path.exists(os.path.join(folder, "conftest.py")):
            if folder not in sys.path:
                sys.path.insert(0, folder)
            maker = getattr(importlib.import_module("conftest"), key, None)
    for inner in ("__wrapped__", "__pytest_wrapped__", "_fixture_function"):
        if hasattr(maker, inner):
            maker = getattr(getattr(maker, inner), "obj", getattr(maker, inner))
    if maker is None:
        raise LookupError(f"fixture {key} is not known")
    wanted = [name for name in inspect.signature(maker).parameters if name != "self"]
    value = maker(**{name: fixture(name, module, instance, closing) for name in wanted})
    if inspect.isgenerator(value):
        closing.append(value)
        return next(value)
    return value


def describe(error, root):
    """What went wrong as text: type, words, both sides of a failed comparison, and the project's own frames."""
    lines = [f"{type(error).__name__}: {error}"[:2000]]
    for side, value in sides(error):
        lines.append(f"{side}: {value}")
    for frame in traceback.extract_tb(error.__traceback__)[-15:]:
        path = os.path.abspath(frame.filename)
        if path.startswith(root):
            line = f'File "{os.path.relpath(path, root)}", line {frame.lineno}, in {frame.name}'
            if line not in lines:
                lines.append(line)
    return "\n".join(lines)


def sides(error):
    """Actual and expected of a plain assert, read again from its last frame; unittest says them in its own words."""
    tb = error.__traceback__
    while tb is not None and tb.tb_next is not None:
        values = tb.tb_frame.f_locals
        if tb.tb_frame.f_code.co_filename.startswith(os.path.dirname(unittest.__file__)) and "second" in values:
            return [("actual", repr(values["first"])[:MOST_TEXT]), ("expected", repr(values["second"])[:MOST_TEXT])]
        tb = tb.tb_next
    if tb is None or not isinstance(error, AssertionError):
        return []
    frame = tb.tb_frame
    if frame.f_code.co_filename.startswith(os.path.dirname(unittest.__file__)):
        return []
    text, number = "", tb.tb_lineno
    for extra in range(0, 12):
        text += linecache.getline(frame.f_code.co_filename, number + extra)
        try:
            tree = ast.parse(text.strip())
            break
        except SyntaxError:
            continue
    else:
        return []
    node = tree.body[0] if tree.body else None
    if not isinstance(node, ast.Assert) or not isinstance(node.test, ast.Compare) or len(node.test.ops) != 1:
        return []
    found = []
    for side, part in (("actual", node.test.left), ("expected", node.test.comparators[0])):
        try:
            code = compile(ast.Expression(part), "<assert>", "eval")
            found.append((side, repr(eval(code, frame.f_globals, frame.f_locals))[:MOST_TEXT]))
        except BaseException:
            return []
    return found

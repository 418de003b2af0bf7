"""Runs the tests of one copy of a Python project in a forked child per request, so that what they import is loaded once.

Requests and answers are JSON lines. Request: files, timeoutMs, cover, names. Answer: results, and with cover the lines that each test ran.
Where the project is tested by pytest, and pytest comes to other results than the plain runner (fixtures and plugins that this one does not
know), each trial is run by pytest itself; else by the plain runner, which is some four times as fast.
"""

import gc
import json
import os
import re
import select
import signal
import sys
import time

root = os.path.realpath(sys.argv[1])
here = os.path.dirname(os.path.abspath(__file__))
out = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
sys.path[:] = [path for path in sys.path if os.path.abspath(path or ".") != here]
MOST_MEMORY = 2 * 1024**3
# What a test may hold once one has come to its end, or not: else a loop that gathers without end is paid for in full by every trial.
LEAST_MEMORY = 384 * 1024**2
LOOK_SECONDS = 0.05
allowed = {"bytes": MOST_MEMORY // 2, "seen": 0}


def held(pid):
    try:
        with open(f"/proc/{pid}/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def preload():
    """What nearly every test imports, and so need not be loaded in every child."""
    import ast, collections, copy, datetime, decimal, functools, itertools, math, random, re, string  # noqa: F401
    import traceback, types, typing, unittest, unittest.mock, inspect, linecache  # noqa: F401


def child(request, write):
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    sys.setrecursionlimit(1000)
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    sys.path.insert(0, here)
    import trial_python

    if request.get("pytest"):
        import trial_pytest as runner
    else:
        runner = trial_python
    sys.path.remove(here)
    runner.run(root, request, write)
    if request.get("loaded"):
        write({"loaded": loaded()})


def loaded():
    """Names of the modules that this process has, those of the project apart from all others."""
    inside, outside = [], []
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and "." not in name:
            ours = os.path.realpath(file).startswith(os.path.join(root, "")) and "site-packages" not in file
            (inside if ours else outside).append(name)
    return [inside, outside]


# They start threads of their own, which a fork does not take along.
FORKLESS = {"grpc", "torch", "tensorflow", "jax", "ray", "pyarrow", "cv2", "gevent", "trio", "twisted", "trial_python", "trial_pytest"}


def load_others(found):
    """What the tests import of others is loaded once for all children, unless the project could be one of them."""
    import importlib
    import importlib.util

    inside, outside = found
    try:
        if any(importlib.util.find_spec(name) for name in inside):
            return
    except (ImportError, ValueError):
        return
    for name in outside:
        if name not in sys.modules and name not in FORKLESS and not name.startswith("_"):
            try:
                importlib.import_module(name)
            except BaseException:  # it may want what only the tests give it
                continue


def handle(request):
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        try:
            os.setsid()
            stream = os.fdopen(writer, "w")

            def write(value):
                stream.write(json.dumps(value) + "\n")
                stream.flush()

            child(request, write)
            write({"end": True})
        except BaseException as error:  # the child must never go on as a second server
            try:
                write({"name": "collection", "file": "", "ok": False, "message": repr(error)})
                write({"end": True})
            except BaseException:
                pass
        finally:
            os._exit(0)
    os.close(writer)
    limit = time.monotonic() + request.get("timeoutMs", 10000) / 1000
    data = b""
    late = False
    peak = 0
    while True:
        left = limit - time.monotonic()
        if left <= 0:
            late = True
            break
        ready, _, _ = select.select([reader], [], [], min(left, LOOK_SECONDS))
        if not ready:
            peak = max(peak, held(pid))
            if peak > allowed["bytes"]:
                late = True
                break
            continue
        piece = os.read(reader, 1 << 16)
        if not piece:
            break
        data += piece
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    os.waitpid(pid, 0)
    os.close(reader)
    results, lines, begun, ended, found = [], [], None, False, None
    for text in data.decode("utf8", "replace").split("\n"):
        try:
            value = json.loads(text) if text else {}
        except ValueError:
            continue
        if "begin" in value:
            begun = value
        elif "lines" in value:
            lines.append(value["lines"])
        elif "end" in value:
            ended = True
        elif "loaded" in value:
            found = value["loaded"]
        elif "name" in value:
            results.append(value)
            begun = None
    if ended:
        allowed["seen"] = max(allowed["seen"], peak)
    allowed["bytes"] = max(LEAST_MEMORY, allowed["seen"] * 2 + LEAST_MEMORY // 3)
    if not ended:
        why = "The test ran too long, or took too much memory." if late else "The process ended in the middle of a test."
        at = begun or {"begin": "tests", "file": ""}
        results.append({"name": at["begin"], "file": at["file"], "ok": False, "message": why, "late": late})
    return {"results": results, "lines": lines, **({"loaded": found} if found else {})}


# What pytest itself is made of must be the project's own where the project is one of them.
PARTS = "pytest _pytest pluggy iniconfig packaging exceptiongroup tomli pygments attr attrs py colorama".split()


def load_pytest():
    """Whether pytest is here, loaded once for all children where that does no harm."""
    import importlib.util

    if importlib.util.find_spec("pytest") is None:
        return False
    own = set(os.listdir(root)) | set(os.listdir(os.path.join(root, "src")) if os.path.isdir(os.path.join(root, "src")) else [])
    if not any(name in own or name + ".py" in own for name in PARTS):
        import pytest  # noqa: F401
    return True


def tally(request, by_pytest):
    results = handle({**request, "cover": False, "pytest": by_pytest})["results"]
    # The two call a test by other names: its function's is in both.
    return sorted((one["file"], re.split(r" > |\.", one["name"].split("[")[0])[-1], one["ok"]) for one in results if not one.get("late"))


def told(answer):
    return sorted((one["name"], one["ok"]) for one in answer["results"])


def begin_again():
    """A process that has loaded nothing of others takes over."""
    os.dup2(out.fileno(), 1)
    os.execv(sys.executable, [sys.executable, os.path.join(here, os.path.basename(__file__)), *sys.argv[1:], "cold"])


def main():
    preload()
    choose = "pytest" in sys.argv[2:] and load_pytest()
    by_pytest = False
    warm = "cold" in sys.argv[2:]
    for line in sys.stdin:
        request = json.loads(line)
        if choose:
            choose = False
            theirs, ours = tally(request, True), tally(request, False)
            by_pytest = theirs != ours and (any(ok for *_, ok in theirs) or not any(ok for *_, ok in ours))
        answer = handle({**request, "pytest": by_pytest, "loaded": not warm})
        found = answer.pop("loaded", None)
        if found and not warm:
            warm = True
            load_others(found)
            # What is here to stay is not looked at again by each child, and so not copied for it.
            gc.collect()
            gc.freeze()
            again = handle({**request, "cover": False, "pytest": by_pytest})
            out.write(json.dumps(answer) + "\n")
            out.flush()
            # Tests may prepare what is loaded: where they come to other results, each child loads it itself.
            if told(again) != told(answer) and not any(one.get("late") for one in answer["results"]):
                begin_again()
            continue
        out.write(json.dumps(answer) + "\n")
        out.flush()


main()

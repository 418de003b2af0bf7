"""Runs the tests of one copy of a Python project in a forked child per request, so that what they import is loaded once.

Requests and answers are JSON lines. Request: files, timeoutMs, cover, names. Answer: results, and with cover the lines that each test ran.
"""

import json
import os
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

    sys.path.remove(here)
    trial_python.run(root, request, write)


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
    while True:
        left = limit - time.monotonic()
        if left <= 0:
            late = True
            break
        ready, _, _ = select.select([reader], [], [], left)
        if not ready:
            late = True
            break
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
    results, lines, begun, ended = [], [], None, False
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
        elif "name" in value:
            results.append(value)
            begun = None
    if not ended:
        why = "The test ran too long." if late else "The process ended in the middle of a test."
        at = begun or {"begin": "tests", "file": ""}
        results.append({"name": at["begin"], "file": at["file"], "ok": False, "message": why, "late": late})
    return {"results": results, "lines": lines}


def main():
    preload()
    for line in sys.stdin:
        out.write(json.dumps(handle(json.loads(line))) + "\n")
        out.flush()


main()

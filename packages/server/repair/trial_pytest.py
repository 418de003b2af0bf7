"""Runs tests with the project's own pytest, in this process, and tells what each of them did as the plain runner does."""

import os
import re

import trial_python


def run(root, request, write):
    """Everything that a plugin or a setting of the project may change about its tests is as pytest has it."""
    import pytest

    trial_python.enter(root)
    tracer = trial_python.Tracer(root, write) if request.get("cover") else None
    if tracer:
        tracer.tell_before(request)
    teller = Teller(root, write, tracer, set(request.get("names") or []))
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:randomly", "--assert=plain", "-o", "addopts=", *kept(root)]
    pytest.main([*options, f"--rootdir={root}", *[os.path.join(root, file) for file in request["files"]]], plugins=[teller])


def kept(root):
    """Of the options that the project always gives: how it imports. Others say how results are shown, or measure."""
    for name in ("pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg"):
        try:
            with open(os.path.join(root, name), encoding="utf8") as file:
                found = re.search(r"--import-mode[= ](\w+)", file.read())
        except OSError:
            continue
        if found:
            return [f"--import-mode={found.group(1)}"]
    return []


class Teller:
    """A plugin of pytest that writes what happens."""

    def __init__(self, root, write, tracer, names):
        self.root, self.write, self.tracer, self.names = root, write, tracer, names
        self.problems = {}

    def name_of(self, nodeid):
        return nodeid.replace("::", " > ")

    def file_of(self, item):
        return os.path.relpath(str(item.path), self.root)

    def pytest_collection_modifyitems(self, items):
        if self.names:
            items[:] = [item for item in items if self.name_of(item.nodeid) in self.names]

    def pytest_collectreport(self, report):
        if report.failed:
            file = report.nodeid.split("::")[0]
            self.write({"name": file, "file": file, "ok": False, "message": str(report.longrepr)[-3000:]})

    def pytest_runtest_logstart(self, nodeid, location):
        self.write({"begin": self.name_of(nodeid), "file": nodeid.split("::")[0]})
        if self.tracer:
            self.tracer.begin(self.name_of(nodeid))

    def pytest_runtest_logfinish(self, nodeid, location):
        if self.tracer:
            self.tracer.end()

    def pytest_runtest_makereport(self, item, call):
        if call.excinfo:
            self.problems[item.nodeid] = trial_python.describe(call.excinfo.value, self.root)

    def pytest_runtest_logreport(self, report):
        # A test that is said to fail says nothing by passing.
        if report.skipped or hasattr(report, "wasxfail") or (report.passed and report.when != "call"):
            return
        name = self.name_of(report.nodeid)
        message = "" if report.passed else self.problems.get(report.nodeid, str(report.longrepr)[-3000:])
        self.write({"name": name, "file": report.nodeid.split("::")[0], "ok": report.passed, "message": message})

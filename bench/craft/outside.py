"""`python3 outside.py <folder> <call as JSON>`: the same as outside.mjs for a Python package."""

import importlib
import json
import pathlib
import re
import sys

folder, text = sys.argv[1], sys.argv[2]
call = json.loads(text)
root = pathlib.Path(folder)
sys.path[:0] = [str(root / "src"), folder]
names = {path.parent.name for path in [*root.glob("src/*/__init__.py"), *root.glob("*/__init__.py")]}
names -= {"tests", "test"}
exports = {}
for name in names:
    module = importlib.import_module(name)
    exports.update({key: value for key, value in vars(module).items() if not key.startswith("_") and callable(value)})
if call.get("exports"):
    sys.exit(0 if any(re.search(call["exports"], key, re.I) for key in exports) else 1)
for value in exports.values():
    if isinstance(value, type):
        continue
    try:
        given = value(*call["args"])
    except Exception:
        if call.get("throws"):
            sys.exit(0)
        continue
    if "has" in call and call["has"] in json.dumps(given, default=str):
        sys.exit(0)
    if "gives" in call and (given == call["gives"] or (isinstance(given, dict) and call["gives"] in given.values())):
        sys.exit(0)
sys.exit(1)

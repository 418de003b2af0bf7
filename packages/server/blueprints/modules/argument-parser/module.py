"""Reads the arguments of a program by a description of what it takes, and writes its help."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any


def parse_arguments(spec: Mapping[str, Any], args: Sequence[str]) -> dict[str, Any]:
    """Read arguments; what the program does not take, and what is missing, is a ValueError.

    ``spec`` has options (name, short, type: flag, text or number, default, required), arguments
    (name, required, many) and commands: each a spec of its own by name.
    """
    if "commands" in spec:
        return _parse_command(spec, args)
    known: Sequence[Mapping[str, Any]] = spec.get("options", [])
    options = {option["name"]: option["default"] for option in known if "default" in option}
    plain: list[str] = []
    left = list(args)
    while left:
        word = left.pop(0)
        if word == "--":
            plain += left
            left = []
        elif word.startswith("--"):
            name, sign, value = word[2:].partition("=")
            option = _named(known, "name", name, f"--{name}")
            options[name] = _value(option, value if sign else None, left)
        elif re.match(r"-[^\d.]", word):
            for at, letter in enumerate(word[1:], start=2):
                option = _named(known, "short", letter, f"-{letter}")
                attached = None if _is_flag(option) else word[at:] or None
                options[option["name"]] = _value(option, attached, left)
                if attached is not None:
                    break
        else:
            plain.append(word)
    for option in known:
        if option.get("required") and option["name"] not in options:
            raise ValueError(f"--{option['name']} is missing.")
    return {"options": options, "arguments": _placed(spec.get("arguments", []), plain)}


def help_text(name: str, spec: Mapping[str, Any]) -> str:
    """Write how a program is called."""
    options = []
    for option in spec.get("options", []):
        short = f"-{option['short']}, " if "short" in option else ""
        value = "" if _is_flag(option) else f" <{option['type']}>"
        usual = f"(default: {option['default']})" if "default" in option else ""
        about = " ".join(part for part in (option.get("summary", ""), usual) if part)
        options.append((f"{short}--{option['name']}{value}", about))
    given = [(_shown(one), one.get("summary", "")) for one in spec.get("arguments", [])]
    commands = [(one, own.get("summary", "")) for one, own in spec.get("commands", {}).items()]
    usage = [f"Usage: {name}"]
    usage += ["<command>"] if commands else []
    usage += ["[options]"] if options else []
    usage += [text for text, _ in given]
    width = max((len(text) for text, _ in options + given + commands), default=0)
    parts = [spec["summary"]] if "summary" in spec else []
    parts.append(" ".join(usage))
    for title, rows in (("Commands", commands), ("Arguments", given), ("Options", options)):
        if rows:
            lines = (f"  {text:<{width}}  {about}".rstrip() for text, about in rows)
            parts.append("\n".join((f"{title}:", *lines)))
    return "\n\n".join(parts) + "\n"


def _parse_command(spec: Mapping[str, Any], args: Sequence[str]) -> dict[str, Any]:
    names = ", ".join(spec["commands"])
    if not args:
        raise ValueError(f"Name a command: {names}.")
    command, *rest = args
    if command not in spec["commands"]:
        raise ValueError(f"There is no command {command}, only {names}.")
    own = spec["commands"][command]
    options = [*spec.get("options", []), *own.get("options", [])]
    return {"command": command, **parse_arguments({**own, "options": options}, rest)}


def _named(
    known: Sequence[Mapping[str, Any]], key: str, wanted: str, shown: str
) -> Mapping[str, Any]:
    for option in known:
        if option.get(key) == wanted:
            return option
    raise ValueError(f"There is no option {shown}.")


def _is_flag(option: Mapping[str, Any]) -> bool:
    return bool(option.get("type", "flag") == "flag")


def _value(option: Mapping[str, Any], attached: str | None, left: list[str]) -> Any:
    name = option["name"]
    if _is_flag(option):
        if attached is not None:
            raise ValueError(f"--{name} takes no value.")
        return True
    if attached is None and not left:
        raise ValueError(f"--{name} needs a value.")
    value = left.pop(0) if attached is None else attached
    if option["type"] != "number":
        return value
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"--{name} needs a number, not {value}.")
    return int(number) if number.is_integer() else number


def _placed(specs: Sequence[Mapping[str, Any]], plain: Sequence[str]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    left = list(plain)
    for one in specs:
        if not left and one.get("required"):
            raise ValueError(f"<{one['name']}> is missing.")
        if one.get("many"):
            given[one["name"]], left = left, []
        elif left:
            given[one["name"]] = left.pop(0)
    if left:
        raise ValueError(f"Nothing takes {' '.join(left)}.")
    return given


def _shown(one: Mapping[str, Any]) -> str:
    text = f"{one['name']}..." if one.get("many") else one["name"]
    return f"<{text}>" if one.get("required") else f"[{text}]"

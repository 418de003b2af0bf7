"""Reads and writes .env and INI files."""

import re
from collections.abc import Mapping
from typing import Any

Section = dict[str, str]


def parse_env(text: str) -> dict[str, str]:
    """Read the variables of a .env file."""
    variables: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"\s*(#|$)", line):
            continue
        found = re.fullmatch(r"\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*=\s*(.*)", line, re.ASCII)
        if found is None:
            raise ValueError(f"There is no variable in line {number}.")
        variables[found[1]] = _env_value(found[2].strip(), variables)
    return variables


def _env_value(value: str, variables: Mapping[str, str]) -> str:
    """In double quotes and bare, ``${NAME}`` stands for an earlier variable."""
    if raw := re.match("'([^']*)'", value):
        return raw[1]
    if quoted := re.match(r'"((?:[^"\\]|\\.)*)"', value):
        letters = {"n": "\n", "t": "\t"}
        value = re.sub(r"\\(.)", lambda found: letters.get(found[1], found[1]), quoted[1])
    else:
        value = re.sub(r"\s+#.*$", "", value)
    return re.sub(r"\$\{(\w+)\}", lambda found: variables.get(found[1], ""), value)


def parse_ini(text: str) -> dict[str, str | Section]:
    """Read an INI file into sections; values before the first section lie at the top."""
    file: dict[str, str | Section] = {}
    section: Section | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"\s*([;#]|$)", line):
            continue
        if title := re.fullmatch(r"\s*\[([^\]]+)\]\s*", line):
            section = {}
            file[title[1].strip()] = section
            continue
        found = re.fullmatch(r"\s*([^=\[\]]+?)\s*=\s*(.*?)\s*", line)
        if found is None:
            raise ValueError(f"Line {number} is no section and no value.")
        value = re.sub(r"^([\"'])(.*)\1$", r"\2", found[2])
        if section is None:
            file[found[1]] = value
        else:
            section[found[1]] = value
    return file


def format_ini(values: Any) -> str:
    """Write values as an INI file, with objects as sections."""
    if not isinstance(values, Mapping):
        raise ValueError("The values must be an object.")
    top = {name: value for name, value in values.items() if not isinstance(value, Mapping)}
    sections = [
        f"[{title}]\n{_lines(section)}"
        for title, section in values.items()
        if isinstance(section, Mapping)
    ]
    return "\n".join([*([_lines(top)] if top else []), *sections])


def _lines(section: Mapping[str, Any]) -> str:
    return "".join(f"{name} = {_written(value)}\n" for name, value in section.items())


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)

"""Finds what is registered for a method and a path, with parameters and wildcards."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote


@dataclass(frozen=True)
class _Route:
    method: str
    path: str
    parts: list[str]
    handler: Any

    def rank(self) -> list[int]:
        """Fixed parts sort before parameters, and those before a wildcard."""
        return [2 if part == "*" else int(part.startswith(":")) for part in self.parts]

    def shape(self) -> list[str]:
        """What it fits: names of parameters make no difference."""
        return [":" if part.startswith(":") else part for part in self.parts]

    def params(self, parts: Sequence[str]) -> dict[str, str] | None:
        """What the parameters stand for; None where the path does not fit."""
        is_open = self.parts[-1:] == ["*"]
        if len(parts) < len(self.parts) or (len(parts) > len(self.parts) and not is_open):
            return None
        params = {}
        for at, part in enumerate(self.parts):
            found = unquote("/".join(parts[at:]) if part == "*" else parts[at])
            if part == "*":
                params["*"] = found
            elif part.startswith(":"):
                params[part[1:]] = found
            elif part != found:
                return None
        return params


class HttpRouter:
    """What is registered for methods and paths."""

    def __init__(self) -> None:
        self._routes: list[_Route] = []

    def add(self, method: str, path: str, handler: Any) -> None:
        """Register something: ``:name`` stands for a part, ``*`` at the end for all that follows."""
        if not path.startswith("/"):
            raise ValueError("A path begins with /.")
        route = _Route(method.upper(), path, _parts_of(path), handler)
        if "*" in route.parts[:-1]:
            raise ValueError("* stands at the end of a path.")
        names = [part for part in route.parts if part.startswith(":")]
        if len(set(names)) < len(names):
            raise ValueError(f"{path} has a name twice.")
        for other in self._routes:
            if other.method == route.method and other.shape() == route.shape():
                raise ValueError(f"{route.method} {path} is already there.")
        self._routes.append(route)

    def find(self, method: str, path: str) -> dict[str, Any]:
        """Find what is registered for a request: status 200, 405 or 404, and what belongs to it."""
        parts = _parts_of(re.split(r"[?#]", path, maxsplit=1)[0])
        fitting = [
            (route, params)
            for route in self._routes
            if (params := route.params(parts)) is not None
        ]
        if not fitting:
            return {"status": 404}
        own = [one for one in fitting if one[0].method == method.upper()]
        if own:
            route, params = min(own, key=lambda one: one[0].rank())
            return {"status": 200, "handler": route.handler, "params": params}
        return {"status": 405, "allow": sorted({route.method for route, _ in fitting})}

    def routes(self) -> list[str]:
        """List methods and paths in the order in which they came."""
        return [f"{route.method} {route.path}" for route in self._routes]


def _parts_of(path: str) -> list[str]:
    """A slash at the end makes no difference."""
    bare = path.removeprefix("/").removesuffix("/")
    return bare.split("/") if bare else []

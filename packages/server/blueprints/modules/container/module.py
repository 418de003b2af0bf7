"""Builds services from factories by name, once or each time, with what they depend on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple


class _Registered(NamedTuple):
    factory: Callable[[Container], Any]
    is_shared: bool


class Container:
    """Services by name and how they are made."""

    def __init__(self) -> None:
        self._registered: dict[str, _Registered] = {}
        self._made: dict[str, Any] = {}
        # What is being made, the outermost first.
        self._making: list[str] = []

    def singleton(self, service: str, factory: Callable[[Container], Any]) -> None:
        """Register a factory that is called once, when its service is asked for."""
        self._register(service, _Registered(factory, is_shared=True))

    def transient(self, service: str, factory: Callable[[Container], Any]) -> None:
        """Register a factory that is called each time."""
        self._register(service, _Registered(factory, is_shared=False))

    def has(self, service: str) -> bool:
        """Say whether a service is registered."""
        return service in self._registered

    def resolve(self, service: str) -> Any:
        """Give a service, made with what it depends on; a circle is an error that names it."""
        if service in self._made:
            return self._made[service]
        path = [*self._making, service]
        if service not in self._registered:
            asked = f" ({' → '.join(path)})" if len(path) > 1 else ""
            raise ValueError(f"There is no service {service}{asked}.")
        if service in self._making:
            circle = " → ".join(path[self._making.index(service) :])
            raise ValueError(f"Services depend on each other: {circle}.")
        registered = self._registered[service]
        self._making.append(service)
        try:
            made = registered.factory(self)
        finally:
            self._making.pop()
        if registered.is_shared:
            self._made[service] = made
        return made

    def _register(self, service: str, registered: _Registered) -> None:
        if service.strip() == "":
            raise ValueError("A service needs a name.")
        if service in self._registered:
            raise ValueError(f"The service {service} is already registered.")
        self._registered[service] = registered

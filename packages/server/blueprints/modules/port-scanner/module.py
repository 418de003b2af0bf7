"""Tells which TCP ports of a host are open."""

import re
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import Any

_SERVICES = {
    21: "ftp",
    22: "ssh",
    23: "telnet",
    25: "smtp",
    53: "dns",
    80: "http",
    110: "pop3",
    143: "imap",
    443: "https",
    465: "smtps",
    587: "submission",
    993: "imaps",
    995: "pop3s",
    1883: "mqtt",
    3306: "mysql",
    5432: "postgresql",
    5672: "amqp",
    6379: "redis",
    8080: "http",
    8443: "https",
    9200: "elasticsearch",
    27017: "mongodb",
}


def scan_ports(
    host: str, ports: str, *, timeout_ms: int = 500, parallel: int = 100
) -> list[dict[str, Any]]:
    """List the open ports of a host, the lowest first, and what usually answers there."""
    wanted = list_ports(ports)
    _check(host, timeout_ms)
    if not 1 <= parallel <= 1000:
        raise ValueError("From 1 to 1000 ports are tried in parallel.")
    with ThreadPoolExecutor(max_workers=min(parallel, len(wanted))) as pool:
        tried = list(pool.map(lambda port: _answers(host, port, timeout_ms), wanted))
    return [
        {"port": port, "service": _SERVICES[port]} if port in _SERVICES else {"port": port}
        for port, is_open in zip(wanted, tried, strict=True)
        if is_open
    ]


def is_port_open(host: str, port: int, *, timeout_ms: int = 500) -> bool:
    """Say whether a host takes connections at a port."""
    if not _is_port(port):
        raise ValueError("A port is a number from 1 to 65535.")
    _check(host, timeout_ms)
    return _answers(host, port, timeout_ms)


def list_ports(ports: str) -> list[int]:
    """Write out ``22,80,8000-8010``, each port once and the lowest first."""
    found: set[int] = set()
    for part in ports.split(","):
        match = re.fullmatch(r"\s*([0-9]{1,5})(?:\s*-\s*([0-9]{1,5}))?\s*", part)
        first = int(match[1]) if match else 0
        last = int(match[2]) if match and match[2] else first
        if not _is_port(first) or not _is_port(last) or first > last:
            raise ValueError(f'"{part.strip()}" is no port from 1 to 65535, and no range of them.')
        found.update(range(first, last + 1))
    return sorted(found)


def _is_port(port: int) -> bool:
    return 1 <= port <= 65535


def _check(host: str, timeout_ms: int) -> None:
    if host.strip() == "":
        raise ValueError("The host is missing.")
    if not 1 <= timeout_ms <= 60000:
        raise ValueError("The timeout is from 1 to 60000 milliseconds.")


def _answers(host: str, port: int, timeout_ms: int) -> bool:
    """A host that is not found, or does not answer in time, has nothing open."""
    try:
        with socket.create_connection((host, port), timeout=timeout_ms / 1000):
            return True
    except OSError:
        return False
